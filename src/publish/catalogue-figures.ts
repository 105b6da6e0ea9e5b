/** A catalogue in figures: how well its sheets tell, what they lack most often, who else tells of the same projects. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

/** What a reader looks for in a sheet. */
export const expected = [
  'body',
  'themes',
  'audiences',
  'sites',
  'when',
  'results',
  'contacts',
  'links',
  'images',
] as const;
export type Expected = (typeof expected)[number];

export interface CatalogueFigures {
  /** Sheets of the catalogue that are shown. */
  sheets: number;
  /** The mean of their completeness, from 0 to 1; undefined without any sheet. */
  quality: number | undefined;
  /** How many sheets lack each thing, the most often lacking first; what all have is absent. */
  missing: { field: Expected; sheets: number }[];
  /** Projects that another catalogue tells of too. */
  shared: number;
  /** By other catalogue, the projects that both tell of, the most first. */
  sharedWith: { source: string; projects: number }[];
}

/** Characters from which a description tells enough. */
const long = 300;

/** Reads every sheet of the catalogue: proportional to it, to be kept for a while by those who ask often. */
export async function catalogueFigures(db: Kysely<Tables>, source: string): Promise<CatalogueFigures> {
  const { rows } = await sql<Record<Expected, number> & { sheets: number; quality: number | null; shared: number }>`
    select
      count(*)::int as sheets,
      avg((body ->> 'quality')::float) as quality,
      count(*) filter (where length(body ->> 'summary') + length(body ->> 'body') < ${long})::int as body,
      count(*) filter (where body -> 'themes' = '[]')::int as themes,
      count(*) filter (where body -> 'audiences' = '[]')::int as audiences,
      count(*) filter (where not jsonb_path_exists(body, '$.sites[*].point') and not body ? 'area')::int as sites,
      count(*) filter (where not body ? 'startYear')::int as when,
      count(*) filter (where concat(body ->> 'results', body ->> 'lessons', body ->> 'needed') = '')::int as results,
      count(*) filter (where not jsonb_path_exists(body, '$.contacts[*] ? (@.published == true)'))::int as contacts,
      count(*) filter (where body -> 'links' = '[]')::int as links,
      count(*) filter (where body -> 'images' = '[]')::int as images
    from sheet
    where source = ${source} and live`.execute(db);
  const told = await sql<{ source: string | null; projects: number }>`
    with shared as (
      select distinct of_it.project, other.source
      from sheet own
      join project_sheet of_it on of_it.sheet = own.record
      join project on project.id = of_it.project and not project.hidden
      join project_sheet beside on beside.project = of_it.project
      join sheet other on other.record = beside.sheet and other.live and other.source <> own.source
      where own.source = ${source} and own.live
    )
    select source, count(distinct project)::int as projects from shared group by grouping sets ((source), ())
    order by projects desc, source`.execute(db);
  const figures = rows[0]!;
  return {
    sheets: figures.sheets,
    quality: figures.quality ?? undefined,
    missing: expected
      .map((field) => ({ field, sheets: figures[field] }))
      .filter(({ sheets }) => sheets > 0)
      .sort((a, b) => b.sheets - a.sheets),
    shared: told.rows.find((row) => row.source === null)?.projects ?? 0,
    sharedWith: told.rows.flatMap((row) =>
      row.source === null ? [] : [{ source: row.source, projects: row.projects }],
    ),
  };
}
