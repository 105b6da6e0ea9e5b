/** For tests: catalogues that are harvested one after the other, and their records with the rows that were sent. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { TestDatabase } from '#db/testing.ts';
import type { Source } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import type { HarvestInput } from './input.ts';
import { type Portion, withRows } from './read-payloads.ts';
import { type HarvestOptions, harvestSource, type RunReport } from './run.ts';

/** Each run is a day after the former. */
export function harvests({ db, close }: Pick<TestDatabase, 'db' | 'close'>) {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-harvests-'));
  let day = Date.UTC(2026, 0, 1);
  const now = () => new Date((day += 86_400_000));
  const run = (source: Source, input: HarvestInput, options: Partial<HarvestOptions> = {}): Promise<RunReport> =>
    harvestSource({ db, source, input, now, ...options });
  return {
    folder,
    now,
    /** A source of its own for each test. */
    sourceOf: (more: Record<string, unknown> = {}): Source => testSource({ id: `s-${randomUUID()}`, ...more }, folder),
    run,
    /** As a file with this content. */
    harvest(source: Source, content: string | Uint8Array, options: Partial<HarvestOptions> = {}): Promise<RunReport> {
      const path = join(folder, `${randomUUID()}.data`);
      writeFileSync(path, content);
      return run(source, { kind: 'file', path }, options);
    },
    async close() {
      rmSync(folder, { recursive: true });
      await close();
    },
  };
}

/** In the order of their keys; those without one last. */
export async function recordsWithRows(db: Kysely<Tables>, source: string) {
  const records = await db.selectFrom('record').selectAll().where('source', '=', source).orderBy('key').execute();
  return (await portionsOf(db, records)).flatMap(({ read }) => read);
}

export async function portionsOf<T extends { payload: string }>(
  db: Kysely<Tables>,
  named: readonly T[],
): Promise<Portion<T>[]> {
  const portions: Portion<T>[] = [];
  for await (const portion of withRows(db, named)) portions.push(portion);
  return portions;
}
