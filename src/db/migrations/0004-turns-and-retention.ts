/** Turns of the sources (when each is read next, how the last turn went), and what retention needs to find its way. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // A source may have its turn before it was ever read: no reference to `source`. `cron` is null when it has no turn of
  // its own. `read` is a hash of the local file that was last read and of what decides how it is read.
  `create table source_turn (
    source text primary key,
    cron text,
    next_at timestamptz,
    began_at timestamptz,
    ended_at timestamptz,
    outcome text check (outcome in ('done', 'unchanged', 'held', 'failed')),
    told text,
    failures integer not null default 0,
    read text
  )`,
  // Who still holds a payload, and which versions a run wrote: asked for each one that is to go.
  `create index record_of_payload on record using hash (payload)`,
  `create index version_of_payload on record_version using hash (payload)`,
  `create index version_of_run on record_version using hash (run)`,
  `create index index_change_by_age on index_change (changed_at)`,
  // lz4 reads several times faster than pglz for about the same size; a server built without it keeps pglz.
  `do $$ begin
    alter table payload alter column rows set compression lz4;
  exception when feature_not_supported then null;
  end $$`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
