/** What a server told of the catalogue that was last read whole: by this it can say that nothing changed. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // `reading` is a hash of how the manifest reads: when it changes, the catalogue is read again.
  await sql`create table fetched (
    source text primary key references source (id),
    address text not null,
    etag text,
    last_modified text,
    reading text not null,
    fetched_at timestamptz not null
  )`.execute(db);
}
