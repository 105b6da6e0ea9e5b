/**
 * The first few results again, with a closer look at where the words stand: words that follow one another in the query
 * do so in the text, they stand in one passage rather than all over it, and early.
 */
import { mostWanted } from '../analysis/query.ts';
import type { WordMatches } from './match-words.ts';
import type { Ranked } from './order.ts';
import { TermsCursor } from './positions.ts';

/** How many results are looked at again: always the same ones, so that pages agree. */
export const reranked = 50;

/**
 * What a pair of neighbours adds, as a share of its commoner word's worth; what is left of it the other way round, or
 * with a word between them; and how far apart they may be.
 */
export const nearness = { worth: 0.45, backwards: 0.5, skipping: 0.5, reach: 4 };

/**
 * What the words cost, as a share of their worth, that the best stretch of so many words does not hold; and what a
 * word adds that stands first: less by the logarithm of how many `near` words come before it.
 */
export const standing = { apart: 0.1, stretch: 20, early: 0.1, near: 10 };

/** In place. */
export function rerank(ranked: Ranked[], words: WordMatches | undefined): Ranked[] {
  const pairs = words === undefined ? [] : pairsOf(words);
  if (pairs.length === 0) return ranked;
  const again = ranked.slice(0, reranked);
  for (const [p, part] of words!.parts.entries()) {
    // Documents in order: what reads positions only goes up.
    const own = again.filter((one) => one.part === part).sort((a, b) => a.doc - b.doc);
    if (own.length === 0) continue;
    const clauses = words!.plan.clauses.map(({ group }, c) => ({
      cursor: new TermsCursor(part.segment, group.byPart[p]!),
      positions: [] as number[],
      worth: words!.worths[c]!,
    }));
    for (const one of own) {
      for (const { cursor, positions } of clauses) cursor.read(one.doc, positions);
      for (const { first, second, worth } of pairs) {
        const gap = smallestStep(clauses[first]!.positions, clauses[second]!.positions, nearness.reach);
        if (gap > 0) one.key += (nearness.worth * worth) / gap;
      }
      one.key += standing.early * worthOfBeginning(clauses) - standing.apart * worthApart(clauses);
    }
  }
  // Equal ones stay as they stand.
  again.sort((a, b) => b.key - a.key);
  for (let rank = 0; rank < again.length; rank++) ranked[rank] = again[rank]!;
  return ranked;
}

interface Pair {
  first: number;
  second: number;
  worth: number;
}

/** One word of the query: what it is worth, and where it stands in a document, ascending. */
interface Standing {
  worth: number;
  positions: readonly number[];
}

function worthOfBeginning(words: readonly Standing[]): number {
  let sum = 0;
  for (const { worth, positions } of words)
    if (positions.length > 0) sum += worth / (1 + Math.log1p(positions[0]! / standing.near));
  return sum;
}

/** The worth of the words that stand outside the stretch that holds most. */
function worthApart(words: readonly Standing[]): number {
  let whole = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  for (const { worth, positions } of words) {
    if (positions.length === 0) continue;
    whole += worth;
    first = Math.min(first, positions[0]!);
    last = Math.max(last, positions.at(-1)!);
  }
  if (last - first <= standing.stretch) return 0;
  let best = 0;
  // A stretch that holds most can begin at a word; places only go up.
  for (const { positions: starts } of words) {
    places.fill(0, 0, words.length);
    for (const from of starts) {
      let held = 0;
      for (let c = 0; c < words.length; c++) {
        const { worth, positions } = words[c]!;
        let place = places[c]!;
        while (place < positions.length && positions[place]! < from) place++;
        places[c] = place;
        if (place < positions.length && positions[place]! <= from + standing.stretch) held += worth;
      }
      if (held > best) best = held;
    }
  }
  return whole - best;
}

const places: number[] = Array.from({ length: mostWanted }, () => 0);

/** A pair is worth its commoner word. */
function pairsOf({ plan, worths }: WordMatches): Pair[] {
  const pairs: Pair[] = [];
  const put = (first: number, second: number, share: number) =>
    pairs.push({ first, second, worth: share * Math.min(worths[first]!, worths[second]!) });
  for (let c = 0; c + 1 < plan.clauses.length; c++) {
    put(c, c + 1, 1);
    put(c + 1, c, nearness.backwards);
    if (c + 2 < plan.clauses.length) put(c, c + 2, nearness.skipping);
  }
  return pairs;
}

/** The smallest step from a position of `a` up to one of `b`, at most `reach`; 0 when there is none. */
function smallestStep(a: readonly number[], b: readonly number[], reach: number): number {
  if (a.length === 0) return 0;
  let smallest = 0;
  let i = 0;
  for (const position of b) {
    while (i + 1 < a.length && a[i + 1]! < position) i++;
    const step = position - a[i]!;
    if (step > 0 && step <= reach && (smallest === 0 || step < smallest)) smallest = step;
  }
  return smallest;
}
