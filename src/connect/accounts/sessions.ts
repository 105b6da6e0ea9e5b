/** The sessions of a person: seen by the person, ended one by one or all at once. Their tokens never leave the table. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface OpenSession {
  id: string;
  since: Date;
  until: Date;
  /** As the browser names itself; empty when it does not. */
  userAgent: string;
}

/** Latest first. */
export async function openSessions(db: Kysely<Tables>, person: string, now: Date): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'created_at', 'expires_at', 'user_agent'])
    .where('user_id', '=', person)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    since: row.created_at,
    until: row.expires_at,
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
