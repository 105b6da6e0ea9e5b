/** What a platform sees of an answer when it tries to recognise itself. */
import { isObject, parseJson } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Ask, Glimpse } from '../sniff/platform.ts';

/** The answer as JSON; undefined when it is none, or only its beginning is known. */
export function jsonOf({ text, status }: Glimpse): unknown {
  return status === 200 && /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
}

/** The same when it is an object. */
export function objectOf(glimpse: Glimpse): Row | undefined {
  const value = jsonOf(glimpse);
  return isObject(value) ? value : undefined;
}

/** Asks for JSON; undefined when there is none to read. */
export async function askJson(
  ask: Ask,
  address: URL | string,
): Promise<{ value: unknown; glimpse: Glimpse } | undefined> {
  const glimpse = await ask(address);
  if ('reason' in glimpse) return undefined;
  const value = jsonOf(glimpse);
  return value === undefined ? undefined : { value, glimpse };
}

export const isPage = ({ type, text, status }: Glimpse): boolean =>
  status === 200 && (type.includes('html') || /^\s*<(!doctype|html)/i.test(text));

/** A text that says something. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
