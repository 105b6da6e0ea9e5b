/** What a run would change is kept beside the records, so that a person can look at it before it is done, and after. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // A person's word on a run that was held; `superseded` when a later run was applied first.
  // `reading` is what the run met: how its keys were made, and what stood in each column.
  `alter table run
    add column verdict text check (verdict in ('applied', 'refused', 'superseded')),
    add column verdict_by text,
    add column verdict_at timestamptz,
    add column verdict_why text,
    add column reading jsonb`,
  // One line per record that a run makes new, changes, moves to another key, finds again or misses. `touched` differs
  // only in what does not count. `before` and `after` are the payloads.
  `create table run_change (
    run uuid not null references run (id),
    record text not null,
    what text not null check (what in ('new', 'changed', 'moved', 'back', 'gone', 'touched')),
    key text not null,
    former_key text,
    before text,
    after text,
    hash text,
    withheld boolean,
    primary key (run, record)
  )`,
  // A record without a key has lost it to another item of its source. `missed` counts the whole readings without it
  // since `gone_since`; `gone_told` when the partner says itself that it is deleted.
  `alter table record
    alter column key drop not null,
    add column missed integer not null default 0,
    add column gone_told boolean not null default false`,
  `update record set missed = 100 where gone_since is not null`,
  // Which columns made the keys of the source's records.
  `alter table source add column keyed_by jsonb`,
  `update source set keyed_by = jsonb_build_object('key', manifest -> 'key',
    'uncounted', case when manifest ->> 'key' = 'content' then manifest -> 'uncounted' else '[]'::jsonb end)`,
  // A run no longer touches the records that it finds unchanged.
  `drop index record_of_run`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
