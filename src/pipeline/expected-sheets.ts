/**
 * What a manifest expects of the sheets, judged before a run is applied: what it would bring is described, published
 * nowhere, and put beside the sheets that stay as they are.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type ColumnNews, columnsByField } from '#harvest/column-news.ts';
import type { Broken } from '#harvest/expectations.ts';
import { withRows } from '#harvest/read-payloads.ts';
import { readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Source } from '#model/source.ts';

/** Beyond so many items the share of these is taken for all: drawn by the hashes of their content, as good as chance. */
const mostDescribed = 5000;
const atOnce = 500;

/** Of fewer sheets, a field that nobody fills may be chance. */
const fewestForFruitless = 10;

export interface Judging {
  /** The transaction in which the changes of the run stand in `run_change`. */
  trx: Kysely<Tables>;
  run: string;
  source: Source;
  /** Records as their sheets would be. */
  describe(records: readonly { id: string; rows: Row[] }[]): Promise<Sheet[]>;
  /** SQL over `record`: how it must be marked to be left alone. */
  mark: ReturnType<typeof sql<string>>;
}

interface Candidate {
  id: string;
  rows: Row[];
  /** Its sheet has a title today. */
  titled: boolean;
}

export async function judgeSheets(judging: Judging): Promise<{ broken: Broken[]; news: ColumnNews[] }> {
  const { trx, source } = judging;
  await gatherCandidates(judging);
  const { rows } = await sql<{ candidates: number; live: number }>`
    select (select count(*)::int from pg_temp.candidate) as candidates,
      (select count(*)::int from sheet where source = ${source.id} and live) as live`.execute(trx);
  const { candidates, live } = rows[0]!;
  const tally = newTally(source);
  for await (const some of candidatesOf(trx)) {
    const sheets = await judging.describe(some);
    for (const [index, sheet] of sheets.entries()) count(tally, judging, some[index]!, sheet);
  }
  // Each that was described stands for so many that were not.
  const weight = candidates / Math.max(1, Math.min(candidates, mostDescribed));
  const staying = await standing(trx, source);
  const broken: Broken[] = [];
  const untitled = Math.round(tally.untitled * weight);
  const { dropAtMost, filled, inside } = source.expect;
  if (live > 0 && untitled / live > dropAtMost)
    broken.push({ code: 'titles-lost', untitled, before: live, atMost: dropAtMost });
  const sheets = staying.sheets + tally.sheets * weight;
  for (const [field, expected] of Object.entries(filled ?? {})) {
    const share = (staying.filled.get(field)! + tally.filled.get(field)! * weight) / sheets;
    if (sheets > 0 && share < expected) broken.push({ code: 'field-sparse', field, share, expected });
  }
  if (inside !== undefined) {
    const places = Math.round(staying.places + tally.places * weight);
    const outside = Math.round(staying.outside + tally.outside * weight);
    const { atLeast, territories = [] } = inside;
    if (places > 0 && 1 - outside / places < atLeast)
      broken.push({ code: 'outside', outside, places, atLeast, territories });
  }
  return { broken, news: fruitless(source, tally) };
}

/** What the run brings, and what is to be described anew: the manifest or a vocabulary changed. */
async function gatherCandidates({ trx, run, source, mark }: Judging): Promise<void> {
  await sql`drop table if exists pg_temp.candidate`.execute(trx);
  await sql`create temporary table candidate (id text primary key, payload text not null)`.execute(trx);
  await sql`
    insert into pg_temp.candidate (id, payload)
    select record, after from run_change
    where run = ${run}::uuid and what <> 'gone' and not withheld and after is not null
    union all
    select id, payload from record
    where source = ${source.id} and gone_since is null and not withheld and described_with is distinct from ${mark}
      and not exists (select from run_change where run = ${run}::uuid and run_change.record = record.id)`.execute(trx);
}

async function* candidatesOf(trx: Kysely<Tables>): AsyncGenerator<Candidate[]> {
  let after = { payload: '', id: '' };
  for (let given = 0; given < mostDescribed; ) {
    const { rows } = await sql<Omit<Candidate, 'rows'> & { payload: string }>`
      select candidate.id, candidate.payload,
        coalesce(sheet.live and sheet.body ->> 'title' <> '', false) as titled
      from pg_temp.candidate left join sheet on sheet.record = candidate.id
      where (candidate.payload, candidate.id) > (${after.payload}, ${after.id})
      order by candidate.payload, candidate.id limit ${Math.min(atOnce, mostDescribed - given)}`.execute(trx);
    if (rows.length === 0) return;
    for await (const { read } of withRows(trx, rows)) if (read.length > 0) yield read;
    given += rows.length;
    after = rows.at(-1)!;
  }
}

interface Tally {
  sheets: number;
  untitled: number;
  places: number;
  outside: number;
  filled: Map<string, number>;
  /** By field of the mapping: records in which something stands for it, and sheets that have it. */
  rules: Map<string, { columns: string[]; told: number; kept: number }>;
}

function newTally(source: Source): Tally {
  const rules = [...columnsByField(source.map)].filter(([field]) => field in onSheet);
  return {
    sheets: 0,
    untitled: 0,
    places: 0,
    outside: 0,
    filled: new Map(Object.keys(source.expect.filled ?? {}).map((field) => [field, 0])),
    rules: new Map(rules.map(([field, columns]) => [field, { columns, told: 0, kept: 0 }])),
  };
}

/** Where a field of the mapping is found on the sheet, when one is filled by the other alone. */
const onSheet: Record<string, (sheet: Sheet) => unknown> = {
  themes: ({ themes }) => themes,
  audiences: ({ audiences }) => audiences,
  approaches: ({ approaches }) => approaches,
  placeKinds: ({ placeKinds }) => placeKinds,
  sdgs: ({ sdgs }) => sdgs,
  stage: ({ stage }) => stage,
  startYear: ({ startYear }) => startYear,
  endYear: ({ endYear }) => endYear,
  partners: ({ partners }) => partners,
  funders: ({ funders }) => funders,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  recordUrl: ({ recordUrl }) => recordUrl,
  tags: ({ tags }) => tags,
};

function count(tally: Tally, { source }: Judging, { rows, titled }: Candidate, sheet: Sheet): void {
  if (sheet.title === '') {
    if (titled) tally.untitled++;
    return;
  }
  tally.sheets++;
  for (const [field, known] of tally.filled)
    if (isFilled((sheet as Record<string, unknown>)[field])) tally.filled.set(field, known + 1);
  for (const [field, rule] of tally.rules) {
    if (rows.some((row) => rule.columns.some((column) => readTexts(row, column).length > 0))) rule.told++;
    if (isFilled(onSheet[field]!(sheet))) rule.kept++;
  }
  if (source.expect.inside === undefined) return;
  const { territories } = source.expect.inside;
  const strays = new Set(
    sheet.problems.flatMap(({ code, field }) => (code === 'point-outside' ? [field.replace(/\.point$/, '')] : [])),
  );
  for (const [index, site] of sheet.sites.entries()) {
    if (site.commune === undefined && site.point === undefined) continue;
    tally.places++;
    const around = [...site.territories, `commune-${site.commune}`];
    const isInside = territories === undefined || territories.some((id) => around.includes(id));
    if (!isInside || strays.has(`sites.${index}`)) tally.outside++;
  }
}

const isFilled = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(typeof value === 'object' && Object.keys(value).length === 0);

interface Standing {
  sheets: number;
  places: number;
  outside: number;
  filled: Map<string, number>;
}

/** The same of the sheets that stay as they are: neither candidates nor missing from the run. */
async function standing(trx: Kysely<Tables>, source: Source): Promise<Standing> {
  const stays = sql`sheet.source = ${source.id} and sheet.live and record.gone_since is null
    and not exists (select from pg_temp.candidate where candidate.id = sheet.record)`;
  const from = sql`from sheet join record on record.id = sheet.record`;
  const { rows } = await sql<{ sheets: number }>`
    select count(*)::int as sheets ${from} where ${stays}`.execute(trx);
  const filled = new Map<string, number>();
  for (const field of Object.keys(source.expect.filled ?? {})) {
    const { rows: told } = await sql<{ count: number }>`
      select count(*)::int as count ${from}
      where ${stays} and coalesce(sheet.body ->> ${field}, '') not in ('', '[]', '{}')`.execute(trx);
    filled.set(field, told[0]!.count);
  }
  if (source.expect.inside === undefined) return { sheets: rows[0]!.sheets, places: 0, outside: 0, filled };
  const territories = source.expect.inside.territories ?? null;
  const { rows: placed } = await sql<{ places: number; outside: number }>`
    select count(*)::int as places, count(*) filter (where stray or not inside)::int as outside
    from (
      select coalesce(${territories}::text[] is null
          or site -> 'territories' ?| ${territories}::text[]
          or 'commune-' || (site ->> 'commune') = any(${territories}::text[]), false) as inside,
        sheet.body -> 'problems' @> jsonb_build_array(
          jsonb_build_object('code', 'point-outside', 'field', 'sites.' || (place - 1) || '.point')) as stray
      ${from}, jsonb_array_elements(sheet.body -> 'sites') with ordinality as sites(site, place)
      where ${stays} and (site ? 'commune' or site ? 'point')
    ) as judged`.execute(trx);
  return { sheets: rows[0]!.sheets, ...placed[0]!, filled };
}

/** Rules that make nothing of what stands in their columns. */
function fruitless(source: Source, tally: Tally): ColumnNews[] {
  return [...tally.rules].flatMap(([field, { columns, told, kept }]) =>
    kept === 0 && told >= fewestForFruitless && source.listed
      ? [{ code: 'rule-fruitless' as const, field, columns, sheets: tally.sheets }]
      : [],
  );
}
