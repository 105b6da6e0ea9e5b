/** What is written down of signing in and of refusals: which account, and hashes that tell nobody who or where. */
import { type Secret, signatureOf } from '#lib/keyed.ts';

export type Noted =
  | 'link-asked'
  | 'link-refused'
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-refused'
  | 'second-factor-asked'
  | 'second-factor-refused'
  | 'second-factor-set'
  | 'second-factor-removed'
  | 'recovery-code-used'
  | 'sessions-ended'
  | 'account-removed'
  | 'refused';

export interface About {
  /** The id of the account. */
  person?: string | undefined;
  network?: string | undefined;
  mail?: string | undefined;
  /** One word, or a status. */
  why?: string | number | undefined;
  /** `POST /compte/sessions`: the route's pattern, since an address may hold a key. */
  route?: string | undefined;
}

/** Tells the log what happened. */
export type Watch = (is: Noted, about?: About) => void;

export interface WatchLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const ordinary: ReadonlySet<Noted> = new Set([
  'link-asked',
  'signed-in',
  'signed-out',
  'second-factor-asked',
  'second-factor-set',
  'sessions-ended',
  'account-removed',
]);

/**
 * Networks and addresses are written as keyed hashes whose key changes every day (UTC): what happened on a day can be put
 * together, what happened in a month cannot.
 */
export function createWatch({ secret, log, now }: { secret: Secret; log: WatchLog; now(): Date }): Watch {
  const hash = (what: string, text: string | undefined) =>
    text === undefined ? undefined : signatureOf(secret, `${now().toISOString().slice(0, 10)}:${what}:${text}`, 16);
  return (is, { person, network, mail, why, route } = {}) => {
    const fields = {
      part: 'security',
      is,
      person,
      network: hash('network', network),
      mail: hash('mail', mail),
      why,
      route,
    };
    if (ordinary.has(is)) log.info(fields, is);
    else log.warn(fields, is);
  };
}
