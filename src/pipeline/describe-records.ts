/**
 * Records into sheets into projects, for what changed only. Each batch is one transaction that also marks its records
 * as described: killed anywhere, the next run goes on where this one stopped.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { OpenWord } from '#describe/concept-fields.ts';
import { describeRecord } from '#describe/describe-record.ts';
import { honour, type Objections, withoutObjected } from '#describe/objections.ts';
import { assessQuality } from '#describe/quality.ts';
import type { Understanding } from '#describe/understanding.ts';
import { understandingInForce } from '#describe/words/answers.ts';
import { keepWords } from '#describe/words/keep.ts';
import { goneAfter } from '#harvest/expectations.ts';
import { storable } from '#harvest/identity.ts';
import { firstPortion } from '#harvest/read-payloads.ts';
import { sha256, stableJson } from '#lib/hash.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { blockKeys } from '#match/block-keys.ts';
import { linkKeys } from '#match/link-keys.ts';
import type { TellingSource } from '#match/merge.ts';
import { rebuildProjects } from '#match/rebuild.ts';
import type { Row } from '#model/record.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Source } from '#model/source.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { checkWeb, webInquiries } from './check-web.ts';
import { keepHolderContacts, partContacts } from './holder-contacts.ts';
import { type Answered, type Inquiry, inquiryId } from './inquiries/inquiry.ts';
import { answersTo } from './inquiries/inquiry-store.ts';
import { type KeptSheet, keptSheets } from './kept-sheets.ts';
import { standingObjections } from './objections.ts';
import { type PlacedCounts, placeSites, type Resolved, resolvePlaces } from './place-sites.ts';

/** Raised when describing gives other sheets for the same records: everything is then described again. */
const describing = 8;
/** Records described in one transaction. */
const usualBatch = 500;

export interface DescribeReport {
  /** Sheets described in this run. */
  sheets: number;
  /** Sheets that no longer stand: gone at the source, withheld, or without a title. */
  withdrawn: number;
  /** How many sheets have each problem, most frequent first. */
  problems: Record<string, number>;
  places: PlacedCounts;
  /** Sheets with at least one theme. */
  withTheme: number;
  projects: { created: number; changed: number; hidden: number; merged: number };
  /** Records without a title: they are kept, and not shown. */
  untitled: number;
  /** Records whose payload lies in a damaged pack: they keep the sheet that they have. */
  unreadable: number;
  /** Words that no vocabulary knows or that the manifest does not provide for, most frequent first, at most twenty. */
  words: { word: string; field: string; count: number }[];
}

export interface DescribeRooms {
  db: Kysely<Tables>;
  gazetteer: Gazetteer;
  sources: ReadonlyMap<string, TellingSource>;
  now(): Date;
  /** How many records are described in one transaction: the smaller, the more often it can be interrupted. */
  batch?: number;
}

interface RecordRow {
  id: string;
  rows: Row[];
  mark: string;
  live: boolean;
}

export function nothingDescribed(): DescribeReport {
  return {
    sheets: 0,
    withdrawn: 0,
    problems: {},
    places: { located: 0, ambiguous: 0, abroad: 0, unknown: 0, missing: 0 },
    withTheme: 0,
    projects: { created: 0, changed: 0, hidden: 0, merged: 0 },
    untitled: 0,
    unreadable: 0,
    words: [],
  };
}

/** Describes, locates and matches the source's records that changed since it was last done. */
export async function describeRecords(
  rooms: DescribeRooms,
  source: Source,
  options: { say(text: string, share?: number): void; signal?: AbortSignal | undefined },
): Promise<DescribeReport> {
  const report = nothingDescribed();
  const fingerprint = describingFingerprint(source, rooms.now().getUTCFullYear());
  const tally: Tally = { report, words: new Map(), understanding: understandingInForce() };
  const waiting = await countWaiting(rooms.db, source, fingerprint);
  for (;;) {
    options.signal?.throwIfAborted();
    const count = await rooms.db.transaction().execute((trx) => describeBatch(trx, rooms, source, fingerprint, tally));
    if (count === 0) break;
    const done = report.sheets + report.withdrawn + report.unreadable;
    options.say(`${source.id}: ${done} of ${waiting} records described`, done / waiting);
  }
  report.problems = Object.fromEntries(Object.entries(report.problems).sort(([, a], [, b]) => b - a));
  report.words = [...tally.words.values()].sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).slice(0, 20);
  return report;
}

/** What a sheet and its project depend on besides its record: the mapping, the licence, the vocabularies, the code's own version, the year. */
function describingFingerprint(source: Source, year: number): string {
  const { map, licence, attribution, language, listed, introductions } = source;
  return sha256(
    stableJson({ map, licence, attribution, language, listed, introductions, words: wordsInForce(), describing, year }),
  ).slice(0, 16);
}

/** The vocabularies as they stand, whether or not somebody thought of raising a version. */
function wordsInForce(): string {
  return sha256(stableJson(Object.values(vocabularies).map(({ name, concepts }) => [name, concepts])));
}

/** What a record's mark must be for it to be left alone: its payload, this describing, and whether it stands. */
const markOf = (source: Source, fingerprint: string) =>
  sql<string>`record.payload || ':' || ${fingerprint} || ':' || (${isLive(source)})::text`;

export const describingMark = (source: Source, year: number) => markOf(source, describingFingerprint(source, year));

/** What is missing stays online until enough whole readings were without it, or its partner says that it is deleted. */
const isLive = (source: Source) =>
  sql<boolean>`not withheld and (gone_since is null or (not gone_told and missed < ${goneAfter(source)}))`;

async function countWaiting(db: Kysely<Tables>, source: Source, fingerprint: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from record
    where source = ${source.id} and described_with is distinct from ${markOf(source, fingerprint)}`.execute(db);
  return rows[0]!.count;
}

async function describeBatch(
  trx: Kysely<Tables>,
  rooms: DescribeRooms,
  source: Source,
  fingerprint: string,
  tally: Tally,
): Promise<number> {
  // Before any record is locked: a curator's answer takes the same locks in this order.
  const understanding = await tally.understanding(trx);
  // Who is writing to a record (a run, an answer from outside) describes it afterwards: it is passed over for now.
  const { rows: waiting } = await sql<Omit<RecordRow, 'rows'> & { payload: string }>`
    select id, payload, ${markOf(source, fingerprint)} as mark, ${isLive(source)} as live
    from record
    where source = ${source.id} and described_with is distinct from ${markOf(source, fingerprint)}
    order by id
    limit ${rooms.batch ?? usualBatch}
    for update skip locked`.execute(trx);
  if (waiting.length === 0) return 0;
  // As many as memory has room for: the others wait for the next batch.
  const { read: records, unread } = await firstPortion(trx, waiting);
  const looked = [...records, ...unread];
  const ids = looked.map(({ id }) => id);
  const former = await trx.selectFrom('sheet').select(['record', 'match_keys']).where('record', 'in', ids).execute();
  const drafts = records.map((record) => draftOf(rooms, source, record, understanding));
  const answered = await answersTo(
    trx,
    drafts.flatMap(({ inquiries }) => inquiries),
    rooms.now(),
  );
  const objections = await standingObjections(trx);
  const described = drafts.map((draft) => describeOne(rooms, source, draft, answered, objections));
  count(described, tally);
  tally.report.untitled += described.filter(({ sheet }, i) => records[i]!.live && sheet.title === '').length;
  tally.report.unreadable += unread.length;
  const written = [...described, ...(await keptSheets(trx, unread, objections))];
  if (written.length > 0) await writeSheets(trx, source, written);
  await keepHolderContacts(trx, written);
  await keepWords(
    trx,
    described.map(({ sheet, words }) => ({ id: sheet.id, words: storable(words) })),
  );
  // A source that is no longer listed still has to leave the projects it told of.
  if (source.listed || former.length > 0) {
    const rebuilt = await rebuildProjects(trx, {
      touched: ids,
      formerKeys: former.flatMap(({ match_keys }) => match_keys),
      sources: rooms.sources,
      now: rooms.now(),
    });
    for (const [name, count] of Object.entries(rebuilt)) tally.report.projects[name as keyof typeof rebuilt] += count;
  }
  await sql`
    update record set described_with = done.mark
    from unnest(${ids}::text[], ${looked.map(({ mark }) => mark)}::text[]) as done(id, mark)
    where record.id = done.id`.execute(trx);
  return looked.length;
}

interface DescribedRecord extends KeptSheet {
  outcome: keyof PlacedCounts;
  words: OpenWord[];
}

interface Tally {
  report: DescribeReport;
  words: Map<string, { word: string; field: string; count: number }>;
  /** As curators' answers have it while a batch is described. */
  understanding(trx: Kysely<Tables>): Promise<Understanding>;
}

interface DraftRecord {
  record: RecordRow;
  draft: ReturnType<typeof describeRecord>;
  resolved: Resolved[];
  inquiries: Inquiry[];
}

/** As far as the record's own words lead, with what is to be asked outside. */
function draftOf(rooms: DescribeRooms, source: Source, record: RecordRow, understanding: Understanding): DraftRecord {
  const draft = describeRecord(record.rows, source, understanding);
  const resolved = resolvePlaces(draft.places, rooms.gazetteer);
  // What is invented is not asked of anybody.
  const inquiries = source.demonstration
    ? []
    : [...resolved.flatMap(({ inquiry }) => inquiry ?? []), ...webInquiries(draft.sheet)];
  return { record, draft, resolved, inquiries };
}

function describeOne(
  rooms: DescribeRooms,
  source: Source,
  { record, draft, resolved, inquiries }: DraftRecord,
  answered: Answered,
  objections: { people: Objections; records: ReadonlySet<string> },
): DescribedRecord {
  const placed = placeSites({ resolved, reach: draft.reach }, rooms.gazetteer, answered);
  const web = checkWeb(draft.sheet, answered, { mayCopy: source.licence !== 'closed' });
  const problems = [...draft.problems, ...placed.problems, ...web.problems];
  const unassessed: Sheet = {
    ...draft.sheet,
    ...placed.located,
    images: web.images,
    id: record.id,
    quality: 0,
    problems,
  };
  const assessed = { ...unassessed, ...assessQuality(unassessed, rooms.now().getUTCFullYear()) };
  const { sheet, mails } = partContacts(source, honour(assessed, objections.people));
  const live = record.live && sheet.title !== '' && !objections.records.has(record.id);
  const words = draft.words.filter(({ written }) => withoutObjected(written, objections.people) === written);
  return { sheet, mails, live, outcome: placed.outcome, inquiries: inquiries.map(inquiryId), words };
}

/** Records as their sheets would be, with what has been answered outside so far; nothing of it is kept. */
export async function sheetsOf(
  trx: Kysely<Tables>,
  rooms: DescribeRooms,
  source: Source,
  records: readonly { id: string; rows: Row[] }[],
  understanding: Understanding,
): Promise<Sheet[]> {
  const drafts = records.map(({ id, rows }) =>
    draftOf(rooms, source, { id, rows, mark: '', live: true }, understanding),
  );
  const asked = drafts.flatMap(({ inquiries }) => inquiries);
  const answered = await answersTo(trx, asked, rooms.now());
  const objections = await standingObjections(trx);
  return drafts.map((draft) => describeOne(rooms, source, draft, answered, objections).sheet);
}

function count(described: readonly DescribedRecord[], { report, words }: Tally): void {
  for (const { sheet, live, outcome } of described) {
    if (!live) {
      report.withdrawn++;
      continue;
    }
    report.sheets++;
    if (sheet.themes.length > 0) report.withTheme++;
    report.places[outcome]++;
    for (const code of new Set(sheet.problems.map((one) => one.code)))
      report.problems[code] = (report.problems[code] ?? 0) + 1;
    for (const { code, field, value: word } of sheet.problems) {
      if (code !== 'word-unknown' && code !== 'value-not-translated') continue;
      const known = words.get(`${field} ${word}`);
      if (known === undefined) words.set(`${field} ${word}`, { word, field, count: 1 });
      else known.count++;
    }
  }
}

async function writeSheets(trx: Kysely<Tables>, source: Source, described: readonly KeptSheet[]): Promise<void> {
  await trx
    .insertInto('sheet')
    .values(
      described.map(({ sheet, live, inquiries }) => {
        // One half of a character that the database refuses would stop its whole catalogue, at every run.
        const body = JSON.stringify(storable(sheet));
        const shown = live && source.listed;
        return {
          record: sheet.id,
          source: source.id,
          body,
          hash: sha256(body),
          // What is not shown has no keys: they would count among those that it takes with it when it changes.
          match_keys: shown ? blockKeys(sheet) : [],
          link_keys: shown ? linkKeys(sheet) : [],
          live: shown,
          inquiries,
        };
      }),
    )
    .onConflict((conflict) =>
      conflict.column('record').doUpdateSet((row) => ({
        body: row.ref('excluded.body'),
        hash: row.ref('excluded.hash'),
        match_keys: row.ref('excluded.match_keys'),
        link_keys: row.ref('excluded.link_keys'),
        live: row.ref('excluded.live'),
        inquiries: row.ref('excluded.inquiries'),
      })),
    )
    .execute();
}
