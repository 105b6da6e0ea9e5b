/** A document as it is indexed: its words analysed as for every engine, in the form that the mapping wants. */
import { foldToWords } from '#lib/text/fold.ts';
import { foldedStem } from '#lib/text/folded-stem.ts';
import { tokens } from '#lib/text/tokens.ts';
import { territoryLevels } from '#model/territory.ts';
import { asWritten, markedEnglishStem } from '../analysis/language.ts';
import { readDocument } from '../analysis/read-document.ts';
import { builtInThesaurus, stemsOf, type Wording } from '../analysis/synonyms.ts';
import type { SearchDocument } from '../engine.ts';
import { standingOf } from '../memory/build-segment.ts';
import { nameKey } from '../memory/names.ts';
import { packPoint } from './points.ts';

/** Words of a wording stand at most this far apart. */
const wordingStep = 4;
/** Beyond, an occurrence says nothing more. */
const mostWeight = 255;
/** Lucene refuses longer values. */
const longestName = 1_000;

/** Wordings of several words that every Carrefour knows, by the stem of their first word. */
const wordingsByFirst = new Map<string, Wording[]>();
for (const wording of builtInThesaurus.groups.flat()) {
  if (wording.length < 2) continue;
  const first = foldedStem(wording[0]!);
  wordingsByFirst.set(first, [...(wordingsByFirst.get(first) ?? []), wording]);
}

export function toIndexed(document: SearchDocument): Record<string, unknown> {
  const { words, stems, wordWeights, stemWeights, englishWeights } = wordsOf(document);
  const title = tokens(document.title);
  const { points, facets } = document;
  return {
    ...facets,
    id: document.id,
    title: document.title,
    name: nameKey(document.title).slice(0, longestName),
    titleWords: [...new Set(title)],
    exactTitle: title.join(' ').slice(0, longestName),
    holders: holderNames(document.organisations).map((name) => `${foldToWords(name)}\u0000${name}`),
    territories: document.territories,
    inside: Object.fromEntries(
      territoryLevels.map((level) => [level, document.territories.filter((id) => id.startsWith(`${level}-`))]),
    ),
    words: inGroups(words),
    stems: inGroups(stems),
    wordWeights: weighed(wordWeights),
    stemWeights: weighed(stemWeights),
    ...(englishWeights.size > 0 && { englishWeights: weighed(englishWeights) }),
    wordings: wordingsIn(stems),
    vocabulary: [...wordWeights.keys()].filter((word) => !isMarked(word)),
    points,
    place: points,
    lat: points.map(({ lat }) => lat),
    lon: points.map(({ lon }) => lon),
    sites: points.map(packPoint),
    startYear: document.startYear,
    updatedDay: document.updatedDay,
    standing: standingOf(document),
  };
}

/** Acronyms and initials, which nobody can type. */
export function isMarked(word: string): boolean {
  return word < ' ';
}

type AtPositions = Map<number, Set<string>>;

function wordsOf(document: SearchDocument) {
  const words: AtPositions = new Map();
  const stems: AtPositions = new Map();
  const wordWeights = new Map<string, number>();
  const stemWeights = new Map<string, number>();
  const englishWeights = new Map<string, number>();
  readDocument(document, (indexed, position, weight) => {
    const word = asWritten(indexed);
    const stem = foldedStem(word);
    put(words, position, word);
    put(stems, position, stem);
    // Marked words are there to be found: they must not make the document longer.
    const added = isMarked(word) ? 1 : weight;
    wordWeights.set(word, added + (wordWeights.get(word) ?? 0));
    stemWeights.set(stem, added + (stemWeights.get(stem) ?? 0));
    if (indexed === word) return;
    const english = markedEnglishStem(word);
    englishWeights.set(english, added + (englishWeights.get(english) ?? 0));
  });
  return { words, stems, wordWeights, stemWeights, englishWeights };
}

function put(at: AtPositions, position: number, word: string): void {
  const known = at.get(position);
  if (known === undefined) at.set(position, new Set([word]));
  else known.add(word);
}

/** One text for each row of positions that follow one another; words of one position joined by a bar. */
function inGroups(at: AtPositions): string[] {
  const texts: string[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const position of [...at.keys()].sort((a, b) => a - b)) {
    if (position !== last + 1) texts.push([]);
    texts.at(-1)!.push([...at.get(position)!].join('|'));
    last = position;
  }
  return texts.map((groups) => groups.join(' '));
}

function weighed(weights: ReadonlyMap<string, number>): string {
  return Array.from(weights, ([word, weight]) => `${word}|${Math.min(mostWeight, weight)}`).join(' ');
}

/** The thesaurus's wordings of several words that stand in the document: a query for one is then a query for a word. */
function wordingsIn(stems: AtPositions): string[] {
  const places = new Map<string, number[]>();
  for (const [position, here] of stems)
    for (const stem of here) places.set(stem, [...(places.get(stem) ?? []), position]);
  const found = new Set<string>();
  for (const first of places.keys())
    for (const wording of wordingsByFirst.get(first) ?? [])
      if (followOneAnother(wording.map((word) => places.get(foldedStem(word)) ?? []))) found.add(stemsOf(wording));
  return [...found];
}

/** Whether a chain of places, one of each list, goes up by 1 to `wordingStep`. */
function followOneAnother(lists: readonly number[][]): boolean {
  let ends = lists[0]!;
  for (const list of lists.slice(1))
    ends = list.filter((place) => ends.some((end) => end < place && place <= end + wordingStep));
  return ends.length > 0;
}

function holderNames(organisations: string): string[] {
  return organisations
    .split('\n')
    .map((name) => name.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, 20);
}
