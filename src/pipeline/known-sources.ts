/** Every source that projects may name: the manifests of the folder, and those of former runs whose manifest is gone. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { manifestSchema, type Source } from '#model/source.ts';

/** By id; the folder's manifest wins over the one that the last run kept. */
export async function knownSources(db: Kysely<Tables>, loaded: readonly Source[]): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>();
  for (const { manifest } of await db.selectFrom('source').select('manifest').orderBy('id').execute()) {
    const read = manifestSchema.safeParse(manifest);
    if (read.success) sources.set(read.data.id, { ...read.data, folder: '' });
  }
  for (const source of loaded) sources.set(source.id, source);
  return sources;
}
