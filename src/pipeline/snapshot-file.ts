/** Which file holds the search's snapshot: one for each database and each version of the code that fills it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

/** What decides the words, the facets and the arrays of an index. */
const decisive = ['search', 'lib/text', 'model'];

/** Another database in the same folder, or other code, has another file: nothing has to remember to raise a version. */
export async function snapshotFile(db: Kysely<Tables>, dataFolder: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select system_identifier || '-' || (select oid from pg_database where datname = current_database()) as name
    from pg_control_system()`.execute(db);
  return join(dataFolder, `search-${rows[0]!.name}-${codeFingerprint()}.snapshot`);
}

/** Removes the snapshots of the same database that other versions of the code wrote: they would never be read again. */
export async function dropFormerSnapshots(file: string): Promise<void> {
  const folder = join(file, '..');
  const current = file.slice(folder.length + 1);
  const family = current.slice(0, current.lastIndexOf('-') + 1);
  for (const name of await readdir(folder))
    if (name.startsWith(family) && name !== current) await rm(join(folder, name), { force: true });
}

function codeFingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of decisive) {
    const path = fileURLToPath(new URL(`../${folder}`, import.meta.url));
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(ts|yaml)$/.test(name) && !name.endsWith('.test.ts'))
        hash.update(name).update(readFileSync(join(path, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
