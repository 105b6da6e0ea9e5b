/** What a person may take away, and what is left when a person goes: nothing that names them. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { withPhones } from '#lib/text/phones.ts';
import { ownPhones } from './own-phones.ts';
import { personById } from './persons.ts';
import { claimsOf } from './provider.ts';

/** Who leaves, and by what others' words name them. */
export interface Leaving {
  id: string;
  mail: string;
  /** The address, the name of the account, and the phones that are theirs (`ownPhones`). */
  named: readonly string[];
}

/** A trade's part of a person's data: what it tells of them, and how it forgets them within the same transaction. */
export interface Keeping {
  /** The name of the part in the export: `mails`. */
  name: string;
  tell(db: Kysely<Tables>, person: { id: string; mail: string }): Promise<unknown>;
  /** The person's own words, where what is told holds others' too. */
  wrote?(db: Kysely<Tables>, person: { id: string; mail: string }): Promise<unknown>;
  forget(tx: Transaction<Tables>, person: Leaving): Promise<void>;
}

/** Everything that is kept of a person, for the person: plain JSON. Undefined when there is no such person. */
export async function ownData(
  db: Kysely<Tables>,
  id: string,
  keepings: readonly Keeping[],
): Promise<object | undefined> {
  const person = await personById(db, id);
  if (person === undefined) return undefined;
  const { since, ...said } = person;
  const row = await db.selectFrom('person').select(['language', 'updated_at']).where('id', '=', id).executeTakeFirst();
  const sessions = await db
    .selectFrom('session')
    .select(['id', 'created_at', 'expires_at', 'updated_at', 'user_agent', 'proved_at', 'id_token'])
    .where('user_id', '=', id)
    .orderBy('created_at')
    .execute();
  const signIns = await db
    .selectFrom('sign_in')
    .select(['provider_id', 'account_id', 'created_at'])
    .where('user_id', '=', id)
    .execute();
  const factor = await db
    .selectFrom('second_factor')
    .select('since')
    .where('user_id', '=', id)
    .where('verified', '=', true)
    .executeTakeFirst();
  const parts = await Promise.all(keepings.map(async ({ name, tell }) => [name, await tell(db, person)] as const));
  return {
    account: { ...said, language: row?.language, since, changed: row?.updated_at, secondFactorSince: factor?.since },
    sessions: sessions.map((session) => ({
      id: session.id,
      since: session.created_at,
      until: session.expires_at,
      seen: session.updated_at,
      browser: session.user_agent ?? '',
      proved: session.proved_at,
      // What the provider said of it is kept to end it there: its claims, without the signature.
      saidByProvider: session.id_token === null ? undefined : claimsOf(session.id_token),
    })),
    identityProviders: signIns.map((signIn) => ({
      provider: signIn.provider_id,
      identifier: signIn.account_id,
      since: signIn.created_at,
    })),
    ...Object.fromEntries(parts),
  };
}

async function wordsOf(
  tx: Transaction<Tables>,
  person: { id: string; mail: string },
  keepings: readonly Keeping[],
): Promise<unknown[]> {
  const words = [];
  for (const { tell, wrote = tell } of keepings) words.push(await wrote(tx, person));
  return words;
}

/** Removes a person and all that names them, whole or not at all. Gives whether there was one. */
export async function removePerson(db: Kysely<Tables>, id: string, keepings: readonly Keeping[]): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const person = await tx
      .selectFrom('person')
      .select(['id', 'mail', 'name'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (person === undefined) return false;
    const phones = await ownPhones(tx, person, await wordsOf(tx, person, keepings));
    // Some call themselves by name and phone.
    const name = withPhones(person.name, () => ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const leaving = { id, mail: person.mail, named: [person.mail, person.name, name, ...phones] };
    for (const { forget } of keepings) await forget(tx, leaving);
    await forgetLinks(tx, person.mail);
    // A challenge that waits for a code, after what it keeps of the provider.
    await sql`delete from verification where identifier in
      (select 'identity:' || identifier from verification where value = ${person.id})`.execute(tx);
    await tx.deleteFrom('verification').where('value', '=', person.id).execute();
    // Sessions, the second factor, provider accounts and the organisations go with it.
    await tx.deleteFrom('person').where('id', '=', id).execute();
    return true;
  });
}

/**
 * The links that still wait for an address, and the letters for which one would be drawn: none may open an account that
 * was just left, or open it twice.
 */
export async function forgetLinks(db: Kysely<Tables>, mail: string): Promise<void> {
  await db
    .deleteFrom('verification')
    .where('identifier', 'like', 'magic-link:%')
    .where(sql`value::jsonb ->> 'email'`, '=', mail)
    .execute();
  await db
    .deleteFrom('mail')
    .where('kind', '=', 'sign-in')
    .where('recipient', '=', mail)
    .where('state', '=', 'queued')
    .execute();
}
