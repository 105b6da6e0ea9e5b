/**
 * Refuses what another site makes a browser send here: every request that may change something must come from one of
 * our own pages. No token in forms: sessions are SameSite=Lax cookies, and browsers say where a request comes from
 * (Sec-Fetch-Site since 2020 to 2023, Origin long before).
 */
import type { MiddlewareHandler } from 'hono';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `baseUrl` is the public address of the site; `refuse` answers what does not come from it. */
export function sameOrigin(
  baseUrl: string,
  refuse: (request: Request) => Response | Promise<Response>,
): MiddlewareHandler {
  const origin = new URL(baseUrl).origin;
  return async (c, next) => {
    if (!reading.has(c.req.method) && !comesFromHere(c.req.raw, origin)) return refuse(c.req.raw);
    await next();
  };
}

/** Whether a request was made by a page of this very origin, as far as the browser says. */
export function comesFromHere({ headers }: Request, ownOrigin: string): boolean {
  const site = headers.get('sec-fetch-site');
  // `none`: typed or reloaded by the person. `same-site` is another host of the same domain: not ours.
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  // A browser names its origin with every form that it posts: one that names neither is no browser of ours.
  if (origin === null || origin === 'null' || !URL.canParse(origin)) return false;
  const named = new URL(origin);
  // Also under the name by which the browser reached this server: `localhost` where the address is 127.0.0.1.
  return named.origin === ownOrigin || named.host === headers.get('host')?.toLowerCase();
}
