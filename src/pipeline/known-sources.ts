/** Every source that projects may name: the manifests of the folder, and those of former runs whose manifest is gone. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { LoadedSources } from '#harvest/manifests.ts';
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

/** In one map, which those who hold it see grow: a catalogue that a command harvests while the site runs is put into it. */
export async function heldSources(
  db: Kysely<Tables>,
  load: () => LoadedSources,
): Promise<{ sources: ReadonlyMap<string, Source>; refreshSources(): Promise<void> }> {
  const sources = new Map<string, Source>();
  const refreshSources = async (): Promise<void> => {
    for (const [id, source] of await knownSources(db, load().sources)) sources.set(id, source);
  };
  await refreshSources();
  return { sources, refreshSources };
}
