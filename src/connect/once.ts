/**
 * What a form makes, it makes once. Each page draws a stamp for its form; the same words sent again under the same stamp
 * (a button pressed twice, a page that is sent anew) give what the first sending made. Other words under it, after the
 * browser's way back, make another.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, stableJson } from '#lib/hash.ts';

export interface Sending {
  /** What it makes: `collection`. */
  makes: string;
  /** The form's; undefined for what was sent by no form of ours: then each sending counts. */
  stamp: string | undefined;
  /** The person's id, or the address. */
  who: string;
  words: unknown;
}

/** Undefined without a stamp. */
export const keyOfSending = ({ makes, stamp, who, words }: Sending): string | undefined =>
  stamp === undefined || stamp === '' ? undefined : sha256(stableJson([makes, stamp.slice(0, 100), who, words]));

export interface Making<Made extends string | undefined> {
  /** When it gives undefined nothing was made, and the form may be sent again. */
  make(): Promise<Made>;
  /** Whether what was made by an earlier sending is still there: what was removed or refused since may be made again. */
  stands: Stands;
}

export type Stands = (db: Kysely<Tables>, made: string) => Promise<boolean>;

/**
 * The id of what was made, now or by the first of these sendings. Two at once: the second waits for the end of the
 * first's transaction.
 */
export async function once<Made extends string | undefined>(
  tx: Transaction<Tables>,
  sending: Sending,
  now: Date,
  { make, stands }: Making<Made>,
): Promise<Made | string> {
  const key = keyOfSending(sending);
  if (key === undefined) return make();
  const first = await tx
    .insertInto('form_sent')
    .values({ key, made: '', sent_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  if (first === undefined) {
    // Held, so that of two that make it again one does.
    const earlier = await tx
      .selectFrom('form_sent')
      .select('made')
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (await stands(tx, earlier.made)) return earlier.made;
  }
  const made = await make();
  if (made === undefined) await tx.deleteFrom('form_sent').where('key', '=', key).execute();
  else await tx.updateTable('form_sent').set({ made }).where('key', '=', key).execute();
  return made;
}

/** What this very sending has made before, and is there; undefined when it is the first, or when nothing was or is left. */
export async function madeBefore(db: Kysely<Tables>, sending: Sending, stands: Stands): Promise<string | undefined> {
  const key = keyOfSending(sending);
  if (key === undefined) return undefined;
  const row = await db.selectFrom('form_sent').select('made').where('key', '=', key).executeTakeFirst();
  return row !== undefined && (await stands(db, row.made)) ? row.made : undefined;
}

/** A form is open two days at most: no sending of it comes after three. */
const kept = 3 * 24 * 3600 * 1000;

export async function forgetSendings(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .deleteFrom('form_sent')
    .where('sent_at', '<', new Date(now.getTime() - kept))
    .execute();
}
