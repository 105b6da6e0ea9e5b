/** Takes a leaver out of what others wrote: name, address, phone. */
import { type RawBuilder, sql } from 'kysely';
import { phonesIn, withPhones } from '#lib/text/phones.ts';

const mark = '[…]';

const isPhone = (one: string): boolean => phonesIn(one)[0] === one;

/**
 * A text without what names a person: names whole or word by word (words of two letters are others' too), phones in
 * every usual writing.
 */
export function withoutNames(text: string, names: readonly string[]): string {
  const phones = new Set(names.filter(isPhone));
  const parts = names
    .filter((name) => !phones.has(name))
    .flatMap((name) => [name, ...name.split(/[\s,;]+/)])
    .map((part) => part.trim());
  const wanted = [...new Set(parts.filter((part) => part.length > 2))].sort((a, b) => b.length - a.length);
  return wanted.reduce(
    (kept, part) =>
      kept.replace(
        new RegExp(`(?<![\\p{L}\\p{N}])${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu'),
        mark,
      ),
    phones.size === 0 ? text : withPhones(text, (value, written) => (phones.has(value) ? mark : written)),
  );
}

/** Of what names a person, the phones. */
export const phonesAmong = (names: readonly string[]): string[] => names.filter(isPhone);

/** And what else a text of anybody's is sure to name them by: a single word may be anybody's, and a word of a project. */
export const sureNames = (names: readonly string[]): string[] =>
  names
    .filter((name) => !isPhone(name))
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter((name) => /@|\S\s\S/.test(name));

/** In SQL: whether a text may name a person so, by name or by phone; `isSurelyNamed` tells whether it does. */
export function mayName(text: RawBuilder<string>, names: readonly string[]): RawBuilder<boolean> {
  // As it is dialled from abroad: the digits that every writing has.
  const dialled = phonesAmong(names).map((phone) => phone.replace(/\D/g, '').replace(/^0/, ''));
  return sql`(
    exists (select from unnest(${sureNames(names)}::text[]) as named
      where position(lower(named) in lower(regexp_replace(${text}, '\\s+', ' ', 'g'))) > 0)
    or exists (select from unnest(${dialled}::text[]) as named
      where position(named in regexp_replace(${text}, '\\D', '', 'g')) > 0))`;
}

/** Whether a text names a person by more than a phone: then every word of the name in it is theirs. */
export function isSurelyNamed(text: string, names: readonly string[]): boolean {
  const plain = text.replace(/\s+/g, ' ').toLowerCase();
  return sureNames(names).some((name) => plain.includes(name.toLowerCase()));
}
