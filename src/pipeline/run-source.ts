/** One run of one source, from the partner's file to the projects: one report. */

import { unreadColumns } from '#describe/columns-read.ts';
import type { HarvestInput } from '#harvest/input.ts';
import { harvestSource, type RunReport } from '#harvest/run.ts';
import type { Source } from '#model/source.ts';
import { type DescribeReport, type DescribeRooms, describeRecords, nothingDescribed } from './describe-records.ts';
import { type SparseField, sparseFields } from './expected-fields.ts';
import type { Guest } from './guest.ts';

export interface SourceReport {
  source: string;
  harvest: RunReport;
  /** Columns that the mapping does not read and the manifest does not set aside. */
  unread: string[];
  describe: DescribeReport;
  /** Fields that fewer sheets have than the manifest expects. */
  sparse: SparseField[];
}

export interface RunRooms extends DescribeRooms {
  /** How we visit partners; without it as nobody in particular. */
  guest?: Guest | undefined;
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
  options: { say(text: string, share?: number): void; signal?: AbortSignal | undefined },
): Promise<SourceReport> {
  const { db, now } = rooms;
  const harvest = await harvestSource({ db, source, input, now, ...rooms.guest?.of(source), ...options });
  const describe = harvest.state === 'done' ? await describeRecords(rooms, source, options) : nothingDescribed();
  const sparse = await sparseFields(db, source);
  return { source: source.id, harvest, unread: unreadColumns(harvest.columns, source), describe, sparse };
}
