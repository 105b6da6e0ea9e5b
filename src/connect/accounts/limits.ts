/** How often a thing may be asked: counted in PostgreSQL, so that several processes count together and a restart forgets nothing. */
import { createHmac } from 'node:crypto';
import { CompiledQuery, type Kysely } from 'kysely';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Tables } from '#db/tables.ts';

export interface Limit {
  /** Names the count in the table. */
  name: string;
  times: number;
  /** Seconds over which they are counted. */
  within: number;
}

/** A count: `false` when `key` has asked too often. Keys are kept as keyed hashes, never as they are. */
export type Allowance = (key: string) => Promise<boolean>;

export function createAllowance(db: Kysely<Tables>, secret: string, { name, times, within }: Limit): Allowance {
  const limiter = new RateLimiterPostgres({
    storeClient: clientOver(db),
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points: times,
    duration: within,
    clearExpiredByTimeout: false,
  });
  return async (key) => {
    const hashed = createHmac('sha256', secret).update(`${name}:${key}`).digest('base64url');
    try {
      await limiter.consume(hashed);
      return true;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return false;
      throw refused;
    }
  };
}

/** What the limiter asks of a pool: it writes its own parameterised queries. */
const clientOver = (db: Kysely<Tables>) => ({
  query: ({ text, values }: { text: string; values?: unknown[] }) =>
    db.executeQuery(CompiledQuery.raw(text, values ?? [])),
});

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
  await db.deleteFrom('rate_limit').where('expire', '<', String(now.getTime())).execute();
}
