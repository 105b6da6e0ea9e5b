/** What curators say is one thing said in several ways: the search reads each wording as all of them. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // wordings: as people read them, two or more. A line that was taken away stays, with who did it and when.
  `create table thesaurus_line (
    id uuid primary key,
    wordings text[] not null check (cardinality(wordings) >= 2),
    reason text not null,
    author text not null,
    made_at timestamptz not null,
    removed_at timestamptz,
    removed_by text
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
