/** A catalogue in figures: how well its sheets tell, what they lack most often, who else tells of the same projects. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type QualityCriterion, qualityCriteria, qualityWeights } from '#model/quality.ts';

/** How a catalogue meets one criterion of quality. */
export interface CriterionMet {
  criterion: QualityCriterion;
  /** The mean of its sheets, from 0 to 1. */
  mean: number;
  /** Sheets that could do better. */
  below: number;
}

export interface CatalogueFigures {
  /** Sheets of the catalogue that are shown. */
  sheets: number;
  /** The mean of their completeness, from 0 to 1; undefined without any sheet. */
  quality: number | undefined;
  /** By criterion, first the one by which the mean would gain most; none without any sheet. */
  criteria: CriterionMet[];
  /** Projects that another catalogue tells of too. */
  shared: number;
  /** By other catalogue, the projects that both tell of, the most first. */
  sharedWith: { source: string; projects: number }[];
}

/** Reads every sheet of the catalogue: proportional to it, to be kept for a while by those who ask often. */
export async function catalogueFigures(db: Kysely<Tables>, source: string): Promise<CatalogueFigures> {
  const { rows } = await sql<{ sheets: number; quality: number | null }>`
    select count(*)::int as sheets, avg((body ->> 'quality')::float) as quality
    from sheet
    where source = ${source} and live`.execute(db);
  const met = await sql<CriterionMet>`
    select score.key as criterion, avg(score.value::float) as mean, count(*) filter (where score.value::float < 1)::int as below
    from sheet, jsonb_each_text(body -> 'scores') as score
    where source = ${source} and live and score.key in (${sql.join([...qualityCriteria])})
    group by score.key`.execute(db);
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
    criteria: met.rows.sort((a, b) => gain(b) - gain(a) || (a.criterion < b.criterion ? -1 : 1)),
    shared: told.rows.find((row) => row.source === null)?.projects ?? 0,
    sharedWith: told.rows.flatMap((row) =>
      row.source === null ? [] : [{ source: row.source, projects: row.projects }],
    ),
  };
}

/** What the mean quality would gain if every sheet met the criterion. */
const gain = ({ criterion, mean }: CriterionMet): number => qualityWeights[criterion] * (1 - mean);
