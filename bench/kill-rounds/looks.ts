/** What a database shows while a run is under way, and where one that was killed had come to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { KillFigures } from './figures.ts';
import { toldTwice } from './what-stands.ts';

/** A visitor who looks again and again while a run is under way. Never ends before it. */
export async function lookOn(db: Kysely<Tables>, figures: KillFigures, ends: Promise<unknown>[]): Promise<undefined> {
  let isOver = false;
  const over = Promise.race(ends).then(() => {
    isOver = true;
  });
  while (!isOver) {
    figures.looks++;
    figures.halfMerges += await toldTwice(db);
    await Promise.race([over, sleep(40)]);
  }
  return undefined;
}

export const runsDone = async (db: Kysely<Tables>): Promise<number> =>
  Number((await sql<{ count: string }>`select count(*) from run where state = 'done'`.execute(db)).rows[0]!.count);

/** Every second blow waits for this: describing and matching are short beside reading. */
export async function recordsApplied(db: Kysely<Tables>, before: number): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until && (await runsDone(db)) === before; ) await sleep(5);
}

export async function whereItDied(db: Kysely<Tables>): Promise<keyof KillFigures['diedAt']> {
  const last = await db.selectFrom('run').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirstOrThrow();
  if (last.state === 'running') return 'while it read';
  const { rows: waiting } = await sql`
    select from record where described_with is null or described_with not like payload || ':%' limit 1`.execute(db);
  if (waiting.length > 0) return 'while it described';
  return last.state === 'done' && last.ended_at!.getTime() > Date.now() - 200
    ? 'with its end written'
    : 'before its first page';
}

export async function countProjects(db: Kysely<Tables>): Promise<{ projects: number; shared: number }> {
  const { rows } = await sql<{ projects: number; shared: number }>`
    select count(*)::int as projects, count(*) filter (where jsonb_array_length(body -> 'sources') > 1)::int as shared
    from project where not hidden`.execute(db);
  return rows[0]!;
}

/** Pairs of runs that were under way at one time. */
export async function overlapping(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from run one join run other
      on other.id > one.id and other.started_at < one.ended_at and one.started_at < other.ended_at
    where one.state = 'done' and other.state = 'done'`.execute(db);
  return rows[0]!.count;
}
