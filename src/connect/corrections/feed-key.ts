/** The key in the address of a partner's feed: for tools that cannot sign in. Drawn anew, the former opens nothing. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';

/** Made of what the table holds and of the secret: who reads the table alone opens nothing. */
const keyOf = (secret: string, source: string, nonce: string): string =>
  createHmac('sha256', secret).update(`corrections:${source}:${nonce}`).digest('base64url');

/** The key that opens the feed; one is drawn the first time. */
export async function feedKey(db: Kysely<Tables>, secret: string, source: string, now: Date): Promise<string> {
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
  return keyOf(secret, source, nonce);
}

export async function renewFeedKey(db: Kysely<Tables>, source: string, now: Date): Promise<void> {
  const nonce = randomBytes(18).toString('base64url');
  await db
    .insertInto('correction_feed')
    .values({ source, nonce, since: now })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ nonce, since: now }))
    .execute();
}

export async function opensFeed(db: Kysely<Tables>, secret: string, source: string, key: string): Promise<boolean> {
  const row = await db.selectFrom('correction_feed').select('nonce').where('source', '=', source).executeTakeFirst();
  if (row === undefined) return false;
  const right = Buffer.from(keyOf(secret, source, row.nonce));
  const given = Buffer.from(key);
  return given.length === right.length && timingSafeEqual(given, right);
}
