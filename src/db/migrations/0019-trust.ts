/** What keeps the doors: counts that slide, forms that are sent once, forms that are held back. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // The moments at which something passed: counted over a window that slides. The counts of before lapse with their table.
  `drop table rate_limit`,
  `create table rate_limit (
    key text primary key,
    passed timestamptz[] not null,
    lapses_at timestamptz not null
  )`,
  `create index rate_limit_lapses on rate_limit (lapses_at)`,
  // What a form has made: sent again with the same words, it makes no other.
  `create table form_sent (
    key text primary key,
    made text not null,
    sent_at timestamptz not null
  )`,
  `create index form_sent_age on form_sent (sent_at)`,
  // Who wrote a text first: by keyed hashes, so that neither is told by them.
  `create table said_text (
    hash text primary key,
    author_hash text not null,
    said_at timestamptz not null
  )`,
  `create index said_text_age on said_text (said_at)`,
  // A form that looks unwanted: it waits, with all that it said, for a curator's word. `going`: let go, and not gone yet.
  `create table held_form (
    id uuid primary key,
    form text not null,
    once text not null unique,
    person text references person (id) on delete cascade,
    mail text,
    said jsonb not null,
    going boolean not null default false,
    made_at timestamptz not null
  )`,
  `create index held_form_of_person on held_form (person) where person is not null`,
  `create index held_form_of_mail on held_form (mail) where mail is not null`,
  `create index held_form_going on held_form (made_at) where going`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
