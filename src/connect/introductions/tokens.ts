/** What cannot be guessed: the relay address of a side, and the key of its page. */
import { randomBytes } from 'node:crypto';
import { isSigned, type Secret, signatureOf, signaturesOf } from '#lib/keyed.ts';
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
export const keyOf = (secret: Secret, introduction: string, side: Side): string =>
  signatureOf(secret, saidOf(introduction, side), keyLength);

export const sideOfKey = (secret: Secret, introduction: string, key: string): Side | undefined =>
  sides.find((side) => isSigned(secret, saidOf(introduction, side), key, keyLength));

/** All keys that open a conversation, those of former secrets too. */
export const keysOf = (secret: Secret, introduction: string): string[] =>
  sides.flatMap((side) => signaturesOf(secret, saidOf(introduction, side), keyLength));

const sides = ['asker', 'holder'] as const;
const saidOf = (introduction: string, side: Side): string => `introduction/${introduction}/${side}`;
/** 192 bits. */
const keyLength = 32;
