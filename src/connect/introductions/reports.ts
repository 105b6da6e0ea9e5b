/** Abuse that a side reported: what a curator reads, and what is decided. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Side } from '#model/introduction.ts';
import type { Person } from '#model/person.ts';
import { addressHash } from '../mail/outbox.ts';
import { other } from './states.ts';

export interface Report {
  /** The introduction's. */
  id: string;
  project: string;
  title: string;
  by: Side;
  reason: string;
  at: Date;
  /** Without addresses: none is needed to judge words. */
  messages: { side: Side; text: string; at: Date }[];
}

/** Those that wait, the oldest first. */
export async function openReports(db: Kysely<Tables>): Promise<Report[]> {
  const rows = await db
    .selectFrom('introduction_report')
    .innerJoin('introduction', 'introduction.id', 'introduction_report.introduction')
    .select([
      'introduction.id',
      'introduction.project',
      'introduction.title',
      'introduction_report.side',
      'introduction_report.reason',
      'introduction_report.at',
    ])
    .where('introduction_report.decision', 'is', null)
    .where('introduction.forgotten_at', 'is', null)
    .orderBy('introduction_report.at')
    .limit(50)
    .execute();
  if (rows.length === 0) return [];
  const said = await db
    .selectFrom('introduction_message')
    .select(['introduction', 'side', 'text', 'at'])
    .where(
      'introduction',
      'in',
      rows.map(({ id }) => id),
    )
    .where('held', '=', false)
    .orderBy('at')
    .orderBy('number')
    .execute();
  return rows.map(({ side: by, ...row }) => ({
    ...row,
    by,
    messages: said
      .filter(({ introduction }) => introduction === row.id)
      .map(({ side, text, at }) => ({ side, text, at })),
  }));
}

export async function countReports(db: Kysely<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom('introduction_report')
    .innerJoin('introduction', 'introduction.id', 'introduction_report.introduction')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('introduction_report.decision', 'is', null)
    .where('introduction.forgotten_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** `barred`: the address that was reported begins no introduction any more. False when it was decided, or is gone. */
export async function decideReport(
  db: Kysely<Tables>,
  introduction: string,
  decision: 'nothing' | 'barred',
  by: Person,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const report = await tx
      .updateTable('introduction_report')
      .set({ decision, decided_by: by.id, decided_at: now })
      .where('introduction', '=', introduction)
      .where('decision', 'is', null)
      .returning('side')
      .executeTakeFirst();
    if (report === undefined) return false;
    if (decision === 'nothing') return true;
    const side = await tx
      .selectFrom('introduction_side')
      .select('mail')
      .where('introduction', '=', introduction)
      .where('side', '=', other(report.side))
      .executeTakeFirst();
    if (side?.mail != null)
      await tx
        .insertInto('introduction_address')
        .values({ address_hash: addressHash(side.mail), what: 'barred', since: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return true;
  });
}
