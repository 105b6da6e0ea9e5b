/** The stamp of a form: when it was opened, signed; and the small sum that the browser does over it, in place of a riddle for people. */
import { randomBytes } from 'node:crypto';
import { sha256 } from '#lib/hash.ts';
import { isSigned, type Secret, signatureOf } from '#lib/keyed.ts';

/** Bits that must be 0: about sixteen thousand hashes, under a second on an old phone. */
export const workBits = 14;
/** A form may stay open for two days. */
const longest = 48 * 3600 * 1000;

/** Characters of the signature: 132 bits. */
const signed = 22;

export function newStamp(secret: Secret, now: Date): string {
  const text = `${now.getTime().toString(36)}.${randomBytes(9).toString('base64url')}`;
  return `${text}.${signatureOf(secret, `form ${text}`, signed)}`;
}

/** When the form was opened; undefined when the stamp is not ours, or too old. */
export function readStamp(secret: Secret, stamp: string, now: Date): Date | undefined {
  const [time = '', drawn = '', signature = ''] = stamp.slice(0, 100).split('.');
  if (!isSigned(secret, `form ${time}.${drawn}`, signature, signed)) return undefined;
  const opened = Number.parseInt(time, 36);
  return opened > now.getTime() - longest && opened <= now.getTime() + 60_000 ? new Date(opened) : undefined;
}

/** Whether the sum was done: the SHA-256 of `stamp:answer` begins with enough zero bits. */
export function workIsDone(stamp: string, answer: string): boolean {
  if (!/^\d{1,12}$/.test(answer)) return false;
  return Number.parseInt(sha256(`${stamp}:${answer}`).slice(0, 8), 16) >>> (32 - workBits) === 0;
}
