/** What curators let stand in circles and what they took off, act by act, so that each is undone alone. */
import { type Kysely, sql } from 'kysely';

/** The accepted reports on what stands at a path, as the queue names it. */
const reportsOn = (
  path: string,
) => `matter.kind in ('community-report', 'collection-report') and matter.state = 'accepted'
  and matter.facts @> jsonb_build_array(jsonb_build_object('name', 'report', 'url', ${path}))`;

/** Each accepted report takes off what it is about; where none is kept any more, it stays off all the same. */
const takenOff = (column: string, thing: string, path: string, where: string, since = '') => [
  `insert into circle_act (matter, ${column}, at)
    select matter.id, thing.id, matter.decided_at from ${thing} thing join matter on ${reportsOn(path)} ${since}
    where ${where} order by matter.decided_at`,
  `insert into circle_act (${column}, at)
    select thing.id, now() from ${thing} thing
    where ${where} and not exists (select from circle_act act where act.${column} = thing.id and act.words is null)`,
];

/** The latest matter of a kind that was accepted, of what a row is. */
const accepted = (kind: string) => `(select matter.id from matter where matter.kind = '${kind}'
  and matter.subject = thing.id and matter.state = 'accepted' order by matter.decided_at desc limit 1)`;

const words = (said: (fact: string, column: string) => string) =>
  `jsonb_build_object(${[
    ['title', 'name'],
    ['summary', 'lead'],
    ['body', 'about'],
    ['search', 'criteria'],
  ]
    .map(([fact, column]) => `'${column}', ${said(fact!, column!)}`)
    .join(', ')})`;

const statements = [
  // Everybody reads of a community or of a public collection what the latest act says: the words that were accepted, or
  // nothing where a report was. A need or a meeting is off while an act says so. An act that is undone is gone from here.
  `create table circle_act (
    seq bigint generated always as identity primary key,
    matter uuid unique references matter (id) on delete set null,
    community text references community (id) on delete cascade,
    collection text references collection (id) on delete cascade,
    need uuid references community_need (id) on delete cascade,
    meeting uuid references community_meeting (id) on delete cascade,
    words jsonb,
    at timestamptz not null,
    check (num_nonnulls(community, collection, need, meeting) = 1),
    check (words is null or num_nonnulls(need, meeting) = 0)
  )`,
  ...['community', 'collection', 'need', 'meeting'].map(
    (column) => `create index circle_act_of_${column} on circle_act (${column}, seq) where ${column} is not null`,
  ),
  // What a report took off is neither closed nor gone: those who are in it leave it, and may have it read anew.
  `alter table community add column removed_at timestamptz`,

  // Collections: the words before the last ones, the last ones, and what reports took off since.
  `insert into circle_act (collection, words, at)
    select id, admitted_before, created_at from collection where admitted is not null and admitted_before is not null`,
  `insert into circle_act (matter, collection, words, at)
    select ${accepted('collection')}, thing.id, coalesce(admitted, admitted_before), updated_at
    from collection thing where coalesce(admitted, admitted_before) is not null`,
  ...takenOff(
    'collection',
    'collection',
    `'/carnets/' || thing.id`,
    'thing.admitted is null and thing.admitted_before is not null',
    `and matter.decided_at >= coalesce(
      (select decided_at from matter last where last.id = ${accepted('collection')}), '-infinity')`,
  ),
  `alter table collection drop column admitted_before`,

  // Communities: nobody is in one that closed by itself; one that still has members was closed by a report.
  `delete from community where state = 'closed'
    and not exists (select from community_member where community = community.id and state = 'in')`,
  `insert into circle_act (matter, community, words, at)
    select ${accepted('community')}, thing.id, ${words(
      (fact) => `(select coalesce(said ->> 'former', said ->> 'value') from jsonb_array_elements(change.facts) said
        where said ->> 'name' = '${fact}')`,
    )}, thing.created_at
    from community thing join matter change on change.id = ${accepted('community-change')}
    where thing.state in ('open', 'closed')`,
  `insert into circle_act (matter, community, words, at)
    select coalesce(${accepted('community-change')}, ${accepted('community')}), thing.id,
      ${words((_, column) => `thing.${column}`)}, thing.updated_at
    from community thing where thing.state in ('open', 'closed')`,
  ...takenOff('community', 'community', `'/communautes/' || thing.id`, `thing.state = 'closed'`),
  `update community set state = 'open', removed_at = (select max(at) from circle_act act where act.community = community.id)
    where state = 'closed'`,
  `alter table community drop constraint community_state_check,
    add constraint community_state_check check (state in ('asked', 'open', 'refused'))`,

  // Needs and meetings.
  ...takenOff(
    'need',
    'community_need',
    `'/communautes/' || thing.community || '#besoin-' || thing.id`,
    'thing.removed_at is not null',
  ),
  ...takenOff(
    'meeting',
    'community_meeting',
    `'/communautes/' || thing.community || '#rencontre-' || thing.id`,
    'thing.removed_at is not null',
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
