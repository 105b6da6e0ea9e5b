/** Tells whether a catalogue in a local file is the one that was read before. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256, stableJson } from '#lib/hash.ts';
import type { Source } from '#model/source.ts';
import { vocabularies } from '#model/vocabulary.ts';

/**
 * A hash of what decides the outcome of reading: the file and those beside it (further pages stand there), by size and
 * dates; the manifest; the vocabularies.
 */
export async function fileFingerprint(source: Source, path: string): Promise<string> {
  const { folder: _, ...manifest } = source;
  const beside: [name: string, size: number, modified: number, changed: number][] = [];
  for (const name of (await readdir(dirname(path))).toSorted()) {
    const { size, mtimeMs, ctimeMs } = await stat(join(dirname(path), name));
    beside.push([name, size, mtimeMs, ctimeMs]);
  }
  const words = Object.values(vocabularies).map(({ name, version, concepts }) => [name, version, concepts.length]);
  return sha256(stableJson({ path, beside, manifest, words }));
}
