/**
 * Which sheets a change can regroup. A pair counts when it is *same* or *ask*; two sheets that such pairs lead from one
 * to the other are decided together, and nothing else is. All former pairs stand in the database (two sheets of one
 * project, or a question), new ones can only be had with a touched sheet: so only touched sheets look for partners, and
 * the work of one change is bounded by its own blocks.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Sheet } from '#model/sheet.ts';
import type { PairDecision } from './cluster.ts';
import { judge, type Seen, see } from './judge.ts';
import { mostInBlock } from './meet.ts';
import type { Scale } from './weights.ts';

export interface AffectedSheet {
  sheet: Sheet;
  keys: string[];
  live: boolean;
  firstSeen: Date;
  /** The project it stands in until now. */
  project: string | null;
}

export interface Affected {
  sheets: AffectedSheet[];
  /** Keys of these sheets that too many sheets have for them to be compared by. */
  tooLarge: ReadonlySet<string>;
}

export async function affectedSheets(
  db: Kysely<Tables>,
  touched: readonly string[],
  formerKeys: readonly string[],
  scale?: Scale,
): Promise<Affected> {
  const decisions = await activePairs(db);
  const found = new Map<string, AffectedSheet>();
  for (const entry of await sheetsOf(db, touched)) found.set(entry.sheet.id, entry);
  const first = [...found.values()].filter(({ live }) => live);
  const arrived = countEach(first.flatMap(({ keys }) => keys));
  const left = countEach(formerKeys);
  const concerned = [...new Set([...arrived.keys(), ...left.keys()])];
  const holders = await countHolders(db, concerned, mostInBlock + 1 + touched.length);
  // A block that has just become too large, or small enough, regroups all that are in it.
  const wasLarge = (key: string): boolean =>
    holders.get(key)! - (arrived.get(key) ?? 0) + (left.get(key) ?? 0) > mostInBlock;
  const isLarge = (key: string): boolean => holders.get(key)! > mostInBlock;
  const turned = concerned.filter((key) => isLarge(key) !== wasLarge(key));
  for (const entry of await holdersOf(db, turned)) found.set(entry.sheet.id, entry);
  for (const entry of await partnersOf(
    db,
    first,
    [...arrived.keys()].filter((key) => !isLarge(key)),
    scale,
  ))
    if (!found.has(entry.sheet.id)) found.set(entry.sheet.id, entry);
  await followWhatStood(db, found, decisions);
  const known = [...found.values()];
  const unknown = [...new Set(known.flatMap(({ live, keys }) => (live ? keys : [])))].filter(
    (key) => !holders.has(key),
  );
  const more = await countHolders(db, unknown, mostInBlock + 1);
  const tooLarge = new Set([...holders, ...more].flatMap(([key, count]) => (count > mostInBlock ? [key] : [])));
  return { sheets: known, tooLarge };
}

/** Those who share a key with one of these and could be one with it, or nearly. */
async function partnersOf(
  db: Kysely<Tables>,
  sheets: readonly AffectedSheet[],
  keys: readonly string[],
  scale: Scale | undefined,
): Promise<AffectedSheet[]> {
  const byKey = new Map<string, Seen[]>();
  const small = new Set(keys);
  for (const entry of sheets) {
    const seen = see(entry.sheet);
    for (const key of entry.keys) if (small.has(key)) byKey.set(key, [...(byKey.get(key) ?? []), seen]);
  }
  const partners: AffectedSheet[] = [];
  for (const entry of await holdersOf(db, keys)) {
    const own = see(entry.sheet);
    const met = new Set(entry.keys.flatMap((key) => byKey.get(key) ?? []));
    for (const other of met) {
      if (other.sheet.id === entry.sheet.id) continue;
      const [a, b] = other.sheet.id < entry.sheet.id ? [other, own] : [own, other];
      const { outcome } = judge(a, b, scale);
      if (outcome !== 'same' && outcome !== 'ask') continue;
      partners.push(entry);
      break;
    }
  }
  return partners;
}

/** Adds, until nothing is added, those of one project, of one question, or of one decision. */
async function followWhatStood(
  db: Kysely<Tables>,
  found: Map<string, AffectedSheet>,
  decisions: readonly PairDecision[],
): Promise<void> {
  const decided = new Map<string, string[]>();
  for (const { sheets } of decisions)
    for (const [one, other] of [sheets, sheets.toReversed()] as [string, string][])
      decided.set(one, [...(decided.get(one) ?? []), other]);
  let fresh = [...found.values()];
  while (fresh.length > 0) {
    const ids = fresh.map(({ sheet }) => sheet.id);
    const projects = [...new Set(fresh.flatMap(({ project }) => project ?? []))];
    const { rows } = await sql<{ id: string }>`
      select other as id from match_question where one = any(${ids}::text[])
      union select one from match_question where other = any(${ids}::text[])
      union select sheet from project_sheet where project = any(${projects}::text[])`.execute(db);
    const next = new Set([...rows.map(({ id }) => id), ...ids.flatMap((id) => decided.get(id) ?? [])]);
    fresh = await sheetsOf(
      db,
      [...next].filter((id) => !found.has(id)),
    );
    for (const entry of fresh) found.set(entry.sheet.id, entry);
  }
}

interface SheetRow {
  body: Sheet;
  match_keys: string[];
  live: boolean;
  first_seen: Date;
  project: string | null;
}

const toEntry = ({ body, match_keys, live, first_seen, project }: SheetRow): AffectedSheet => ({
  sheet: body,
  keys: match_keys,
  live,
  firstSeen: first_seen,
  project,
});

async function sheetsOf(db: Kysely<Tables>, ids: readonly string[]): Promise<AffectedSheet[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<SheetRow>`
    select sheet.body, sheet.match_keys, sheet.live, record.first_seen, project_sheet.project
    from sheet
    join record on record.id = sheet.record
    left join project_sheet on project_sheet.sheet = sheet.record
    where sheet.record = any(${[...new Set(ids)]}::text[])`.execute(db);
  return rows.map(toEntry);
}

/** The living sheets that have one of the keys. */
async function holdersOf(db: Kysely<Tables>, keys: readonly string[]): Promise<AffectedSheet[]> {
  if (keys.length === 0) return [];
  // Key by key, through the index: for thousands of keys at once (`&&`) the whole table would be read, and each row
  // compared with all of them.
  const { rows } = await sql<{ record: string }>`
    select distinct held.record
    from unnest(${keys}::text[]) as wanted(key)
    cross join lateral (select record from sheet where live and match_keys @> array[wanted.key]) as held`.execute(db);
  // Read by their ids in a query of its own: joined here, their number is guessed high and whole tables are read.
  return sheetsOf(
    db,
    rows.map(({ record }) => record),
  );
}

/** How many living sheets have each key; those beyond `most` are not counted on. */
async function countHolders(db: Kysely<Tables>, keys: readonly string[], most: number): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; count: number }>`
    select wanted.key, held.count
    from unnest(${keys}::text[]) as wanted(key)
    cross join lateral (
      select count(*)::int as count
      from (select 1 from sheet where live and match_keys @> array[wanted.key] limit ${most}) as held_by
    ) held`.execute(db);
  return new Map(rows.map(({ key, count }) => [key, count]));
}

function countEach(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

async function activePairs(db: Kysely<Tables>): Promise<PairDecision[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['kind', 'body'])
    .where('kind', 'in', ['same', 'not-same'])
    .where('undone_at', 'is', null)
    .orderBy('made_at')
    .execute();
  return rows.map(({ kind, body }) => ({
    kind: kind as PairDecision['kind'],
    sheets: (body as { sheets: [string, string] }).sheets,
  }));
}
