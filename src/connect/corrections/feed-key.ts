/** The key in the address of a partner's feed: for tools that cannot sign in. Drawn anew, the former opens nothing. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { isSigned, type Secret, signatureOf } from '#lib/keyed.ts';

/** Made of what the table holds and of the secret: who reads the table alone opens nothing. */
const keyedOf = (source: string, nonce: string): string => `corrections:${source}:${nonce}`;

/** The key that opens the feed; one is drawn the first time. */
export async function feedKey(db: Kysely<Tables>, secret: Secret, source: string, now: Date): Promise<string> {
  await db
    .insertInto('correction_feed')
    .values({ source, nonce: randomBytes(18).toString('base64url'), since: now })
    .onConflict((conflict) => conflict.column('source').doNothing())
    .execute();
  const { nonce } = await db
    .selectFrom('correction_feed')
    .select('nonce')
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  return signatureOf(secret, keyedOf(source, nonce));
}

export async function renewFeedKey(db: Kysely<Tables>, source: string, now: Date): Promise<void> {
  const nonce = randomBytes(18).toString('base64url');
  await db
    .insertInto('correction_feed')
    .values({ source, nonce, since: now })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ nonce, since: now }))
    .execute();
}

export async function opensFeed(db: Kysely<Tables>, secret: Secret, source: string, key: string): Promise<boolean> {
  const row = await db.selectFrom('correction_feed').select('nonce').where('source', '=', source).executeTakeFirst();
  return row !== undefined && isSigned(secret, keyedOf(source, row.nonce), key);
}
