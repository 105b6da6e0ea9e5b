/** Accounts: ask for a link, use it, come by a provider, see and end sessions, take one's data, go. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import type { Person } from '#model/person.ts';
import { type Authority, createAuthority, idleLife, providerEndPath, providerReturnPath } from './authority.ts';
import { createAllowance, forgetOldCounts, type Limit } from './limits.ts';
import { createLinkAsks } from './link-asks.ts';
import { createLinkDrawer, hashOfToken, type LinkAsked } from './links.ts';
import { readMailAddress } from './mail-address.ts';
import { forgetLinks, type Keeping, ownData, removePerson } from './own-data.ts';
import { changePerson, personById } from './persons.ts';
import { type Provider, provedAt, providerId, saidTwice } from './provider.ts';
import { asksForCode, challengeCookies, createSecondFactor, type SecondFactor } from './second-factor.ts';
import {
  endAllSessions,
  endOldest,
  endSession,
  gaveSecondFactor,
  identityOf,
  isFresh,
  noteIdentity,
  noteSeen,
  type OpenSession,
  openedBy,
  openSessions,
} from './sessions.ts';
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
   * went to the address less than ten minutes ago still works.
   */
  askLink(asked: {
    mail: unknown;
    language: Language;
    returnTo: string;
    network: string;
  }): Promise<{ mail: string; waits: boolean } | AskRefusal>;
  /** Draws the link that a letter is to carry, when it leaves. */
  drawLink(asked: LinkAsked): Promise<string>;
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
  /**
   * Begins a sign-in at the provider: where to send the browser, with the cookies that bind its return to it. `anew`: the
   * provider is to ask who it is again, though it knows the browser.
   */
  askProvider(asked: {
    headers: Headers;
    returnTo: string;
    failTo: string;
    network: string;
    anew: boolean;
  }): Promise<{ location: string; cookies: string[] } | undefined>;
  /** The provider's return, as it came, and whether the second factor is owed before one is let in. */
  providerReturn(request: Request, network: string): Promise<{ answer: Response; owed: boolean }>;
  /**
   * Ends the session of these headers; gives the cookies that say so and, when the provider opened it, the address at
   * which the browser ends the one it has there.
   */
  signOut(headers: Headers): Promise<{ cookies: string[]; atProvider: string | undefined }>;
  /** Whether the person proved who they are within the last ten minutes: asked for by what would shut them out. */
  isFresh(headers: Headers): Promise<boolean>;
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
  secret: Secret;
  baseUrl: string;
  /** Puts the letter for which a link will be drawn in the outbox; undefined when there is no way to send it. */
  mailLink: ((asked: LinkAsked) => Promise<void>) | undefined;
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
  const { authority, drawLink } = createLinkDrawer({ db, secret, baseUrl, log });
  /** The identity token of the provider's return that is under way: the library keeps none. */
  const identity = new AsyncLocalStorage<{ token?: string | undefined }>();
  const heard = (token: string | undefined) => {
    const under = identity.getStore();
    if (under !== undefined) under.token = token;
  };
  const gaveTwo = () => provider !== undefined && saidTwice(provider, identity.getStore()?.token);
  const withProvider =
    provider &&
    patiently(() => createAuthority({ db, secret, baseUrl, log, deliver: undefined }, { provider, heard, gaveTwo }));

  const pending = async (token: string) => {
    const row = await db
      .selectFrom('verification')
      .select('value')
      .where('identifier', '=', `magic-link:${await hashOfToken(token)}`)
      .where('expires_at', '>', new Date())
      .executeTakeFirst();
    return row && readMailAddress((JSON.parse(row.value) as { email?: unknown }).email);
  };

  const secondFactor = createSecondFactor({ db, secret, authority, watch, now });

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

  /** Where the browser ends the session that it has at the provider (OpenID Connect RP-Initiated Logout 1.0). */
  const endAtProvider = async (idToken: string): Promise<string | undefined> => {
    const context = await (await withProvider?.())?.$context;
    const ending = context?.socialProviders.find(({ id }) => id === providerId)?.createEndSessionURL;
    const state = randomBytes(18).toString('base64url');
    const url = await ending?.({ idToken, postLogoutRedirectURI: `${baseUrl}${providerEndPath}`, state });
    return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
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
      if (await gaveSecondFactor(db, open.session.id)) return said;
      return { ...said, role: 'member', withheld: said.role };
    },
    async askLink({ mail: typed, language, returnTo, network }) {
      if (mailLink === undefined) return 'no-mail';
      const mail = readMailAddress(typed);
      if (mail === undefined) return 'not-an-address';
      const may = await asks.ask(mail, network);
      if (may !== 'send') {
        watch('link-refused', { network, mail, why: may });
        return may === 'waits' ? { mail, waits: true } : may;
      }
      watch('link-asked', { network, mail });
      await mailLink({ mail, language, returnTo });
      return { mail, waits: false };
    },
    drawLink,
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
      if (!owed) await endOldest(db, person);
      watch(owed ? 'second-factor-asked' : 'signed-in', { person, network, why: 'link' });
      return { cookies: owed ? challengeCookies(answer) : answer.headers.getSetCookie(), owed };
    },
    async askProvider({ headers, returnTo, failTo, network, anew }) {
      if (!(await asks.network(network))) return undefined;
      const answer = await (await withProvider?.())?.api
        .signInSocial({
          body: {
            ...{ provider: providerId, callbackURL: returnTo, errorCallbackURL: failTo, disableRedirect: true },
            // An age besides the question: with it the provider must say when it asked (OpenID Connect Core 3.1.2.1).
            ...(anew && { additionalParams: { prompt: 'login', max_age: '0' } }),
          },
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
      const came: { token?: string | undefined } = {};
      const answer = await identity.run(came, () =>
        authorityThen.handler(new Request(url, { headers: request.headers })),
      );
      const owed = asksForCode(answer);
      const opened = owed ? undefined : await openedBy(db, answer);
      const person = opened?.person;
      if (came.token !== undefined && owed) await secondFactor.holdIdentity(answer, came.token);
      if (came.token !== undefined && opened !== undefined)
        await noteIdentity(db, opened.session, {
          idToken: came.token,
          provedAt: provedAt(came.token, now()),
          secondFactor: saidTwice(provider!, came.token),
        });
      if (person !== undefined) await endOldest(db, person);
      const about = { person, network, why: 'provider' };
      watch(owed ? 'second-factor-asked' : person === undefined ? 'sign-in-refused' : 'signed-in', about);
      if (person !== undefined && former !== null) await endSession(db, former.user.id, former.session.id);
      return { answer, owed };
    },
    async signOut(headers) {
      const open = await sessionOf(headers);
      const idToken = open && (await identityOf(db, open.session.id));
      if (open !== null) watch('signed-out', { person: open.user.id });
      const answer = await authority.api.signOut({ headers, asResponse: true });
      const atProvider = idToken == null ? undefined : await endAtProvider(idToken);
      return { cookies: answer.headers.getSetCookie(), atProvider };
    },
    async isFresh(headers) {
      const open = await sessionOf(headers);
      return open !== null && (await isFresh(db, open.session.id, now()));
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
    secondFactor,
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
