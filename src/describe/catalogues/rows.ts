/** For tests: a manifest of `sources/`, and the rows of a file that it describes, put together as a harvest would. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { stableJson } from '#lib/hash.ts';
import { readTexts } from '#lib/path.ts';
import { fulfils } from '#model/condition.ts';
import type { Row } from '#model/record.ts';
import { type Manifest, manifestSchema } from '#model/source.ts';
import { literalPattern } from '../rule.ts';

export const sourcesFolder = new URL('../../../sources/', import.meta.url);

/** The manifests of the real catalogues: those that are no demonstration. */
export function realManifests(): Manifest[] {
  return readdirSync(sourcesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('demo-'))
    .map((entry) => readManifest(entry.name))
    .filter((manifest) => !manifest.demonstration);
}

export function readManifest(id: string): Manifest {
  const text = readFileSync(new URL(`${id}/source.yaml`, sourcesFolder), 'utf8');
  return manifestSchema.parse(parseYaml(text, { merge: true }));
}

/** The latest file in a folder that one of the manifest's names or patterns fits, or undefined. */
export function latestFile(manifest: Manifest, folder: URL): URL | undefined {
  return filesOf(manifest, folder).at(-1);
}

/** Every file in the folder that the manifest names, oldest first. */
export function filesOf(manifest: Manifest, folder: URL): URL[] {
  const found: URL[] = [];
  for (const name of manifest.files) {
    const inside = new URL(name.includes('/') ? name.replace(/[^/]*$/, '') : './', folder);
    const fits = new RegExp(`^${name.split('/').at(-1)!.split('*').map(literalPattern).join('.*')}$`);
    found.push(
      ...readdirSync(inside)
        .filter((file) => fits.test(file))
        .sort()
        .map((file) => new URL(file, inside)),
    );
  }
  return found;
}

/** The rows of a CSV or JSON file, headers trimmed. */
export function rowsOf(manifest: Manifest, file: URL): Row[] {
  const bytes = readFileSync(file);
  const { format } = manifest;
  if (format.type !== 'csv') return JSON.parse(bytes.toString('utf8')) as Row[];
  return parseCsv(new TextDecoder(format.encoding ?? 'utf-8').decode(bytes), {
    columns: (header: string[]) => header.map((name) => name.trim()),
    delimiter: format.delimiter ?? ',',
    relax_column_count: true,
    relax_quotes: true,
  });
}

/** The rows of each record by its key, and how many were refused, repeated or grouped. */
export function recordsOf(manifest: Manifest, rows: readonly Row[]) {
  const records = new Map<string, Row[]>();
  let [refused, repeated, grouped] = [0, 0, 0];
  for (const row of rows) {
    if (manifest.refuse !== undefined && fulfils(row, manifest.refuse)) {
      refused++;
      continue;
    }
    const key = stableJson(manifest.key === 'content' ? row : manifest.key.map((column) => readTexts(row, column)));
    const known = records.get(key);
    if (known === undefined) records.set(key, [row]);
    else if (manifest.group) {
      known.push(row);
      grouped++;
    } else repeated++;
  }
  return { records, refused, repeated, grouped };
}

export function isWithheld(manifest: Manifest, rows: readonly Row[]): boolean {
  return manifest.withhold !== undefined && rows.some((row) => fulfils(row, manifest.withhold!));
}
