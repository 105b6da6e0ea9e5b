/** Rows that are new or changed, and keys that are gone, made records of a source at once: nothing is fetched, and what is not named stays as it is. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { applyChanges } from './apply-run.ts';
import { compareRun } from './compare-run.ts';
import { dropFound, keyedBy, openFound } from './found-records.ts';
import { storable } from './identity.ts';
import { pairFound } from './pair-moved.ts';
import { emptyReport, listed, type RunReport } from './report.ts';
import { changesOf } from './run-changes.ts';
import { withSourceLock } from './run-lock.ts';
import { beginRun, endRun } from './run-row.ts';
import { createRowTaker } from './take-rows.ts';

export interface Changes {
  rows: readonly Row[];
  /** The keys of what is no longer there. */
  gone: readonly string[];
  /** Where they come from, for people. */
  origin: string;
}

/**
 * One run: all of the changes in one transaction, or none. Rows without a key are refused and counted. Undefined when
 * another run of the source is under way. A failing database throws.
 */
export async function takeChanges(
  db: Kysely<Tables>,
  source: Source,
  { rows, gone, origin }: Changes,
  now: () => Date,
): Promise<RunReport | undefined> {
  return withSourceLock(db, source.id, async (connection) => {
    const startedAt = now();
    const report = { ...emptyReport(source.id, origin, startedAt), run: randomUUID() };
    report.since = startedAt.toISOString();
    await beginRun(connection, source, report, startedAt);
    try {
      const found = await openFound(connection, source);
      const taker = createRowTaker(source);
      const taken = rows.map((row, at) => taker.take(at + 1, storable(row)));
      const records = taken.flatMap((one) => (typeof one === 'object' && 'record' in one ? [one.record] : []));
      await found.add(records);
      Object.assign(report, { rows: rows.length, records: records.length, refused: rows.length - records.length });
      report.deleted = gone.length;
      await connection.transaction().execute(async (trx) => {
        await pairFound({ db: trx, source, deleted: gone, formerKey: found.formerKey, portray: undefined });
        Object.assign(report, await compareRun(trx, source, report.run, startedAt, gone));
        // Keys alone: what a person wrote stands in its record, where it can be forgotten.
        Object.assign(report, await changesOf(trx, report.run, source.uncounted, listed), { changes: [] });
        const applying = { source: source.id, run: report.run, seenAt: startedAt, keyedBy: keyedBy(source) };
        await applyChanges(trx, { ...applying, isWhole: false });
        await endRun(trx, report, now(), { keyedBy: keyedBy(source) });
      });
      await dropFound(connection);
      return report;
    } catch (error) {
      Object.assign(report, { state: 'interrupted', failure: 'The run was interrupted by an error of the program.' });
      await endRun(connection, report, now()).catch(() => {});
      throw error;
    }
  });
}
