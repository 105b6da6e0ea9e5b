/** Who visits: the guards of pages that are not for everyone, and the network a request comes from. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { networkOf } from '#connect/accounts/limits.ts';
import { mayCurate, type Person } from '#model/person.ts';
import { personalCache } from './headers.ts';
import { ForbiddenPage } from './pages/forbidden.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { contextOf, type Desk, page } from './site.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Set by the guards below. */
    person: Person;
  }
}

/** For a route of which only signed-in people are: `visitor(c)` gives the person. Others are asked to sign in, then brought back. */
export const signedInOnly = (desk: Desk): MiddlewareHandler => guard(desk, () => true);

/** For a route of the curators'. A person who is none is told so kindly (403). */
export const curatorOnly = (desk: Desk): MiddlewareHandler => guard(desk, mayCurate);

function guard(desk: Desk, mayPass: (person: Person) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const person = await desk.rooms.personOf(c.req.raw.headers);
    if (person === undefined) return askToSignIn(c, desk);
    c.set('person', person);
    if (!mayPass(person)) {
      const withheld = person.withheld !== undefined && mayPass({ ...person, role: person.withheld });
      return personalPage(c, desk, ForbiddenPage({ context: contextOf(desk), withheld }), 403);
    }
    await next();
    keepNowhere(c);
  };
}

/** Who a guard let in. Throws on a route without a guard. */
export function visitor(c: Context): Person {
  const person = c.get('person') as Person | undefined;
  if (person === undefined) throw new Error(`${c.req.path} asks who visits and has no guard`);
  return person;
}

/**
 * For what would shut its owner out, or cannot be undone: a browser that was left open must not do it. The page to sign in
 * again, which leads back to `returnTo`; undefined when the visitor proved who they are a moment ago.
 */
export async function askAnew(c: Context, desk: Desk, returnTo: string): Promise<Response | undefined> {
  const { accounts } = desk.rooms;
  if (await accounts?.isFresh(c.req.raw.headers)) return undefined;
  const { mail } = visitor(c);
  return personalPage(c, desk, SignInPage({ context: contextOf(desk), accounts, returnTo, anew: true, mail }), 401);
}

/** A page that is one person's, as an answer. */
export async function personalPage(
  c: Context,
  desk: Desk,
  content: unknown,
  status: 200 | 202 | 400 | 401 | 403 | 410 | 429 = 200,
) {
  const answer = await page(c, desk, content, status as 200);
  c.res = answer;
  keepNowhere(c);
  return c.res;
}

/** A form that is larger than any of ours. */
export const tooLong = (c: Context): Response =>
  c.text('Trop long. Rien n’a été enregistré. Too long. Nothing was saved.\n', 413);

/** For a network that reads more in a minute than people do. */
export const readsTooMuch = (c: Context): Response =>
  c.text(
    'Trop de demandes depuis votre réseau. Attendez un instant. Too many requests from your network. Wait a moment.\n',
    429,
    {
      'Cache-Control': personalCache,
    },
  );

export function keepNowhere(c: Context): void {
  c.res.headers.set('Cache-Control', personalCache);
}

/** The page to sign in, with the way back: to this page, or to the one whose form was sent. */
function askToSignIn(c: Context, desk: Desk) {
  const asked = new URL(c.req.url);
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  const referer = c.req.header('referer');
  const from = reads ? asked : referer !== undefined && URL.canParse(referer) ? new URL(referer) : asked;
  return personalPage(
    c,
    desk,
    SignInPage({
      context: contextOf(desk),
      accounts: desk.rooms.accounts,
      returnTo: from.pathname + from.search,
      closed: true,
    }),
    401,
  );
}

/** The network of the visitor, for counting: as the operator's own proxies saw it, never as the visitor says. */
export function networkOfVisitor(c: Context, proxies: number): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  if (proxies > 0 && forwarded.length >= proxies) return networkOf(forwarded.at(-proxies));
  // Without a server underneath, as in tests, there is no connection to ask.
  return networkOf(c.env?.incoming === undefined ? undefined : getConnInfo(c).remote.address);
}
