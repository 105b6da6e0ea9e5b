/** What kind of thing a column holds, read from its values on both sides: nobody has to say it. */
import { wordsOf } from './words.ts';

/**
 * `words`: names, titles, addresses; `text`: longer; `category`: few values, many times each; `number`: a measure;
 * `year`; `digits`: phone numbers and identifiers, whatever their punctuation. Never guessed, only said: `postcode`
 * (or the département's number, which begins it) and `point` (`latitude longitude`, in degrees).
 */
export type ColumnKind = 'words' | 'text' | 'category' | 'number' | 'year' | 'digits' | 'postcode' | 'point';

/** The number at the start of a value, without currency, unit or thousands' spaces; undefined when there is none. */
export function readNumber(value: string): number | undefined {
  const match = /^[^\p{L}\d]*(\d+(?:[.,]\d+)?)\s*[^\d]{0,4}$/u.exec(value.trim());
  return match === null ? undefined : Number(match[1]!.replace(',', '.'));
}

export function digitsOf(value: string): string {
  return value.replace(/\D+/g, '');
}

export function kindOfColumn(values: readonly string[]): ColumnKind {
  const filled = values.filter((value) => value.trim() !== '');
  const share = (holds: (value: string) => boolean): number => filled.filter(holds).length / Math.max(1, filled.length);
  if (share((value) => readNumber(value) !== undefined) > 0.8) {
    const isYear = (value: string): boolean => /^(1[89]|20)\d\d$/.test(String(readNumber(value)));
    return share(isYear) > 0.9 ? 'year' : 'number';
  }
  if (share((value) => digitsOf(value).length >= 7 && !/\p{L}{3}/u.test(value)) > 0.8) return 'digits';
  const distinct = new Set(filled.map((value) => wordsOf(value).join(' '))).size;
  if (distinct <= 60 && distinct < filled.length / 10) return 'category';
  const lengths = filled.map((value) => wordsOf(value).length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return mean > 20 ? 'text' : 'words';
}
