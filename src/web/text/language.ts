/** The two languages of the site, and how each writes numbers, dates and lists. */

import { typeset } from '#lib/text/typeset.ts';
import { en } from './en.ts';
import { fr, type Words } from './fr.ts';

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** Everything a page needs to speak one language. */
export interface Voice {
  language: Language;
  words: Words;
  /** The path in this language of a path written without its prefix: `/recherche` gives `/en/recherche`. */
  path(path: string): string;
  number(value: number): string;
  /** With one decimal at most, two under 1. */
  decimal(value: number): string;
  /** A day, in words: `12 mars 2025`. The day itself is ISO 8601. */
  day(iso: string): string;
  /** A share from 0 to 1, in whole per cents: `31 %`. */
  share(value: number): string;
  /** With its sign and one decimal: `+1,5`. */
  weight(value: number): string;
  /** Metres as people say them: `450 m`, `3,2 km`, `38 km`. */
  distance(metres: number): string;
  /** Between what is named and what is told of it, with its spaces. */
  colon: string;
  /** `a, b et c`. */
  list(items: readonly string[]): string;
  /** The name of a language by its code (ISO 639); the code itself when it has none. */
  tongue(code: string): string;
  /** A partner's or a vocabulary's text, with the spaces and apostrophes of French where it is French. */
  set(text: string): string;
}

function voice(language: Language, words: Words): Voice {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const weights = new Intl.NumberFormat(locale, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const numbers = new Intl.NumberFormat(locale);
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const twoDecimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const shares = new Intl.NumberFormat(locale, { style: 'percent' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const tongues = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    language,
    words,
    path: (path) => (language === 'fr' ? path : path === '/' ? '/en' : `/en${path}`),
    number: (value) => numbers.format(value),
    decimal: (value) => (value < 1 ? twoDecimals : oneDecimal).format(value),
    weight: (value) => weights.format(value).replace('-', '\u2212'),
    share: (value) => shares.format(value),
    day(iso) {
      const date = new Date(iso);
      return Number.isNaN(date.getTime()) ? iso : days.format(date);
    },
    distance(metres) {
      if (metres < 950) return `${numbers.format(Math.max(50, Math.round(metres / 50) * 50))}\u00a0m`;
      return `${(metres < 9_950 ? oneDecimal : numbers).format(metres < 9_950 ? metres / 1000 : Math.round(metres / 1000))}\u00a0km`;
    },
    colon: language === 'fr' ? '\u00a0: ' : ': ',
    list: (items) => lists.format(items),
    tongue: (code) => (/^[a-z]{2,3}$/.test(code) ? (tongues.of(code) ?? code) : code),
    // Most texts are French on English pages too: what they write apart must not begin a line there.
    set: remembering((text) => typeset(language === 'fr' ? text : text.replace(/'/g, '’'))),
  };
}

/** Labels come back on every page; long texts seldom do. */
const mostRemembered = 5_000;
const longestRemembered = 200;

function remembering(set: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > longestRemembered) return set(text);
    let said = known.get(text);
    if (said === undefined) {
      said = set(text);
      if (known.size === mostRemembered) known.clear();
      known.set(text, said);
    }
    return said;
  };
}

const setAll = <T>(value: T): T => {
  if (typeof value === 'string') return typeset(value) as T;
  if (typeof value === 'function') {
    const speak = value as unknown as (...given: unknown[]) => string;
    return ((...given: unknown[]) => typeset(speak(...given))) as T;
  }
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, setAll(inner)])) as T;
  return value;
};

export const voices: Readonly<Record<Language, Voice>> = {
  fr: voice('fr', setAll(fr)),
  en: voice('en', en),
};
