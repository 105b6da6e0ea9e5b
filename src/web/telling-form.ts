/** What comes with the form of a project: its fields, its pictures, its signs; and the cookie that finds a draft again. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { FormSigns } from '#connect/spam/guard.ts';
import { type Telling, tellingSchema } from '#model/telling.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { signsOf } from './form-signs.ts';

/** Bytes of a form with its pictures. */
export const largestForm = 26 * 1024 * 1024;

export interface SentForm {
  /** Undefined when a field holds what cannot be kept. */
  telling: Telling | undefined;
  /** What was typed, without the characters that cannot be kept: to be shown again. */
  typed: Telling;
  /** Whether it has the fields of a telling, and not only an answer to a question. */
  isWhole: boolean;
  files: File[];
  /** A field of one value. */
  one(name: string): string;
  all(name: string): string[];
  signs: FormSigns;
}

/** Lists that only known words may enter. */
const lists = { themes: 'themes', audiences: 'audiences' } as const;
const words = { stage: 'stages', holderKind: 'holder-kinds' } as const;

export async function readForm(c: Context, proxies: number): Promise<SentForm> {
  const body = (await c.req.parseBody({ all: true })) as Record<string, string | File | (string | File)[]>;
  const all = (name: string): string[] =>
    [body[name] ?? []].flat().filter((value): value is string => typeof value === 'string');
  const one = (name: string): string => all(name)[0] ?? '';
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(tellingSchema.shape)) if (all(name).length > 0) fields[name] = one(name);
  for (const [name, vocabulary] of Object.entries(lists))
    fields[name] = [...new Set(all(name))].filter((id) => vocabularies[vocabulary].byId.has(id)).slice(0, 30);
  for (const [name, vocabulary] of Object.entries(words))
    if (!vocabularies[vocabulary].byId.has(one(name))) delete fields[name];
  fields.licence = one('licence') === 'oui';
  const read = tellingSchema.safeParse(fields);
  const legible = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? readable(value) : value,
  ]);
  return {
    telling: read.success ? read.data : undefined,
    typed: read.success ? read.data : tellingSchema.parse(Object.fromEntries(legible)),
    isWhole: body.title !== undefined,
    files: [body.images ?? []].flat().filter((file): file is File => file instanceof File && file.size > 0),
    one,
    all,
    signs: signsOf(c, proxies, one),
  };
}

const readable = (text: string): string => text.toWellFormed().replaceAll('\0', ' ');

const cookieName = 'carrefour-recits';
/** Drafts that one browser finds again. */
const mostDrafts = 5;
const month = 30 * 24 * 3600;

/** The keys that this browser holds, by contribution, the latest first. */
export function keysOf(c: Context): Map<string, string> {
  const pairs = (getCookie(c, cookieName) ?? '').split('~').map((pair) => pair.split('.') as [string, string?]);
  return new Map(pairs.flatMap(([id, key]) => (key === undefined ? [] : [[id, key] as const])));
}

/** Only what was begun here puts a cookie: whoever reads gets none. */
export function keepKey(c: Context, id: string, key: string, baseUrl: string): void {
  const others = [...keysOf(c)].filter(([other]) => other !== id).slice(0, mostDrafts - 1);
  setCookie(c, cookieName, [[id, key] as [string, string], ...others].map((pair) => pair.join('.')).join('~'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: baseUrl.startsWith('https:'),
    maxAge: month,
  });
}
