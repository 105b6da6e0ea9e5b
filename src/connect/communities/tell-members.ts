/**
 * Tells members what their communities announce, each in the rhythm that they chose. What is announced is written down
 * for each member who is to hear of it, with it; the letter that tells it takes that out, and changes their turn, in one
 * transaction: killed at any moment, all was done or nothing; several processes share the work.
 */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import { betweenAtOnce, nextTurn } from '../alerts/rhythm.ts';
import { enqueueAll, type Outgoing } from '../mail/outbox.ts';
import { wakeMembers } from './membership.ts';
import { communityNewsLetter } from './news-letters.ts';
import { stopToken } from './news-token.ts';

export interface MemberNewsRooms {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  now(): Date;
  signal: AbortSignal;
}

/** Members told in one transaction. */
const together = 200;

/** In the transaction that holds the community and has written it: every member who hears of news is to hear of it, once. */
export async function announce(
  tx: Kysely<Tables>,
  {
    community,
    author,
    table,
    id,
  }: { community: string; author: string; table: 'community_need' | 'community_meeting'; id: string },
  now: Date,
): Promise<void> {
  const kind = table === 'community_need' ? 'need' : 'meeting';
  await sql`
    insert into community_untold (community, person, ${sql.ref(kind)})
    select community, person, ${id}::uuid from community_member
    where community = ${community} and state = 'in' and news <> 'none' and person <> ${author}`.execute(tx);
  await wakeMembers(tx, { community }, now);
}

/** How many letters were put into the outbox. */
export async function tellMembers(rooms: MemberNewsRooms): Promise<number> {
  let mailed = 0;
  for (let more = true; more && !rooms.signal.aborted; ) {
    const done = await rooms.db.transaction().execute((tx) => tellSome(tx, rooms));
    mailed += done.mailed;
    more = done.looked === together;
  }
  return mailed;
}

type Due = Awaited<ReturnType<typeof dueMembers>>[number];

/** Those of a community that is not shown have their turn when it is shown again. */
const dueMembers = (tx: Kysely<Tables>, now: Date) =>
  tx
    .selectFrom('community_member')
    .innerJoin('community', 'community.id', 'community_member.community')
    .innerJoin('person', 'person.id', 'community_member.person')
    .select([
      'community_member.community',
      'community_member.person',
      'community_member.news',
      'community.name',
      'person.mail',
      'person.language',
    ])
    .where('community_member.due_at', '<=', now)
    .where('community_member.state', '=', 'in')
    .where('community.state', '=', 'open')
    .where('community.removed_at', 'is', null)
    .orderBy('community_member.due_at')
    .limit(together)
    // So that what is announced meanwhile is written down for them, and waits for nobody.
    .forNoKeyUpdate('community_member')
    .skipLocked()
    .execute();

async function tellSome(tx: Kysely<Tables>, rooms: MemberNewsRooms): Promise<{ looked: number; mailed: number }> {
  const now = rooms.now();
  const due = await dueMembers(tx, now);
  if (due.length === 0) return { looked: 0, mailed: 0 };
  const untold = await untoldTo(tx, due, now);
  const turns = due.map((member) => {
    const own = untold.get(keyOf(member)) ?? [];
    const shown = member.news === 'none' ? [] : own.filter(({ is }) => is === 'shown');
    return { member, own, shown, letter: letterTo(rooms, member, shown) };
  });
  const mails = turns.flatMap(({ letter }) => letter ?? []);
  const became = new Map((await enqueueAll(tx, mails, now)).map((one, rank) => [mails[rank], one] as const));
  const next = turns.map(({ member, own, shown, letter }) => {
    const outcome = became.get(letter);
    // An address that takes no mail is not tried again until its owner asks.
    const refused = outcome === 'refused-address' || outcome === 'bad-address';
    const news = refused ? ('none' as const) : member.news;
    const done = news === 'none' ? own : own.filter(({ is }) => is !== 'hidden');
    // What a curator took off may come back: it is looked for again.
    const again = done.length < own.length ? new Date(now.getTime() + betweenAtOnce) : null;
    const at = news === 'none' ? null : (nextTurn(news, now) ?? again);
    return { ...member, news, at, told: shown.length > 0 && !refused ? now : null, done };
  });
  const done = next.flatMap((one) => one.done.map(({ id }) => id));
  if (done.length > 0) await sql`delete from community_untold where id = any(${done}::bigint[])`.execute(tx);
  const column = <T>(of: (one: (typeof next)[number]) => T): T[] => next.map(of);
  await sql`
    update community_member member
    set news = next.news, due_at = next.due, told_at = coalesce(next.told, member.told_at)
    from unnest(
      ${column(({ community }) => community)}::text[], ${column(({ person }) => person)}::text[],
      ${column(({ news }) => news)}::text[], ${column(({ at }) => at)}::timestamptz[],
      ${column(({ told }) => told)}::timestamptz[]
    ) as next (community, person, news, due, told)
    where member.community = next.community and member.person = next.person`.execute(tx);
  return { looked: due.length, mailed: [...became.values()].filter((one) => one === 'queued').length };
}

const keyOf = ({ community, person }: { community: string; person: string }) => `${community} ${person}`;

interface Untold {
  id: string;
  /** `hidden`: a curator took it off; `over`: it is of no use any more. */
  is: 'shown' | 'hidden' | 'over';
  title: string;
  text: string;
  item: string;
  /** Of a meeting. */
  where: { place: string; starts: Date } | undefined;
}

/** What these members are yet to be told, by member: meetings by their dates, then needs as they came. */
async function untoldTo(tx: Kysely<Tables>, due: readonly Due[], now: Date): Promise<Map<string, Untold[]>> {
  const { rows } = await sql<{
    id: string;
    community: string;
    person: string;
    need: string | null;
    meeting: string | null;
  }>`
    select untold.id, untold.community, untold.person, untold.need, untold.meeting
    from community_untold untold
    join unnest(${due.map(({ community }) => community)}::text[], ${due.map(({ person }) => person)}::text[])
      as due (community, person) on due.community = untold.community and due.person = untold.person
    order by untold.id`.execute(tx);
  const ids = (of: 'need' | 'meeting') => [...new Set(rows.flatMap((row) => row[of] ?? []))];
  const needs = await byIds(tx, 'community_need', ids('need'));
  const meetings = await byIds(tx, 'community_meeting', ids('meeting'));
  const items = new Map<string, Omit<Untold, 'id'>>([
    ...needs.map(({ id, title, text, removed_at }): [string, Omit<Untold, 'id'>] => [
      id,
      { item: id, title, text, where: undefined, is: removed_at === null ? 'shown' : 'hidden' },
    ]),
    ...meetings.map(({ id, title, text, place, starts_at, ends_at, removed_at }): [string, Omit<Untold, 'id'>] => {
      const is = ends_at < now ? 'over' : removed_at === null ? 'shown' : 'hidden';
      return [id, { item: id, title, text, where: { place, starts: starts_at }, is }];
    }),
  ]);
  const told = rows.flatMap((row) => {
    const item = items.get(row.need ?? row.meeting ?? '');
    return item === undefined ? [] : [{ key: keyOf(row), untold: { ...item, id: row.id } }];
  });
  return new Map([...Map.groupBy(told, ({ key }) => key)].map(([key, some]) => [key, some.map((one) => one.untold)]));
}

const byIds = <Table extends 'community_need' | 'community_meeting'>(
  tx: Kysely<Tables>,
  table: Table,
  ids: readonly string[],
) =>
  sql<Selectable<Tables[Table]>>`select * from ${sql.table(table)} where id = any(${ids}::uuid[])`
    .execute(tx)
    .then(({ rows }) => rows);

/** Undefined when nothing is new to them. */
function letterTo(
  { secret, baseUrl }: MemberNewsRooms,
  { community, person, news, name, mail, language }: Due,
  shown: readonly Untold[],
): Outgoing | undefined {
  if (news === 'none' || shown.length === 0) return undefined;
  const root = `${baseUrl}${language === 'fr' ? '' : '/en'}`;
  const page = `${root}/communautes/${community}`;
  const stop = `${root}/communautes/nouvelles/arreter/${stopToken(secret, community, person)}`;
  const letter = communityNewsLetter(baseUrl, {
    ...{ language, name, rhythm: news, page, stop },
    meetings: shown
      .flatMap(({ item, title, text, where }) =>
        where === undefined ? [] : [{ title, text, ...where, url: `${page}#rencontre-${item}` }],
      )
      .sort((a, b) => a.starts.getTime() - b.starts.getTime()),
    needs: shown.flatMap(({ item, title, text, where }) =>
      where === undefined ? [{ title, text, url: `${page}#besoin-${item}` }] : [],
    ),
  });
  // RFC 8058: the mail program's own button posts there, without a page.
  const headers = { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  const key = `community/${community}/${person}/${shown.map(({ id }) => id).join()}`;
  return { kind: 'community-news', to: mail, headers, key, ...letter };
}
