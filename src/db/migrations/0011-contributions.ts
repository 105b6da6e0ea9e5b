/** What people write and curators decide: the queue of matters with its history, and the projects that people add. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // A thing that waits for a decision. `subject` is the id, in its own table, of what the matter is about.
  // `rank` orders the queue: what weighs more first, a day of waiting counting for one.
  // `facts` is what is shown of it; `suspicions` why it was held back, if it was.
  `create table matter (
    id uuid primary key,
    kind text not null,
    subject text not null,
    project text,
    source text,
    language text not null check (language in ('fr', 'en')),
    title text not null,
    facts jsonb not null,
    weight double precision not null,
    rank double precision not null,
    suspicions jsonb not null default '[]',
    suspect boolean not null default false,
    state text not null check (state in ('waiting', 'asked', 'accepted', 'refused', 'withdrawn')),
    author text references person (id) on delete set null,
    author_hash text,
    approved_by text references person (id) on delete set null,
    decided_by text references person (id) on delete set null,
    decided_at timestamptz,
    sentence text not null default '',
    created_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  // Raised again while it is open, a matter is the same one, changed.
  `create unique index matter_open on matter (kind, subject) where state in ('waiting', 'asked')`,
  `create index matter_queue on matter (suspect, rank desc, id) where state = 'waiting'`,
  `create index matter_latest on matter (state, changed_at desc)`,
  `create index matter_of_subject on matter (kind, subject)`,
  `create index matter_of_project on matter (project) where project is not null`,
  `create index matter_of_source on matter (source) where source is not null`,
  `create index matter_of_author on matter (author) where author is not null`,
  `create index matter_of_author_hash on matter (author_hash) where author_hash is not null`,
  `create index matter_decided on matter (decided_at) where decided_at is not null`,
  // Everything that was said of a matter, in its order.
  `create table matter_word (
    seq bigint generated always as identity primary key,
    matter uuid not null references matter (id) on delete cascade,
    what text not null check (what in
      ('raised', 'changed', 'asked', 'answered', 'approved', 'accepted', 'refused', 'withdrawn', 'undone')),
    person text references person (id) on delete set null,
    sentence text not null default '',
    said_at timestamptz not null
  )`,
  `create index matter_word_of_matter on matter_word (matter, seq)`,
  `create index matter_word_of_person on matter_word (person) where person is not null`,
  // A project that somebody tells: what is being written, what was sent last, what was accepted last.
  // Without an account, whoever has the key (kept as a hash) goes on writing, and `mail` is where the answer goes.
  // `tells_of` is the project that its author, or a curator, says it tells of.
  // `written_as` is the hash of what stands in its record: where it is not that of `accepted`, the record is to be written.
  `create table contribution (
    id uuid primary key,
    key_hash text unique,
    author text references person (id) on delete set null,
    mail text,
    mail_proven_at timestamptz,
    language text not null check (language in ('fr', 'en')),
    draft jsonb not null,
    revision integer not null default 0,
    state text not null check (state in ('draft', 'sent', 'accepted', 'refused', 'withdrawn')),
    sent jsonb,
    sent_at timestamptz,
    accepted jsonb,
    accepted_hash text,
    accepted_at timestamptz,
    written_as text,
    written_at timestamptz,
    tells_of text,
    record text,
    licence_agreed_at timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create index contribution_of_author on contribution (author) where author is not null`,
  `create index contribution_of_mail on contribution (mail) where mail is not null`,
  `create index contribution_to_write on contribution (accepted_at)
    where accepted_hash is distinct from written_as and accepted_hash is not null`,
  `create index contribution_draft_age on contribution (changed_at) where state = 'draft'`,
  // Pictures as we drew them anew from what was sent; `position` is their order.
  `create table contribution_picture (
    id text primary key,
    contribution uuid not null references contribution (id) on delete cascade,
    bytes bytea not null,
    width integer not null,
    height integer not null,
    alt text not null default '',
    credit text not null default '',
    position integer not null,
    created_at timestamptz not null
  )`,
  `create index picture_of_contribution on contribution_picture (contribution, position)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
