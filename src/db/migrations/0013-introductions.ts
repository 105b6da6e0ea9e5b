/** Introductions: holders' addresses apart from sheets, conversations by relay, what was reported, who wants no more. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // Mails of records whose source agreed to introductions: rebuilt at each describing, never part of a sheet.
  `create table holder_contact (
    record text not null references record (id),
    mail text not null,
    primary key (record, mail)
  )`,
  // `project` and `sources` as they were when it began: for figures, whatever merges come later.
  // `via` says where the holder's address came from. Once forgotten, only what figures need is left.
  `create table introduction (
    id uuid primary key,
    project text not null,
    title text not null,
    sources text[] not null,
    purpose text not null check (purpose in ('learn', 'copy', 'support', 'join', 'fund')),
    via text not null check (via in ('claimed', 'sheet', 'public', 'partner')),
    state text not null check (state in ('unconfirmed', 'waiting', 'talking', 'asleep', 'closed')),
    created_at timestamptz not null,
    begun_at timestamptz,
    last_at timestamptz not null,
    reminders smallint not null default 0,
    answered_at timestamptz,
    closed_at timestamptz,
    closed_by text check (closed_by in ('asker', 'holder', 'nobody')),
    asker_hash text,
    forgotten_at timestamptz
  )`,
  // Pressed twice, at once: one of the two begins.
  `create unique index introduction_open on introduction (project, asker_hash) where state in ('waiting', 'talking', 'asleep')`,
  `create index introduction_of_project on introduction (project, begun_at desc)`,
  `create index introduction_sources on introduction using gin (sources)`,
  `create index introduction_begun on introduction (begun_at)`,
  `create index introduction_to_forget on introduction (last_at) where forgotten_at is null`,
  // `token` is the local part of the address at which this side writes. A mail is kept no longer than the words.
  `create table introduction_side (
    introduction uuid not null references introduction (id) on delete cascade,
    side text not null check (side in ('asker', 'holder')),
    token text unique,
    mail text,
    name text not null,
    person text references person (id) on delete set null,
    language text not null check (language in ('fr', 'en')),
    agrees boolean not null default false,
    primary key (introduction, side)
  )`,
  `create index introduction_side_of_person on introduction_side (person)`,
  `create index introduction_side_of_mail on introduction_side (mail)`,
  // `arrival` is what makes a mail that came this one and no other: delivered twice, it passes once.
  // One that is held came from another address than the side's own, and waits for its word.
  `create table introduction_message (
    id uuid primary key,
    number integer generated always as identity,
    introduction uuid not null references introduction (id) on delete cascade,
    side text not null check (side in ('asker', 'holder')),
    text text not null,
    at timestamptz not null,
    held boolean not null default false,
    attachments boolean not null default false,
    arrival text,
    unique (introduction, side, arrival)
  )`,
  `create index introduction_message_at on introduction_message (introduction, at)`,
  `create table introduction_report (
    introduction uuid primary key references introduction (id) on delete cascade,
    side text not null check (side in ('asker', 'holder')),
    reason text not null,
    at timestamptz not null,
    decision text check (decision in ('nothing', 'barred')),
    decided_by text,
    decided_at timestamptz
  )`,
  // By the hash of an address. no-more: its owner wants no more introductions. barred: may write none.
  // asleep: three weeks without an answer, until it answers.
  `create table introduction_address (
    address_hash text not null,
    what text not null check (what in ('no-more', 'barred', 'asleep')),
    since timestamptz not null,
    primary key (address_hash, what)
  )`,
  // Who wants the weekly figures of which catalogue by mail.
  `create table introduction_weekly (
    person text not null references person (id) on delete cascade,
    source text not null,
    primary key (person, source)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
