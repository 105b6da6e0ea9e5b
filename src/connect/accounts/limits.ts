/** How often a thing may be asked: counted in PostgreSQL, so that several processes count together and a restart forgets nothing. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Secret, signatureOf } from '#lib/keyed.ts';

export interface Limit {
  /** Names the count in the table. */
  name: string;
  times: number;
  /** Seconds: within any so many, wherever they begin, it passes so many times and no more. */
  within: number;
}

/**
 * A count: `false` when `key` has asked too often. Keys are kept as keyed hashes, never as they are. `on`: the transaction
 * with which it is undone.
 */
export type Allowance = (key: string, on?: Kysely<Tables>) => Promise<boolean>;

export interface CountRooms {
  db: Kysely<Tables>;
  secret: Secret;
  now(): Date;
}

const keyOf = (secret: Secret, name: string, key: string): string => `${name}:${signatureOf(secret, `${name}:${key}`)}`;

/** Milliseconds by which the clocks of two processes may differ. */
const skew = 60_000;

/**
 * Keeps the moments at which it passed: a window that slides with the clock, without an edge at which a double quantity
 * would pass. What is refused is not counted: who waits may ask again as soon as the oldest moment is out of the window.
 * A moment that lies ahead was written by a clock that has been put right since: it counts for nothing.
 */
export function createAllowance({ db, secret, now }: CountRooms, { name, times, within }: Limit): Allowance {
  return async (key, on = db) => {
    const hashed = keyOf(secret, name, key);
    const at = now();
    const since = new Date(at.getTime() - within * 1000);
    const ahead = new Date(at.getTime() + skew);
    const lapses = new Date(at.getTime() + within * 1000);
    // The row is locked by the conflict: of two at once the second counts what the first has added.
    const { rows } = await sql`
      insert into rate_limit (key, passed, lapses_at) values (${hashed}, array[${at}::timestamptz], ${lapses})
      on conflict (key) do update set
        passed = array(
          select moment from unnest(rate_limit.passed) moment where moment > ${since} and moment <= ${ahead}
        ) || ${at}::timestamptz,
        lapses_at = ${lapses}
      where (
        select count(*) from unnest(rate_limit.passed) moment where moment > ${since} and moment <= ${ahead}
      ) < ${times}
      returning key`.execute(on);
    return rows.length > 0;
  };
}

/** The second counts what the first refuses. */
export const either =
  (first: Allowance, then: Allowance): Allowance =>
  async (key, on) =>
    (await first(key, on)) || (await then(key, on));

class Refused extends Error {
  readonly by: Allowance;

  constructor(by: Allowance) {
    super('a count is full');
    this.by = by;
  }
}

/**
 * Counts all or none: what one of them refuses costs nothing in the others. Gives the first that refuses, or undefined.
 * To be asked in one order everywhere: for two parties, then for a network, then for an address.
 */
export async function refusedBy(
  db: Kysely<Tables>,
  asked: readonly (readonly [allowance: Allowance, key: string])[],
): Promise<Allowance | undefined> {
  try {
    await db.transaction().execute(async (tx) => {
      for (const [allowance, key] of asked) if (!(await allowance(key, tx))) throw new Refused(allowance);
    });
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.by;
    throw error;
  }
}

/** The part of an address that one subscriber has: all of IPv4's, the first 64 bits of IPv6's. */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined || !bare.includes(':')) return mapped ?? bare;
  const [head = '', tail] = bare.toLowerCase().split('::');
  const parts = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole =
    tail === undefined ? parts : [...parts, ...Array(Math.max(0, 8 - parts.length - rest.length)).fill('0'), ...rest];
  return whole
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** As if `key` had never asked. */
export async function forgetCount({ db, secret }: CountRooms, { name }: Limit, key: string): Promise<void> {
  await db
    .deleteFrom('rate_limit')
    .where('key', '=', keyOf(secret, name, key))
    .execute();
}

export async function forgetOldCounts(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.deleteFrom('rate_limit').where('lapses_at', '<', now).execute();
}
