/**
 * Tells members what their communities announce, each in the rhythm that they chose. A member's turn and the letter
 * change in one transaction: killed at any moment, both were done or neither; several processes share the work.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import { betweenAtOnce, nextTurn } from '../alerts/rhythm.ts';
import { enqueueAll, type Outgoing } from '../mail/outbox.ts';
import { isShown } from './community.ts';
import { communityNewsLetter } from './news-letters.ts';
import { stopToken } from './news-token.ts';

export interface MemberNewsRooms {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  now(): Date;
  signal: AbortSignal;
}

/** Members told in one transaction; what one letter writes out of each kind. */
const together = 200;
const mostShown = 10;

/** In the transaction that announced something: those who want it at once have their turn, an hour after the last at most. */
export async function wakeMembers(tx: Kysely<Tables>, community: string, now: Date): Promise<void> {
  await sql`
    update community_member
    set due_at = greatest(${now}, coalesce(told_at + ${betweenAtOnce / 1000} * interval '1 second', ${now}))
    where community = ${community} and state = 'in' and news = 'at-once' and due_at is null`.execute(tx);
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

const dueMembers = (tx: Kysely<Tables>, now: Date) =>
  tx
    .selectFrom('community_member')
    .innerJoin('community', 'community.id', 'community_member.community')
    .innerJoin('person', 'person.id', 'community_member.person')
    .select([
      'community_member.community',
      'community_member.person',
      'community_member.news',
      'community_member.since',
      'community_member.news_from',
      'community.name',
      'community.state',
      'community.removed_at',
      'person.mail',
      'person.language',
    ])
    .where('community_member.due_at', '<=', now)
    .where('community_member.state', '=', 'in')
    .orderBy('community_member.due_at')
    .limit(together)
    .forUpdate('community_member')
    .skipLocked()
    .execute();

async function tellSome(tx: Kysely<Tables>, rooms: MemberNewsRooms): Promise<{ looked: number; mailed: number }> {
  const now = rooms.now();
  const due = await dueMembers(tx, now);
  if (due.length === 0) return { looked: 0, mailed: 0 };
  const announced = await announcedIn(tx, [...new Set(due.map(({ community }) => community))], now);
  const letters = due.map((member) => letterTo(rooms, member, announced, now));
  const mails = letters.filter((letter) => letter !== undefined);
  const became = await enqueueAll(tx, mails, now);
  const refused = new Set(
    mails.filter((_, rank) => became[rank] === 'refused-address' || became[rank] === 'bad-address'),
  );
  const next = due.map(({ community, person, news }, rank) => {
    const letter = letters[rank];
    // An address that takes no mail is not tried again until its owner asks.
    const goes = news !== 'none' && !(letter !== undefined && refused.has(letter));
    const told = letter === undefined ? null : now;
    return { community, person, news: goes ? news : 'none', due: goes ? nextTurn(news, now) : null, told };
  });
  const column = <T>(of: (one: (typeof next)[number]) => T): T[] => next.map(of);
  await sql`
    update community_member member
    set news = next.news, due_at = next.due, told_at = coalesce(next.told, member.told_at),
      news_from = coalesce(next.told, member.news_from)
    from unnest(
      ${column(({ community }) => community)}::text[], ${column(({ person }) => person)}::text[],
      ${column(({ news }) => news)}::text[], ${column(({ due: at }) => at)}::timestamptz[],
      ${column(({ told }) => told)}::timestamptz[]
    ) as next (community, person, news, due, told)
    where member.community = next.community and member.person = next.person`.execute(tx);
  return { looked: due.length, mailed: became.filter((one) => one === 'queued').length };
}

/** What was announced in some communities and is still of use, the first things first. */
async function announcedIn(tx: Kysely<Tables>, communities: readonly string[], now: Date) {
  const [meetings, needs] = await Promise.all([
    tx
      .selectFrom('community_meeting')
      .selectAll()
      .where('community', 'in', [...communities])
      .where('removed_at', 'is', null)
      .where('ends_at', '>=', now)
      .orderBy('starts_at')
      .execute(),
    tx
      .selectFrom('community_need')
      .selectAll()
      .where('community', 'in', [...communities])
      .where('removed_at', 'is', null)
      .orderBy('created_at')
      .execute(),
  ]);
  return { meetings, needs };
}

/** Undefined when nothing is new to them: what they wrote themselves is not. */
function letterTo(
  { secret, baseUrl }: MemberNewsRooms,
  member: Due,
  announced: Awaited<ReturnType<typeof announcedIn>>,
  now: Date,
): Outgoing | undefined {
  const { community, person, news, name, mail, language } = member;
  if (news === 'none' || !isShown(member)) return undefined;
  const after = member.news_from ?? member.since;
  const isNew = (one: { community: string; author: string | null; created_at: Date }) =>
    one.community === community && one.author !== person && one.created_at > after;
  const meetings = announced.meetings.filter(isNew).slice(0, mostShown);
  const needs = announced.needs.filter(isNew).slice(0, mostShown);
  if (meetings.length + needs.length === 0) return undefined;
  const root = `${baseUrl}${language === 'fr' ? '' : '/en'}`;
  const page = `${root}/communautes/${community}`;
  const stop = `${root}/communautes/nouvelles/arreter/${stopToken(secret, community, person)}`;
  const letter = communityNewsLetter(baseUrl, {
    ...{ language, name, rhythm: news, page, stop },
    meetings: meetings.map(({ id, title, place, text, starts_at }) => ({
      ...{ title, place, text, starts: starts_at },
      url: `${page}#rencontre-${id}`,
    })),
    needs: needs.map(({ id, title, text }) => ({ title, text, url: `${page}#besoin-${id}` })),
  });
  // RFC 8058: the mail program's own button posts there, without a page.
  const headers = { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  const key = `community/${community}/${person}/${now.toISOString()}`;
  return { kind: 'community-news', to: mail, headers, key, ...letter };
}
