/** The sessions of a person: seen by the person, ended one by one or all at once. Their tokens never leave the table. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface OpenSession {
  id: string;
  since: Date;
  until: Date;
  /** When it was last used, to the hour. */
  seen: Date;
  /** As the browser names itself; empty when it does not. */
  userAgent: string;
}

/** Latest first. */
export async function openSessions(db: Kysely<Tables>, person: string, now: Date): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'created_at', 'expires_at', 'updated_at', 'user_agent'])
    .where('user_id', '=', person)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    since: row.created_at,
    until: row.expires_at,
    seen: row.updated_at,
    userAgent: row.user_agent ?? '',
  }));
}

/** Only one's own: the id of somebody else's session ends nothing. Gives whether one was ended. */
export async function endSession(db: Kysely<Tables>, person: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('id', '=', id)
    .where('user_id', '=', person)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Sessions that a person may have at once: past it, the one that was used longest ago ends. */
export const mostSessions = 12;

export async function endOldest(db: Kysely<Tables>, person: string): Promise<void> {
  await db
    .deleteFrom('session')
    .where('user_id', '=', person)
    .where('id', 'not in', ({ selectFrom }) =>
      selectFrom('session')
        .select('id')
        .where('user_id', '=', person)
        .orderBy('updated_at', 'desc')
        .orderBy('created_at', 'desc')
        .limit(mostSessions),
    )
    .execute();
}

/** Milliseconds after which a person must prove anew who they are: for what would shut its owner out, or cannot be undone. */
const freshFor = 10 * 60_000;

export async function isFresh(db: Kysely<Tables>, id: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .select('id')
    .where('id', '=', id)
    .where('proved_at', '>', new Date(now.getTime() - freshFor))
    .executeTakeFirst();
  return row !== undefined;
}

/** The session that an answer of the library opens, and whose it is. */
export async function openedBy(
  db: Kysely<Tables>,
  answer: Response,
): Promise<{ session: string; person: string } | undefined> {
  const token = /session_token=([^;.]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1];
  if (token === undefined) return undefined;
  const row = await db.selectFrom('session').select(['id', 'user_id']).where('token', '=', token).executeTakeFirst();
  return row && { session: row.id, person: row.user_id };
}

/** What opened the session: what the provider said, if it was one, and when the person proved who they are. */
export async function noteIdentity(
  db: Kysely<Tables>,
  session: string,
  { idToken, provedAt, secondFactor }: { idToken: string | null; provedAt: Date | null; secondFactor: boolean },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ id_token: idToken, proved_at: provedAt, second_factor: secondFactor })
    .where('id', '=', session)
    .execute();
}

/** Whether the provider that opened the session asked for a second factor. */
export async function gaveSecondFactor(db: Kysely<Tables>, session: string): Promise<boolean> {
  const row = await db.selectFrom('session').select('second_factor').where('id', '=', session).executeTakeFirst();
  return row?.second_factor ?? false;
}

/** The identity token by which the provider opened the session. */
export async function identityOf(db: Kysely<Tables>, session: string): Promise<string | undefined> {
  const row = await db.selectFrom('session').select('id_token').where('id', '=', session).executeTakeFirst();
  return row?.id_token ?? undefined;
}

export async function endAllSessions(db: Kysely<Tables>, person: string): Promise<void> {
  await db.deleteFrom('session').where('user_id', '=', person).execute();
}

/** Reading writes at most once an hour: enough to know which sessions nobody uses. */
export async function noteSeen(
  db: Kysely<Tables>,
  { id, updatedAt }: { id: string; updatedAt: Date },
  now: Date,
): Promise<void> {
  const anHourAgo = new Date(now.getTime() - 3_600_000);
  if (updatedAt > anHourAgo) return;
  await db
    .updateTable('session')
    .set({ updated_at: now })
    .where('id', '=', id)
    .where('updated_at', '<=', anHourAgo)
    .execute();
}

/** For the operator: ends the sessions of a person, or everyone's. Gives how many. */
export async function endSessionsOf(db: Kysely<Tables>, person: string | 'everyone'): Promise<number> {
  const ended = db.deleteFrom('session');
  const { numDeletedRows } = await (person === 'everyone'
    ? ended
    : ended.where('user_id', '=', person)
  ).executeTakeFirst();
  return Number(numDeletedRows);
}
