/** What is new for each of many searches: each search is asked once, whatever the number of those who follow it. */
import { setImmediate as breathe } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Criteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { criteriaOf } from './alerts.ts';

/** Tells which of a few projects answer each search (`pipeline/match-news.ts`). */
export type MatchNews = (
  projects: readonly Project[],
  searches: readonly Criteria[],
) => Promise<{ matching(criteria: Criteria): Promise<string[]>; close(): Promise<void> }>;

/** Projects of one small index: some ten megabytes. */
const atOnce = 5_000;
/** Searches asked before others have their turn. */
const inARow = 100;

interface OneNews {
  project: string;
  /** The latest news of it, and the latest that said it was new; 0 when none in the window did. */
  last: bigint;
  fresh: bigint;
}

/** Every project with news after `from` and up to `to`, the latest first. */
async function newsBetween(db: Kysely<Tables>, from: bigint, to: bigint): Promise<OneNews[]> {
  const { rows } = await sql<{ project: string; last: string; fresh: string | null }>`
    select project, max(seq) as last, max(seq) filter (where what = 'new') as fresh
    from project_news where seq > ${String(from)} and seq <= ${String(to)}
    group by project order by last desc`.execute(db);
  return rows.map(({ project, last, fresh }) => ({ project, last: BigInt(last), fresh: BigInt(fresh ?? 0) }));
}

/**
 * Calls `found` for each search that some of the news between answer, with these, the latest first. Large news are
 * looked at in parts, the latest part first: `found` may be called several times for one search. Stops at the signal,
 * and then gives false.
 */
export async function eachFound(
  { db, match, signal }: { db: Kysely<Tables>; match: MatchNews; signal?: AbortSignal | undefined },
  searches: readonly string[],
  { from, to }: { from: bigint; to: bigint },
  found: (search: string, news: readonly OneNews[]) => void,
): Promise<boolean> {
  if (searches.length === 0 || to <= from) return true;
  const read = searches.map((text) => ({ text, criteria: criteriaOf(text) }));
  const all = await newsBetween(db, from, to);
  for (let at = 0; at < all.length; at += atOnce) {
    const news = new Map(all.slice(at, at + atOnce).map((one) => [one.project, one]));
    const rows = await db
      .selectFrom('project')
      .select('body')
      .where('id', 'in', [...news.keys()])
      .where('hidden', '=', false)
      .execute();
    if (rows.length === 0) continue;
    const index = await match(
      rows.map(({ body }) => body),
      read.map(({ criteria }) => criteria),
    );
    try {
      for (const [rank, { text, criteria }] of read.entries()) {
        if (rank % inARow === 0) await breathe();
        if (signal?.aborted) return false;
        const answering = (await index.matching(criteria)).flatMap((id) => news.get(id) ?? []);
        if (answering.length > 0)
          found(
            text,
            answering.sort((a, b) => Number(b.last - a.last)),
          );
      }
    } finally {
      await index.close();
    }
  }
  return true;
}
