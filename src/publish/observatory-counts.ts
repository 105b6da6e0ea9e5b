/** What the observatory tells and the search does not count: when projects began, when they arrived here. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface ObservatoryCounts {
  /** Projects that are shown. */
  projects: number;
  /** By the year in which they began, the earliest first. */
  startYears: { year: number; projects: number }[];
  /** Those that don't say when they began. */
  withoutStart: number;
  /** By the month (`2026-05`, UTC) in which they were first read here, the earliest first; months without any are absent. */
  arrivals: { month: string; projects: number }[];
}

/** Reads every project: proportional to them all, to be kept until the index changes. */
export async function observatoryCounts(db: Kysely<Tables>): Promise<ObservatoryCounts> {
  const { rows } = await sql<{ year: number | null; month: string | null; by: number; projects: number }>`
    with shown as (
      select (body ->> 'startYear')::int as year, to_char(first_seen at time zone 'UTC', 'YYYY-MM') as month
      from project where not hidden
    )
    select year, month, grouping(year, month)::int as by, count(*)::int as projects
    from shown group by grouping sets ((year), (month), ())
    order by year, month`.execute(db);
  // grouping() has a bit for each column that is summed over: 1 is by year, 2 is by month, 3 is all.
  const of = (by: number) => rows.filter((row) => row.by === by);
  return {
    projects: of(3)[0]?.projects ?? 0,
    startYears: of(1).flatMap(({ year, projects }) => (year === null ? [] : [{ year, projects }])),
    withoutStart: of(1).find(({ year }) => year === null)?.projects ?? 0,
    arrivals: of(2).flatMap(({ month, projects }) => (month === null ? [] : [{ month, projects }])),
  };
}

/** Changes whenever a project did: how far the index's changes have gone, even when old ones were forgotten since. */
export async function indexState(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ at: string | null }>`
    select pg_sequence_last_value(pg_get_serial_sequence('index_change', 'seq'))::text as at`.execute(db);
  return rows[0]?.at ?? '0';
}
