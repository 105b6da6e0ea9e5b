/** Judges everything anew, after the weights changed: the same projects as if all sheets came for the first time. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { TellingSource } from './merge.ts';
import { type Rebuilt, rebuildProjects } from './rebuild.ts';

const atOnce = 1000;

/** Inside the caller's transaction: others see the old projects until all are new. */
export async function rebuildAll(
  trx: Kysely<Tables>,
  sources: ReadonlyMap<string, TellingSource>,
  now: Date,
): Promise<Rebuilt> {
  const total: Rebuilt = { created: 0, changed: 0, hidden: 0, merged: 0 };
  for (let last = ''; ; ) {
    const rows = await trx
      .selectFrom('sheet')
      .select('record')
      .where('record', '>', last)
      .orderBy('record')
      .limit(atOnce)
      .execute();
    if (rows.length === 0) return total;
    const touched = rows.map(({ record }) => record);
    const rebuilt = await rebuildProjects(trx, { touched, formerKeys: [], sources, now });
    for (const [name, count] of Object.entries(rebuilt)) total[name as keyof Rebuilt] += count;
    last = touched.at(-1)!;
  }
}
