/** Small drawings of the pictures that partners name: shown from here, so that no visitor is told of to another host. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table picture_copy (
    inquiry text primary key references inquiry (id) on delete cascade,
    -- WebP, drawn anew: large as the page of a project shows it, small as a card does.
    large bytea not null,
    small bytea not null,
    drawn_at timestamptz not null
  )`,
  // What was looked at before there were copies is looked at again.
  `update inquiry set due_at = now() where kind = 'image' and answer ? 'width'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
