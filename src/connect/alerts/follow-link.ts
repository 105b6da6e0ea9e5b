/** Links that mails carry: an id and a signature that says what it opens. Nothing of them is kept. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `confirm` and `stop` open one alert, `list` all of one follower. */
export type LinkPurpose = 'confirm' | 'stop' | 'list';

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

const signature = (secret: string, purpose: LinkPurpose, id: string): string =>
  createHmac('sha256', secret).update(`follow:${purpose}:${id}`).digest('base64url');

export const linkToken = (secret: string, purpose: LinkPurpose, id: string): string =>
  `${id}.${signature(secret, purpose, id)}`;

/** The id that a token opens for this purpose; undefined when it was not made here. */
export function readLinkToken(secret: string, purpose: LinkPurpose, token: string): string | undefined {
  const [, id, given] = form.exec(token) ?? [];
  if (id === undefined || given === undefined) return undefined;
  return timingSafeEqual(Buffer.from(signature(secret, purpose, id)), Buffer.from(given)) ? id : undefined;
}
