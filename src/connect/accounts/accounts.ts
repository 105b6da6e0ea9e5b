/** Accounts: ask for a link, use it, come by a provider, see and end sessions, take one's data, go. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Person } from '#model/person.ts';
import { type Authority, createAuthority, idleLife, linkLife, providerReturnPath } from './authority.ts';
import { createAllowance, forgetOldCounts, type Limit } from './limits.ts';
import { createLinkAsks } from './link-asks.ts';
import { readMailAddress } from './mail-address.ts';
import { forgetLinks, type Keeping, ownData, removePerson } from './own-data.ts';
import { changePerson, personById } from './persons.ts';
import { type Provider, providerId } from './provider.ts';
import { asksForCode, challengeCookies, createSecondFactor, type SecondFactor } from './second-factor.ts';
import { endAllSessions, endSession, noteSeen, type OpenSession, openSessions } from './sessions.ts';
import type { Watch } from './watch.ts';

type Language = 'fr' | 'en';

/** Each is a sentence in the site's dictionary. */
export type AskRefusal = 'not-an-address' | 'too-many' | 'no-mail';
export type LinkRefusal = 'used-or-expired' | 'too-many';

export interface Accounts {
  /** Whether links go out by mail: not when no mail server is set and the site is open to others. */
  byMail: boolean;
  /** The provider's name on its button. */
  provider: string | undefined;
  personOf(headers: Headers): Promise<Person | undefined>;
  /**
   * Does and answers the same whether the address has an account or not. `waits`: nothing was sent, because a link that
   * went to the address less than twenty minutes ago still works.
   */
  askLink(asked: {
    mail: unknown;
    language: Language;
    returnTo: string;
    network: string;
    headers: Headers;
  }): Promise<{ mail: string; waits: boolean } | AskRefusal>;
  /** For whom a link is, without using it: what a page may show and a mail scanner may open. */
  linkIsFor(token: string, network: string): Promise<{ mail: string } | LinkRefusal>;
  /**
   * Uses a link, once: gives the cookies that open the session, or, `owed`, those with which to give the second factor. A
   * session that the browser had is ended.
   */
  useLink(
    token: string,
    asked: { headers: Headers; language: Language; network: string },
  ): Promise<{ cookies: string[]; owed: boolean } | LinkRefusal>;
  secondFactor: SecondFactor;
  /** Whether curators and administrators are members until they have a second factor. */
  demandsSecondFactor: boolean;
  /** Begins a sign-in at the provider: where to send the browser, with the cookies that bind its return to it. */
  askProvider(asked: {
    headers: Headers;
    returnTo: string;
    failTo: string;
    network: string;
  }): Promise<{ location: string; cookies: string[] } | undefined>;
  /** The provider's return, as it came, and whether the second factor is owed before one is let in. */
  providerReturn(request: Request, network: string): Promise<{ answer: Response; owed: boolean }>;
  /** Ends the session of these headers; gives the cookies that say so. */
  signOut(headers: Headers): Promise<string[]>;
  /** The sessions of a person; `here` is the one that asks. */
  sessions(person: Person, headers: Headers): Promise<(OpenSession & { here: boolean })[]>;
  endSession(person: Person, id: string): Promise<boolean>;
  endAllSessions(person: Person): Promise<void>;
  language(person: Person): Promise<Language>;
  change(person: Person, to: { name: string; language: Language }): Promise<void>;
  ownData(person: Person): Promise<object | undefined>;
  remove(person: Person): Promise<void>;
}

export interface AccountRooms {
  db: Kysely<Tables>;
  secret: string;
  baseUrl: string;
  /** Puts the mail with the link in the outbox; undefined when there is no way to send it. */
  mailLink: ((link: { to: string; url: string; language: Language; minutes: number }) => Promise<void>) | undefined;
  provider: Provider | undefined;
  /** What other trades keep of a person. */
  keepings: readonly Keeping[];
  /** Whether curators and administrators are members until they have a second factor. */
  demandsSecondFactor: boolean;
  watch: Watch;
  now(): Date;
  log: { error(fields: object, message: string): void };
}

/** Links tried from one network. */
const linkTries = { name: 'link-tries', times: 60, within: 3600 } as const satisfies Limit;

/** Milliseconds that a provider has to tell how it is used, before its button says that it does not answer. */
const providerPatience = 10_000;

export function createAccounts(rooms: AccountRooms): Accounts {
  const { db, secret, baseUrl, provider, keepings, now, log, mailLink, watch, demandsSecondFactor } = rooms;
  const mayTry = createAllowance({ db, secret, now }, linkTries);
  const asks = createLinkAsks({ db, secret, now });
  const authorityRooms = {
    db,
    secret,
    baseUrl,
    log,
    deliver: async ({ mail, token, metadata }: { mail: string; token: string; metadata: Record<string, unknown> }) => {
      const language: Language = metadata.language === 'en' ? 'en' : 'fr';
      const url = linkUrl(baseUrl, language, token, String(metadata.returnTo ?? ''));
      await mailLink?.({ to: mail, url, language, minutes: linkLife / 60 });
    },
  };
  const authority = createAuthority(authorityRooms);
  const withProvider = provider && patiently(() => createAuthority(authorityRooms, provider));

  const pending = async (token: string) => {
    const row = await db
      .selectFrom('verification')
      .select('value')
      .where('identifier', '=', `magic-link:${await hashOfToken(token)}`)
      .where('expires_at', '>', new Date())
      .executeTakeFirst();
    return row && readMailAddress((JSON.parse(row.value) as { email?: unknown }).email);
  };

  /** Null when nobody used it for too long: then it is ended. */
  const sessionOf = async (headers: Headers) => {
    const open = await authority.api.getSession({ headers });
    if (open === null) return null;
    const idle = now().getTime() - open.session.updatedAt.getTime();
    if (idle < idleLife * 1000) return open;
    await endSession(db, open.user.id, open.session.id);
    watch('sessions-ended', { person: open.user.id, why: 'idle' });
    return null;
  };

  /** Whose session an answer of the library opens. */
  const openedFor = async (answer: Response): Promise<string | undefined> => {
    const token = /session_token=([^;.]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1];
    if (token === undefined) return undefined;
    const row = await db.selectFrom('session').select('user_id').where('token', '=', token).executeTakeFirst();
    return row?.user_id;
  };

  return {
    byMail: mailLink !== undefined,
    provider: provider?.name,
    async personOf(headers) {
      if (!headers.has('cookie')) return undefined;
      const open = await sessionOf(headers);
      if (open === null) return undefined;
      await noteSeen(db, open.session, now());
      const person = await personById(db, open.user.id);
      if (person === undefined) return undefined;
      const { since: _, ...said } = person;
      if (!demandsSecondFactor || said.role === 'member' || open.user.twoFactorEnabled === true) return said;
      return { ...said, role: 'member', withheld: said.role };
    },
    async askLink({ mail: typed, language, returnTo, network, headers }) {
      if (mailLink === undefined) return 'no-mail';
      const mail = readMailAddress(typed);
      if (mail === undefined) return 'not-an-address';
      const may = await asks.ask(mail, network);
      if (may !== 'send') {
        watch('link-refused', { network, mail, why: may });
        return may === 'waits' ? { mail, waits: true } : may;
      }
      watch('link-asked', { network, mail });
      await authority.api.signInMagicLink({ body: { email: mail, metadata: { language, returnTo } }, headers });
      return { mail, waits: false };
    },
    async linkIsFor(token, network) {
      if (!(await mayTry(network))) return 'too-many';
      const mail = await pending(token);
      return mail === undefined ? 'used-or-expired' : { mail };
    },
    async useLink(token, { headers, language, network }) {
      const refuse = (why: LinkRefusal): LinkRefusal => {
        watch('sign-in-refused', { network, why });
        return why;
      };
      if (!(await mayTry(network))) return refuse('too-many');
      const mail = await pending(token);
      if (mail === undefined) return refuse('used-or-expired');
      const former = await sessionOf(headers);
      const known = await db.selectFrom('person').select('id').where('mail', '=', mail).executeTakeFirst();
      const answer = await authority.api.magicLinkVerify({ query: { token }, headers, asResponse: true });
      if (answer.status !== 200) return refuse('used-or-expired');
      if (known === undefined) await db.updateTable('person').set({ language }).where('mail', '=', mail).execute();
      const owed = asksForCode(answer);
      if (former !== null && !owed) await endSession(db, former.user.id, former.session.id);
      await forgetLinks(db, mail);
      await asks.used(mail);
      const { id: person } =
        known ?? (await db.selectFrom('person').select('id').where('mail', '=', mail).executeTakeFirstOrThrow());
      watch(owed ? 'second-factor-asked' : 'signed-in', { person, network, why: 'link' });
      return { cookies: owed ? challengeCookies(answer) : answer.headers.getSetCookie(), owed };
    },
    async askProvider({ headers, returnTo, failTo, network }) {
      if (!(await asks.network(network))) return undefined;
      const answer = await (await withProvider?.())?.api
        .signInSocial({
          body: { provider: providerId, callbackURL: returnTo, errorCallbackURL: failTo, disableRedirect: true },
          headers,
          asResponse: true,
        })
        .catch(() => undefined);
      if (answer?.status !== 200) return undefined;
      const { url } = (await answer.json()) as { url?: string };
      return url === undefined ? undefined : { location: url, cookies: answer.headers.getSetCookie() };
    },
    async providerReturn(request, network) {
      const authorityThen = await withProvider?.();
      if (authorityThen === undefined) return { answer: new Response(null, { status: 404 }), owed: false };
      const asked = new URL(request.url);
      // Behind a proxy the request names another host: the authority knows the site by its public address.
      const url = `${baseUrl}${providerReturnPath}${asked.search}`;
      const former = await sessionOf(request.headers);
      const answer = await authorityThen.handler(new Request(url, { headers: request.headers }));
      const owed = asksForCode(answer);
      const person = owed ? undefined : await openedFor(answer);
      const came = { person, network, why: 'provider' };
      watch(owed ? 'second-factor-asked' : person === undefined ? 'sign-in-refused' : 'signed-in', came);
      if (person !== undefined && former !== null) await endSession(db, former.user.id, former.session.id);
      return { answer, owed };
    },
    async signOut(headers) {
      const person = (await sessionOf(headers))?.user.id;
      if (person !== undefined) watch('signed-out', { person });
      const answer = await authority.api.signOut({ headers, asResponse: true });
      return answer.headers.getSetCookie();
    },
    async sessions(person, headers) {
      const here = (await sessionOf(headers))?.session.id;
      return (await openSessions(db, person.id, now())).map((session) => ({ ...session, here: session.id === here }));
    },
    async endSession(person, id) {
      const ended = await endSession(db, person.id, id);
      if (ended) watch('sessions-ended', { person: person.id, why: 'by-oneself' });
      return ended;
    },
    async endAllSessions(person) {
      await endAllSessions(db, person.id);
      watch('sessions-ended', { person: person.id, why: 'all-by-oneself' });
    },
    secondFactor: createSecondFactor({ db, secret, authority, watch, now }),
    demandsSecondFactor,
    async language({ id }) {
      const row = await db.selectFrom('person').select('language').where('id', '=', id).executeTakeFirst();
      return row?.language ?? 'fr';
    },
    change: (person, to) => changePerson(db, person.id, to),
    ownData: (person) => ownData(db, person.id, keepings),
    async remove(person) {
      await removePerson(db, person.id, keepings);
      watch('account-removed', { person: person.id });
    },
  };
}

/** A link for an operator to hand over when no mail can be sent. */
export async function operatorLink(
  rooms: Pick<AccountRooms, 'db' | 'secret' | 'baseUrl' | 'log'>,
  { mail, language }: { mail: string; language: Language },
): Promise<string> {
  let url: string | undefined;
  const authority = createAuthority({
    ...rooms,
    async deliver({ token }) {
      url = linkUrl(rooms.baseUrl, language, token, '');
    },
  });
  await authority.api.signInMagicLink({ body: { email: mail }, headers: new Headers() });
  if (url === undefined) throw new Error('the link was not made');
  return url;
}

/** What is of no use any more: links and sessions that ended, counts that lapsed. */
export async function forgetExpired(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.deleteFrom('verification').where('expires_at', '<', now).execute();
  await db.deleteFrom('session').where('expires_at', '<', now).execute();
  await db
    .deleteFrom('session')
    .where('updated_at', '<', new Date(now.getTime() - idleLife * 1000))
    .execute();
  await forgetOldCounts(db, now);
}

function linkUrl(baseUrl: string, language: Language, token: string, returnTo: string): string {
  const url = new URL(`${baseUrl}${language === 'en' ? '/en' : ''}/connexion/lien`);
  url.searchParams.set('jeton', token);
  if (returnTo !== '') url.searchParams.set('retour', returnTo);
  return url.href;
}

/** As the magic-link plugin hashes what it stores. */
async function hashOfToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Buffer.from(digest).toString('base64url');
}

/** Made when first asked for and kept once it stands; one that hangs is left, and made again at the next asking. */
function patiently(make: () => Authority): () => Promise<Authority | undefined> {
  let standing: Promise<Authority | undefined> | undefined;
  return () =>
    (standing ??= (async () => {
      const authority = make();
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, providerPatience, undefined);
      });
      const ready = authority.$context.then(
        () => authority,
        () => undefined,
      );
      const made = await Promise.race([ready, tooLong]).finally(() => clearTimeout(timer));
      if (made === undefined) standing = undefined;
      return made;
    })());
}
