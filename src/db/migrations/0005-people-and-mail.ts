/** People: accounts, sessions, what they may do; and the mails that go out, each once. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // The columns of person, session, sign_in and verification are those that better-auth reads and writes.
  `create table person (
    id text primary key,
    name text not null,
    mail text not null unique check (mail = lower(mail)),
    mail_verified boolean not null default false,
    image text,
    role text not null default 'member' check (role in ('member', 'curator', 'administrator')),
    language text not null default 'fr' check (language in ('fr', 'en')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  // The organisations for which a person speaks. Not tied to the table of sources: a partner can be named first.
  `create table person_partner (
    person text not null references person (id) on delete cascade,
    source text not null,
    role text not null check (role in ('editor', 'admin')),
    since timestamptz not null default now(),
    primary key (person, source)
  )`,
  `create index person_partner_of_source on person_partner (source)`,
  // The cookie holds the token signed with the secret: the token alone, read here, opens nothing.
  `create table session (
    id text primary key,
    token text not null unique,
    user_id text not null references person (id) on delete cascade,
    expires_at timestamptz not null,
    ip_address text,
    user_agent text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index session_of_person on session (user_id)`,
  // By which identity provider a person comes. The provider's tokens are not kept: these columns stay empty.
  `create table sign_in (
    id text primary key,
    account_id text not null,
    provider_id text not null,
    user_id text not null references person (id) on delete cascade,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (provider_id, account_id)
  )`,
  `create index sign_in_of_person on sign_in (user_id)`,
  // Links not yet used (by the hash of their token) and sign-ins under way at a provider.
  `create table verification (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index verification_of on verification (identifier)`,
  `create index verification_ends on verification (expires_at)`,
  // How often something was asked; keys are keyed hashes, of an address or of a network.
  `create table rate_limit (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  )`,
  // `next_at` is when a queued one is tried, and when one in sending is believed lost with its process.
  // Once sent or given up, the words are gone: what stays says that a mail went, not what it said.
  // `key` is the hash of what makes it this mail and no other: put in twice, it goes once.
  `create table mail (
    id uuid primary key,
    key text unique,
    kind text not null,
    recipient text not null,
    subject text not null,
    text text not null,
    html text not null,
    headers jsonb not null,
    state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'kept')),
    attempts integer not null default 0,
    next_at timestamptz not null,
    not_after timestamptz not null,
    trouble text,
    created_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create index mail_due on mail (next_at) where state in ('queued', 'sending')`,
  `create index mail_to on mail (recipient)`,
  `create index mail_ended on mail (ended_at) where ended_at is not null`,
  // Addresses that are not written to again, by their hash.
  `create table mail_refused (
    address_hash text primary key,
    reason text not null,
    since timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
