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
