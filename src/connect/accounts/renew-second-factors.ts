/** The secrets of second factors, encrypted: by the secret of now, so that a former one can be forgotten. */
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import { type Secret, secretsIn } from '#lib/keyed.ts';

/** Drawn from the secret itself: nobody has to number secrets, and the number of one never changes. */
const versionOf = (secret: string): number => Number.parseInt(sha256(`version ${secret}`).slice(0, 8), 16);

/** As the library is given them: the first encrypts, all decrypt. */
export const versionedSecrets = (secret: Secret): { version: number; value: string }[] =>
  secretsIn(secret).map((value) => ({ version: versionOf(value), value }));

/**
 * Encrypts anew what a former secret encrypted. Gives how many, and how many no secret opens: these need
 * `person one-factor`.
 */
export async function renewSecondFactors(
  db: Kysely<Tables>,
  secret: Secret,
): Promise<{ renewed: number; lost: number }> {
  const all = versionedSecrets(secret);
  const currentVersion = all[0]!.version;
  const keys = new Map(all.map(({ version, value }) => [version, value]));
  const told = { renewed: 0, lost: 0 };
  const rows = await db
    .selectFrom('second_factor')
    .select(['id', 'secret'])
    .where('secret', 'not like', `$ba$${currentVersion}$%`)
    .execute();
  for (const { id, secret: data } of rows) {
    const plain = await opened(data, keys);
    if (plain === undefined) {
      told.lost++;
      continue;
    }
    const { numUpdatedRows } = await db
      .updateTable('second_factor')
      .set({ secret: await symmetricEncrypt({ key: { keys, currentVersion }, data: plain }) })
      .where('id', '=', id)
      // Not over one that was set up anew meanwhile.
      .where('secret', '=', data)
      .executeTakeFirst();
    told.renewed += Number(numUpdatedRows);
  }
  return told;
}

/** How many the secret of now does not open, and a former one does: before it is forgotten they are encrypted anew. */
export async function encryptedBefore(db: Kysely<Tables>, secret: Secret): Promise<number> {
  const all = versionedSecrets(secret).map(({ version, value }) => [version, value] as const);
  const rows = await db.selectFrom('second_factor').select('secret').execute();
  let count = 0;
  for (const { secret: data } of rows) {
    if ((await opened(data, new Map(all.slice(0, 1)))) !== undefined) continue;
    if ((await opened(data, new Map(all))) !== undefined) count++;
  }
  return count;
}

/** What lies without a version was encrypted before there were any, by one of these. */
async function opened(data: string, keys: Map<number, string>): Promise<string | undefined> {
  for (const [currentVersion, legacySecret] of keys) {
    const plain = await symmetricDecrypt({ key: { keys, currentVersion, legacySecret }, data }).catch(() => undefined);
    if (plain !== undefined) return plain;
  }
  return undefined;
}
