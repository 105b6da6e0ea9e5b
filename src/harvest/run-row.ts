/** The row of a run: written when it begins and when it ends. To be called while holding the source's lock. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Source } from '#model/source.ts';
import type { ColumnProfile } from './columns-seen.ts';
import type { KeyedBy } from './found-records.ts';
import { storable } from './identity.ts';
import type { RunReport } from './report.ts';

/** Keeps the manifest, ends the runs that died, begins this one. */
export async function beginRun(
  db: Kysely<Tables>,
  { folder: _, ...manifest }: Source,
  report: RunReport & { run: string },
  startedAt: Date,
): Promise<void> {
  const text = JSON.stringify(manifest);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('source')
      .values({ id: manifest.id, manifest: text, updated_at: startedAt })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ manifest: text, updated_at: startedAt }))
      .execute();
    await trx
      .updateTable('run')
      .set({ state: 'interrupted', ended_at: startedAt })
      .where('source', '=', manifest.id)
      .where('state', '=', 'running')
      .execute();
    await trx
      .insertInto('run')
      .values({
        id: report.run,
        source: manifest.id,
        origin: report.origin,
        state: 'running',
        started_at: startedAt,
        report: null,
      })
      .execute();
  });
}

/** What a run met, for those that come after it. */
export interface RunReading {
  keyedBy: KeyedBy;
  /** Absent when nothing was read, since the server said that nothing changed. */
  profile?: ColumnProfile;
}

export async function endRun(
  db: Kysely<Tables>,
  report: RunReport & { run: string },
  endedAt: Date,
  reading?: RunReading,
): Promise<void> {
  report.endedAt = endedAt.toISOString();
  if (report.state === 'busy') throw new Error('a run that is busy has not begun');
  await db
    .updateTable('run')
    .set({
      state: report.state,
      ended_at: endedAt,
      report: JSON.stringify(storable(report)),
      ...(reading !== undefined && { reading: JSON.stringify(storable(reading)) }),
    })
    .where('id', '=', report.run)
    .execute();
}
