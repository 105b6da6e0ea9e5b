/**
 * Two languages: what is written in English is read with English stems besides. A word of a text in English is indexed
 * with a mark: it is found by its French stem as every word is, and by its English one.
 */
import { englishStem } from '#lib/text/english-stem.ts';
import { foldedStem } from '#lib/text/folded-stem.ts';
import type { SearchDocument } from '../engine.ts';

/** Before a word of a text in English, and before every English stem. */
export const englishMark = '\u0003';

export function isInEnglish({ facets }: Pick<SearchDocument, 'facets'>): boolean {
  return facets.language?.includes('en') ?? false;
}

/** An indexed word as it is written, without the mark of its language. */
export function asWritten(word: string): string {
  return word.startsWith(englishMark) ? word.slice(englishMark.length) : word;
}

export function markedEnglishStem(word: string): string {
  return englishMark + englishStem(word);
}

/** Stems that lead to an indexed word. */
export function stemsOfIndexed(word: string): string[] {
  const written = asWritten(word);
  return written === word ? [foldedStem(word)] : [foldedStem(written), markedEnglishStem(written)];
}

/** Small words of one language and hardly of the other; `on`, `or`, `a` tell nothing. */
const french = new Set(
  (
    'le la les un une des du de d l et ou au aux en dans pour par sur avec sans sous qui que qu quoi dont ce cette ces son sa ' +
    'ses leur leurs est sont nous vous ils elle elles il chez entre quel quelle quels quelles comment pourquoi quand'
  ).split(' '),
);
const english = new Set(
  (
    'the of and to in for with from by at is are was be this that these those their they we our you your it its how what ' +
    'which who whose where why when can'
  ).split(' '),
);

/** The language that small words and accents show; undefined when nothing does, or both. */
export function languageShown(words: readonly string[], accented: boolean): 'fr' | 'en' | undefined {
  const isFrench = accented || words.some((word) => french.has(word));
  const isEnglish = words.some((word) => english.has(word));
  if (isFrench === isEnglish) return undefined;
  return isFrench ? 'fr' : 'en';
}

const accents = /[àâçéèêëîïôùûüÿœæ]/i;

/** Letters may be followed by their accents. */
const notPlain = /[\u0080-\uffff]/;

export function isAccented(text: string): boolean {
  return accents.test(text) || (notPlain.test(text) && accents.test(text.normalize('NFC')));
}

/** Whether a text is mostly in English, by its small words. */
export function looksEnglish(words: readonly string[]): boolean {
  let balance = 0;
  for (const word of words) balance += (english.has(word) ? 1 : 0) - (french.has(word) ? 1 : 0);
  return balance > 0;
}
