/** One run of one source: from a partner's file to records, and a report. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { FetchLimits } from '#lib/net/guarded-fetch.ts';
import { createPoliteFetch, type Manners } from '#lib/net/polite-fetch.ts';
import { coversPath } from '#lib/path.ts';
import { columnsNamed } from '#model/mapping-columns.ts';
import type { Source } from '#model/source.ts';
import { tellChange } from './changes.ts';
import { createColumnsSeen } from './columns-seen.ts';
import { unmetExpectations } from './expectations.ts';
import { firstAddress } from './fetch/first-address.ts';
import { conditionFor, forget, remember, type Told } from './fetch/remembered.ts';
import { sinceWhen } from './fetch/since.ts';
import type { StartBrowser } from './fetch/start-browser.ts';
import { keyOf, storable } from './identity.ts';
import type { HarvestInput } from './input.ts';
import {
  type Batch,
  countPresent,
  countUnmet,
  type Kept,
  keepBatch,
  markGone,
  markKeysGone,
  presentAmong,
} from './keep-records.ts';
import { readPages } from './read-pages.ts';
import { emptyReport, listed, type RunReport } from './report.ts';
import { withSourceLock } from './run-lock.ts';
import { beginRun, endRun } from './run-row.ts';
import { createRowTaker, type FoundRecord } from './take-rows.ts';

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
  /** Starts a browser for the pages that scripts make. */
  startBrowser?: StartBrowser | undefined;
}

const batchRecords = 500;
const batchCharacters = 8 * 1024 * 1024;

/**
 * Reads a catalogue and keeps its records, batch by batch. Whatever is wrong with the catalogue, its address or its
 * rows is in the report; a failing database throws, and running again goes on from what was kept.
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
    const before = await countPresent(db, source.id);
    const since = options.input.kind === 'file' ? undefined : await sinceWhen(db, source, origin, startedAt);
    report.since = since ?? null;
    const { deleted, told } = await readAll(db, report, startedAt, options);
    if (report.state === 'done' && told === 'unchanged') report.unchanged = before;
    else if (report.state === 'done') {
      if (since === undefined) await concludeWhole(db, source, report, before, startedAt);
      else await concludeChanges(db, source, report, before, deleted, startedAt);
      const isWhole = (report.state as RunReport['state']) === 'done' && since === undefined && report.pages === 1;
      if (isWhole && typeof told === 'object') await remember(db, source, origin, told, startedAt);
    }
  } catch (error) {
    Object.assign(report, { state: 'interrupted', failure: 'The run was interrupted by an error of the program.' });
    // If the database is what failed, the next run will mark this one.
    await endRun(db, report, now()).catch(() => {});
    throw error;
  }
  report.lost = report.rows - report.records - report.grouped - report.withheld - report.refused;
  await endRun(db, report, now());
  return report;
}

/** Reads every page and keeps what it holds; the report's state tells whether the end was reached. Gives the keys deleted. */
async function readAll(
  db: Kysely<Tables>,
  report: RunReport & { run: string },
  startedAt: Date,
  { source, input: given, now, say, signal, fetching, manners, startBrowser }: HarvestOptions,
): Promise<{ deleted: string[]; told: Told | 'unchanged' | undefined }> {
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
  const batch = createBatch(db, source, report, startedAt);
  let waiting = 0;
  const stop = (state: 'failed' | 'interrupted', failure: string) => Object.assign(report, { state, failure });
  const refuse = (line: number, reason: string, value: string) => batch.refuse({ line, reason, value });

  for await (const reading of readPages(source, input, fetch, condition, { now, startBrowser })) {
    if (signal?.aborted) stop('interrupted', 'The run was stopped before the end of the catalogue.');
    else if ('unchanged' in reading) return { deleted: [], told: 'unchanged' };
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
  return { deleted: [...deleted], told: given.kind === 'file' ? undefined : told };
}

/** Gathers records and refusals and counts them; keeps them when there are enough. */
function createBatch(db: Kysely<Tables>, source: Source, report: RunReport & { run: string }, now: Date) {
  let batch: Batch = { source: source.id, run: report.run, now, records: [], refusals: [] };
  let characters = 0;
  const keep = async () => {
    if (batch.records.length + batch.refusals.length === 0) return;
    tally(report, source, await keepBatch(db, batch));
    batch = { ...batch, records: [], refusals: [] };
    characters = 0;
  };
  return {
    add(record: FoundRecord) {
      report[record.withheld ? 'withheld' : 'records']++;
      report.grouped += record.rows.length - 1;
      batch.records.push(record);
      characters += record.payload.length;
    },
    refuse(refusal: Batch['refusals'][number]) {
      report.refused++;
      batch.refusals.push(refusal);
      if (report.refusals.length < listed) report.refusals.push(refusal);
    },
    async keepWhenFull(): Promise<boolean> {
      const isFull = batch.records.length + batch.refusals.length >= batchRecords || characters >= batchCharacters;
      if (isFull) await keep();
      return isFull;
    },
    keep,
  };
}

function tally(report: RunReport, source: Source, kept: Kept): void {
  report.new += kept.new.length;
  report.back += kept.back.length;
  report.unchanged += kept.unchanged;
  report.changed += kept.changed.length;
  report.newKeys.push(...kept.new.slice(0, listed - report.newKeys.length));
  report.backKeys.push(...kept.back.slice(0, listed - report.backKeys.length));
  for (const { key, before, after } of kept.changed.slice(0, listed - report.changes.length)) {
    report.changes.push(tellChange(key, before, after, source.uncounted));
  }
}

/** A header without the columns that tell items apart, or that withhold them, is another file: nothing is taken. */
function missingFromHeader(source: Source, header: string[]): string | undefined {
  const has = (column: string) => header.some((name) => coversPath(column, name) || coversPath(name, column));
  const named = header.map((name) => `“${name}”`).join(', ');
  const keys = source.key === 'content' ? [] : source.key;
  const key = keys.find((column) => !has(column));
  if (key !== undefined) return `The column “${key}”, which tells items apart, is not in the file. It has ${named}.`;
  const withheld = Object.keys(source.withhold ?? {}).find((column) => !has(column));
  if (withheld === undefined) return undefined;
  return `The column “${withheld}”, by which the partner says what not to publish, is not in the file. It has ${named}.`;
}

async function concludeWhole(
  db: Kysely<Tables>,
  source: Source,
  report: RunReport & { run: string },
  before: number,
  now: Date,
): Promise<void> {
  const unmet = await countUnmet(db, source.id, report.run);
  const told = unmetExpectations(source.expect, { found: report.records + report.withheld, before, unmet });
  if (told.length > 0) {
    Object.assign(report, { state: 'held', failure: told.join(' ') });
    return;
  }
  if (unmet === 0) return;
  const gone = await markGone(db, source.id, report.run, now);
  report.gone = gone.length;
  report.goneKeys = gone.slice(0, listed);
}

/** Of a list of changes only what the partner says is deleted is gone; `expect.count` is of whole catalogues. */
async function concludeChanges(
  db: Kysely<Tables>,
  source: Source,
  report: RunReport & { run: string },
  before: number,
  deleted: string[],
  now: Date,
): Promise<void> {
  const gone = await presentAmong(db, source.id, deleted);
  const told = unmetExpectations(
    { dropAtMost: source.expect.dropAtMost },
    { found: report.records, before, unmet: gone.length },
  );
  if (told.length > 0) {
    Object.assign(report, { state: 'held', failure: told.join(' ') });
    return;
  }
  await markKeysGone(db, source.id, gone, now);
  report.gone = gone.length;
  report.goneKeys = gone.slice(0, listed);
}
