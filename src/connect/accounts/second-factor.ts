/** The second factor of an account: set up, asked for, given, renewed, removed. A code of six digits (TOTP, RFC 6238), or a recovery code. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import type { Person } from '#model/person.ts';
import type { Authority } from './authority.ts';
import { createAllowance, type Limit } from './limits.ts';
import { challengeLife, hashOfCode } from './second-factor-plugins.ts';
import { endOldest, endSession, noteIdentity, openedBy } from './sessions.ts';
import type { Watch } from './watch.ts';

/** Each is a sentence in the site's dictionary. */
export type CodeRefusal = 'wrong-code' | 'too-many' | 'begin-again';

/** What an authenticator is to be told. */
export interface Setup {
  /** `otpauth://totp/…`, for a device that opens it. */
  uri: string;
  /** The same secret to be typed: groups of four letters and digits (base32). */
  secret: string;
}

export interface SecondFactor {
  state(person: Person): Promise<{ on: boolean; since: Date | undefined; recoveryCodes: number }>;
  /** Draws a secret that is in force once a code was shown. Undefined when one is in force already. */
  begin(headers: Headers): Promise<Setup | undefined>;
  /** What was drawn and waits for its first code. */
  begun(person: Person, headers: Headers): Promise<Setup | undefined>;
  /** Gives the cookies of a new session, and recovery codes that are shown once. All other sessions end. */
  confirm(
    person: Person,
    code: string,
    headers: Headers,
  ): Promise<{ cookies: string[]; recovery: string[] } | CodeRefusal>;
  renew(person: Person, code: string, headers: Headers): Promise<{ recovery: string[] } | CodeRefusal>;
  remove(person: Person, code: string, headers: Headers): Promise<'removed' | CodeRefusal>;
  /** Keeps the provider's identity token beside the challenge of an answer: the session that opens will have it. */
  holdIdentity(answer: Response, idToken: string): Promise<void>;
  /** Whether this browser gave its first factor and owes the second. */
  isOwed(headers: Headers): Promise<boolean>;
  /** Gives the second factor: the cookies that open the session. A session that the browser had is ended. */
  give(code: string, asked: { headers: Headers; network: string }): Promise<{ cookies: string[] } | CodeRefusal>;
}

/** Codes tried for one account, from anywhere; the library counts five for a challenge besides. */
const tries: Limit = { name: 'code-tries', times: 10, within: 900 };
/** A code opens once, longer than it is valid (three periods of thirty seconds). */
const once: Limit = { name: 'code-once', times: 1, within: 120 };

export function createSecondFactor(rooms: {
  db: Kysely<Tables>;
  secret: Secret;
  authority: Authority;
  watch: Watch;
  now(): Date;
}): SecondFactor {
  const { db, authority, watch } = rooms;
  const mayTry = createAllowance(rooms, tries);
  const isNew = createAllowance(rooms, once);
  const rowOf = (person: string) =>
    db.selectFrom('second_factor').selectAll().where('user_id', '=', person).executeTakeFirst();

  /** The answer of the library to a code, in the name of whoever the headers tell of. */
  const show = async (person: string, typed: string, headers: Headers): Promise<Response | CodeRefusal> => {
    if (!(await mayTry(person))) return 'too-many';
    const digits = typed.replace(/\s/g, '');
    const isCode = /^\d{6}$/.test(digits);
    const code = isCode ? digits : hashOfCode(typed);
    if (!(await isNew(`${person}:${code}`))) return 'wrong-code';
    const asked = { body: { code }, headers, asResponse: true } as const;
    const answer = isCode ? await authority.api.verifyTOTP(asked) : await authority.api.verifyBackupCode(asked);
    if (answer.status === 429) return 'too-many';
    if (answer.status !== 200) return 'wrong-code';
    if (!isCode) watch('recovery-code-used', { person });
    return answer;
  };
  const newRecovery = async (headers: Headers): Promise<string[]> =>
    (await authority.api.generateBackupCodes({ body: {}, headers })).backupCodes;

  return {
    async state({ id }) {
      const row = await rowOf(id);
      const on = row?.verified === true;
      return {
        on,
        since: on ? row.since : undefined,
        recoveryCodes: on ? (JSON.parse(row.backup_codes) as string[]).length : 0,
      };
    },
    async begin(headers) {
      const drawn = await authority.api.enableTwoFactor({ body: {}, headers, asResponse: true });
      if (drawn.status !== 200) return undefined;
      return setupOf(((await drawn.json()) as { totpURI: string }).totpURI);
    },
    async begun({ id }, headers) {
      // The library tells the secret of one in force too: it is never shown again.
      if ((await rowOf(id))?.verified !== false) return undefined;
      return setupOf((await authority.api.getTOTPURI({ body: {}, headers })).totpURI);
    },
    async confirm({ id }, code, headers) {
      if ((await rowOf(id))?.verified !== false) return 'begin-again';
      const here = await authority.api.getSession({ headers });
      const former = await db
        .selectFrom('session')
        .select(['id', 'id_token', 'proved_at'])
        .where('user_id', '=', id)
        .execute();
      const shown = await show(id, code, headers);
      if (typeof shown === 'string') return refused(shown, id);
      // Opened with one factor, they end.
      for (const session of former) await endSession(db, id, session.id);
      const replaced = former.find((session) => session.id === here?.session.id);
      const opened = await openedBy(db, shown);
      // The code is of a secret that this browser was just told: it proves nothing of who the person is.
      const carried = { idToken: replaced?.id_token ?? null, provedAt: replaced?.proved_at ?? null };
      if (opened !== undefined) await noteIdentity(db, opened.session, { ...carried, secondFactor: false });
      const cookies = shown.headers.getSetCookie();
      watch('second-factor-set', { person: id });
      return { cookies, recovery: await newRecovery(withCookies(headers, cookies)) };
    },
    async renew({ id }, code, headers) {
      const shown = await show(id, code, headers);
      return typeof shown === 'string' ? refused(shown, id) : { recovery: await newRecovery(headers) };
    },
    async remove({ id }, code, headers) {
      const shown = await show(id, code, headers);
      if (typeof shown === 'string') return refused(shown, id);
      await removeSecondFactor(db, id);
      watch('second-factor-removed', { person: id, why: 'by-oneself' });
      return 'removed';
    },
    async holdIdentity(answer, idToken) {
      const cookies = answer.headers.getSetCookie().join('; ');
      const challenge = challengeOf(new Headers({ cookie: cookies }));
      if (challenge === undefined) return;
      const expires_at = new Date(rooms.now().getTime() + challengeLife * 1000);
      const row = { id: randomUUID(), identifier: heldIdentity(challenge), value: idToken, expires_at };
      await db.insertInto('verification').values(row).execute();
    },
    isOwed: async (headers) => (await owing(headers)) !== undefined,
    async give(code, { headers, network }) {
      const person = await owing(headers);
      if (person === undefined) return 'begin-again';
      const former = await authority.api.getSession({ headers });
      // Without the session that the browser may have: the library would check the code of that one's account.
      const shown = await show(person, code, onlyChallenge(headers));
      if (typeof shown === 'string') {
        watch('second-factor-refused', { person, network, why: shown });
        return (await owing(headers)) === undefined ? 'begin-again' : shown;
      }
      if (former !== null) await endSession(db, former.user.id, former.session.id);
      await giveIdentity(shown, challengeOf(headers) ?? '');
      await endOldest(db, person);
      watch('signed-in', { person, network, why: 'second-factor' });
      return { cookies: shown.headers.getSetCookie() };
    },
  };

  function refused(why: CodeRefusal, person: string): CodeRefusal {
    watch('second-factor-refused', { person, why });
    return why;
  }

  /** To the session that was opened by a code, what its challenge kept. The code has just proved who it is. */
  async function giveIdentity(answer: Response, challenge: string): Promise<void> {
    const held = await db
      .deleteFrom('verification')
      .where('identifier', '=', heldIdentity(challenge))
      .returning('value')
      .executeTakeFirst();
    const opened = held && (await openedBy(db, answer));
    if (opened !== undefined)
      await noteIdentity(db, opened.session, { idToken: held!.value, provedAt: rooms.now(), secondFactor: false });
  }

  /** Whose second factor the challenge of this browser waits for. */
  async function owing(headers: Headers): Promise<string | undefined> {
    const challenge = challengeOf(headers);
    if (challenge === undefined) return undefined;
    const row = await db
      .selectFrom('verification')
      .select('value')
      .where('identifier', '=', challenge)
      .where('identifier', 'like', '2fa-%')
      .where('identifier', 'not like', '2fa-attempts-%')
      .where('expires_at', '>', new Date())
      .executeTakeFirst();
    return row?.value;
  }
}

/** Takes the second factor away: by the person, or by the operator of whoever lost it. Gives whether there was one. */
export async function removeSecondFactor(db: Kysely<Tables>, person: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('second_factor').where('user_id', '=', person).executeTakeFirst();
    await tx.updateTable('person').set({ second_factor: false }).where('id', '=', person).execute();
    return numDeletedRows > 0n;
  });
}

const challengeCookie = /(^|\.)two_factor$/;
/** Letters and digits, then a point and the signature, which the library checks when the code comes. */
const challengeOf = (headers: Headers): string | undefined =>
  cookieOf(headers, challengeCookie)?.value.split('.', 1)[0];
/** The name under which what a challenge keeps stands beside it. */
export const heldIdentity = (challenge: string): string => `identity:${challenge}`;
/** Whether an answer of the library asks for the second factor. */
export const asksForCode = (answer: Response): boolean =>
  answer.headers.getSetCookie().some((cookie) => /^[^=]*two_factor=[^;]/.test(cookie));

/** Its cookies, without those of the session that was opened and closed again. */
export const challengeCookies = (answer: Response): string[] =>
  answer.headers.getSetCookie().filter((cookie) => !/^[^=]*session_(token|data)=/.test(cookie));

const cookiesOf = (headers: Headers) =>
  (headers.get('cookie') ?? '').split(/;\s*/).flatMap((pair) => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [{ name: pair.slice(0, at), value: pair.slice(at + 1) }];
  });
const cookieOf = (headers: Headers, name: RegExp) => cookiesOf(headers).find((cookie) => name.test(cookie.name));

function onlyChallenge(headers: Headers): Headers {
  const own = new Headers(headers);
  const kept = cookieOf(headers, challengeCookie);
  own.set('cookie', kept === undefined ? '' : `${kept.name}=${kept.value}`);
  return own;
}

/** As the browser's next request will be. */
function withCookies(headers: Headers, set: readonly string[]): Headers {
  const own = new Headers(headers);
  own.set('cookie', set.map((cookie) => cookie.split(';', 1)[0]).join('; '));
  return own;
}

function setupOf(uri: string): Setup {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return { uri, secret: (secret.match(/.{1,4}/g) ?? []).join(' ') };
}
