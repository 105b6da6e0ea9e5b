/** The state of things in numbers: what `status` says. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface SourceStatus {
  id: string;
  records: number;
  withheld: number;
  gone: number;
  sheets: number;
  lastRun: { state: string; origin: string; startedAt: string; endedAt: string | null } | null;
}

export interface Status {
  sources: number;
  records: number;
  sheets: number;
  projects: number;
  /** Projects told by two sources or more. */
  toldBySeveral: number;
  hidden: number;
  withheld: number;
  gone: number;
  catalogues: SourceStatus[];
}

/** Counts everything; sources are those that were harvested at least once. */
export async function readStatus(db: Kysely<Tables>): Promise<Status> {
  const { rows: catalogues } = await sql<{
    id: string;
    records: number;
    withheld: number;
    gone: number;
    sheets: number;
    run: { state: string; origin: string; startedAt: string; endedAt: string | null } | null;
  }>`
    select source.id,
      count(record.id)::int as records,
      count(record.id) filter (where record.withheld)::int as withheld,
      count(record.id) filter (where record.gone_since is not null)::int as gone,
      (select count(*)::int from sheet where sheet.source = source.id and sheet.live) as sheets,
      (select jsonb_build_object('state', run.state, 'origin', run.origin,
          'startedAt', run.started_at, 'endedAt', run.ended_at)
        from run where run.source = source.id order by run.started_at desc limit 1) as run
    from source left join record on record.source = source.id
    group by source.id order by source.id`.execute(db);
  const { rows } = await sql<{ projects: number; told: number; hidden: number }>`
    select count(*) filter (where not hidden)::int as projects,
      count(*) filter (where not hidden and jsonb_array_length(body -> 'sources') > 1)::int as told,
      count(*) filter (where hidden)::int as hidden
    from project`.execute(db);
  const total = (name: 'records' | 'withheld' | 'gone' | 'sheets'): number =>
    catalogues.reduce((sum, catalogue) => sum + catalogue[name], 0);
  return {
    sources: catalogues.length,
    records: total('records'),
    sheets: total('sheets'),
    projects: rows[0]!.projects,
    toldBySeveral: rows[0]!.told,
    hidden: rows[0]!.hidden,
    withheld: total('withheld'),
    gone: total('gone'),
    catalogues: catalogues.map(({ run, ...counts }) => ({ ...counts, lastRun: run })),
  };
}
