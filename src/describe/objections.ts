/** What people asked not to be shown any more, taken out of every sheet, whatever the partner sends next. */
import { sha256 } from '#lib/hash.ts';
import { foldToWords } from '#lib/text/fold.ts';
import type { Sheet } from '#model/sheet.ts';
import { findContacts, withheldMark, withholdContacts } from './clean/contact.ts';

/** Only hashes: who objects does not become known by objecting. */
export interface Objections {
  /** Of mails and phones as `findContacts` writes them. */
  contacts: ReadonlySet<string>;
  /** Of names, folded and their words joined by spaces, by how many words they have. */
  names: ReadonlyMap<number, ReadonlySet<string>>;
}

export type ObjectionSubject = { kind: 'mail' | 'phone' | 'name'; subject: string };

/** Longest name, in words: `Marie-Anne de La Tour du Pin`. */
const mostWords = 8;

/** The form in which an objection is kept; undefined when the text is no mail, no phone or no name of two words or more. */
export function objectionTo(kind: ObjectionSubject['kind'], text: string): ObjectionSubject | undefined {
  if (kind === 'name') {
    const words = foldToWords(text).split(' ').filter(Boolean);
    if (words.length < 2 || words.length > mostWords) return undefined;
    return { kind, subject: `${words.length}:${sha256(words.join(' '))}` };
  }
  const found = findContacts(text).find((contact) => contact.kind === kind);
  return found && { kind, subject: sha256(found.value) };
}

export function objectionsOf(subjects: Iterable<ObjectionSubject>): Objections {
  const contacts = new Set<string>();
  const names = new Map<number, Set<string>>();
  for (const { kind, subject } of subjects) {
    if (kind !== 'name') contacts.add(subject);
    else {
      const [count = '', hash = ''] = subject.split(':');
      const same = names.get(Number(count)) ?? new Set();
      names.set(Number(count), same.add(hash));
    }
  }
  return { contacts, names };
}

/** The sheet without what was objected to: dropped from its contacts, `[…]` in every text. The same sheet when nothing is. */
export function honour(sheet: Sheet, objections: Objections): Sheet {
  if (objections.contacts.size === 0 && objections.names.size === 0) return sheet;
  const contacts = sheet.contacts.filter(({ value }) => !objections.contacts.has(sha256(value)));
  const { contacts: _, ...texts } = sheet;
  return { ...(mapTexts(texts, (text) => withoutObjected(text, objections)) as typeof texts), contacts };
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}

export function withoutObjected(text: string, { contacts, names }: Objections): string {
  const kept = contacts.size === 0 ? text : withholdContacts(text, ({ value }) => contacts.has(sha256(value)));
  return names.size === 0 ? kept : withoutNames(kept, names);
}

/** Words of a text with where they stand; tags of HTML are no words. */
const word = /<[^>]*>|[\p{L}\p{M}\p{N}]+/gu;

function withoutNames(text: string, names: Objections['names']): string {
  const words: { folded: string; from: number; to: number }[] = [];
  for (const match of text.matchAll(word)) {
    if (match[0].startsWith('<')) continue;
    const folded = foldToWords(match[0]);
    if (folded !== '') words.push({ folded, from: match.index, to: match.index + match[0].length });
  }
  let kept = '';
  let end = 0;
  for (let first = 0; first < words.length; first++) {
    for (const [count, hashes] of names) {
      const last = words[first + count - 1];
      if (last === undefined || words[first]!.from < end) continue;
      const named = words.slice(first, first + count).map(({ folded }) => folded);
      if (!hashes.has(sha256(named.join(' ')))) continue;
      kept += text.slice(end, words[first]!.from) + withheldMark;
      end = last.to;
    }
  }
  return kept + text.slice(end);
}
