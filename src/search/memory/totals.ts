/** How many documents answer each of several searches: the words once, then every other criterion in one pass. */
import { type Criteria, facetNames, noCriteria } from '#model/criteria.ts';
import type { Counted } from '../engine.ts';
import { readingOf } from './answer.ts';
import { type Filter, filterFor } from './filter.ts';
import { matchWords } from './match-words.ts';
import { startOver, takeUint16, takeUint32 } from './scratch.ts';
import { type List, listOf, marksOf } from './select.ts';
import type { Part, View } from './view.ts';

/** Criteria that are told apart in one pass: one bit for each; a search has sixteen at most. */
const mostMarks = 16;

export function totalOfEach(view: View, asked: readonly Criteria[]): Counted[] {
  const byWords = Map.groupBy(asked.keys(), (place) => asked[place]!.q);
  const counted: Counted[] = [];
  for (const [q, places] of byWords) {
    startOver();
    const words = matchWords(view, q);
    const lists = view.parts.map((part, p) => listOf(part, words?.scored[p]));
    const reading = words && readingOf(words);
    for (const { searches, criteria } of inTurns(places.map((place) => singles(asked[place]!)))) {
      const totals = countTogether(view.parts, lists, searches, criteria);
      for (const [i, { search }] of searches.entries())
        counted[places[search]!] = { total: totals[i]!, ...(reading && { reading }) };
    }
  }
  return counted;
}

interface Turn {
  /** The place of a search, and which of the criteria it wants: one bit for each. */
  searches: { search: number; wanted: number }[];
  criteria: Criteria[];
}

/** Searches as the criteria that they share, as many at a time as one pass tells apart. */
function inTurns(searches: readonly (readonly Criteria[])[]): Turn[] {
  const turns: Turn[] = [];
  let known = new Map<string, number>();
  for (const [search, parts] of searches.entries()) {
    const keys = parts.map((part) => JSON.stringify(part));
    const added = keys.filter((key) => !known.has(key)).length;
    if (turns.length === 0 || known.size + added > mostMarks) {
      turns.push({ searches: [], criteria: [] });
      known = new Map();
    }
    const turn = turns.at(-1)!;
    let wanted = 0;
    for (const [i, key] of keys.entries()) {
      if (!known.has(key)) {
        known.set(key, known.size);
        turn.criteria.push(parts[i]!);
      }
      wanted |= 1 << known.get(key)!;
    }
    turn.searches.push({ search, wanted });
  }
  return turns;
}

/** The criteria of a search one by one, without its words. */
function singles({ territories, near, yearFrom, yearTo, box, area, chosen }: Criteria): Criteria[] {
  const parts: Partial<Criteria>[] = facetNames
    .filter((name) => (chosen[name]?.length ?? 0) > 0)
    .map((name) => ({ chosen: { [name]: chosen[name] } }));
  if (territories.length > 0) parts.push({ territories });
  if (yearFrom !== undefined || yearTo !== undefined) parts.push({ yearFrom, yearTo });
  if (near !== undefined) parts.push({ near });
  if (box !== undefined) parts.push({ box });
  if (area !== undefined) parts.push({ area });
  return parts.map((part) => ({ ...noCriteria, ...part }));
}

/** How many documents each set of failed criteria has; a search counts those whose failures it does not mind. */
function countTogether(
  parts: readonly Part[],
  lists: readonly List[],
  searches: Turn['searches'],
  criteria: readonly Criteria[],
): number[] {
  const byFailed = new Float64Array(1 << criteria.length);
  for (const [p, { segment }] of parts.entries()) {
    const list = lists[p]!;
    const fails = takeUint16(list.length).fill(0);
    for (const [bit, one] of criteria.entries()) markFailing(list, filterFor(segment, one), fails, 1 << bit);
    for (let k = 0; k < list.length; k++) byFailed[fails[k]!]!++;
  }
  return searches.map(({ wanted }) => {
    let total = 0;
    for (let failed = 0; failed < byFailed.length; failed++) if ((failed & wanted) === 0) total += byFailed[failed]!;
    return total;
  });
}

/** Sets the bit beside every document that fails the one criterion of the filter. */
function markFailing(list: List, { facets, passes }: Filter, fails: Uint16Array, bit: number): void {
  const { docs, length } = list;
  for (const { columns } of facets) {
    const marks = marksOf(columns, list);
    for (let k = 0; k < length; k++) fails[k]! |= marks[k]! * bit;
  }
  for (const check of passes) {
    // One place more: a check may write a place before it knows whether to keep it.
    const places = takeUint32(length + 1);
    const n = check(docs, length, places);
    for (let k = 0, i = 0; k < length; k++)
      if (i < n && places[i] === k) i++;
      else fails[k]! |= bit;
  }
}
