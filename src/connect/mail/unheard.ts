/** What a killed program had handed over whole does not go again: it is taken for sent. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { HandedOver } from './handed-over.ts';
import { ended } from './outbox.ts';

export const unheard = 'the server had it whole; its answer was not heard';

/**
 * Milliseconds before a claim lapses in which the machine that has the line of the mail can say so, before any other takes
 * the mail up. Whoever claimed it has done with it by then, or is dead.
 */
export const ahead = 90_000;

/** How many were taken for sent. `beyond`: no living claim lapses after this. */
export async function endUnheard(
  rooms: {
    db: Kysely<Tables>;
    handed?: HandedOver | undefined;
    log: { error(fields: object, message: string): void };
  },
  now: Date,
  beyond: Date,
): Promise<number> {
  const { db, handed, log } = rooms;
  if (handed === undefined) return 0;
  const claims = await db
    .selectFrom('mail')
    .select(['id', 'attempts'])
    .where('state', '=', 'sending')
    .where(({ eb, or }) => or([eb('next_at', '<=', new Date(now.getTime() + ahead)), eb('next_at', '>', beyond)]))
    .execute();
  if (claims.length === 0) return 0;
  let count = 0;
  for (const { id, attempts } of await handed.among(claims)) {
    const { numUpdatedRows } = await db
      .updateTable('mail')
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .where('attempts', '=', attempts)
      .set(ended('sent', unheard, now))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) continue;
    count++;
    log.error({ part: 'mail', mail: id }, `a mail is taken for sent: ${unheard}`);
  }
  return count;
}
