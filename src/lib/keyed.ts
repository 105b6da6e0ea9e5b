/** What is signed with a secret that can be changed: one secret signs, former ones are believed still. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** One secret; or the one that signs, and after it those that signed before. */
export type Secret = string | readonly [string, ...string[]];

export const secretsIn = (secret: Secret): readonly [string, ...string[]] =>
  typeof secret === 'string' ? [secret] : secret;

/** HMAC-SHA-256 in base64url: 43 characters, or the first `length` of them. */
const signed = (secret: string, text: string, length: number): string =>
  createHmac('sha256', secret).update(text).digest('base64url').slice(0, length);

/** By the secret that signs. `text` says what it is for: what is signed for one thing opens nothing else. */
export const signatureOf = (secret: Secret, text: string, length = 43): string =>
  signed(secretsIn(secret)[0], text, length);

/** By each secret, the one that signs first. */
export const signaturesOf = (secret: Secret, text: string, length = 43): string[] =>
  secretsIn(secret).map((one) => signed(one, text, length));

/** Whether any of the secrets signed it. Every one is tried, so that the time tells nothing. */
export function isSigned(secret: Secret, text: string, given: string, length = 43): boolean {
  const tried = signaturesOf(secret, text, length).map((right) => isEqual(right, given));
  return tried.includes(true);
}

function isEqual(right: string, given: string): boolean {
  const [one, other] = [Buffer.from(right), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
