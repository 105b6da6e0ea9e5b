/** The link by which a member stops the letters of a community: signed, and kept nowhere. */
import { isSigned, type Secret, signatureOf } from '#lib/keyed.ts';

const saidOf = (community: string, person: string): string => `community-news ${community}.${person}`;

export const stopToken = (secret: Secret, community: string, person: string): string =>
  `${community}.${person}.${signatureOf(secret, saidOf(community, person))}`;

/** Undefined when it was not made here. */
export function readStopToken(secret: Secret, token: string): { community: string; person: string } | undefined {
  const [, community, person, given] = /^([0-9a-z]{10})\.([\w-]{1,64})\.([\w-]{43})$/.exec(token) ?? [];
  if (community === undefined || person === undefined || given === undefined) return undefined;
  return isSigned(secret, saidOf(community, person), given) ? { community, person } : undefined;
}
