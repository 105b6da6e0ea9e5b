/** Hashes and short stable identifiers. */
import { createHash } from 'node:crypto';

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal: 64 characters. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A UUID (version 4 in form) drawn from a text: the same text gives the same. */
export function uuidOf(text: string): string {
  const hex = sha256(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Ten characters of Crockford base32 (50 bits) drawn from a text: the same text gives the same identifier.
 * At a million projects two of them meet with a chance of about 1 in 2,000: the caller asks again with another `salt`.
 */
export function shortId(text: string, salt = 0): string {
  const bytes = createHash('sha256')
    .update(salt === 0 ? text : `${text}\u0000${salt}`, 'utf8')
    .digest();
  let bits = 0n;
  for (let i = 0; i < 7; i++) bits = (bits << 8n) | BigInt(bytes[i]!);
  let id = '';
  for (let shift = 51n; shift >= 6n; shift -= 5n) id += crockford[Number((bits >> shift) & 31n)];
  return id;
}

/** What `shortId` writes, as a pattern for addresses (case-insensitive when read). */
export const shortIdPattern = /^[0-9a-hjkmnp-tv-z]{10}$/;

/** JSON with the keys of every object in order, so that equal values give equal text (and equal hashes). */
export function stableJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** Copies only what is not in order yet: a replacer, called for every value, takes twice the time. */
function inOrder(value: unknown): unknown {
  // A date is its text, as JSON has it.
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const entries = Object.entries(value).map(([name, inner]) => [name, inOrder(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
