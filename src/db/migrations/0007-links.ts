/** By which links sheets are related without being one; and the weights of matching that were learned from decisions. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // An address, a web site or a holder that others may share: shown as a link, never merged.
  `alter table sheet add column link_keys text[] not null default '{}'`,
  // Without a pending list: a run writes some sheets and at once looks for thousands of keys, each time through that list.
  `create index sheet_by_link_keys on sheet using gin (link_keys) with (fastupdate = off) where live`,
  `alter index sheet_by_match_keys set (fastupdate = off)`,
  // The latest row is in force. `decisions`: how many decided pairs it was learned from.
  `create table match_weights (
    seq bigint generated always as identity primary key,
    body jsonb not null,
    decisions integer not null,
    learned_at timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
