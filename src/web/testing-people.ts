/** For tests: the invented site with real accounts over a real database, and a browser that keeps cookies. */

import type { Kysely } from 'kysely';
import type { Provider } from '#connect/accounts/provider.ts';
import type { SmtpOptions } from '#connect/mail/carrier.ts';
import { type ConnectOptions, type IntroductionOptions, openConnect } from '#connect/open-connect.ts';
import { stampOfBefore } from '#connect/spam/testing.ts';
import type { Tables } from '#db/tables.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { review } from '#match/review.ts';
import type { Role } from '#model/person.ts';
import { withoutAddresses } from '#pipeline/introduction-reach.ts';
import type { Rooms } from './rooms.ts';
import { inventedSite } from './testing.ts';
import { inventedSources } from './testing-country.ts';

export const testSecret = 'a secret for tests, 0123456789 abcdefghijklmnop';

interface Options {
  baseUrl?: string;
  smtp?: SmtpOptions;
  provider?: Provider;
  demandsSecondFactor?: boolean;
  /** Without it there is nobody to write to. */
  introductions?: Partial<IntroductionOptions>;
  rooms?: Partial<Rooms> | ((db: Kysely<Tables>) => Partial<Rooms>);
  /** Rooms that stand on the database, and what telling a project needs of other trades. */
  over?(
    database: TestDatabase,
    baseUrl: string,
  ): Promise<{ rooms: Partial<Rooms>; telling: ConnectOptions['telling'] }>;
}

/** Mails stay in the mailbox unless `smtp` is given. `close` lets go of the database. */
export async function peopledSite(options: Options = {}) {
  const { baseUrl = 'http://127.0.0.1:3000', smtp, provider, introductions, rooms, over } = options;
  const { demandsSecondFactor = false } = options;
  const database: TestDatabase = await testDatabase();
  const above = await over?.(database, baseUrl);
  const { db } = database;
  const complaints: { message: string; fields: object }[] = [];
  const noted: object[] = [];
  const note = (fields: object) => void noted.push(fields);
  const log = {
    error: (fields: object, message: string) => complaints.push({ fields, message }),
    info: note,
    warn: note,
  };
  const stopping = new AbortController();
  const desk = review({ db, sources: async () => inventedSources, now: () => new Date() });
  const people = openConnect({
    db,
    secret: testSecret,
    baseUrl,
    host: '127.0.0.1',
    smtp,
    provider,
    demandsSecondFactor,
    telling: above?.telling,
    introductions: {
      reach: async () => undefined,
      withoutAddresses,
      nameOf: () => undefined,
      relay: undefined,
      ...introductions,
    },
    deciding: desk,
    now: () => new Date(),
    signal: stopping.signal,
    log,
  });
  const { site } = await inventedSite({
    rooms: {
      baseUrl,
      ...people.doors,
      queues: { contributions: () => people.doors.moderation.count() },
      personOf: people.doors.accounts.personOf,
      log,
      ...above?.rooms,
      ...(typeof rooms === 'function' ? rooms(db) : rooms),
    },
  });

  const lastLink = async (mail: string): Promise<URL> => {
    const row = await db
      .selectFrom('mail')
      .select('text')
      .where('recipient', '=', mail)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const link = /https?:\/\/\S+\/connexion\/lien\?\S+/.exec(row.text)?.[0];
    if (link === undefined) throw new Error(`no link in: ${row.text}`);
    return new URL(link);
  };

  /** A browser: sends its cookies and says where its requests come from, as browsers do. */
  function browser(network = '203.0.113.7') {
    const jar = new Map<string, string>();
    const send = async (path: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      if (jar.size > 0 && !headers.has('cookie'))
        headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
      if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', network);
      headers.set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
      const answer = await site.request(baseUrl + path, { ...init, headers });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (value === '' || /max-age=0/i.test(cookie)) jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    };
    const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      send(path, {
        method: 'POST',
        // As from a page that was opened a while ago, in a browser without JavaScript.
        body: new URLSearchParams({ stamp: stampOfBefore(testSecret, new Date()), ...fields }),
        headers: { 'sec-fetch-site': 'same-origin', origin: new URL(baseUrl).origin, ...headers },
      });
    return {
      jar,
      get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
      post,
      /** Asks for a link, opens it, presses the button. */
      async signIn(mail: string) {
        await post('/connexion', { mail });
        const link = await lastLink(mail);
        return post('/connexion/lien', { jeton: link.searchParams.get('jeton') ?? '' });
      },
    };
  }

  return {
    site,
    db,
    people,
    complaints,
    /** Who signed in and what was refused, as it is logged. */
    noted,
    browser,
    lastLink,
    setRole: (mail: string, role: Role) => db.updateTable('person').set({ role }).where('mail', '=', mail).execute(),
    async close() {
      stopping.abort();
      await people.close();
      await database.close();
    },
  };
}

export type PeopledSite = Awaited<ReturnType<typeof peopledSite>>;
