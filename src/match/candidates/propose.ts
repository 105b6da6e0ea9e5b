/**
 * Candidates without comparing all pairs: an index of the right list's words answers, for each left row, with the rows
 * that share the heaviest words with it. Words are indexed as they stand, joined with their neighbour, as the acronym
 * of a run, and by their beginning, so that one typo, one hyphen or one abbreviation hides nobody. What can be missed:
 * a true pair with no rare word, joined word, acronym or beginning in common, or with more such rivals than are kept.
 */
import type { Comparable } from '../compare/evidence.ts';
import type { Pair } from '../score/compete.ts';

/** Of the right list, the share that a left row is compared with, and the most. */
const keptShare = 0.04;
const mostKept = 60;

export function proposePairs(left: readonly Comparable[], right: readonly Comparable[]): Pair[] {
  const index = new Map<string, number[]>();
  right.forEach((row, i) => {
    for (const key of keysOf(row).keys()) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [i]);
      else list.push(i);
    }
  });
  const kept = Math.max(1, Math.min(mostKept, Math.floor(right.length * keptShare)));
  const common = Math.max(30, right.length / 5);
  const pairs: Pair[] = [];
  const scores = new Float64Array(right.length);
  left.forEach((row, i) => {
    const reached: number[] = [];
    for (const [key, share] of keysOf(row)) {
      const list = index.get(key);
      if (list === undefined || list.length > common) continue;
      const rarity = Math.log(1 + right.length / list.length);
      for (const other of list) {
        if (scores[other] === 0) reached.push(other);
        scores[other]! += share * rarity;
      }
    }
    // A row whose words are few is not outdone by one that has every word there is.
    for (const other of reached) scores[other]! /= Math.sqrt(1 + right[other]!.whole.total);
    reached.sort((a, b) => scores[b]! - scores[a]! || a - b);
    for (const other of reached.slice(0, kept)) pairs.push({ left: i, right: other });
    for (const other of reached) scores[other] = 0;
  });
  return pairs;
}

/** What a row is found by, with how much each counts. */
function keysOf(row: Comparable): Map<string, number> {
  const keys = new Map<string, number>();
  for (const word of row.whole.weights.keys()) {
    keys.set(word, 1);
    if (word.length >= 5) keys.set(`${word.slice(0, 4)}…`, 0.4);
  }
  for (const bag of Object.values(row.bags)) {
    for (const joined of bag.joined.keys()) if (!keys.has(joined)) keys.set(joined, 0.5);
    for (const letters of bag.acronyms.keys()) if (!keys.has(letters)) keys.set(letters, 0.5);
  }
  return keys;
}

export interface CandidateFigures {
  /** Share of the true pairs that are among the candidates. */
  completeness: number;
  /** Share of all possible pairs that are not. */
  reduction: number;
}

export function candidateFigures(
  candidates: readonly Pair[],
  truths: readonly Pair[],
  possible: number,
): CandidateFigures {
  const proposed = new Set(candidates.map(({ left, right }) => `${left},${right}`));
  const kept = truths.filter(({ left, right }) => proposed.has(`${left},${right}`)).length;
  return { completeness: truths.length === 0 ? 1 : kept / truths.length, reduction: 1 - candidates.length / possible };
}
