/** A column as its name and its values show it: what every guess about a mapping rests on. */
import { fold, foldToWords } from '#lib/text/fold.ts';
import { readRna, readSiren, readSiret } from '#model/identifier.ts';
import type { Row } from '#model/record.ts';
import { readCell } from '../cell.ts';
import { readDay } from '../clean/day.ts';

export interface Column {
  name: string;
  /** The name in folded words, camel case and underscores cut: `code postal`. */
  words: string;
  /** What each row holds, placeholders left out. */
  cells: readonly (readonly string[])[];
  /** Every value, in the order of the rows. */
  values: readonly string[];
  /** Share of the rows that hold something. */
  filled: number;
  /** Value → how often it stands. */
  distinct: ReadonlyMap<string, number>;
  /** Mean length of a value, in characters. */
  length: number;
  /** The share of the values that pass a test. */
  share(test: (value: string) => boolean): number;
}

export function profile(name: string, rows: readonly Row[]): Column {
  const cells = rows.map((row) => readCell(row, name));
  const values = cells.flat();
  const distinct = new Map<string, number>();
  for (const value of values) distinct.set(value, (distinct.get(value) ?? 0) + 1);
  const shares = new Map<(value: string) => boolean, number>();
  return {
    ...{ name, words: wordsOfName(name), cells, values, distinct },
    filled: rows.length === 0 ? 0 : cells.filter(({ length }) => length > 0).length / rows.length,
    length: values.length === 0 ? 0 : values.reduce((sum, { length }) => sum + length, 0) / values.length,
    share(test) {
      const before = shares.get(test);
      if (before !== undefined) return before;
      const some = values.slice(0, mostTested);
      const share = some.length === 0 ? 0 : some.filter(test).length / some.length;
      shares.set(test, share);
      return share;
    },
  };
}

/** Values that a test looks at: a few thousand tell as much as all. */
const mostTested = 3000;

/** `SiteWeb` and `SITE_WEB` are both `site web`. */
export function wordsOfName(name: string): string {
  return foldToWords(
    withoutPlace(name)
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/_/g, ' '),
  );
}

/** Of what a page says for machines, the property without the way to it: `jsonld[].address.postalCode`, `opengraph.og:title`. */
const withoutPlace = (name: string): string =>
  name
    .replace(/^(?:jsonld|microdata)\[\d*\](?:\.@graph\[\d*\])?\./, '')
    .replace(/^opengraph\.[\w-]+:/, '')
    .replace(/\[\d*\]/g, '');

export const isNumber = (value: string): boolean => /^-?\d+(?:[.,]\d+)?$/.test(value);
export const isInteger = (value: string): boolean => /^\d+$/.test(value);
export const isYear = (value: string): boolean => /^(?:18|19|20)\d{2}$/.test(value) && Number(value) < 2100;
export const isDay = (value: string): boolean =>
  /\d[-/. ]\S+[-/. ]\d|^\d{8}$/.test(value) && readDay(value) !== undefined;
export const isMail = (value: string): boolean => /^(?:mailto:)?[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(value);
export const isWebAddress = (value: string): boolean => /^https?:\/\/\S+$/i.test(value) || isBareHost(value);
const isBareHost = (value: string): boolean =>
  /^(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}(?:\/\S*)?$/i.test(value);
export const isImage = (value: string): boolean =>
  /^https?:\/\/\S+\.(?:jpe?g|png|gif|webp|svg|avif)(?:[?#]\S*)?$/i.test(value);
export const isPhone = (value: string): boolean =>
  /^(?:\+|00)?\d[\d\s.()/-]{7,20}$/.test(value) &&
  /^\D*(?:33|0|2\d\d|6\d\d|5\d\d)/.test(value) &&
  value.replace(/\D/g, '').length >= 9 &&
  value.replace(/\D/g, '').length <= 13;
export const isSiret = (value: string): boolean => readSiret(value) !== undefined;
export const isSiren = (value: string): boolean => readSiren(value) !== undefined;
export const isRna = (value: string): boolean => readRna(value) !== undefined;
export const isPair = (value: string): boolean => /^[[(]?-?\d{1,3}\.\d+\s*[,; ]\s*-?\d{1,3}\.\d+[\])]?$/.test(value);
export const isText = (value: string): boolean => /\p{L}{2}/u.test(value);

const answers = new Set(
  'oui non x o n yes no vrai faux true false 0 1 souvent toujours parfois rarement jamais exceptionnellement'.split(
    ' ',
  ),
);
/** What is answered to the question that the name of a column asks. */
export const isAnswer = (value: string): boolean =>
  answers.has(fold(value)) || /^(?:de temps en temps|pas du tout|a la demande)$/.test(foldToWords(value));

/** A decimal with comma or point. */
export const toNumber = (value: string): number => Number(value.replace(',', '.').replace(/\s/g, ''));

/** Numbers that follow each other from row to row. */
export const isCounter = (column: Column): boolean => {
  if (column.share(isInteger) < 1) return false;
  return column.cells.every(([value], at) => value !== undefined && Number(value) === Number(column.cells[0]![0]) + at);
};
