/** `/connexion`: a link by mail or an identity provider; `/deconnexion`. */
import type { Context, Handler, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Accounts } from '#connect/accounts/accounts.ts';
import { authorityPath, providerEndPath, providerReturnPath } from '#connect/accounts/authority.ts';
import { returnPath } from '#connect/accounts/return-path.ts';
import { challengeCookies } from '#connect/accounts/second-factor.ts';
import { toCode } from '../pages/second-factor.tsx';
import { anewField, ConfirmPage, LinkRefusedPage, SentPage, SignedOutPage, SignInPage } from '../pages/sign-in.tsx';
import { contextOf, type Desk } from '../site.ts';
import { keepNowhere, networkOfVisitor, personalPage, tooLong } from '../visitor.ts';

/** A form's fields, each a text; files and repeated fields are not ours. */
const fieldsSchema = z.record(z.string(), z.string().catch(''));
export const fieldsOf = async (c: Context): Promise<Record<string, string>> =>
  fieldsSchema.parse(await c.req.parseBody());

/** For forms of two thousand characters or so, of any script, as browsers write them. */
export const smallForm = bodyLimit({ maxSize: 40_000, onError: tooLong });

/** A redirection that no cache keeps, with the cookies that go with it. */
export function goOn(c: Context, to: string, cookies: readonly string[] = []): Response {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
  c.res = c.redirect(to, 303);
  keepNowhere(c);
  return c.res;
}

/** The answer to whoever signed out: to `home`, or on to the provider, where the browser has a session as well. */
export function signedOut(
  c: Context,
  desk: Desk,
  { cookies, atProvider }: Awaited<ReturnType<Accounts['signOut']>>,
  home: string,
): Response | Promise<Response> {
  const provider = desk.rooms.accounts?.provider;
  if (atProvider === undefined || provider === undefined) return goOn(c, home, cookies);
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
  // Not by a redirection: `form-action` stops a form whose answer leads elsewhere.
  c.header('Refresh', `0; url=${atProvider}`);
  return personalPage(c, desk, <SignedOutPage context={contextOf(desk)} provider={provider} to={atProvider} />);
}

export function signInRoutes(site: Hono, desk: Desk, accounts: Accounts): void {
  const { voice, rooms } = desk;
  const { language } = voice;
  const own = voice.path('/compte');
  const context = contextOf(desk);
  const network = (c: Context) => networkOfVisitor(c, rooms.proxies);
  const signInPage = (c: Context, more: Partial<Parameters<typeof SignInPage>[0]>, status: 200 | 400 | 429 = 200) =>
    personalPage(c, desk, SignInPage({ context, accounts, returnTo: '', ...more }), status);

  site.get(voice.path('/connexion'), (c) =>
    signInPage(c, {
      returnTo: returnPath(c.req.query('retour'), ''),
      providerFailed: c.req.query('error') !== undefined,
    }),
  );

  site.post(voice.path('/connexion'), smallForm, async (c) => {
    const { mail, retour } = await fieldsOf(c);
    const returnTo = returnPath(retour, '');
    const asked = await accounts.askLink({ mail, language, returnTo, network: network(c) });
    if (typeof asked === 'string')
      return signInPage(c, { returnTo, mail: mail ?? '', refusal: asked }, asked === 'too-many' ? 429 : 400);
    const mailbox = rooms.mailbox !== undefined;
    return personalPage(c, desk, <SentPage context={context} {...asked} returnTo={returnTo} mailbox={mailbox} />);
  });

  site.get(voice.path('/connexion/lien'), async (c) => {
    const token = c.req.query('jeton') ?? '';
    const returnTo = returnPath(c.req.query('retour'), '');
    const found = await accounts.linkIsFor(token, network(c));
    // The address of this page holds the token: it is told to nobody.
    c.header('Referrer-Policy', 'same-origin');
    if (typeof found === 'string') return linkRefused(c, found, returnTo);
    return personalPage(c, desk, <ConfirmPage context={context} mail={found.mail} token={token} returnTo={returnTo} />);
  });

  site.post(voice.path('/connexion/lien'), smallForm, async (c) => {
    const { jeton = '', retour } = await fieldsOf(c);
    const used = await accounts.useLink(jeton, { headers: c.req.raw.headers, language, network: network(c) });
    const returnTo = returnPath(retour, '');
    if (typeof used === 'string') {
      // The button was pressed twice, or the page came back: the first press has opened the session.
      if ((await rooms.personOf(c.req.raw.headers)) !== undefined) return goOn(c, returnTo === '' ? own : returnTo);
      return linkRefused(c, used, returnTo);
    }
    const to = returnTo === '' ? voice.path('/compte?fait=bienvenue') : returnTo;
    return goOn(c, used.owed ? toCode(returnTo, language) : to, used.cookies);
  });

  const linkRefused = (c: Context, refusal: 'used-or-expired' | 'too-many', returnTo: string) =>
    personalPage(
      c,
      desk,
      <LinkRefusedPage context={context} refusal={refusal} returnTo={returnTo} />,
      refusal === 'too-many' ? 429 : 410,
    );

  // A link and not a form: `form-action` would stop a form whose answer leads on to the provider.
  site.get(voice.path('/connexion/fournisseur'), async (c) => {
    const returnTo = returnPath(c.req.query('retour'), '');
    const start = voice.path('/connexion');
    const site = c.req.header('sec-fetch-site');
    // Begun by another site, it could sign a person in unawares.
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return goOn(c, start);
    const begun = await accounts.askProvider({
      headers: c.req.raw.headers,
      returnTo: returnTo === '' ? voice.path('/compte?fait=bienvenue') : returnTo,
      failTo: start,
      network: network(c),
      anew: c.req.query(anewField) !== undefined,
    });
    return begun === undefined ? goOn(c, `${start}?error=provider`) : goOn(c, begun.location, begun.cookies);
  });

  site.post(voice.path('/deconnexion'), smallForm, async (c) =>
    signedOut(c, desk, await accounts.signOut(c.req.raw.headers), voice.path('/')),
  );
}

/** Where the provider sends the browser that it has signed out: what it says with it tells us nothing new. */
export const providerEndRoute: Handler = (c) => goOn(c, '/');

/** The provider's return: what it says of an error stays out of our address, all but that there was one. */
export const providerReturnRoute =
  (accounts: Accounts, proxies: number): Handler =>
  async (c) => {
    const { answer, owed } = await accounts.providerReturn(c.req.raw, networkOfVisitor(c, proxies));
    const to = answer.headers.get('location');
    if (to === null) return c.notFound();
    const url = new URL(to, c.req.url);
    const path = url.searchParams.has('error') ? `${url.pathname}?error=provider` : url.pathname + url.search;
    const back = returnOrSignIn(path);
    if (owed) return goOn(c, toCode(back, /^\/en(\/|$)/.test(back) ? 'en' : 'fr'), challengeCookies(answer));
    return goOn(c, back, answer.headers.getSetCookie());
  };

const returnOrSignIn = (path: string): string =>
  /^\/(en\/)?connexion\?error=provider$/.test(path) ? path : returnPath(path, authorityPath);

export { providerEndPath, providerReturnPath };
