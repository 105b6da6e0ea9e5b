/** From what was read of a query to words of each segment: stems, synonyms, an unfinished last word, typos. */
import { mostEdits } from '#lib/text/distance.ts';
import { acronymMark, initialsMark, mayBeAcronym } from '../analysis/acronyms.ts';
import type { ReadQuery, Wanted } from '../analysis/query.ts';
import { englishStemOf, stemOf } from '../analysis/stem-of.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { ofWords } from './known-words.ts';
import { englishNumber, wordNumbers, wordsBeginning, wordsLike, wordsOfStem, writtenAt } from './lexicon.ts';
import type { Term } from './matches.ts';
import { hasPhrase } from './phrases.ts';
import type { Part, View } from './view.ts';

export const factors = { synonym: 0.7, prefix: 0.6, begun: 0.5, alike: 0.3 } as const;

/** What a word is worth that was read so many edits away: a long one is surer. */
export function worthOfTypo(word: string, edits: number): number {
  return 1 - edits / word.length;
}

/** An unfinished word or a typo stands for at most this many words. */
export const mostExpansions = 48;
const shortestPrefix = 2;
/** Words of six letters or more are alike that share the first five: `licencier`, `licenciement`. */
export const alikeLetters = 5;
export const shortestAlike = 6;
/** As many letters make a beginning: a long word that nothing resembles stands for those that share it. */
export const longBeginning = 6;
/** Or those that share one letter less and go on for at most so many, as a family does: `autisme`, `autistes`. */
export const longestEnding = 5;

/** Terms for one word, by segment of the view. */
export interface Group {
  /** As it was typed, folded. */
  word: string;
  byPart: readonly Term[][];
  /** Documents that hold the word, and any of the terms (an upper bound), for weights. */
  exactCount: number;
  count: number;
  /** What it is worth beside a word that was typed right: 1, less for a typo. */
  worth: number;
}

/** One word wanted: the project holds the group, or one of the phrases. */
export interface Clause {
  group: Group;
  /** Wordings of several words, to be found in order, each at most `phraseStep` after the one before. */
  phrases: Group[][];
}

export const phraseStep = 4;

export interface Plan {
  clauses: Clause[];
  phrases: Group[][];
  without: Group[][];
  /** Words that nothing resembles. */
  unknown: string[];
  /** What was read instead of a word that no project holds. */
  corrected: { from: string; to: string }[];
}

export function planQuery(view: View, query: ReadQuery): Plan {
  const plan: Plan = { clauses: [], phrases: [], without: [], unknown: [], corrected: [] };
  for (const wanted of query.wanted) {
    const clause = planWanted(view, wanted, query.language, plan);
    if (clause === undefined) plan.unknown.push(wanted.word);
    else plan.clauses.push(clause);
  }
  plan.phrases = query.phrases.map((words) => words.map((word) => exactGroup(view, word)));
  plan.without = query.without.map((words) =>
    words.length === 1 ? [wordGroup(view, words[0]!)] : words.map((word) => exactGroup(view, word)),
  );
  return plan;
}

function planWanted(
  view: View,
  { word, synonyms, initials, last }: Wanted,
  language: ReadQuery['language'],
  plan: Plan,
): Clause | undefined {
  const phrases: Group[][] = [];
  let group = language === 'fr' ? wordGroup(view, word) : inBoth[language ?? 'either'](view, word);
  for (const wording of synonyms)
    if (wording.length === 1) group = both(view, group, synonymGroup(view, wording[0]!));
    else {
      const groups = wording.map((one) => synonymGroup(view, one));
      if (groups.every(({ count }) => count > 0)) phrases.push(groups);
    }
  if (mayBeAcronym(word) && (!isThere(view, group) || isThere(view, inCapitals(view, word))))
    group = both(view, group, initialsGroup(view, word));
  for (const letters of initials) if (letters !== word) group = both(view, group, acronymGroup(view, letters));
  const said = isThere(view, group) || phrases.some((phrase) => stands(view, phrase));
  if (said) return { group, phrases };
  const guess = (last ? guessUnfinished : guessWhole)(view, word);
  if (guess === nothing) return undefined;
  if (guess.corrected) plan.corrected.push({ from: word, to: guess.best });
  return { group: guess.group, phrases };
}

/** The word in texts in French, and in those in English where the query may be in it. */
const inBoth = {
  en: ofWords((view, word) => both(view, wordGroup(view, word), englishGroup(view, word))),
  either: ofWords((view, word) => {
    const group = wordGroup(view, word);
    return isMostlyEnglish(view, word) ? both(view, group, englishGroup(view, word)) : group;
  }),
};

/** The group with every word that begins alike; its rarity stays that of what was typed. */
export function withAlike(view: View, group: Group): Group {
  if (group.word.length < shortestAlike || group.worth < 1) return group;
  const alike = alikeGroup(view, group.word.slice(0, alikeLetters));
  return { ...both(view, group, alike), count: group.count };
}

/** Every word that begins with the same letters, a few more of them; undefined for short or misspelt words. */
export function beginningOf(view: View, { word, worth }: Group): Group | undefined {
  return word.length < shortestAlike || worth < 1 ? undefined : beginningGroup(view, word.slice(0, longBeginning));
}

const alikeGroup = ofWords((view, beginning) => groupBeginning(view, beginning, factors.alike));
const beginningGroup = ofWords((view, beginning) => groupBeginning(view, beginning, 1));

function groupBeginning(view: View, beginning: string, factor: number): Group {
  return grouped(view, beginning, (part) =>
    wordsBeginning(part.segment.lexicon, beginning).map((number) => ({ number, factor, exact: false })),
  );
}

function exactGroup(view: View, word: string, factor = 1): Group {
  return grouped(view, word, (part) =>
    wordNumbers(part.segment.lexicon, word).map((number) => ({ number, factor, exact: factor === 1 })),
  );
}

/** In texts in English, every word of its English stem. */
function englishGroup(view: View, word: string): Group {
  const stem = englishStemOf(word);
  return grouped(view, word, (part) =>
    Array.from(wordsOfStem(part.segment.lexicon, stem), (number) => ({ number, factor: 1, exact: false })),
  );
}

/** Unless most of the documents that hold the very word are in French: no document does, perhaps another form of it. */
function isMostlyEnglish(view: View, word: string): boolean {
  let held = 0;
  let inEnglish = 0;
  for (const part of view.parts) {
    const { lexicon } = part.segment;
    const english = englishNumber(lexicon, word);
    for (const number of wordNumbers(lexicon, word)) {
      const count = liveCount(part, number);
      held += count;
      if (number === english) inEnglish += count;
    }
  }
  return 2 * inEnglish >= held;
}

/** The word and every word of its stem. */
export const wordGroup = ofWords((view, word) => stemGroup(view, word, 1));
const synonymGroup = ofWords((view, word) => stemGroup(view, word, factors.synonym));
/** The word where a text writes it in capitals. */
const inCapitals = ofWords((view, word) => exactGroup(view, acronymMark + word));
const acronymGroup = ofWords((view, letters) => exactGroup(view, acronymMark + letters, factors.synonym));
const initialsGroup = ofWords((view, letters) => exactGroup(view, initialsMark + letters, factors.synonym));

function stemGroup(view: View, word: string, factor: number): Group {
  const stem = stemOf(word);
  return grouped(view, word, (part) => {
    const exact = factor === 1 ? wordNumbers(part.segment.lexicon, word) : [];
    return Array.from(wordsOfStem(part.segment.lexicon, stem), (number) => ({
      number,
      factor,
      exact: exact.includes(number),
    }));
  });
}

/** A word that no project holds: as the beginning of others when it is the last, else as a typo of others. */
const guessUnfinished = ofWords((view, word): Read => {
  const begun =
    word.length < shortestPrefix
      ? undefined
      : chosen(view, word, factors.prefix, (part) => wordsBeginning(part.segment.lexicon, word));
  return begun === undefined ? guessWhole(view, word) : { ...begun, corrected: false };
});
const guessWhole = ofWords((view, word): Read => {
  const alike = misspelt(view, word) ?? sameBeginning(view, word);
  return alike === undefined ? nothing : { ...alike, corrected: true };
});

/** A correction is told; the end of an unfinished word is not. Nothing, where nothing resembles the word. */
type Read = (Guess & { corrected: boolean }) | typeof nothing;
const nothing = 'nothing';

/** The fewest edits first; at as many, the same first letter first: a typo seldom falls on it. */
function misspelt(view: View, word: string): Guess | undefined {
  for (let edits = 1; edits <= mostEdits(word); edits++)
    for (const sameFirst of [true, false]) {
      const found = chosen(view, word, worthOfTypo(word, edits), (part) =>
        // A typo never makes a content word of a word like `est`.
        wordsLike(part.segment.lexicon, word, edits, sameFirst).filter(
          (number) => !stopWords.has(writtenAt(part.segment.lexicon, number)),
        ),
      );
      if (found !== undefined) return found;
    }
  return undefined;
}

function sameBeginning(view: View, word: string): Guess | undefined {
  const long = word.length > longBeginning ? begunBy(view, word, longBeginning, Number.POSITIVE_INFINITY) : undefined;
  const longest = alikeLetters + longestEnding;
  if (long !== undefined || word.length < shortestAlike || word.length > longest) return long;
  return begunBy(view, word, alikeLetters, longest);
}

function begunBy(view: View, word: string, letters: number, longest: number): Guess | undefined {
  const beginning = word.slice(0, letters);
  return chosen(view, word, factors.begun, (part) =>
    wordsBeginning(part.segment.lexicon, beginning).filter(
      (number) => writtenAt(part.segment.lexicon, number).length <= longest,
    ),
  );
}

/** What is read instead of a word, and the most used of its words. */
interface Guess {
  group: Group;
  best: string;
}

/** Of the words offered by every segment the most used, at most `mostExpansions`; with their stems. */
function chosen(view: View, word: string, factor: number, offer: (part: Part) => number[]): Guess | undefined {
  const counts = new Map<string, number>();
  for (const part of view.parts)
    for (const number of offer(part)) {
      const count = liveCount(part, number);
      if (count === 0) continue;
      const text = writtenAt(part.segment.lexicon, number);
      counts.set(text, count + (counts.get(text) ?? 0));
    }
  if (counts.size === 0) return undefined;
  const words = [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, mostExpansions)
    .map(([text]) => text);
  const stems = [...new Set(words.map(stemOf))];
  const group = grouped(view, word, (part) =>
    stems.flatMap((stem) =>
      Array.from(wordsOfStem(part.segment.lexicon, stem), (number) => ({ number, factor: 1, exact: false })),
    ),
  );
  return { group: { ...group, worth: factor }, best: words[0]! };
}

function grouped(view: View, word: string, terms: (part: Part) => Term[]): Group {
  return counted(view, word, view.parts.map(terms), 1);
}

function counted(view: View, word: string, byPart: readonly Term[][], worth: number): Group {
  let count = 0;
  let exactCount = 0;
  for (const [p, { segment }] of view.parts.entries())
    for (const { number, exact } of byPart[p]!) {
      const held = segment.postings.starts[number + 1]! - segment.postings.starts[number]!;
      count += held;
      if (exact) exactCount += held;
    }
  return { word, byPart, exactCount, count, worth };
}

/** One group of the terms of two; a term of both keeps its first factor. */
function both(view: View, a: Group, b: Group): Group {
  if (b.count === 0) return a;
  const byPart = a.byPart.map((terms, p) => {
    const known = new Set(terms.map(({ number }) => number));
    const others = b.byPart[p]!.filter(({ number }) => !known.has(number));
    return others.length === 0 ? terms : [...terms, ...others];
  });
  return counted(view, a.word, byPart, a.worth);
}

function isThere(view: View, group: Group): boolean {
  for (let p = 0; p < view.parts.length; p++) {
    const part = view.parts[p]!;
    const terms = group.byPart[p]!;
    if (part.removed === undefined && terms.length > 0) return true;
    for (const { number } of terms) if (liveCount(part, number, 1) > 0) return true;
  }
  return false;
}

/** Whether some document holds the wording; its words alone are not enough. */
function stands(view: View, phrase: readonly Group[]): boolean {
  return isSaid(view, phrase.map(({ word }) => word).join(' '));
}

const isSaid = ofWords((view, wording) => {
  const groups = wording.split(' ').map((word) => synonymGroup(view, word));
  return view.parts.some((part, p) =>
    hasPhrase(
      part,
      groups.map(({ byPart }) => byPart[p]!),
      phraseStep,
    ),
  );
});

/** In how many documents that are there the word stands; stops counting at `enough`. */
export function liveCount(part: Part, number: number, enough = Number.POSITIVE_INFINITY): number {
  const { starts, docs } = part.segment.postings;
  if (part.removed === undefined) return starts[number + 1]! - starts[number]!;
  let count = 0;
  for (let i = starts[number]!; i < starts[number + 1]! && count < enough; i++) count += 1 - part.removed[docs[i]!]!;
  return count;
}
