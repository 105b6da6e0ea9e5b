/** Takes a leaver out of what others wrote: name, address, phone. */
import { type RawBuilder, sql } from 'kysely';
import { phonesIn, withPhones } from '#lib/text/phones.ts';

const mark = '[…]';

const isPhone = (one: string): boolean => phonesIn(one)[0] === one;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const whole = (pattern: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags);

/** Words that stand in names and are everybody's. */
const particle = /^(?:l[ae]s?|d[eu]s?|une?|et|and|the|of|von|van)$/i;
const wordsOf = (name: string): string[] => name.split(/[\s,;]+/).filter((word) => word !== '');
const ownWords = (name: string): string[] => wordsOf(name).filter((word) => word.length > 1 && !particle.test(word));

/** As a name is written: `Rose` and `ROSE` for `rose`, not the flower. What has no letter to raise stands as it is. */
const asName = (word: string): RegExp =>
  whole(
    [...word]
      .map((letter, at) => {
        const [small, large] = [letter.toLowerCase(), letter.toUpperCase()].map(escaped);
        return small === large ? escaped(letter) : at === 0 ? large : `(?:${small}|${large})`;
      })
      .join(''),
    'gu',
  );

/**
 * A text without what names a person: the whole name however it is written, each of its words where it is written as a
 * name is (two letters are others' too, and so is a word that calls itself a name), phones in every usual writing.
 */
export function withoutNames(text: string, names: readonly string[]): string {
  const phones = new Set(names.filter(isPhone));
  const written = names.filter((name) => !phones.has(name)).map((name) => name.trim());
  const patterns = [
    ...written
      .filter((name) => isWhole(name))
      .map((name) => [name, whole(escaped(name).replace(/\s+/g, '\\s+'), 'giu')] as const),
    ...written
      .flatMap(ownWords)
      .filter((word) => word.length > 2)
      .map((word) => [word, asName(word)] as const),
  ].sort(([a], [b]) => b.length - a.length);
  return patterns.reduce(
    (kept, [, pattern]) => kept.replace(pattern, mark),
    phones.size === 0 ? text : withPhones(text, (value, as) => (phones.has(value) ? mark : as)),
  );
}

/** What they alone wrote, and stays: a name of one word goes too, however it is written. */
export const withoutOwnName = (text: string, names: readonly string[]): string =>
  names
    .filter((name) => !isPhone(name) && ownWords(name).length > 0)
    .map((name) => whole(escaped(name.trim()).replace(/\s+/g, '\\s+'), 'giu'))
    .reduce((kept, name) => kept.replace(name, mark), withoutNames(text, names));

/** An address, or two words that are nobody else's: a single one may be anybody's, and a word of a project. */
const isWhole = (name: string): boolean => isAddress(name) || ownWords(name).length > 1;
const isAddress = (name: string): boolean => /^\S+@\S+\.\S+$/.test(name);

/** Of what names a person, the phones. */
export const phonesAmong = (names: readonly string[]): string[] => names.filter(isPhone);

/** And what else a text of anybody's is sure to name them by. */
const sureNames = (names: readonly string[]): string[] =>
  names
    .filter((name) => !isPhone(name))
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter(isWhole);

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

/**
 * What others wrote to everybody, or of something else: a word of a name may be anybody's there, and whoever calls
 * themselves "Nantes", joins and leaves takes no town along. By address and phone, and by name where the name stands whole.
 */
export const withoutFullNames = (text: string, names: readonly string[]): string =>
  withoutNames(text, isSurelyNamed(text, names) ? names : names.filter((one) => isPhone(one) || isAddress(one)));

/**
 * Whether a text of anybody's names a person by more than a phone: then every word of the name in it is theirs. The name
 * as names are written: whoever calls themselves by words that everybody uses, and leaves, takes nothing of others along.
 */
export function isSurelyNamed(text: string, names: readonly string[]): boolean {
  const plain = text.replace(/\s+/g, ' ');
  return sureNames(names).some((name) =>
    name.includes('@') ? whole(escaped(name), 'iu').test(plain) : isWrittenAsName(plain, name),
  );
}

const isWrittenAsName = (text: string, name: string): boolean =>
  [...text.matchAll(whole(escaped(name), 'giu'))].some(([found]) =>
    ownWords(found).every((word) => !/^\p{Ll}/u.test(word)),
  );
