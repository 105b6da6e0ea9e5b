/** A second factor: the secret that an authenticator shares, and what opens an account when it is lost. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table person add column second_factor boolean not null default false`,
  // Columns as better-auth reads and writes them. The secret is encrypted with AUTH_SECRET, recovery codes are hashes;
  // `verified` is false until the person has shown a code.
  `create table second_factor (
    id text primary key,
    user_id text not null unique references person (id) on delete cascade,
    secret text not null,
    backup_codes text not null,
    verified boolean not null default false,
    failed_verification_count integer not null default 0,
    locked_until timestamptz,
    since timestamptz not null default now()
  )`,
  // A session that nobody used for a while ends: swept by when it was last seen, which updated_at says to the hour.
  `create index session_last_seen on session (updated_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
