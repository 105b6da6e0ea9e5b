/** Tells of what was refused: not one's to do, not from our pages, too often, too long. Being asked to sign in is no refusal. */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';

const refusals = new Set([403, 413, 429]);

export function tellRefusals(
  tell: (refused: { route: string; status: number; c: Context }) => void,
): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (!refusals.has(c.res.status)) return;
    tell({ route: routePattern(c), status: c.res.status, c });
  };
}

/** `POST /contacts/:id` for what was asked: for logs, where an address that holds a key has no place. */
export function routePattern(c: Context): string {
  const pattern = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? '*';
  return `${c.req.method} ${pattern}`;
}
