/** One run of one source: from a partner's file to records, and a report. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { databaseFull, isDiskFull } from '#db/unavailable.ts';
import type { FetchLimits } from '#lib/net/guarded-fetch.ts';
import { createPoliteFetch, type Manners } from '#lib/net/polite-fetch.ts';
import { coversPath } from '#lib/path.ts';
import { columnsNamed } from '#model/mapping-columns.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { applyChanges } from './apply-run.ts';
import { type ColumnNews, columnNews } from './column-news.ts';
import { type ColumnProfile, createColumnsSeen } from './columns-seen.ts';
import { compareRun } from './compare-run.ts';
import { type Broken, tellBroken, unmetCounts } from './expectations.ts';
import { firstAddress } from './fetch/first-address.ts';
import { conditionFor, forget, remember, type Told } from './fetch/remembered.ts';
import { sinceWhen } from './fetch/since.ts';
import type { StartBrowser } from './fetch/start-browser.ts';
import { dropFound, type FoundRecords, keepRefusals, keyedBy, openFound } from './found-records.ts';
import { keyOf, storable } from './identity.ts';
import type { HarvestInput } from './input.ts';
import { type Portrait, pairFound } from './pair-moved.ts';
import { excerpt } from './read/reading.ts';
import { readPages } from './read-pages.ts';
import { emptyReport, listed, type Refusal, type RunReport } from './report.ts';
import { changesOf } from './run-changes.ts';
import { withSourceLock } from './run-lock.ts';
import { beginRun, endRun, type RunReading } from './run-row.ts';
import { createRowTaker, type FoundRecord, tellRepeat } from './take-rows.ts';

export type { Change, Refusal, RunReport } from './report.ts';

export interface HarvestOptions {
  db: Kysely<Tables>;
  source: Source;
  input: HarvestInput;
  now(): Date;
  say?(text: string): void;
  signal?: AbortSignal | undefined;
  /** How addresses are fetched: limits, and hosts that may be reached although they are not public. */
  fetching?: FetchLimits;
  /** How long is waited between two requests, and for busy hosts. */
  manners?: Omit<Manners, 'limits' | 'robots'>;
  /**
   * What is expected of the sheets, judged before anything is published: reads the changes of the run in `run_change`,
   * with the transaction that will apply them.
   */
  judge?(trx: Kysely<Tables>, run: string): Promise<{ broken: Broken[]; news: ColumnNews[] }>;
  /** Title and place of an item, by which one whose key and content changed is known again. */
  portray?(rows: Row[]): Portrait | undefined;
  /** Starts a browser for the pages that scripts make. */
  startBrowser?: StartBrowser | undefined;
}

const batchRecords = 1000;
const batchCharacters = 8 * 1024 * 1024;

/**
 * Reads a catalogue to its end, sees what it would change, and changes it in one transaction if it is as expected.
 * Whatever is wrong with the catalogue, its address or its rows is in the report; a failing database throws. A run that
 * does not reach its end has changed nothing: it is simply run again.
 */
export async function harvestSource(options: HarvestOptions): Promise<RunReport> {
  const { db, source, input, now } = options;
  const origin = input.kind === 'file' ? input.path : firstAddress(input.address, source.format);
  const report = await withSourceLock(db, source.id, (connection) => runLocked(connection, origin, options));
  if (report !== undefined) return report;
  const busy = 'Another run of this catalogue is under way: wait until it has ended.';
  return { ...emptyReport(source.id, origin, now()), state: 'busy', failure: busy };
}

async function runLocked(db: Kysely<Tables>, origin: string, options: HarvestOptions): Promise<RunReport> {
  const { source, now } = options;
  const startedAt = now();
  const report = { ...emptyReport(source.id, origin, startedAt), run: randomUUID() };
  await beginRun(db, source, report, startedAt);
  try {
    const found = await openFound(db, source);
    const since = options.input.kind === 'file' ? undefined : await sinceWhen(db, source, origin, startedAt);
    report.since = since ?? null;
    const read = await readAll(db, found, report, startedAt, options);
    report.lost = report.rows - report.records - report.grouped - report.withheld - report.refused;
    report.refusals.sort((a, b) => a.line - b.line);
    if (report.state === 'done') {
      options.say?.(`${source.id}: comparing with what was there`);
      report.news = await newsOf(db, source, report, read);
      await conclude(db, found, report, read, startedAt, options);
    } else await endRun(db, report, now());
    await dropFound(db);
  } catch (error) {
    const isFull = isDiskFull(error);
    Object.assign(
      report,
      isFull
        ? { state: 'failed', failure: `${databaseFull(error).message} Nothing was changed.` }
        : { state: 'interrupted', failure: 'The run was interrupted by an error of the program.' },
    );
    // What it found makes room. If the database is what failed, the next run will mark this one.
    await dropFound(db).catch(() => {});
    await endRun(db, report, now()).catch(() => {});
    if (!isFull) throw error;
  }
  return report;
}

interface WhatWasRead {
  /** The keys that the partner says are deleted. */
  deleted: string[];
  told: Told | 'unchanged' | undefined;
  profile: ColumnProfile;
}

/** Reads every page and gathers what it holds; the report's state tells whether the end was reached. */
async function readAll(
  db: Kysely<Tables>,
  found: FoundRecords,
  report: RunReport & { run: string },
  startedAt: Date,
  { source, input: given, now, say, signal, fetching, manners, startBrowser }: HarvestOptions,
): Promise<WhatWasRead> {
  const onlyChanges = report.since !== null;
  const input: HarvestInput =
    given.kind === 'file'
      ? given
      : { kind: 'address', address: firstAddress(given.address, source.format, report.since ?? undefined) };
  const deleted = new Set<string>();
  let told: Told | 'unchanged' | undefined;
  const condition =
    given.kind === 'file' || onlyChanges ? {} : await conditionFor(db, source, report.origin, startedAt);
  const fetch = createPoliteFetch({
    ...manners,
    limits: { ...fetching, ...(signal !== undefined && { signal }) },
    robots: source.robots === 'obeyed',
  });
  const columns = createColumnsSeen();
  const taker = createRowTaker(source);
  const batch = createBatch(db, found, source, report);
  let waiting = 0;
  const stop = (state: 'failed' | 'interrupted', failure: string) => Object.assign(report, { state, failure });
  const refuse = (line: number, reason: string, value: string) => batch.refuse({ line, reason, value });

  for await (const reading of readPages(source, input, fetch, condition, { now, startBrowser })) {
    if (signal?.aborted) stop('interrupted', 'The run was stopped before the end of the catalogue.');
    else if ('unchanged' in reading) return { deleted: [], told: 'unchanged', profile: {} };
    else if ('page' in reading) {
      // What was remembered was of another state: should this run fail, the next must read again.
      if (report.pages++ === 0) await forget(db, source.id);
      told = reading.told;
    } else if ('failed' in reading) stop('failed', reading.failed);
    else if ('header' in reading) {
      columns.addHeader(reading.header);
      const missing = missingFromHeader(source, reading.header);
      if (missing !== undefined) stop('failed', missing);
    } else if ('nothing' in reading) {
      if (!onlyChanges) stop('failed', `The catalogue is empty: ${reading.nothing}`);
    } else if ('gone' in reading) {
      const key = keyOf(storable(reading.gone), source);
      if (key !== undefined) deleted.add(key);
    } else {
      report.rows++;
      if ('refused' in reading) refuse(reading.line, reading.refused, reading.value);
      else {
        const row = storable(reading.row);
        columns.add(row);
        const taken = taker.take(reading.line, row);
        if (taken === 'waits') waiting++;
        else if ('record' in taken) batch.add(taken.record);
        else if ('refused' in taken) refuse(reading.line, taken.refused, taken.value);
        else {
          report.rows--;
          stop('failed', taken.failed);
        }
      }
      if (await batch.keepWhenFull()) say?.(`${source.id}: ${report.rows.toLocaleString('en')} rows read`);
    }
    if (report.state !== 'done') break;
  }
  if (report.state === 'done' && report.rows === 0 && !onlyChanges)
    stop('failed', 'The catalogue is empty: there is no row in it.');
  if (report.state === 'done') {
    for (const record of taker.grouped()) {
      batch.add(record);
      await batch.keepWhenFull();
    }
  } else report.rows -= waiting; // A group that may lack rows is not kept: a project would lose its sites.
  await batch.keep();
  if (report.state === 'done' && report.records + report.withheld === 0 && report.rows > 0) {
    stop(
      'failed',
      `None of the ${report.rows} rows could be taken: the first reason is, ${report.refusals[0]?.reason}`,
    );
  }
  report.deleted = deleted.size;
  report.columns = columns.all();
  report.emptyColumns = columns.empty();
  report.missingColumns = report.rows === 0 ? [] : columns.missing(columnsNamed(source));
  return { deleted: [...deleted], told: given.kind === 'file' ? undefined : told, profile: columns.profile() };
}

/** Gathers records and refusals and counts them; hands them to the database when there are enough. */
function createBatch(db: Kysely<Tables>, found: FoundRecords, source: Source, report: RunReport & { run: string }) {
  let records: FoundRecord[] = [];
  let refusals: Refusal[] = [];
  let characters = 0;
  /** The batch that the database is busy with while the next is read. */
  let busy: Promise<void> = Promise.resolve();
  const refuse = (refusal: Refusal) => {
    report.refused++;
    refusals.push(refusal);
    if (report.refusals.length < listed) report.refusals.push(refusal);
  };
  const hand = async (batch: FoundRecord[]): Promise<void> => {
    const { taken, firstLines } = await found.add(batch);
    for (const { key, line, rows, withheld } of batch) {
      // Once it is counted, whatever has this key repeats it.
      if (!taken.delete(key)) {
        report.repeats++;
        refuse({ line, reason: tellRepeat(source, key, firstLines.get(key)!), value: excerpt(rows[0]) });
        continue;
      }
      report[withheld ? 'withheld' : 'records']++;
      report.grouped += rows.length - 1;
    }
    const told = refusals;
    refusals = [];
    await keepRefusals(db, report.run, told);
  };
  const keep = async (): Promise<void> => {
    await busy;
    const batch = records;
    [records, characters] = [[], 0];
    busy = hand(batch);
    // Heard at the next await: a rejection must not end the program before.
    busy.catch(() => {});
  };
  return {
    refuse,
    add(record: FoundRecord) {
      records.push(record);
      characters += record.payload.length;
    },
    async keepWhenFull(): Promise<boolean> {
      const isFull = records.length + refusals.length >= batchRecords || characters >= batchCharacters;
      if (isFull) await keep();
      return isFull;
    },
    async keep(): Promise<void> {
      await keep();
      await busy;
      await keepRefusals(db, report.run, refusals);
      refusals = [];
    },
  };
}

/** Of the line of names, when it is markup. */
const isMarkup = (name: string | undefined): boolean => /^\s*<(!doctype|html|head|body)\b/i.test(name ?? '');

/** A header without the columns that tell items apart, or that withhold them, is another file: nothing is taken. */
function missingFromHeader(source: Source, header: string[]): string | undefined {
  if (isMarkup(header[0]))
    return `A web page was sent in place of the table: perhaps an error page, or one that asks to log in. It begins with “${excerpt(header[0])}”.`;
  const has = (column: string) => header.some((name) => coversPath(column, name) || coversPath(name, column));
  const named = header.map((name) => `“${name}”`).join(', ');
  const keys = source.key === 'content' ? [] : source.key;
  const key = keys.find((column) => !has(column));
  if (key !== undefined) return `The column “${key}”, which tells items apart, is not in the file. It has ${named}.`;
  const withheld = Object.keys(source.withhold ?? {}).find((column) => !has(column));
  if (withheld === undefined) return undefined;
  return `The column “${withheld}”, by which the partner says what not to publish, is not in the file. It has ${named}.`;
}

/** Of a list of changes, and of a catalogue that was not sent again, the columns tell nothing. */
async function newsOf(
  db: Kysely<Tables>,
  source: Source,
  { since }: RunReport,
  { told, profile }: WhatWasRead,
): Promise<ColumnNews[]> {
  if (since !== null || told === 'unchanged') return [];
  const last = await db
    .selectFrom('run')
    .select('reading')
    .where('source', '=', source.id)
    .where(({ eb, or }) => or([eb('state', '=', 'done'), eb('verdict', '=', 'applied')]))
    .where(sql<boolean>`reading ? 'profile'`)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return columnNews(source, (last?.reading as RunReading | undefined)?.profile, profile);
}

/** Everything that follows from a whole reading, in one transaction: a run is there with all it did, or not at all. */
async function conclude(
  db: Kysely<Tables>,
  found: FoundRecords,
  report: RunReport & { run: string },
  { deleted, told, profile }: WhatWasRead,
  startedAt: Date,
  { source, judge, portray, now }: HarvestOptions,
): Promise<void> {
  const { run } = report;
  const isWhole = report.since === null;
  await db.transaction().execute(async (trx) => {
    const before = await countPresent(trx, source.id);
    if (told === 'unchanged') report.unchanged = before;
    else {
      const missing = isWhole ? undefined : deleted;
      await pairFound({ db: trx, source, deleted: missing, formerKey: found.formerKey, portray });
      const compared = await compareRun(trx, source, run, startedAt, missing);
      Object.assign(report, compared);
      const { rows, repeats } = report;
      const counted = { found: report.records + report.withheld, before, missing: compared.gone, rows, repeats };
      report.broken = unmetCounts(source.expect, counted, isWhole);
    }
    const judged = await judge?.(trx, run);
    report.broken.push(...(judged?.broken ?? []));
    report.news.push(...(judged?.news ?? []));
    Object.assign(report, await changesOf(trx, run, source.uncounted, listed));
    if (report.broken.length > 0) {
      const failure = [...report.broken.map(tellBroken), 'Nothing was changed.'].join(' ');
      Object.assign(report, { state: 'held', failure });
    } else {
      await applyChanges(trx, { source: source.id, run, seenAt: startedAt, keyedBy: keyedBy(source), isWhole });
      const isRemembered = isWhole && report.pages === 1 && typeof told === 'object';
      if (isRemembered) await remember(trx, source, report.origin, told, startedAt);
    }
    const hasProfile = isWhole && told !== 'unchanged';
    await endRun(trx, report, now(), { keyedBy: keyedBy(source), ...(hasProfile && { profile }) });
  });
}

async function countPresent(db: Kysely<Tables>, source: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from record where source = ${source} and gone_since is null`.execute(db);
  return rows[0]!.count;
}
