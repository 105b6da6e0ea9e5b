/** What a killed program's courier was heard to bring, or had handed over whole, does not go again. */
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

/** How many had been sent, and how many were taken for sent. `beyond`: no living claim lapses after this. */
export async function endLapsed(
  rooms: {
    db: Kysely<Tables>;
    handed?: Pick<HandedOver, 'among'> | undefined;
    log: { error(fields: object, message: string): void };
  },
  now: Date,
  beyond: Date,
): Promise<{ sent: number; unheard: number }> {
  const { db, handed, log } = rooms;
  if (handed === undefined) return { sent: 0, unheard: 0 };
  const claims = await db
    .selectFrom('mail')
    .select(['id', 'attempts'])
    .where('state', '=', 'sending')
    .where(({ eb, or }) => or([eb('next_at', '<=', new Date(now.getTime() + ahead)), eb('next_at', '>', beyond)]))
    .execute();
  if (claims.length === 0) return { sent: 0, unheard: 0 };
  const done = { sent: 0, unheard: 0 };
  const among = await handed.among(claims);
  const end = async ({ id, attempts }: { id: string; attempts: number }, trouble: string | null) => {
    const { numUpdatedRows } = await db
      .updateTable('mail')
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .where('attempts', '=', attempts)
      .set(ended('sent', trouble, now))
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  };
  for (const claim of among.heard) if (await end(claim, null)) done.sent++;
  for (const claim of among.unheard) {
    if (!(await end(claim, unheard))) continue;
    done.unheard++;
    log.error({ part: 'mail', mail: claim.id }, `a mail is taken for sent: ${unheard}`);
  }
  return done;
}
