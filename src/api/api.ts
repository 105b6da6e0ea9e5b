/** The HTTP API, mounted at `/api`: open and read only (but for curators), its OpenAPI document made from the schemas that validate. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Next } from 'hono';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { isMomentary, isNoText } from '#db/unavailable.ts';
import { waitToRead } from '#lib/net/reading.ts';
import { routePattern, tellRefusals } from '#lib/net/refusals.ts';
import { comesFromHere } from '#lib/net/same-origin.ts';
import { aboutRoutes } from './about.ts';
import { curationApi } from './curation.ts';
import { say } from './errors.ts';
import { projectRoute } from './project.ts';
import { projectRoutes } from './projects.ts';
import type { Rooms } from './rooms.ts';
import { sourceRoute } from './sources.ts';
import { answersPath, suggestionRoutes } from './suggestions.ts';
import { territoryRoutes } from './territories.ts';
import { vocabularyRoutes } from './vocabularies.ts';

export type { Rooms, Territories } from './rooms.ts';

/** Longest address that is read, in characters. */
const longestAddress = 8_000;
const methods = ['GET', 'HEAD', 'OPTIONS'];
const exposed = ['Link', 'ETag', 'Content-Disposition', 'Location', 'Retry-After'];

/**
 * @example
 * const site = new Hono();
 * site.route('/api', createApi({ engine, projects, sources, territories, freshness, turns, baseUrl, now, log }));
 */
export function createApi(rooms: Rooms): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => (result.success ? undefined : say(c, 'parameters-refused')),
  });
  app.onError((error, c) => {
    if (isNoText(error)) return say(c, 'parameters-refused');
    rooms.log.error({ error, route: routePattern(c) }, 'the API failed to answer');
    if (!isMomentary(error)) return say(c, 'internal');
    c.header('Retry-After', '10');
    return say(c, 'busy');
  });
  app.use(guarded);
  const { watch } = rooms;
  if (watch !== undefined) app.use(tellRefusals(({ route, status }) => watch('refused', { route, why: status })));
  app.route('/curation', curationApi(rooms));
  app.use(cors({ origin: '*', allowMethods: methods, exposeHeaders: exposed, maxAge: 86_400 }));
  if (rooms.mustWait !== undefined) app.use(waitToRead(rooms.mustWait, (c) => say(c, 'too-many')));
  app.use(ownPagesOnly(rooms.baseUrl));
  app.use(onlyReading);
  app.use(fingerprint);
  app.use(cacheable);

  aboutRoutes(app, rooms);
  projectRoutes(app, rooms);
  projectRoute(app, rooms);
  territoryRoutes(app, rooms);
  sourceRoute(app, rooms);
  vocabularyRoutes(app, rooms);
  suggestionRoutes(app, rooms);
  app.all('*', (c) => say(c, 'not-found'));
  return app;
}

/** What people who are signed in may write; no page of another site can (no credentials are let through by CORS). */
const writable: readonly [path: RegExp, method: string][] = [
  [new RegExp(`${answersPath}$`), 'POST'],
  [new RegExp(`${answersPath}/[^/]+$`), 'DELETE'],
];

/** What would change something in the name of whoever is signed in must come from our own pages; without a cookie there is nobody to pretend to be. */
const ownPagesOnly = (baseUrl: string) => async (c: Context, next: Next) => {
  const forged = c.req.header('cookie') !== undefined && !comesFromHere(c.req.raw, new URL(baseUrl).origin);
  if (forged && !methods.includes(c.req.method)) return say(c, 'from-elsewhere');
  await next();
};

async function onlyReading(c: Context, next: Next) {
  const writes = writable.some(([path, method]) => method === c.req.method && path.test(c.req.path));
  if (!writes && !methods.includes(c.req.method)) {
    c.header('Allow', methods.join(', '));
    return say(c, 'method-not-allowed');
  }
  if (c.req.url.length > longestAddress) return say(c, 'address-too-long');
  await next();
}

/** What a browser must not make of an answer, of whichever route. */
async function guarded(c: Context, next: Next) {
  await next();
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  c.header('Content-Security-Policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  c.header('Referrer-Policy', 'no-referrer');
}

async function cacheable(c: Context, next: Next) {
  await next();
  c.header('Vary', 'Accept');
  if (c.res.ok && !c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'public, max-age=60');
}

const tag = etag({
  retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin', 'x-content-type-options'],
});

/** An ETag of the whole text; files are streamed, so their end is not known when they begin. */
async function fingerprint(c: Context, next: Next) {
  await next();
  if (c.res.headers.get('Content-Type')?.startsWith('application/json')) await tag(c, async () => {});
}
