/** How much one network of the internet may read in a minute: far more than people do, counted in memory by this program. */
import type { Context, MiddlewareHandler } from 'hono';
import { isPublicAddress } from './public-address.ts';

/** The seconds that a request must wait; undefined when it may be answered. */
export type MustWait = (c: Context) => number | undefined;

/** Networks that are remembered at once; past it the one that was not seen for longest is forgotten, with its count. */
const mostNetworks = 50_000;

/**
 * A bucket for each network: full at first, filled evenly, a request takes one. `network` is an IPv4 address, or the first
 * half of an IPv6 one. Those of a house (loopback, private ranges) are not counted: they are one's own proxies, behind
 * which everybody would be one.
 */
export function createReadingCount(perMinute: number, now: () => number): (network: string) => number | undefined {
  const buckets = new Map<string, { left: number; at: number }>();
  return (network) => {
    if (!isPublicAddress(network.includes(':') ? `${network}::` : network)) return undefined;
    const at = now();
    const before = buckets.get(network) ?? { left: perMinute, at };
    // None when the clock was put back since.
    const minutes = Math.max(0, at - before.at) / 60_000;
    const left = Math.min(perMinute, before.left + minutes * perMinute);
    buckets.delete(network);
    if (buckets.size >= mostNetworks) buckets.delete(buckets.keys().next().value!);
    buckets.set(network, { left: left < 1 ? left : left - 1, at });
    return left < 1 ? Math.max(1, Math.ceil(((1 - left) / perMinute) * 60)) : undefined;
  };
}

/** Before the routes that compute something; `refuse` answers whoever must wait. */
export const waitToRead =
  (mustWait: MustWait, refuse: (c: Context) => Response): MiddlewareHandler =>
  async (c, next) => {
    const seconds = c.req.method === 'GET' || c.req.method === 'HEAD' ? mustWait(c) : undefined;
    if (seconds === undefined) return next();
    c.header('Retry-After', String(seconds));
    return refuse(c);
  };
