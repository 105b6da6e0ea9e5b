/** The path of a record: sources, runs, records and their versions, sheets, projects, decisions, index changes. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table source (
    id text primary key,
    manifest jsonb not null,
    updated_at timestamptz not null
  )`,
  `create table run (
    id uuid primary key,
    source text not null references source (id),
    origin text not null,
    state text not null check (state in ('running', 'done', 'held', 'failed', 'interrupted')),
    started_at timestamptz not null,
    ended_at timestamptz,
    report jsonb
  )`,
  `create index run_of_source on run (source, started_at desc)`,
  // What partners sent, once each, whatever the number of records and versions that hold it.
  `create table payload (
    hash text primary key,
    rows jsonb not null,
    first_seen timestamptz not null
  )`,
  // `payload` is the latest as received; `hash` leaves out the columns that don't count as a change.
  `create table record (
    id text primary key,
    source text not null references source (id),
    key text not null,
    payload text not null references payload (hash),
    hash text not null,
    withheld boolean not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    changed_at timestamptz not null,
    gone_since timestamptz,
    last_run uuid not null references run (id),
    described_with text,
    unique (source, key)
  )`,
  `create index record_of_run on record (source, last_run)`,
  // Every payload that a record has had: nothing is ever overwritten.
  `create table record_version (
    record text not null references record (id),
    payload text not null references payload (hash),
    hash text not null,
    seen_at timestamptz not null,
    run uuid not null references run (id),
    primary key (record, seen_at, payload)
  )`,
  `create table refusal (
    run uuid not null references run (id),
    line integer not null,
    reason text not null,
    value text not null
  )`,
  `create index refusal_of_run on refusal (run)`,
  // A sheet stays when its record is gone or withheld (not live): what comes back is the same project.
  `create table sheet (
    record text primary key references record (id),
    source text not null references source (id),
    body jsonb not null,
    hash text not null,
    match_keys text[] not null,
    live boolean not null
  )`,
  `create index sheet_of_source on sheet (source)`,
  `create index sheet_by_match_keys on sheet using gin (match_keys) where live`,
  `create table project (
    id text primary key,
    body jsonb not null,
    hash text not null,
    hidden boolean not null default false,
    first_seen timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index project_by_arrival on project (first_seen desc, id) where not hidden`,
  `create table project_sheet (
    sheet text primary key references sheet (record),
    project text not null references project (id)
  )`,
  `create index sheets_of_project on project_sheet (project)`,
  // An address that was once given always leads somewhere.
  `create table project_redirect (
    from_id text primary key,
    to_id text not null,
    since timestamptz not null
  )`,
  // Pairs that a person should look at: found by matching, gone when it finds otherwise.
  `create table match_question (
    one text not null references sheet (record),
    other text not null references sheet (record),
    score double precision not null,
    reasons jsonb not null,
    primary key (one, other)
  )`,
  `create index match_question_by_other on match_question (other)`,
  `create table decision (
    id uuid primary key,
    kind text not null,
    body jsonb not null,
    author text not null,
    made_at timestamptz not null,
    undone_at timestamptz
  )`,
  // What the search has yet to hear of, in the order of commits (writers hold one lock while they add to it).
  `create table index_change (
    seq bigint generated always as identity primary key,
    project text not null,
    changed_at timestamptz not null default now()
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
