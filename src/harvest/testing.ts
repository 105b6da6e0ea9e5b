/** The records of a source as tests look at them: with the rows that were sent. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Portion, withRows } from './read-payloads.ts';

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
