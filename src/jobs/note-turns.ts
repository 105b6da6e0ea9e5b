/** What is noted of the turns of the sources, for people to see: read by `publish/source-turns.ts`. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { SourceTurn } from '#publish/source-turns.ts';

/** Notes which sources have turns from now on, and when; keeps how the last ones went. */
export async function noteRounds(
  db: Kysely<Tables>,
  rounds: ReadonlyMap<string, { cron: string; next: Date }>,
): Promise<void> {
  const ids = [...rounds.keys()];
  await sql`update source_turn set cron = null, next_at = null where source <> all(${ids}::text[])`.execute(db);
  await sql`
    insert into source_turn (source, cron, next_at)
    select * from unnest(
      ${ids}::text[], ${[...rounds.values()].map(({ cron }) => cron)}::text[],
      ${[...rounds.values()].map(({ next }) => next.toISOString())}::timestamptz[])
    on conflict (source) do update set cron = excluded.cron, next_at = excluded.next_at`.execute(db);
}

export async function noteBeginning(db: Kysely<Tables>, source: string, at: Date): Promise<void> {
  await sql`
    insert into source_turn (source, began_at) values (${source}, ${at})
    on conflict (source) do update set began_at = excluded.began_at, ended_at = null`.execute(db);
}

export interface TurnEnd {
  outcome: NonNullable<SourceTurn['outcome']>;
  told: string | null;
  /** When it comes next: its next round, or the next try after a failure. */
  next: Date | null;
  /** What was read, when it was a file: see `fileFingerprint`. */
  read: string | null;
}

export async function noteEnd(
  db: Kysely<Tables>,
  source: string,
  at: Date,
  { outcome, told, next, read }: TurnEnd,
): Promise<void> {
  await sql`
    update source_turn set ended_at = ${at}, outcome = ${outcome}, told = ${told}, next_at = ${next}, read = ${read},
      failures = case when ${outcome} = 'failed' then failures + 1 else 0 end
    where source = ${source}`.execute(db);
}

/** A turn that is due now: somebody asked for it, or its program's end cut it short. */
export async function noteDue(db: Kysely<Tables>, source: string, at: Date): Promise<void> {
  await sql`
    insert into source_turn (source, next_at) values (${source}, ${at})
    on conflict (source) do update set next_at = excluded.next_at,
      ended_at = case when source_turn.began_at is null then null else coalesce(source_turn.ended_at, excluded.next_at) end`.execute(
    db,
  );
}

/** What was read the last time, when it was a file. */
export async function readBefore(db: Kysely<Tables>, source: string): Promise<string | null> {
  const row = await db.selectFrom('source_turn').select('read').where('source', '=', source).executeTakeFirst();
  return row?.read ?? null;
}
