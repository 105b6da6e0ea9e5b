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

/** A count: `false` when `key` has asked too often. Keys are kept as keyed hashes, never as they are. */
export type Allowance = (key: string) => Promise<boolean>;

export interface CountRooms {
  db: Kysely<Tables>;
  secret: Secret;
  now(): Date;
}

/**
 * Keeps the moments at which it passed: a window that slides with the clock, without an edge at which a double quantity
 * would pass. What is refused is not counted: who waits may ask again as soon as the oldest moment is out of the window.
 */
export function createAllowance({ db, secret, now }: CountRooms, { name, times, within }: Limit): Allowance {
  return async (key) => {
    const hashed = `${name}:${signatureOf(secret, `${name}:${key}`)}`;
    const at = now();
    const since = new Date(at.getTime() - within * 1000);
    const lapses = new Date(at.getTime() + within * 1000);
    // The row is locked by the conflict: of two at once the second counts what the first has added.
    const { rows } = await sql`
      insert into rate_limit (key, passed, lapses_at) values (${hashed}, array[${at}::timestamptz], ${lapses})
      on conflict (key) do update set
        passed = array(select moment from unnest(rate_limit.passed) moment where moment > ${since}) || ${at}::timestamptz,
        lapses_at = ${lapses}
      where (select count(*) from unnest(rate_limit.passed) moment where moment > ${since}) < ${times}
      returning key`.execute(db);
    return rows.length > 0;
  };
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

export async function forgetOldCounts(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.deleteFrom('rate_limit').where('lapses_at', '<', now).execute();
}
