/**
 * Abuse that a side reported, each report as a matter of the curators' queue. Accepting it bars the other's address. The
 * queue keeps which conversation it is; the words are read there, without addresses, and are erased there.
 */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Side, sides } from '#model/introduction.ts';
import type { Fact } from '#model/matter.ts';
import { addressHash } from '../mail/outbox.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import { other } from './states.ts';

export const introductionReport = 'introduction-report';

/** A matter for each side's report: what one of them says is decided whatever the other has said. */
const subjectOf = (introduction: string, side: Side): string => `${introduction}/${side}`;
const readSubject = (subject: string): Which => {
  const [introduction = '', side] = subject.split('/');
  return { introduction, side: side === 'holder' ? 'holder' : 'asker' };
};

interface Which {
  introduction: string;
  /** Whose report it is. */
  side: Side;
}

/** In the transaction that holds the conversation. */
export async function report(
  tx: Kysely<Tables>,
  { introduction, side, reason }: Which & { reason: string },
  now: Date,
): Promise<void> {
  const added = await tx
    .insertInto('introduction_report')
    .values({ introduction, side, reason, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('introduction')
    .executeTakeFirst();
  if (added === undefined) return;
  const { project, title } = await tx
    .selectFrom('introduction')
    .select(['project', 'title'])
    .where('id', '=', introduction)
    .executeTakeFirstOrThrow();
  const own = await sideOf(tx, { introduction, side });
  const author =
    own?.person != null ? { person: own.person } : own?.mail != null ? { mail: own.mail, isProven: true } : undefined;
  await raise(
    tx,
    {
      ...{ kind: introductionReport, subject: subjectOf(introduction, side), title, facts: [], project, author },
      language: own?.language ?? 'fr',
      // What harms somebody comes before what is only wrong.
      weight: 30,
    },
    now,
  );
}

/** The words are gone: there is nothing left to decide about. */
export async function withdrawReports(tx: Kysely<Tables>, introduction: string, now: Date): Promise<void> {
  for (const side of sides)
    await withdraw(tx, { kind: introductionReport, subject: subjectOf(introduction, side) }, null, now);
}

const sideOf = (db: Kysely<Tables>, { introduction, side }: Which) =>
  db
    .selectFrom('introduction_side')
    .select(['person', 'mail', 'language'])
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .executeTakeFirst();

const otherSideOf = (db: Kysely<Tables>, { introduction, side }: Which) =>
  sideOf(db, { introduction, side: other(side) });

const reportOf = (db: Kysely<Tables>, { introduction, side }: Which) =>
  db
    .selectFrom('introduction_report')
    .selectAll()
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .executeTakeFirst();

const changeReport = (db: Kysely<Tables>, { introduction, side }: Which) =>
  db.updateTable('introduction_report').where('introduction', '=', introduction).where('side', '=', side);

export const introductionReportKind = (now: () => Date): MatterKind => ({
  name: introductionReport,
  // Who reported has said it, and the conversation is closed: nothing is asked back.
  noQuestion: true,
  hold: (tx, subject) =>
    tx
      .selectFrom('introduction')
      .select('id')
      .where('id', '=', readSubject(subject).introduction)
      .forUpdate()
      .executeTakeFirst(),
  async factsNow(db, { subject }) {
    const which = readSubject(subject);
    const reported = await reportOf(db, which);
    if (reported === undefined) return [];
    const said = await db
      .selectFrom('introduction_message')
      .select(['side', 'text'])
      .where('introduction', '=', which.introduction)
      .where('held', '=', false)
      .orderBy('at')
      .orderBy('number')
      .execute();
    return [
      { name: which.side === 'asker' ? 'reportedByAsker' : 'reportedByHolder', value: reported.reason },
      ...said.map(({ side, text }): Fact => ({ name: side, value: text })),
    ];
  },
  async onDecided(tx, { matter, verdict, by }) {
    const bars = verdict === 'accept';
    const which = readSubject(matter.subject);
    const reported = await changeReport(tx, which)
      .set({ decision: bars ? 'barred' : 'nothing', decided_by: by, decided_at: now() })
      .returning('side')
      .executeTakeFirst();
    const theirs = reported && bars ? await otherSideOf(tx, which) : undefined;
    if (theirs?.mail != null)
      await tx
        .insertInto('introduction_address')
        .values({ address_hash: addressHash(theirs.mail), what: 'barred', since: now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return undefined;
  },
  async undo(tx, { subject, state }) {
    const which = readSubject(subject);
    const reported = await reportOf(tx, which);
    const theirs = reported && (await otherSideOf(tx, which));
    if (reported === undefined || (state === 'accepted' && theirs?.mail == null)) return 'too-late';
    await changeReport(tx, which).set({ decision: null, decided_by: null, decided_at: null }).execute();
    if (state === 'accepted' && theirs?.mail != null && !(await isBarredElsewhere(tx, which.introduction, theirs.mail)))
      await tx
        .deleteFrom('introduction_address')
        .where('address_hash', '=', addressHash(theirs.mail))
        .where('what', '=', 'barred')
        .execute();
    return undefined;
  },
  async mailOf(db, { subject }) {
    const which = readSubject(subject);
    return ((await reportOf(db, which)) && (await sideOf(db, which)))?.mail ?? undefined;
  },
});

/** Whether another report has barred the same address. */
async function isBarredElsewhere(tx: Kysely<Tables>, introduction: string, mail: string): Promise<boolean> {
  const row = await tx
    .selectFrom('introduction_report')
    .innerJoin('introduction_side', 'introduction_side.introduction', 'introduction_report.introduction')
    .select('introduction_report.introduction')
    .where('introduction_report.introduction', '!=', introduction)
    .where('decision', '=', 'barred')
    .where('introduction_side.mail', '=', mail)
    .whereRef('introduction_side.side', '!=', 'introduction_report.side')
    .executeTakeFirst();
  return row !== undefined;
}
