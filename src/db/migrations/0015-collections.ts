/** Collections: projects that a person gathers, in an order, with notes. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // `link_key` opens one that is shared by its link; another one is drawn each time that it is shared anew.
  `create table collection (
    id text primary key,
    owner text not null references person (id) on delete cascade,
    title text not null,
    lead text not null,
    visibility text not null check (visibility in ('private', 'link', 'public')),
    link_key text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((visibility = 'link') = (link_key is not null))
  )`,
  `create index collection_of on collection (owner)`,
  `create index collection_public on collection (updated_at desc) where visibility = 'public'`,
  // Not tied to the table of projects: where one went is told by its redirections, when it is read.
  `create table collection_item (
    collection text not null references collection (id) on delete cascade,
    project text not null,
    note text not null,
    place integer not null,
    added_at timestamptz not null,
    primary key (collection, project)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
