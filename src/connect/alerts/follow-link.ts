/** Links that mails carry: an id and a signature that says what it opens. Nothing of them is kept. */
import { isSigned, type Secret, signatureOf } from '#lib/keyed.ts';

/** `confirm` and `stop` open one alert, `list` all of one follower. */
export type LinkPurpose = 'confirm' | 'stop' | 'list';

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

const saidOf = (purpose: LinkPurpose, id: string): string => `follow:${purpose}:${id}`;

export const linkToken = (secret: Secret, purpose: LinkPurpose, id: string): string =>
  `${id}.${signatureOf(secret, saidOf(purpose, id))}`;

/** The id that a token opens for this purpose; undefined when it was not made here. */
export function readLinkToken(secret: Secret, purpose: LinkPurpose, token: string): string | undefined {
  const [, id, given] = form.exec(token) ?? [];
  if (id === undefined || given === undefined) return undefined;
  return isSigned(secret, saidOf(purpose, id), given) ? id : undefined;
}
