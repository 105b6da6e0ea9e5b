/**
 * Under which keys a sheet meets those it could be one with. Two sheets without a key in common are never compared, so
 * that a change reaches only its own blocks. Missed are true pairs that have none of these in common: a web page; an
 * establishment; an exact name and a site; all the telling words of a rare name; a holder's number or a contact, with
 * the beginning of a telling word; and that, in one commune, share none of: the beginning or the consonants of a
 * telling word, an acronym, the whole name, the street and number, the web site, the holder's number, a contact.
 */
import { foldToWords } from '#lib/text/fold.ts';
import type { Sheet } from '#model/sheet.ts';
import { holderEvidence, holderNumbers } from './holder-evidence.ts';
import { nameEvidence } from './name-evidence.ts';
import { doorsOf, onlyCommune } from './place-evidence.ts';
import { webEvidence } from './web-evidence.ts';
import { rarityOf } from './word-frequency.ts';

const beginning = 5;
/** A title longer than this is a sentence: its words meet too many others. */
const mostWords = 8;

export function blockKeys(sheet: Sheet): string[] {
  const keys = new Set<string>();
  const commune = onlyCommune(sheet);
  const { telling, exact, joined } = nameEvidence(sheet.title, sheet.sites[0]?.city ?? '');
  const { pages, sites } = webEvidence(sheet);
  const holder = holderEvidence(sheet);
  // Alone each would gather all that a large holder or a network's shared mail stands for, anywhere in the country.
  const carriers = [
    ...holderNumbers(holder).map((number) => `holder ${number}`),
    ...[...holder.contacts].map((hash) => `contact ${hash}`),
  ];
  const beginnings = telling.length <= mostWords ? telling.map((word) => word.slice(0, beginning)) : [];
  if (commune !== undefined) {
    for (const start of beginnings) keys.add(`word ${commune} ${start}`);
    if (telling.length <= mostWords)
      for (const word of telling) {
        const bones = consonants(word);
        if (bones.length > 2 && rarityOf(word) === 2) keys.add(`word ${commune} ~${bones}`);
      }
    // In its own order and in the alphabet's, without blanks: mostly one key.
    for (const whole of [joined, exact.replaceAll(' ', '')]) if (whole !== '') keys.add(`name ${commune} ${whole}`);
    if (joined.length >= beginning && telling.length > 0 && telling.length <= 3)
      keys.add(`word ${commune} ${telling.join('').slice(0, beginning)}`);
    for (const letters of [...initials(sheet.title), ...cutWords(sheet.title)])
      keys.add(`word ${commune} ${letters.slice(0, beginning)}`);
    for (const door of doorsOf(sheet)) keys.add(`door ${commune} ${door}`);
    for (const site of sites) keys.add(`site ${commune} ${site}`);
    for (const carrier of carriers) keys.add(`${carrier} ${commune}`);
  }
  if (holder.siret !== undefined) keys.add(`siret ${holder.siret}`);
  for (const carrier of carriers) for (const start of beginnings) keys.add(`${carrier} ${start}`);
  const own = telling.join('');
  const rarest = Math.max(0, ...telling.map(rarityOf));
  if (own.length >= beginning && rarest + Math.min(telling.length, 2) > 2) keys.add(`name ${own}`);
  for (const page of pages) keys.add(`page ${page}`);
  if (telling.length > 0) for (const site of sites) keys.add(`site ${site} ${exact}`);
  return [...keys].sort();
}

/** They met by their names, not by a door or a web address alone. */
export function metByName(one: readonly string[], other: readonly string[]): boolean {
  return one.some((key) => (key.startsWith('word ') || key.startsWith('name ')) && other.includes(key));
}

/** A word without its vowels and doubled letters, from six letters: `casemate` and `casmate` meet. */
function consonants(word: string): string {
  return word.length < 6 ? '' : word.replace(/[aeiouyh]/g, '').replace(/(.)\1+/g, '$1');
}

/** What stands cut into pieces of at most three letters: `Fab’N’Lab` meets `FabNLab`. */
function cutWords(title: string): string[] {
  return (foldToWords(title).match(/\b\p{L}{1,3}( \p{L}{1,3})+\b/gu) ?? [])
    .map((run) => run.replaceAll(' ', ''))
    .filter((word) => word.length >= beginning);
}

/** The acronym that a name of three to seven words could have, with and without its little words. */
function initials(title: string): string[] {
  const all = foldToWords(title).split(' ');
  const telling = all.filter((word) => word.length > 3);
  return [all, telling].flatMap((list) =>
    list.length >= 3 && list.length <= 7 ? [list.map((word) => word[0]).join('')] : [],
  );
}
