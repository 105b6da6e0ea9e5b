/** What several may speak of at once: their matters take turns in the queue, and are read together. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table matter add column about text`,
  `update matter set about = '/projets/' || project where kind = 'report' and project is not null`,
  `update matter set about = facts -> 0 ->> 'url' where kind in ('community-report', 'collection-report')`,
  `create index matter_about on matter (about) where state = 'waiting' and about is not null`,
  // That many spoke of one thing says nothing against the one who speaks last.
  `update matter
    set suspicions = coalesce((
        select jsonb_agg(one) from jsonb_array_elements(suspicions) one where one ->> 'reason' <> 'many-about-it'
      ), '[]'),
      suspect = coalesce((
        select sum((one ->> 'weight')::float8) >= 1 from jsonb_array_elements(suspicions) one
        where one ->> 'reason' <> 'many-about-it'
      ), false)
    where suspicions @> '[{"reason": "many-about-it"}]'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
