/** The first few results again, with a closer look: words that follow one another in the query do so in the text. */
import type { WordMatches } from './match-words.ts';
import type { Ranked } from './order.ts';
import { positionsOf } from './positions.ts';

/** How many results are looked at again: always the same ones, so that pages agree. */
export const reranked = 50;

/** What a pair of neighbours adds, as a share of its commoner word's worth; and how far apart they may be. */
export const nearness = { worth: 0.45, reach: 4 };

export function rerank(ranked: Ranked[], words: WordMatches | undefined): Ranked[] {
  const pairs = words === undefined ? [] : pairsOf(words);
  if (pairs.length === 0) return ranked;
  const again = ranked.slice(0, reranked).map((one, rank) => ({ ...one, rank }));
  for (const one of again) {
    const p = words!.parts.indexOf(one.part);
    const known = new Map<number, number[]>();
    const places = (c: number) => {
      let positions = known.get(c);
      if (positions === undefined) {
        positions = positionsOf(one.part.segment, words!.plan.clauses[c]!.group.byPart[p]!, one.doc);
        known.set(c, positions);
      }
      return positions;
    };
    for (const { first, second, worth } of pairs) {
      const a = places(first);
      if (a.length === 0) continue;
      const gap = smallestStep(a, places(second), nearness.reach);
      if (gap > 0) one.key += (nearness.worth * worth) / gap;
    }
  }
  again.sort((a, b) => b.key - a.key || a.rank - b.rank);
  return [...again, ...ranked.slice(reranked)];
}

interface Pair {
  first: number;
  second: number;
  worth: number;
}

/** A pair is worth its commoner word. */
function pairsOf({ plan, worths }: WordMatches): Pair[] {
  const pairs: Pair[] = [];
  for (let c = 0; c + 1 < plan.clauses.length; c++)
    pairs.push({ first: c, second: c + 1, worth: Math.min(worths[c]!, worths[c + 1]!) });
  return pairs;
}

/** The smallest step from a position of `a` up to one of `b`, at most `reach`; 0 when there is none. */
function smallestStep(a: readonly number[], b: readonly number[], reach: number): number {
  let smallest = 0;
  let i = 0;
  for (const position of b) {
    while (i + 1 < a.length && a[i + 1]! < position) i++;
    const step = position - a[i]!;
    if (step > 0 && step <= reach && (smallest === 0 || step < smallest)) smallest = step;
  }
  return smallest;
}
