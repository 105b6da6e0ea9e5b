/** The language a sheet is written in: as its partner says, else as its text shows, else its catalogue's. */
import { detectAll } from 'tinyld';

export interface ToldLanguage {
  /** ISO 639-1. */
  language: string;
  /** `told` by the partner, `read` from the text, `assumed` to be the catalogue's where the text says too little. */
  how: 'told' | 'read' | 'assumed';
  /** From 0 to 1. */
  confidence: number;
}

/** Of what catalogues in France are written in; the detector's other fifty are only ever mistakes on short texts. */
const plausible = ['fr', 'en', 'es', 'pt', 'it', 'de', 'nl', 'ca', 'ar', 'uk', 'ru', 'tr', 'pl', 'ro'];
/** A shorter text shows nothing: names, towns, a list of words. In characters. */
const shortest = 100;
/** What a text is in shows in its beginning, in characters. */
const enough = 500;
/** The share of a language's small words from which a text is in it without asking further: prose has a third. */
const surely = 0.2;
/** A catalogue's own language is left only for one that the detector is this sure of, and this many times surer. */
const [sureFrom, timesSurer] = [0.45, 3];

const smallWords: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: new Set(
    (
      'le la les un une des du de d l et ou a à au aux en dans pour par sur avec sans sous qui que qu ne pas se s ce ' +
      'cette ces son sa ses leur leurs est sont nous vous ils elle il plus chez entre'
    ).split(' '),
  ),
  en: new Set(
    (
      'the a an of to and or in on for by with from at as is are was were be been has have it its this that their they ' +
      'we our you your not will can which who'
    ).split(' '),
  ),
};

/** Reads plain text; `expected` is the language of the catalogue. */
export function readLanguage(text: string, expected: string): ToldLanguage {
  const assumed: ToldLanguage = { language: expected, how: 'assumed', confidence: 0.5 };
  const beginning = text.slice(0, enough).replace(/\S*(?:@|\/\/|www\.)\S*/g, ' ');
  if (beginning.length < shortest) return assumed;
  const words = beginning.toLowerCase().match(/\p{L}+/gu) ?? [];
  const shareOf = (language: string) =>
    words.filter((word) => smallWords[language]?.has(word)).length / Math.max(1, words.length);
  const [french, english] = [shareOf('fr'), shareOf('en')];
  if (french >= surely && french > english) return { language: 'fr', how: 'read', confidence: 0.95 };
  if (english >= surely && english > 2 * french) return { language: 'en', how: 'read', confidence: 0.95 };
  const found = detectAll(beginning, { only: plausible });
  const [first] = found;
  if (first === undefined) return assumed;
  const own = found.find(({ lang }) => lang === expected)?.accuracy ?? 0;
  const confidence = Math.round(Math.min(1, first.accuracy) * 100) / 100;
  if (first.lang === expected) return { language: expected, how: 'read', confidence: Math.max(0.5, confidence) };
  if (first.accuracy >= sureFrom && first.accuracy >= timesSurer * own)
    return { language: first.lang, how: 'read', confidence };
  return assumed;
}
