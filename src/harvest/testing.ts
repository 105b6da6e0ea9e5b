/** The records of a source as tests look at them: with the rows that were sent. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { withRows } from './payloads.ts';

/** In the order of their keys; those without one last. */
export async function recordsWithRows(db: Kysely<Tables>, source: string) {
  return withRows(db, await db.selectFrom('record').selectAll().where('source', '=', source).orderBy('key').execute());
}
