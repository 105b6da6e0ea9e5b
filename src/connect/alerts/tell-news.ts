/**
 * The round of the alerts: notes what is new, finds which searches it concerns, and writes the mails that are due. An
 * alert and its mail change in one transaction: a process killed at any moment has done both or neither.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import { writeCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import type { LetterItem } from '../mail/letter.ts';
import { enqueueAll, type Outgoing } from '../mail/outbox.ts';
import { newsLetter } from './alert-letters.ts';
import { criteriaOf } from './alerts.ts';
import { linkToken } from './follow-link.ts';
import { eachFound, type MatchNews } from './news-found.ts';
import { latestNews, noteNews } from './note-news.ts';
import { betweenAtOnce, nextTurn } from './rhythm.ts';

export interface NewsRooms {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  match: MatchNews;
  /** How a mail shows a project (`pipeline/news-item.ts`); asked for when there is one to show. */
  newsItems(): Promise<(project: Project, language: 'fr' | 'en') => LetterItem>;
  now(): Date;
  signal?: AbortSignal | undefined;
}

export interface Told {
  /** News noted, alerts looked at, mails put into the outbox. */
  noted: number;
  looked: number;
  mailed: number;
}

/** Projects written out in one mail; the others are counted, and a link leads to them. */
export const shownFresh = 8;
export const shownChanged = 4;
/** Alerts whose mails are written in one transaction. */
const together = 200;

/** Several processes may be at it: each alert is told by one. */
export async function tellNews(rooms: NewsRooms): Promise<Told> {
  const noted = await noteNews(rooms.db, rooms.now());
  await wakeAtOnce(rooms);
  return { noted, ...(await tellDue(rooms)) };
}

/** Gives their turn to the alerts told at once that the latest news concern; the others are not touched, whatever their number. */
async function wakeAtOnce(rooms: NewsRooms): Promise<void> {
  const { db, now } = rooms;
  const position = await db.selectFrom('follow_position').select('looked').executeTakeFirst();
  const to = await latestNews(db);
  if (position === undefined || BigInt(to) <= BigInt(position.looked)) return;
  const from = position.looked;
  const rows = await db
    .selectFrom('alert')
    .select('criteria')
    .distinct()
    .where('state', '=', 'on')
    .where('rhythm', '=', 'at-once')
    .execute();
  const concerned = new Set<string>();
  const whole = await eachFound(
    rooms,
    rows.map(({ criteria }) => criteria),
    { from: BigInt(from), to: BigInt(to) },
    (search) => concerned.add(search),
  );
  if (!whole) return;
  await db.transaction().execute(async (tx) => {
    const moved = await tx
      .updateTable('follow_position')
      .set({ looked: to })
      .where('looked', '=', from)
      .executeTakeFirst();
    // Another process was faster, and woke the same.
    if (moved.numUpdatedRows === 0n) return;
    await sql`
      update alert set told_to = greatest(told_to, ${from}),
        due_at = greatest(${now()}, coalesce(told_at + ${betweenAtOnce / 1000} * interval '1 second', ${now()}))
      where state = 'on' and rhythm = 'at-once' and due_at is null and criteria = any(${[...concerned]})`.execute(tx);
  });
}

/** What one search brings to those who were told up to the same news. */
interface Found {
  fresh: { total: number; ids: string[] };
  changed: { total: number; ids: string[] };
}

type Due = { id: string; criteria: string; told_to: string };

async function tellDue(rooms: NewsRooms): Promise<{ looked: number; mailed: number }> {
  const { db, now, signal } = rooms;
  const to = await latestNews(db);
  const due: Due[] = await db
    .selectFrom('alert')
    .select(['id', 'criteria', 'told_to'])
    .where('state', '=', 'on')
    .where('due_at', '<=', now())
    .execute();
  const found = new Map<string, Map<string, Found>>();
  for (const { criteria, told_to } of due) {
    const byMark = found.get(criteria) ?? new Map<string, Found>();
    found.set(criteria, byMark.set(told_to, { fresh: { total: 0, ids: [] }, changed: { total: 0, ids: [] } }));
  }
  const from = due.reduce((least, { told_to }) => (BigInt(told_to) < least ? BigInt(told_to) : least), BigInt(to));
  const whole = await eachFound(rooms, [...found.keys()], { from, to: BigInt(to) }, (search, news) => {
    for (const [mark, { fresh, changed }] of found.get(search)!)
      for (const one of news) {
        if (one.last <= BigInt(mark)) continue;
        const [part, most] = one.fresh > BigInt(mark) ? [fresh, shownFresh] : [changed, shownChanged];
        part.total++;
        if (part.ids.length < most) part.ids.push(one.project);
      }
  });
  if (!whole) return { looked: 0, mailed: 0 };
  const foundFor = ({ criteria, told_to }: Due) => found.get(criteria)!.get(told_to)!;
  const hasNews = (alert: Due) => foundFor(alert).fresh.total + foundFor(alert).changed.total > 0;
  const [without, withNews] = [due.filter((alert) => !hasNews(alert)), due.filter(hasNews)];
  for (const some of inChunks(without, 5_000)) await turn(db, some, to, now());
  let mailed = 0;
  const items = itemsKept(rooms);
  for (const some of inChunks(withNews, together)) {
    if (signal?.aborted) break;
    mailed += await mail(rooms, items, some, to, foundFor);
  }
  return { looked: due.length, mailed };
}

/** Moves alerts whose turn it is on to their next; gives the ids of those that no other process had moved. */
async function turn(
  db: Kysely<Tables>,
  alerts: readonly Due[],
  to: string,
  at: Date,
  toldAt?: Date,
): Promise<string[]> {
  const ids = alerts.map(({ id }) => id);
  const { rows } = await sql<{ id: string }>`
    update alert set told_to = ${to}, told_at = coalesce(${toldAt ?? null}::timestamptz, told_at),
      due_at = case rhythm when 'daily' then ${nextTurn('daily', at)}::timestamptz
                           when 'weekly' then ${nextTurn('weekly', at)}::timestamptz end
    where id = any(${ids}::uuid[]) and state = 'on' and due_at <= ${at}
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

async function mail(
  rooms: NewsRooms,
  items: ReturnType<typeof itemsKept>,
  alerts: readonly Due[],
  to: string,
  foundFor: (alert: Due) => Found,
): Promise<number> {
  const { db, secret, baseUrl, now } = rooms;
  const rows = await db
    .selectFrom('alert')
    .innerJoin('follower', 'follower.id', 'alert.follower')
    .select(['alert.id', 'alert.label', 'alert.language', 'alert.rhythm', 'follower.mail', 'follower.id as follower'])
    .where(
      'alert.id',
      'in',
      alerts.map(({ id }) => id),
    )
    .execute();
  const told = new Map(rows.map((row) => [row.id, row]));
  await items.load(alerts.flatMap((alert) => [...foundFor(alert).fresh.ids, ...foundFor(alert).changed.ids]));
  return db.transaction().execute(async (tx) => {
    const at = now();
    const ours = new Set(await turn(tx, alerts, to, at, at));
    const mails = alerts.flatMap((alert): (Outgoing & { alert: string })[] => {
      const row = told.get(alert.id);
      if (row === undefined || !ours.has(alert.id)) return [];
      const { fresh, changed } = foundFor(alert);
      const { language, label, rhythm } = row;
      const root = baseUrl + (language === 'fr' ? '' : '/en');
      const stop = `${root}/alertes/arreter/${linkToken(secret, 'stop', alert.id)}`;
      const criteria = { ...criteriaOf(alert.criteria), sort: 'date' as const };
      const letter = newsLetter(baseUrl, {
        language,
        label,
        rhythm,
        fresh: { total: fresh.total, items: items.of(fresh.ids, language) },
        changed: { total: changed.total, items: items.of(changed.ids, language) },
        search: `${root}/recherche?${writeCriteria(criteria)}`,
        stop,
        list: `${root}/alertes/liste/${linkToken(secret, 'list', row.follower)}`,
      });
      // RFC 8058: the mail program's own button posts there, without a page.
      const headers = { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
      const key = `alert/${alert.id}/${to}`;
      return [{ alert: alert.id, kind: 'alert', to: row.mail, headers, key, ...letter }];
    });
    const became = await enqueueAll(tx, mails, at);
    const dead = mails.filter((_, rank) => became[rank] === 'refused-address' || became[rank] === 'bad-address');
    if (dead.length > 0)
      await tx
        .updateTable('alert')
        .set({ state: 'bounced', state_since: at, due_at: null })
        .where(
          'id',
          'in',
          dead.map(({ alert }) => alert),
        )
        .execute();
    return became.filter((one) => one === 'queued').length;
  });
}

/** Projects as mails show them: many alerts tell of the same ones. */
function itemsKept({ db, newsItems }: NewsRooms) {
  let asked: ReturnType<typeof newsItems> | undefined;
  let kept = new Map<string, Record<'fr' | 'en', LetterItem>>();
  return {
    async load(ids: readonly string[]): Promise<void> {
      if (kept.size > 10_000) kept = new Map();
      const missing = [...new Set(ids)].filter((id) => !kept.has(id));
      if (missing.length === 0) return;
      const rows = await db
        .selectFrom('project')
        .select(['id', 'body'])
        .where('id', 'in', missing)
        .where('hidden', '=', false)
        .execute();
      const itemOf = await (asked ??= newsItems());
      for (const { id, body } of rows) kept.set(id, { fr: itemOf(body, 'fr'), en: itemOf(body, 'en') });
    },
    of: (ids: readonly string[], language: 'fr' | 'en') => ids.flatMap((id) => kept.get(id)?.[language] ?? []),
  };
}

function* inChunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
