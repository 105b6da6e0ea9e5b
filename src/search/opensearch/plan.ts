/** From what was read of a query to what must be held: which words the index knows decides how they are read. */
import { distanceWithin, mostEdits } from '#lib/text/distance.ts';
import { foldedStem } from '#lib/text/folded-stem.ts';
import { acronymMark, initialsMark, mayBeAcronym } from '../analysis/acronyms.ts';
import { markedEnglishStem } from '../analysis/language.ts';
import type { ReadQuery, Wanted } from '../analysis/query.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { builtInThesaurus, stemsOf } from '../analysis/synonyms.ts';
import type { AlikeWords } from '../engine.ts';
import {
  alikeLetters,
  factors,
  longBeginning,
  longestEnding,
  mostExpansions,
  phraseStep,
  shortestAlike,
  worthOfTypo,
} from '../memory/plan.ts';
import { filtersCounted, insideTerms, type Searched } from './answers.ts';
import {
  anyOf,
  beginningWith,
  bool,
  followOneAnother,
  holdsEnglish,
  holdsPhrase,
  holdsStem,
  type Query,
} from './query.ts';

/** Asks the index; `size` 0 and exact totals unless told otherwise. */
export type Search = (body: Record<string, unknown>) => Promise<Searched>;

/** One word wanted: a document holds it when it holds one of the stems or one of the wordings. */
export interface Clause {
  word: string;
  /** With what each is worth beside the word itself. */
  stems: Map<string, number>;
  /** The marked stem that texts in English are asked for besides; undefined when they are not, or none holds it. */
  english: string | undefined;
  wordings: string[];
  /** Letters with which words begin that count too, when the nearest answer. */
  beginning: string | undefined;
  /** 1, less for a word that had to be guessed. */
  worth: number;
  /** In how many documents it stands: an upper bound. */
  count: number;
}

export interface Plan {
  /** Documents in the index. */
  size: number;
  clauses: Clause[];
  /** What is never loosened. */
  strict: { filter: Query[]; mustNot: Query[] };
  unknown: string[];
  corrected: { from: string; to: string }[];
}

const shortestPrefix = 2;
/** A typo resembles at most so many words of a shard: all of them, in any corpus of French. */
const mostLike = 500;

export async function planQuery(search: Search, query: ReadQuery): Promise<Plan> {
  const { size, counts } = await countStems(search, [...new Set(query.wanted.flatMap(stemsAsked))]);
  const english = await englishStems(search, query);
  const strict = {
    filter: query.phrases.map(holdsPhrase),
    mustNot: query.without.map((words) =>
      words.length === 1 ? holdsStem([foldedStem(words[0]!)]) : holdsPhrase(words),
    ),
  };
  const plan: Plan = { size, clauses: [], strict, unknown: [], corrected: [] };
  for (const wanted of query.wanted) {
    const typed = asTyped(wanted, counts, english.get(wanted.word));
    const clause = typed !== undefined && (await stands(search, typed)) ? typed : await guess(search, wanted, plan);
    if (clause === undefined) plan.unknown.push(wanted.word);
    else plan.clauses.push(clause);
  }
  return plan;
}

/** Whether some document holds a clause; of one that has only wordings, their words alone are not enough. */
async function stands(search: Search, { stems, english, wordings }: Clause): Promise<boolean> {
  if (stems.size > 0 || english !== undefined) return true;
  const { counts } = await countQueries(search, [holdsWording(wordings)]);
  return counts[0]! > 0;
}

function stemsAsked({ word, synonyms, initials }: Wanted): string[] {
  return [
    foldedStem(word),
    ...synonyms.flat().map(foldedStem),
    ...(mayBeAcronym(word) ? [acronymMark + word, initialsMark + word] : []),
    ...initials.map((letters) => acronymMark + letters),
  ];
}

async function countStems(search: Search, stems: readonly string[]) {
  const { size, counts } = await countQueries(
    search,
    stems.map((stem) => holdsStem([stem])),
  );
  return { size, counts: new Map(stems.map((stem, i) => [stem, counts[i]!])) };
}

/** How many documents of the whole index satisfy each query, and how many there are. */
export async function countQueries(search: Search, queries: readonly Query[]) {
  const aggs = queries.length > 0 ? { counts: { filters: { filters: queries } } } : {};
  const { hits, aggregations } = await search({ aggs });
  const buckets = queries.length > 0 ? filtersCounted.parse(aggregations?.counts).buckets : [];
  return { size: hits.total?.value ?? 0, counts: buckets.map(({ doc_count }) => doc_count) };
}

/**
 * By word, the English stem that texts in English are asked for, where some hold it: of every word of a query in English,
 * and where nothing shows its language, of those that are not said in French by most of what says them.
 */
async function englishStems(search: Search, { wanted, language }: ReadQuery): Promise<Map<string, EnglishStem>> {
  if (language === 'fr' || wanted.length === 0) return new Map();
  const { counts } = await countQueries(
    search,
    wanted.flatMap(({ word }) => {
      const itself = { term: { wordWeights: word } };
      const inEnglish = bool({ filter: [itself, { term: { language: 'en' } }] });
      return [holdsEnglish(markedEnglishStem(word)), itself, inEnglish];
    }),
  );
  const found = new Map<string, EnglishStem>();
  for (const [i, { word }] of wanted.entries()) {
    const [count, held, inEnglish] = counts.slice(3 * i, 3 * i + 3) as [number, number, number];
    if (count > 0 && (language === 'en' || 2 * inEnglish >= held))
      found.set(word, { stem: markedEnglishStem(word), count });
  }
  return found;
}

interface EnglishStem {
  stem: string;
  count: number;
}

/** The clause of a word that some document holds, as such or in another wording. */
function asTyped(
  { word, synonyms, initials }: Wanted,
  counts: ReadonlyMap<string, number>,
  english: EnglishStem | undefined,
): Clause | undefined {
  const isThere = (stem: string) => (counts.get(stem) ?? 0) > 0;
  const wordings = synonyms.filter((wording) => wording.length > 1 && wording.every((one) => isThere(foldedStem(one))));
  const stems = new Map([[foldedStem(word), 1]]);
  const also = (stem: string) => stems.has(stem) || stems.set(stem, factors.synonym);
  for (const wording of synonyms) if (wording.length === 1) also(foldedStem(wording[0]!));
  const known = english !== undefined || [...stems.keys()].some(isThere);
  if (mayBeAcronym(word) && (!known || isThere(acronymMark + word))) also(initialsMark + word);
  for (const letters of initials) also(acronymMark + letters);
  if (wordings.length === 0 && english === undefined && ![...stems.keys()].some(isThere)) return undefined;
  return {
    word,
    stems: new Map([...stems].filter(([stem]) => isThere(stem))),
    english: english?.stem,
    wordings: wordings.map(stemsOf),
    beginning: word.length < shortestAlike ? undefined : word.slice(0, alikeLetters),
    worth: 1,
    count: [...stems.keys()].reduce((sum, stem) => sum + (counts.get(stem) ?? 0), english?.count ?? 0),
  };
}

/** A word that no document holds: as the beginning of others when it is the last, else as a typo of others. */
async function guess(search: Search, { word, last }: Wanted, plan: Plan): Promise<Clause | undefined> {
  const family = word.length >= shortestAlike && word.length <= alikeLetters + longestEnding;
  const beginnings = [
    last && word.length >= shortestPrefix ? wordsBeginning(word) : undefined,
    word.length > longBeginning ? wordsBeginning(word.slice(0, longBeginning)) : undefined,
    family ? wordsBeginning(word.slice(0, alikeLetters), longestEnding) : undefined,
  ];
  const aggs = Object.fromEntries(beginnings.entries());
  const suggest = { like: { text: word, term: likeThis } };
  const { aggregations, suggest: suggested } = await search({ aggs, ...(mostEdits(word) > 0 && { suggest }) });
  const found = (i: number) =>
    aggregations?.[i] === undefined
      ? []
      : insideTerms
          .parse(aggregations[i])
          .values.buckets.map(({ key, doc_count }) => ({ word: key, count: doc_count }));
  const finished = found(0);
  if (finished.length > 0) return guessed(word, factors.prefix, finished);
  const options = suggested?.like?.flatMap(({ options }) => options.map(({ text }) => text)) ?? [];
  const near = await nearest(search, word, options);
  const alike = [near, found(1), found(2)].find((words) => words.length > 0) ?? [];
  if (alike.length === 0) return undefined;
  const best = alike[0]!.word;
  plan.corrected.push({ from: word, to: best });
  const worth = near.length > 0 ? worthOfTypo(word, distanceWithin(word, best, mostEdits(word))) : factors.begun;
  return guessed(word, worth, alike);
}

const likeThis = {
  field: 'words',
  analyzer: 'apart',
  suggest_mode: 'always',
  sort: 'frequency',
  size: mostLike,
  shard_size: mostLike,
  max_edits: 2,
  prefix_length: 0,
  min_word_length: 4,
  max_inspections: 100,
  max_term_freq: 1_000_000_000,
};

/** The words with these first letters, the most used first. */
function wordsBeginning(letters: string, most?: number) {
  const terms = { field: 'vocabulary', ...beginningWith(letters, most), size: mostExpansions, shard_size: 20_000 };
  return { filter: { prefix: { wordWeights: letters } }, aggs: { values: { terms } } };
}

interface Used {
  word: string;
  count: number;
}

/** How usual a word is, and the words one edit from it, of another stem, the most used first. */
export async function alikeWords(search: Search, word: string, most: number): Promise<AlikeWords> {
  const stem = foldedStem(word);
  const suggest = { like: { text: word, term: { ...likeThis, max_edits: 1 } } };
  const { suggest: suggested } = await search(mostEdits(word) > 0 ? { suggest } : {});
  const offered = suggested?.like?.flatMap(({ options }) => options.map(({ text }) => text)) ?? [];
  const other = offered.filter((one) => foldedStem(one) !== stem);
  const [{ counts }, others] = await Promise.all([
    countQueries(search, [holdsStem([stem])]),
    liveWords(search, word, other, 1),
  ]);
  const used = others.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).slice(0, most);
  return { count: counts[0]!, others: used.map(({ word: text, count }) => ({ word: text, count })) };
}

/** Of the words that were offered, those nearest to the one typed, the most used first. */
async function nearest(search: Search, word: string, offered: readonly string[]): Promise<Used[]> {
  const live = await liveWords(search, word, offered, mostEdits(word));
  const least = Math.min(...live.map(({ far }) => far));
  return live
    .filter(({ far }) => far === least)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, mostExpansions);
}

/** Of the words that were offered, content words at most so many edits away that some document holds. */
async function liveWords(
  search: Search,
  word: string,
  offered: readonly string[],
  most: number,
): Promise<(Used & { far: number })[]> {
  const near = offered
    .filter((other) => /^\p{L}+$/u.test(other) && !stopWords.has(other))
    .map((other) => ({ word: other, edits: distanceWithin(word, other, most) }))
    .filter(({ edits }) => edits <= most);
  if (near.length === 0) return [];
  // What is offered may stand in removed documents only: live counts decide.
  const { counts } = await countQueries(
    search,
    near.map((one) => ({ term: { wordWeights: one.word } })),
  );
  return near
    .map((one, i) => ({
      word: one.word,
      count: counts[i]!,
      far: 2 * one.edits + (one.word[0] === word[0] ? 0 : 1),
    }))
    .filter(({ count }) => count > 0);
}

function guessed(word: string, worth: number, words: readonly Used[]): Clause {
  return {
    word,
    stems: new Map(words.map((one) => [foldedStem(one.word), 1])),
    english: undefined,
    wordings: [],
    beginning: undefined,
    worth,
    count: words.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Wordings that every Carrefour knows are indexed as words; those that curators added are looked for in the text. */
export function holdsWording(wordings: readonly string[]): Query {
  const indexed = wordings.filter((wording) => builtIn.has(wording));
  const others = wordings.filter((wording) => !builtIn.has(wording));
  return anyOf([
    ...(indexed.length > 0 ? [{ terms: { wordings: indexed } }] : []),
    ...others.map((wording) => followOneAnother(wording.split(' '), phraseStep)),
  ]);
}

const builtIn: ReadonlySet<string> = new Set(builtInThesaurus.groups.flat().map(stemsOf));

/** What holds the clause. */
export function holdsClause({ stems, english, wordings }: Clause): Query {
  return anyOf([
    ...(stems.size > 0 ? [holdsStem([...stems.keys()])] : []),
    ...(english === undefined ? [] : [holdsEnglish(english)]),
    ...(wordings.length > 0 ? [holdsWording(wordings)] : []),
  ]);
}

/** What holds it, or a word that begins like it. */
export function nearlyHoldsClause(clause: Clause): Query {
  const holds = holdsClause(clause);
  return clause.beginning === undefined ? holds : anyOf([holds, { prefix: { wordWeights: clause.beginning } }]);
}
