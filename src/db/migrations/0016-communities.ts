/** Communities: people gathered around a place or a theme, what they look for, where they meet. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // `criteria` as in an address: what its map and its feed show. `invite_key` opens the door while there is one.
  `create table community (
    id text primary key,
    name text not null,
    lead text not null,
    about text not null,
    criteria text not null,
    joining text not null check (joining in ('open', 'request', 'invited')),
    writing text not null check (writing in ('members', 'admins')),
    state text not null check (state in ('asked', 'open', 'refused', 'closed')),
    invite_key text,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index community_open on community (name) where state = 'open'`,
  // Rows go with the person; who then speaks for the community is settled before, in the same transaction.
  `create table community_member (
    community text not null references community (id) on delete cascade,
    person text not null references person (id) on delete cascade,
    role text not null check (role in ('member', 'admin')),
    state text not null check (state in ('in', 'asked')),
    since timestamptz not null,
    primary key (community, person)
  )`,
  `create index community_of on community_member (person)`,
  // What was written stays with the community; whose it was is forgotten with the person.
  `create table community_need (
    id uuid primary key,
    community text not null references community (id) on delete cascade,
    author text references person (id) on delete set null,
    title text not null,
    text text not null,
    words text not null,
    created_at timestamptz not null
  )`,
  `create index community_need_of on community_need (community, created_at)`,
  `create table community_meeting (
    id uuid primary key,
    community text not null references community (id) on delete cascade,
    author text references person (id) on delete set null,
    title text not null,
    text text not null,
    place text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at >= starts_at),
    created_at timestamptz not null
  )`,
  `create index community_meeting_of on community_meeting (community, starts_at)`,
  `create table community_collection (
    community text not null references community (id) on delete cascade,
    collection text not null references collection (id) on delete cascade,
    added_at timestamptz not null,
    primary key (community, collection)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
