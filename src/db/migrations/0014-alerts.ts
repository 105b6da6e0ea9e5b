/** Searches that people follow, and the news of projects that they are told of. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // What a project said when news were last noted: what people read of it, without what we work out ourselves.
  `create table followed_project (
    project text primary key references project (id) on delete cascade,
    digest text not null
  )`,
  `create table project_news (
    seq bigint generated always as identity primary key,
    project text not null references project (id) on delete cascade,
    what text not null check (what in ('new', 'changed')),
    at timestamptz not null
  )`,
  `create index project_news_of on project_news (project)`,
  `create index project_news_at on project_news (at)`,
  // One row: how far the changes of the index were noted, and how far alerts told at once have looked.
  `create table follow_position (
    only_one boolean primary key default true check (only_one),
    changes bigint not null,
    looked bigint not null
  )`,
  // Who is written to: an address, with or without an account. Gone with its last alert.
  `create table follower (
    id uuid primary key,
    mail text not null unique check (mail = lower(mail)),
    since timestamptz not null
  )`,
  // `criteria` as in an address, always written alike: equal ones are looked for once for all.
  // `told_to` is the last news that it was told of. `due_at` is when it is looked at; null for one told at once that
  // has nothing waiting. `state_since` is since when it waits for its confirmation, is followed, paused, bounced.
  `create table alert (
    id uuid primary key,
    follower uuid not null references follower (id) on delete cascade,
    criteria text not null,
    label text not null,
    language text not null check (language in ('fr', 'en')),
    rhythm text not null check (rhythm in ('at-once', 'daily', 'weekly')),
    state text not null check (state in ('asked', 'on', 'paused', 'bounced')),
    state_since timestamptz not null,
    told_to bigint not null,
    told_at timestamptz,
    due_at timestamptz,
    unique (follower, criteria)
  )`,
  `create index alert_due on alert (due_at) where state = 'on' and due_at is not null`,
  `create index alert_at_once on alert (criteria) where state = 'on' and rhythm = 'at-once'`,
  `create index alert_waiting on alert (state, state_since) where state in ('asked', 'bounced')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
