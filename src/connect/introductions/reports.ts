/**
 * Abuse that a side reported, as a matter of the curators' queue. Accepting it bars the other's address. The queue keeps
 * which conversation it is; the words are read there, without addresses, and are erased there.
 */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Side } from '#model/introduction.ts';
import type { Fact } from '#model/matter.ts';
import { addressHash } from '../mail/outbox.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import { other } from './states.ts';

export const introductionReport = 'introduction-report';

/** In the transaction that holds the conversation. */
export async function report(
  tx: Kysely<Tables>,
  { introduction, side, reason }: { introduction: string; side: Side; reason: string },
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
  const own = await sideOf(tx, introduction, side);
  const author = own?.person != null ? { person: own.person } : own?.mail != null ? { mail: own.mail } : undefined;
  await raise(
    tx,
    {
      ...{ kind: introductionReport, subject: introduction, title, facts: [], project, author },
      language: own?.language ?? 'fr',
      // What harms somebody comes before what is only wrong.
      weight: 30,
    },
    now,
  );
}

/** The words are gone: there is nothing left to decide about. */
export const withdrawReport = (tx: Kysely<Tables>, introduction: string, now: Date): Promise<boolean> =>
  withdraw(tx, { kind: introductionReport, subject: introduction }, null, now);

const sideOf = (db: Kysely<Tables>, introduction: string, side: Side) =>
  db
    .selectFrom('introduction_side')
    .select(['person', 'mail', 'language'])
    .where('introduction', '=', introduction)
    .where('side', '=', side)
    .executeTakeFirst();

const reportOf = (db: Kysely<Tables>, introduction: string) =>
  db.selectFrom('introduction_report').selectAll().where('introduction', '=', introduction).executeTakeFirst();

export const introductionReportKind = (now: () => Date): MatterKind => ({
  name: introductionReport,
  // Who reported has said it, and the conversation is closed: nothing is asked back.
  noQuestion: true,
  hold: (tx, subject) =>
    tx.selectFrom('introduction').select('id').where('id', '=', subject).forUpdate().executeTakeFirst(),
  async factsNow(db, { subject }) {
    const reported = await reportOf(db, subject);
    if (reported === undefined) return [];
    const said = await db
      .selectFrom('introduction_message')
      .select(['side', 'text'])
      .where('introduction', '=', subject)
      .where('held', '=', false)
      .orderBy('at')
      .orderBy('number')
      .execute();
    return [
      { name: reported.side === 'asker' ? 'reportedByAsker' : 'reportedByHolder', value: reported.reason },
      ...said.map(({ side, text }): Fact => ({ name: side, value: text })),
    ];
  },
  async onDecided(tx, { matter, verdict, by }) {
    const bars = verdict === 'accept';
    const reported = await tx
      .updateTable('introduction_report')
      .set({ decision: bars ? 'barred' : 'nothing', decided_by: by, decided_at: now() })
      .where('introduction', '=', matter.subject)
      .returning('side')
      .executeTakeFirst();
    const theirs = reported && bars ? await sideOf(tx, matter.subject, other(reported.side)) : undefined;
    if (theirs?.mail != null)
      await tx
        .insertInto('introduction_address')
        .values({ address_hash: addressHash(theirs.mail), what: 'barred', since: now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return undefined;
  },
  async undo(tx, { subject, state }) {
    const reported = await reportOf(tx, subject);
    const theirs = reported && (await sideOf(tx, subject, other(reported.side)));
    if (reported === undefined || (state === 'accepted' && theirs?.mail == null)) return 'too-late';
    await tx
      .updateTable('introduction_report')
      .set({ decision: null, decided_by: null, decided_at: null })
      .where('introduction', '=', subject)
      .execute();
    if (state === 'accepted' && theirs?.mail != null && !(await isBarredElsewhere(tx, subject, theirs.mail)))
      await tx
        .deleteFrom('introduction_address')
        .where('address_hash', '=', addressHash(theirs.mail))
        .where('what', '=', 'barred')
        .execute();
    return undefined;
  },
  async mailOf(db, { subject }) {
    const reported = await reportOf(db, subject);
    return (reported && (await sideOf(db, subject, reported.side)))?.mail ?? undefined;
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
