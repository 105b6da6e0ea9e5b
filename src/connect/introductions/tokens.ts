/** What cannot be guessed: the relay address of a side, and the key of its page. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Side } from '#model/introduction.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const tokenPattern = /^intro-([a-z2-7]{32})$/;

/** 160 bits, in letters that no mail server changes. */
export function drawToken(random: (bytes: number) => Buffer = randomBytes): string {
  return [...random(32)].map((byte) => letters[byte & 31]).join('');
}

export const relayAddress = (token: string, domain: string): string => `intro-${token}@${domain}`;

/** The token of an address at our domain; undefined when it is no address of ours. */
export function tokenOf(address: string, domain: string): string | undefined {
  const at = address.lastIndexOf('@');
  if (address.slice(at + 1).toLowerCase() !== domain) return undefined;
  return tokenPattern.exec(address.slice(0, at).toLowerCase())?.[1];
}

/** Opens one side of one conversation. Signed, not stored: who reads the tables opens nothing. */
export const keyOf = (secret: string, introduction: string, side: Side): string =>
  createHmac('sha256', secret).update(`introduction/${introduction}/${side}`).digest('base64url').slice(0, 32);

export function sideOfKey(secret: string, introduction: string, key: string): Side | undefined {
  const given = Buffer.from(key);
  return (['asker', 'holder'] as const).find((side) => {
    const right = Buffer.from(keyOf(secret, introduction, side));
    return given.length === right.length && timingSafeEqual(given, right);
  });
}
