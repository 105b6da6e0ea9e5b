/** PostgreSQL full text in French, `ts_rank` by length; any word may answer. In a table that goes with the transaction. */
import { type Kysely, sql } from 'kysely';
import type { SearchDocument } from '../engine.ts';
import type { Peer } from './peer.ts';

const batch = 1_000;

/** What each field is worth, in the letters of `setweight`. */
const weighedWords = sql`setweight(to_tsvector('french', one.title), 'A') ||
  setweight(to_tsvector('french', one.b), 'B') || setweight(to_tsvector('french', one.c), 'C')`;

/** `db` is held for one connection until the peer is closed; nothing of it stays. */
export async function openPostgres<Tables>(db: Kysely<Tables>, documents: readonly SearchDocument[]): Promise<Peer> {
  const held = await db.startTransaction().execute();
  await sql`create temporary table peer_sheet (id text, words tsvector) on commit drop`.execute(held);
  for (let from = 0; from < documents.length; from += batch) {
    const rows = documents.slice(from, from + batch).map(({ id, title, summary, organisations, body, keywords }) => ({
      id,
      title,
      b: `${summary} ${organisations}`,
      c: `${body} ${keywords}`,
    }));
    await sql`insert into peer_sheet select one.id, ${weighedWords}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, title text, b text, c text)`.execute(
      held,
    );
  }
  await sql`create index on peer_sheet using gin (words)`.execute(held);
  return {
    async find(text, most) {
      const { rows } = await sql<{ id: string }>`
        with asked as (select replace(plainto_tsquery('french', ${text.replaceAll('\0', ' ')})::text, '&', '|')::tsquery as query)
        select id from peer_sheet, asked where words @@ query
        order by ts_rank(words, query, 1) desc, id limit ${most}`.execute(held);
      return rows.map(({ id }) => id);
    },
    close: async () => {
      await held.rollback().execute();
    },
  };
}
