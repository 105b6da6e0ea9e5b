/** A mail address as accounts know it: lower case, an accented domain in its ASCII form. */
import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** The longest address that SMTP carries (RFC 5321, 4.5.3.1.3), in characters. */
const longest = 254;
const schema = z.email().max(longest);

/** Undefined when it is not a mail address. Letters outside ASCII before the @ are refused: two that look alike are two persons. */
export function readMailAddress(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const trimmed = text.trim().toLowerCase();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > longest) return undefined;
  const read = schema.safeParse(`${trimmed.slice(0, at)}@${domainToASCII(trimmed.slice(at + 1))}`);
  return read.success ? read.data : undefined;
}
