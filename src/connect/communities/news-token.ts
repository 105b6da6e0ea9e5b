/** The link by which a member stops the letters of a community: signed, and kept nowhere. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const signature = (secret: string, of: string): string =>
  createHmac('sha256', secret).update(`community-news ${of}`).digest('base64url');

export const stopToken = (secret: string, community: string, person: string): string =>
  `${community}.${person}.${signature(secret, `${community}.${person}`)}`;

/** Undefined when it was not made here. */
export function readStopToken(secret: string, token: string): { community: string; person: string } | undefined {
  const [, community, person, given] = /^([0-9a-z]{10})\.([\w-]{1,64})\.([\w-]{43})$/.exec(token) ?? [];
  if (community === undefined || person === undefined || given === undefined) return undefined;
  const expected = signature(secret, `${community}.${person}`);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given)) ? { community, person } : undefined;
}
