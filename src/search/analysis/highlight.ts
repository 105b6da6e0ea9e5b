/** Why a project answers: the words of a query found in its texts, by the same analysis as the index. */
import { tokens } from '#lib/text/tokens.ts';
import { looksEnglish } from './language.ts';
import { readQuery } from './query.ts';
import { englishStemOf, stemOf } from './stem-of.ts';

/** A stretch of a text; `hit` when it says a word of the query. The stretches of a text, joined, are that text. */
export interface Piece {
  text: string;
  hit: boolean;
}

export interface Highlighter {
  /** The text in stretches. */
  mark(text: string): Piece[];
  /** The words of the query that the text says, folded. */
  said(text: string): Set<string>;
  /** The part of the texts, of about `length` characters, that says most of `wanted`; undefined when none says any. */
  excerpt(texts: readonly string[], wanted: ReadonlySet<string>, length: number): Piece[] | undefined;
  /** The words of the query, folded. */
  readonly words: readonly string[];
}

/** A stretch as the analysis sees it: letters and digits with what joins them. */
const stretch = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’‘ʼ.\-‐‑·][\p{L}\p{N}\p{M}]+)*/gu;
const part = /[\p{L}\p{N}\p{M}]+/gu;
/** Most stretches: nothing joins anything. */
const isOneWord = /^[\p{L}\p{N}\p{M}]+$/u;
const longestRead = 20_000;
/** Wordings of several words are found when these follow one another, at most this far apart, as in the index. */
const phraseStep = 4;
const shortestBeginning = 3;

interface Word {
  word: string;
  stems: Set<string>;
  /** For texts in English; undefined when the query is in French. */
  english: string | undefined;
  /** It may be unfinished. */
  beginning: string | undefined;
  phrases: readonly (readonly string[])[];
}

/** Undefined when the query has nothing to look for. `corrected` is what the engine read for words nobody says. */
export function highlighter(
  query: string,
  corrected: readonly { from: string; to: string }[] = [],
): Highlighter | undefined {
  const { wanted, phrases, language } = readQuery(query);
  const instead = new Map(corrected.map(({ from, to }) => [from, to]));
  const words = wanted.map(({ word, synonyms, initials, last }): Word => {
    const one = [word, instead.get(word) ?? word, ...initials];
    for (const wording of synonyms) if (wording.length === 1) one.push(wording[0]!);
    const beginning = last && word.length >= shortestBeginning && !instead.has(word) ? word : undefined;
    const several = synonyms.filter((wording) => wording.length > 1).map((wording) => wording.map(stemOf));
    const english = language === 'fr' ? undefined : englishStemOf(word);
    return { word, stems: new Set(one.map(stemOf)), english, beginning, phrases: several };
  });
  for (const phrase of phrases)
    for (const word of phrase)
      words.push({ word, stems: new Set([stemOf(word)]), english: undefined, beginning: undefined, phrases: [] });
  if (words.length === 0) return undefined;

  /** A page asks for the same text more than once: to mark it, and to know what is left to show. */
  const known = new Map<string, Hit[]>();
  function hits(text: string): Hit[] {
    let found = known.get(text);
    if (found === undefined) {
      found = find(text);
      known.set(text, found);
    }
    return found;
  }

  /** Where the text says words of the query, and which. */
  function find(text: string): Hit[] {
    const read = places(text.slice(0, longestRead));
    const found = new Map<number, Set<string>>();
    const note = (at: number, word: string) => found.set(at, (found.get(at) ?? new Set()).add(word));
    const inEnglish =
      language === 'en' || (language === undefined && looksEnglish(read.flatMap(({ words: own }) => own)));
    const says = (one: Word, { stems, words: own }: Place) =>
      stems.some((stem) => one.stems.has(stem)) ||
      (inEnglish && one.english !== undefined && own.some((word) => englishStemOf(word) === one.english));
    for (const one of words) {
      const direct = read.flatMap((place, at) => (says(one, place) ? [at] : []));
      for (const at of direct) note(at, one.word);
      for (const phrase of one.phrases) for (const at of phraseIn(read, phrase)) note(at, one.word);
      if (direct.length > 0 || one.beginning === undefined) continue;
      for (const [at, { words: own }] of read.entries())
        if (own.some((word) => word.startsWith(one.beginning!))) note(at, one.word);
    }
    return [...found].sort(([a], [b]) => a - b).map(([at, said]) => ({ from: read[at]!.from, to: read[at]!.to, said }));
  }

  return {
    words: [...new Set(words.map(({ word }) => word))],
    mark: (text) => pieces(text, hits(text), 0, text.length),
    said: (text) => new Set(hits(text).flatMap(({ said }) => [...said])),
    excerpt(texts, wantedWords, length) {
      let best: { text: string; hits: Hit[]; at: number; worth: number } | undefined;
      for (const text of texts) {
        const all = hits(text);
        for (const [i, first] of all.entries()) {
          const near = all.slice(i, i + 12).filter(({ to }) => to <= first.from + length * 0.75);
          const said = new Set(near.flatMap((hit) => [...hit.said]));
          let worth = 0;
          for (const word of said) worth += wantedWords.has(word) ? 10 : 1;
          const tells = [...said].some((word) => wantedWords.has(word));
          if (tells && (best === undefined || worth > best.worth)) best = { text, hits: all, at: first.from, worth };
        }
      }
      if (best === undefined) return undefined;
      const { from, to } = around(best.text, best.at, length);
      const cut = pieces(best.text, best.hits, from, to);
      if (from > 0) cut.unshift({ text: '… ', hit: false });
      if (to < best.text.length) cut.push({ text: ' …', hit: false });
      return cut;
    },
  };
}

interface Hit {
  from: number;
  to: number;
  said: Set<string>;
}

interface Place {
  from: number;
  to: number;
  words: string[];
  stems: string[];
}

/** Most stretches are words that many texts say: what was read of them is remembered. */
const mostRemembered = 20_000;
const remembered = new Map<string, { words: string[]; stems: string[] }>();

/** Undefined for a stretch that something joins. */
function oneWord(written: string): { words: string[]; stems: string[] } | undefined {
  let read = remembered.get(written);
  if (read === undefined) {
    if (!isOneWord.test(written)) return undefined;
    const words = tokens(written);
    read = { words, stems: words.map(stemOf) };
    if (remembered.size === mostRemembered) remembered.clear();
    if (written.length <= 40) remembered.set(written, read);
  }
  return read;
}

/** The words of a text where they stand; a stretch that the analysis reads as a whole (`E.S.S.`) is one place. */
function places(text: string): Place[] {
  const found: Place[] = [];
  for (const { 0: written, index } of text.matchAll(stretch)) {
    const one = oneWord(written);
    if (one !== undefined) {
      if (one.words.length > 0) found.push({ from: index, to: index + written.length, ...one });
      continue;
    }
    const whole = tokens(written);
    const parts = [...written.matchAll(part)].map((one) => ({ at: index + one.index, text: one[0] }));
    // Each word of the analysis is one part of the stretch (`l’épicerie` has a part that is no word), or all is one.
    const apart = parts.filter((one) => whole.includes(tokens(one.text)[0] ?? ''));
    const cut = apart.length >= whole.length ? apart : [{ at: index, text: written }];
    for (const one of cut) {
      const own = cut.length === 1 && apart.length < whole.length ? whole : tokens(one.text);
      if (own.length > 0)
        found.push({ from: one.at, to: one.at + one.text.length, words: own, stems: own.map(stemOf) });
    }
  }
  return found;
}

/** Every place of a wording whose words follow one another. */
function phraseIn(read: readonly Place[], phrase: readonly string[]): number[] {
  const found: number[] = [];
  for (const [start, { stems }] of read.entries()) {
    if (!stems.includes(phrase[0]!)) continue;
    const row = [start];
    for (const stem of phrase.slice(1)) {
      const after = row.at(-1)! + 1;
      const next = read.slice(after, after + phraseStep).findIndex((place) => place.stems.includes(stem));
      if (next < 0) break;
      row.push(after + next);
    }
    if (row.length === phrase.length) found.push(...row);
  }
  return found;
}

function pieces(text: string, hits: readonly Hit[], from: number, to: number): Piece[] {
  const cut: Piece[] = [];
  let at = from;
  for (const hit of hits) {
    if (hit.from < at || hit.to > to) continue;
    if (hit.from > at) cut.push({ text: text.slice(at, hit.from), hit: false });
    cut.push({ text: text.slice(hit.from, hit.to), hit: true });
    at = hit.to;
  }
  if (at < to) cut.push({ text: text.slice(at, to), hit: false });
  return cut;
}

/** About `length` characters around a place, from the start of its sentence when that is near, cut between words. */
function around(text: string, at: number, length: number): { from: number; to: number } {
  const before = Math.max(0, at - Math.floor(length / 3));
  const sentence = Math.max(...['. ', '! ', '? ', '\n'].map((end) => text.lastIndexOf(end, at - 1)));
  let from = before;
  if (sentence >= before - 1) from = sentence + 1;
  else if (before > 0)
    from = text.indexOf(' ', before) < at && text.indexOf(' ', before) >= 0 ? text.indexOf(' ', before) : at;
  while (from < at && /\s/.test(text[from]!)) from++;
  let to = Math.min(text.length, from + length);
  if (to < text.length) {
    const space = text.lastIndexOf(' ', to);
    if (space > at) to = space;
  }
  return { from, to };
}
