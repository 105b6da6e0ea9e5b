/** Decisions with their reason, who undid them and what replaced them; pairs that are put off. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // `seq`: the order of making, when two were made at one moment. `person`: the account, when it was not a command.
  // `moved_from`: sheet → project, for the sheets that this decision moved: so that undoing it leads them home.
  `alter table decision
    add column seq bigint generated always as identity,
    add column reason text not null default '',
    add column person text,
    add column undone_by text,
    add column replaced_by uuid references decision (id),
    add column moved_from jsonb not null default '{}'`,
  `create index decision_by_time on decision (made_at desc, seq desc)`,
  `create index decision_in_force on decision (made_at, seq) where undone_at is null`,
  // Put off by somebody: such pairs come last in the queue. No reference: questions come and go.
  `create table match_later (
    one text not null,
    other text not null,
    author text not null,
    since timestamptz not null,
    primary key (one, other)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
