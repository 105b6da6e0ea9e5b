/** The sheets of a catalogue, those that could gain most first, with what is wrong with each: for those who keep it. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Problem, ProblemCode } from '#model/problem.ts';
import { type QualityCriterion, qualityCriteria, qualityWeights } from '#model/quality.ts';

export interface MendQuestion {
  source: string;
  /** Only the sheets that could do better by this criterion, the worst first. */
  criterion?: QualityCriterion | undefined;
  /** Only the sheets that have this problem. */
  code?: ProblemCode | undefined;
  skip: number;
  most: number;
}

export interface SheetToMend {
  record: string;
  /** What the partner calls it: the key of the item in its catalogue. */
  key: string;
  title: string;
  /** Where the partner shows it. */
  recordUrl: string | undefined;
  /** The project that it tells of; undefined when it is hidden. */
  project: string | undefined;
  quality: number;
  /** From 0 to 1, what the quality is made of. */
  scores: Partial<Record<QualityCriterion, number>>;
  /** What could be better, first what would gain most. */
  lacks: QualityCriterion[];
  problems: Problem[];
}

export interface SheetsToMend {
  /** How many answer. */
  total: number;
  sheets: SheetToMend[];
}

export interface ProblemCount {
  code: ProblemCode;
  sheets: number;
  /** One of them, to say in words. */
  example: Problem;
}

/** Reads every sheet of the catalogue once, and sorts them. */
export async function sheetsToMend(db: Kysely<Tables>, asked: MendQuestion): Promise<SheetsToMend> {
  const { rows: totals } = await sql<{ total: number }>`
    select count(*)::int as total from sheet where ${wanted(asked)}`.execute(db);
  const order = sql`${asked.criterion === undefined ? sql`null::float` : scoreOf(asked.criterion)}, (sheet.body ->> 'quality')::float, sheet.record`;
  const { rows } = await sql<{
    record: string;
    key: string;
    title: string;
    record_url: string | null;
    project: string | null;
    quality: number;
    scores: Partial<Record<QualityCriterion, number>> | null;
    problems: Problem[];
  }>`
    select sheet.record, record.key, sheet.body ->> 'title' as title, sheet.body ->> 'recordUrl' as record_url,
      project.id as project, (sheet.body ->> 'quality')::float as quality, sheet.body -> 'scores' as scores,
      coalesce(sheet.body -> 'problems', '[]') as problems
    from (
      select record, body from sheet where ${wanted(asked)} order by ${order} limit ${asked.most} offset ${asked.skip}
    ) as sheet
    join record on record.id = sheet.record
    left join project_sheet on project_sheet.sheet = sheet.record
    left join project on project.id = project_sheet.project and not project.hidden
    order by ${order}`.execute(db);
  return {
    total: totals[0]!.total,
    sheets: rows.map(({ record_url, project, scores, ...row }) => ({
      ...row,
      recordUrl: record_url ?? undefined,
      project: project ?? undefined,
      scores: scores ?? {},
      lacks: lacking(scores ?? {}),
    })),
  };
}

/** How many sheets have each problem, the most frequent first. */
export async function problemCounts(db: Kysely<Tables>, source: string): Promise<ProblemCount[]> {
  const { rows } = await sql<ProblemCount>`
    select problem ->> 'code' as code, count(distinct record)::int as sheets, min(problem::text)::jsonb as example
    from sheet, jsonb_array_elements(body -> 'problems') as problem
    where source = ${source} and live
    group by code order by sheets desc, code`.execute(db);
  return rows;
}

const scoreOf = (criterion: QualityCriterion): RawBuilder<number> =>
  sql`(sheet.body -> 'scores' ->> ${criterion})::float`;

function wanted({ source, criterion, code }: MendQuestion): RawBuilder<boolean> {
  const below = criterion === undefined ? sql`true` : sql`${scoreOf(criterion)} < 1`;
  const has = code === undefined ? sql`true` : sql`body -> 'problems' @> ${JSON.stringify([{ code }])}::jsonb`;
  return sql`source = ${source} and live and ${below} and ${has}`;
}

function lacking(scores: Partial<Record<QualityCriterion, number>>): QualityCriterion[] {
  const gain = (name: QualityCriterion) => qualityWeights[name] * (1 - (scores[name] ?? 1));
  return qualityCriteria.filter((name) => gain(name) > 0).sort((a, b) => gain(b) - gain(a));
}
