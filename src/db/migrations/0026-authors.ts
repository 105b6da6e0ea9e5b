/** Who wrote which words of what several write; what each member is yet to be told; no trace of who proposed what is nameless. */
import { type Kysely, sql } from 'kysely';

/** As `src/connect/written-by.ts` cuts a text today. */
const sentences = (text: string) => `regexp_split_to_table(${text}, '(?<=[.!?…])[ \\t\\r\\n]+|[\\r\\n]+') as piece`;
const hash = (text: string) => `encode(sha256(convert_to(btrim(${text}, E' \\t\\r\\n'), 'UTF8')), 'hex')`;

/** From rows with a subject, a part, a text and a person: each sentence, and the whole as it was left. */
const signed = (column: 'collection' | 'community', rows: string) => [
  `insert into written_by (${column}, part, sentence, person)
    select distinct subject, part, ${hash('piece')}, person
    from (${rows}) as written (subject, part, text, person), ${sentences('text')}
    where person is not null and btrim(piece, E' \\t\\r\\n') <> ''
    on conflict do nothing`,
  `insert into written_by (${column}, part, sentence, person)
    select distinct subject, part, '=' || ${hash('text')}, person
    from (${rows}) as written (subject, part, text, person)
    where person is not null and text <> ''
    on conflict do nothing`,
];

const statements = [
  // All whose unread words are in a matter: none of them accepts it, each hears of it, it goes with the last.
  // `author_hash`: of the address, where it was sent without an account. `person` refers to no row: whoever writes with
  // somebody who is leaving would wait for them, who waits for what is written; their rows go with what they wrote.
  `create table matter_author (
    matter uuid not null references matter (id) on delete cascade,
    person text,
    author_hash text,
    check (num_nonnulls(person, author_hash) = 1),
    unique (matter, person),
    unique (matter, author_hash)
  )`,
  `create index matter_author_person on matter_author (person) where person is not null`,
  `create index matter_author_hash on matter_author (author_hash) where author_hash is not null`,
  `insert into matter_author (matter, person) select id, author from matter where author is not null`,
  `insert into matter_author (matter, author_hash)
    select id, author_hash from matter where author_hash is not null and author is null`,
  // Of a text that several write: who wrote each sentence (its hash), and who left the whole as it is (`=` and its hash).
  // `part`: the name of a fact of the queue; the id of the project whose note it is. `person`: as above.
  `create table written_by (
    collection text references collection (id) on delete cascade,
    community text references community (id) on delete cascade,
    part text not null,
    sentence text not null,
    person text not null,
    check (num_nonnulls(collection, community) = 1)
  )`,
  `create unique index written_by_in_collection on written_by (collection, part, sentence, person)
    where collection is not null`,
  `create unique index written_by_in_community on written_by (community, part, sentence, person)
    where community is not null`,
  `create index written_by_person on written_by (person)`,
  ...signed('collection', `select id, 'title', title, author from collection where community is not null`),
  ...signed('collection', `select id, 'body', lead, author from collection where community is not null`),
  ...signed(
    'collection',
    `select item.collection, item.project, item.note, item.author from collection_item item
      join collection on collection.id = item.collection and collection.community is not null`,
  ),
  ...signed(
    'community',
    `select community.id, fact ->> 'name', fact ->> 'value', matter.author
      from matter join community on community.id = matter.subject cross join jsonb_array_elements(matter.facts) as fact
      where matter.kind = 'community' or (matter.kind = 'community-change' and matter.state in ('waiting', 'asked'))`,
  ),
  `alter table matter drop column author, drop column author_hash`,
  `alter table collection drop column author`,
  `alter table collection_item drop column author`,
  // A need or a meeting that a member is yet to be told of: written with it, gone with the letter that tells it.
  `create table community_untold (
    id bigint generated always as identity primary key,
    community text not null,
    person text not null,
    need uuid references community_need (id) on delete cascade,
    meeting uuid references community_meeting (id) on delete cascade,
    check (num_nonnulls(need, meeting) = 1),
    foreign key (community, person) references community_member (community, person) on delete cascade
  )`,
  `create index community_untold_to on community_untold (community, person)`,
  `create unique index community_untold_need on community_untold (need, person) where need is not null`,
  `create unique index community_untold_meeting on community_untold (meeting, person) where meeting is not null`,
  ...['need', 'meeting'].map(
    (kind) => `insert into community_untold (community, person, ${kind})
      select member.community, member.person, news.id from community_member member
      join community_${kind} news on news.community = member.community
        and news.author is distinct from member.person
        and news.created_at > coalesce(member.news_from, member.since)
      where member.state = 'in' and member.news <> 'none'`,
  ),
  `alter table community_member drop column news_from`,
  // It held, hashed, the address of who proposed it.
  `update correction_proposal set once = id::text where person is null and mail is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
