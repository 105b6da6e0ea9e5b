/** The records of a source as tests look at them: with the rows that were sent. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { withRows } from './read-payloads.ts';

/** In the order of their keys; those without one last. */
export async function recordsWithRows(db: Kysely<Tables>, source: string) {
  const records = await db.selectFrom('record').selectAll().where('source', '=', source).orderBy('key').execute();
  const portions = await Array.fromAsync(withRows(db, records));
  return portions.flatMap(({ read }) => read);
}
