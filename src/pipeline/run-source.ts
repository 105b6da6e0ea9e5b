/** One run of one source, from the partner's file to the projects: one report. */

import { databaseFull, isDiskFull } from '#db/unavailable.ts';
import { unreadColumns } from '#describe/columns-read.ts';
import { describeRecord } from '#describe/describe-record.ts';
import { understandingInForce } from '#describe/words/answers.ts';
import type { HarvestInput } from '#harvest/input.ts';
import type { Portrait } from '#harvest/pair-moved.ts';
import { harvestSource, type RunReport } from '#harvest/run.ts';
import { applyRun, type Verdict, type VerdictOutcome } from '#harvest/verdict.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import {
  type DescribeReport,
  type DescribeRooms,
  describeRecords,
  describingMark,
  nothingDescribed,
  sheetsOf,
} from './describe-records.ts';
import { judgeSheets } from './expected-sheets.ts';
import type { Guest } from './guest.ts';
import { resolvePlaces } from './place-sites.ts';

export interface SourceReport {
  source: string;
  harvest: RunReport;
  /** Columns that the mapping does not read and the manifest does not set aside. */
  unread: string[];
  describe: DescribeReport;
}

export interface RunOptions {
  say(text: string, share?: number): void;
  signal?: AbortSignal | undefined;
}

export interface RunRooms extends DescribeRooms {
  /** How we visit partners; without it as nobody in particular. */
  guest?: Pick<Guest, 'of'> | undefined;
}

/**
 * Harvests, then describes, locates and matches whatever of the source waits for it: what this run changed, and what
 * an interrupted run, a new mapping or a new vocabulary left to be done. A run that was not whole, or that was held,
 * describes nothing: what was online stays online.
 */
export async function runSource(
  rooms: RunRooms,
  source: Source,
  input: HarvestInput,
  options: RunOptions,
): Promise<SourceReport> {
  const { db, now, gazetteer } = rooms;
  const understanding = understandingInForce();
  const harvest = await harvestSource({
    db,
    source,
    input,
    now,
    ...rooms.guest?.of(source),
    ...options,
    judge: (trx, run) =>
      judgeSheets({
        trx,
        run,
        source,
        describe: async (records) => sheetsOf(trx, rooms, source, records, await understanding(trx)),
        mark: describingMark(source, now().getUTCFullYear()),
      }),
    portray: (rows) => portrait(rows, source, gazetteer),
  });
  const described =
    harvest.state === 'done'
      ? await describeRecords(rooms, source, options).catch((error: unknown) => {
          throw isDiskFull(error) ? databaseFull(error) : error;
        })
      : nothingDescribed();
  return { source: source.id, harvest, unread: unreadColumns(harvest.columns, source), describe: described };
}

/** Title and commune, as far as they are sure. */
function portrait(rows: Row[], source: Source, gazetteer: Gazetteer): Portrait | undefined {
  const draft = describeRecord(rows, source);
  const resolved = resolvePlaces(draft.places, gazetteer);
  const communes = new Set(resolved.flatMap(({ found }) => found.commune ?? []));
  return { title: draft.sheet.title, place: [...communes].sort().join(' ') };
}

/** Applies a held run by a person's word, and describes what it changed. */
export async function applyHeldRun(
  rooms: DescribeRooms,
  source: Source,
  run: string,
  verdict: Verdict,
  options: RunOptions,
): Promise<{ applied: DescribeReport } | Extract<VerdictOutcome, { refused: string }>> {
  const outcome = await applyRun(rooms.db, run, verdict);
  if ('refused' in outcome) return outcome;
  return { applied: await describeRecords(rooms, source, options) };
}
