/** Packs of payloads that were found damaged: what lies in them is brought anew by the next run that finds it. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table payload_pack add column damaged boolean not null default false`,
  `create index payload_pack_damaged on payload_pack (id) where damaged`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
