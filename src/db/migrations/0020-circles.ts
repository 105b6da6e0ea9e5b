/** What is public was read first; communities keep collections and tell their members; relations are found by their sheets; one queue. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // A relation is looked for by any sheet of either side. Few are written: none waits beside the index.
  `create index decision_takers on decision using gin ((body -> 'sheets')) with (fastupdate = off)
    where kind = 'relate' and undone_at is null`,
  `create index decision_models on decision using gin ((body -> 'modelSheets')) with (fastupdate = off)
    where kind = 'relate' and undone_at is null`,
  `drop index decision_relations`,
  // A collection is one person's or one community's; `author` is who described it last, where it is a community's.
  // `admitted` is what everybody reads of a public one: the words that a curator read; `admitted_before` those before them.
  `alter table collection
    alter column owner drop not null,
    add column community text references community (id) on delete cascade,
    add column author text references person (id) on delete set null,
    add column admitted jsonb,
    add column admitted_before jsonb,
    add constraint collection_of_one check ((owner is null) <> (community is null))`,
  `create index collection_of_community on collection (community) where community is not null`,
  `create index collection_of_author on collection (author) where author is not null`,
  // Whose note it is, where the collection is a community's.
  `alter table collection_item add column author text references person (id) on delete set null`,
  `create index collection_item_of_author on collection_item (author) where author is not null`,
  // What stood online when nobody read first stays.
  `update collection set admitted = jsonb_build_object('title', title, 'lead', lead, 'notes', coalesce(
      (select jsonb_object_agg(project, note) from collection_item where collection = collection.id and note <> ''),
      '{}'::jsonb))
    where visibility = 'public'`,
  // How a member hears of what is announced: what came after `news_from` is told when `due_at` has come; `told_at`: the last letter.
  `alter table community_member
    add column news text not null default 'none' check (news in ('none', 'at-once', 'daily', 'weekly')),
    add column news_from timestamptz,
    add column told_at timestamptz,
    add column due_at timestamptz`,
  `create index community_member_due on community_member (due_at) where due_at is not null`,
  // Taken off by a curator: seen by nobody, until that is undone.
  `alter table community_need add column removed_at timestamptz`,
  `alter table community_meeting add column removed_at timestamptz`,
  // Reported conversations wait in the queue of all that waits; their words stay where they are erased in time.
  `insert into matter (id, kind, subject, project, language, title, facts, weight, rank, state, author, created_at, changed_at)
    select gen_random_uuid(), 'introduction-report', introduction.id::text, introduction.project,
      coalesce(side.language, 'fr'), introduction.title, '[]'::jsonb, 30, 30 - extract(epoch from report.at) / 86400,
      'waiting', side.person, report.at, report.at
    from introduction_report report
    join introduction on introduction.id = report.introduction and introduction.forgotten_at is null
    left join introduction_side side on side.introduction = report.introduction and side.side = report.side
    where report.decision is null`,
  `insert into matter_word (matter, what, person, said_at)
    select id, 'raised', author, created_at from matter where kind = 'introduction-report'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
