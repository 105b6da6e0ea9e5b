/** What the server said of the catalogue that we have, so that it need not send it again. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, stableJson } from '#lib/hash.ts';
import type { Source } from '#model/source.ts';

/** Days after which a server is no longer believed that nothing changed. */
const believedFor = 30;

export interface Told {
  etag: string | null;
  lastModified: string | null;
}

/** The condition to send: none when what we have was read otherwise, elsewhere, or long ago. */
export async function conditionFor(
  db: Kysely<Tables>,
  source: Source,
  address: string,
  now: Date,
): Promise<Record<string, string>> {
  const known = await db.selectFrom('fetched').selectAll().where('source', '=', source.id).executeTakeFirst();
  if (known === undefined || known.address !== address || known.reading !== readingOf(source)) return {};
  if (now.getTime() - known.fetched_at.getTime() > believedFor * 86_400_000) return {};
  return {
    ...(known.etag !== null && { 'if-none-match': known.etag }),
    ...(known.last_modified !== null && { 'if-modified-since': known.last_modified }),
  };
}

export async function forget(db: Kysely<Tables>, source: string): Promise<void> {
  await db.deleteFrom('fetched').where('source', '=', source).execute();
}

/** To be called when a catalogue of one page was read whole and taken. */
export async function remember(
  db: Kysely<Tables>,
  source: Source,
  address: string,
  { etag, lastModified }: Told,
  now: Date,
): Promise<void> {
  if (etag === null && lastModified === null) return;
  const told = { address, etag, last_modified: lastModified, reading: readingOf(source), fetched_at: now };
  await db
    .insertInto('fetched')
    .values({ source: source.id, ...told })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(told))
    .execute();
}

/** Everything of the manifest by which rows become records. */
function readingOf({ format, key, group, uncounted, withhold, refuse }: Source): string {
  return sha256(stableJson({ format, key, group, uncounted, withhold, refuse }));
}
