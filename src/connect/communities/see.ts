/** A community as one person may see it, and its meetings for calendars. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { mayCurate, type Person } from '#model/person.ts';
import { changeThatWaits } from './changes.ts';
import {
  communityOf,
  communityRows,
  hasOwn,
  isShown,
  type Meeting,
  meetingOf,
  type Seen,
  takesWords,
} from './community.ts';
import { membersOf, one } from './membership.ts';
import { isUuid } from './writing.ts';

const mostPast = 50;

/**
 * Undefined for whom it is not there. One that waits, was refused or was taken off is seen by those who are in it, and by
 * curators but where it was refused; by who has left, what is theirs in it.
 */
export async function seeCommunity(
  db: Kysely<Tables>,
  id: string,
  person: Person | undefined,
  now: Date,
): Promise<Seen | undefined> {
  const row = await communityRows(db).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const member = person && (await one(db, id, person.id));
  const role = member === undefined ? undefined : member.state === 'asked' ? 'asked' : member.role;
  const inside = role === 'admin' || role === 'member';
  const reads = isShown(row) || inside || (mayCurate(person) && row.state !== 'refused');
  if (!reads && !(await writesIn(db, id, person))) return undefined;
  // What a report took off is there for its author alone.
  const readable = sql<boolean>`(${reads} and removed_at is null or author = ${person?.id ?? null})`;
  const meetings = db.selectFrom('community_meeting').selectAll().where('community', '=', id).where(readable);
  const [needs, toCome, past, collections, people, change] = await Promise.all([
    db
      .selectFrom('community_need')
      .selectAll()
      .where('community', '=', id)
      .where(readable)
      .orderBy('created_at', 'desc')
      .execute(),
    meetings.where('ends_at', '>=', now).orderBy('starts_at').execute(),
    meetings.where('ends_at', '<', now).orderBy('starts_at', 'desc').limit(mostPast).execute(),
    reads ? shownCollections(db, id) : [],
    inside ? membersOf(db, id) : [],
    role === 'admin' ? changeThatWaits(db, id) : undefined,
  ]);
  const community = communityOf(row);
  return {
    community: role === 'admin' ? community : { ...community, inviteKey: undefined },
    role,
    mayWrite: takesWords(row) && (role === 'admin' || (role === 'member' && row.writing === 'members')),
    news: inside ? member?.news : undefined,
    needs: needs.map(({ id, title, text, words, author, created_at, removed_at }) => ({
      ...{ id, title, text, words, at: created_at, off: removed_at !== null },
      mine: author !== null && author === person?.id,
    })),
    meetings: toCome.map((meeting) => meetingOf(meeting, person?.id)),
    past: past.map((meeting) => meetingOf(meeting, person?.id)),
    collections,
    people: role === 'admin' ? people : people.filter(({ state }) => state === 'in'),
    change,
  };
}

/** Whether something of a person stands in it, whoever they are to it now. */
async function writesIn(db: Kysely<Tables>, community: string, person: Person | undefined): Promise<boolean> {
  if (person === undefined) return false;
  const row = await db
    .selectFrom('community')
    .select('id')
    .where('id', '=', community)
    .where((eb) => hasOwn(eb, person.id))
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that everybody may read, under the title that a curator read. */
async function shownCollections(db: Kysely<Tables>, id: string): Promise<{ id: string; title: string }[]> {
  const rows = await db
    .selectFrom('community_collection')
    .innerJoin('collection', 'collection.id', 'community_collection.collection')
    .select(['collection.id', 'collection.admitted'])
    .where('community_collection.community', '=', id)
    .where('collection.visibility', '=', 'public')
    .orderBy('community_collection.added_at')
    .execute();
  return rows.flatMap(({ id, admitted }) => (admitted === null ? [] : [{ id, title: admitted.title }]));
}

export interface Calendar {
  /** The community's. */
  name: string;
  meetings: Meeting[];
}

/** The meetings that everybody may read: one, or those to come and of the year before; undefined when there is nothing. */
export async function calendarOf(
  db: Kysely<Tables>,
  id: string,
  meeting: string | undefined,
  now: Date,
): Promise<Calendar | undefined> {
  if (meeting !== undefined && !isUuid(meeting)) return undefined;
  const community = await db
    .selectFrom('community')
    .select('name')
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (community === undefined) return undefined;
  const rows = await db
    .selectFrom('community_meeting')
    .selectAll()
    .where('community', '=', id)
    .where('removed_at', 'is', null)
    .$if(meeting !== undefined, (query) => query.where('id', '=', meeting!))
    .$if(meeting === undefined, (query) => query.where('ends_at', '>', new Date(now.getTime() - 365 * 24 * 3_600_000)))
    .orderBy('starts_at')
    .execute();
  if (meeting !== undefined && rows.length === 0) return undefined;
  return { name: community.name, meetings: rows.map((row) => meetingOf(row, undefined)) };
}
