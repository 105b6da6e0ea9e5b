/** Two texts compared as bags of weighted words: what share of one is found in the other, forgiving how it is written. */
import { distanceWithin, letterSignature, mostEdits } from '#lib/text/distance.ts';
import type { WordWeights } from './word-weights.ts';

export interface Bag {
  words: readonly string[];
  /** Each word once, with its weight. */
  weights: ReadonlyMap<string, number>;
  total: number;
  /** Two or three neighbours written as one word, with the words they stand for. */
  joined: ReadonlyMap<string, readonly string[]>;
  /** First letters of neighbours (three to six words): what an acronym would be. */
  acronyms: ReadonlyMap<string, readonly string[]>;
  signatures: readonly (readonly [string, number])[];
}

/** Longer texts are not read for acronyms: any few letters would be found in them. */
const mostWordsForAcronyms = 14;

export function bagOf(words: readonly string[], weigh: WordWeights): Bag {
  const weights = new Map<string, number>();
  let total = 0;
  for (const word of words) {
    if (weights.has(word)) continue;
    const weight = weigh.of(word);
    weights.set(word, weight);
    total += weight;
  }
  const joined = new Map<string, string[]>();
  for (let i = 0; i + 1 < words.length; i++)
    for (const length of [2, 3])
      if (i + length <= words.length) joined.set(words.slice(i, i + length).join(''), words.slice(i, i + length));
  const acronyms = new Map<string, string[]>();
  if (words.length <= mostWordsForAcronyms)
    for (let i = 0; i + 2 < words.length; i++)
      for (let length = 3; length <= 6 && i + length <= words.length; length++) {
        const run = words.slice(i, i + length);
        acronyms.set(run.map((word) => word[0]).join(''), run);
      }
  const signatures = [...weights.keys()].map((word) => [word, letterSignature(word)] as const);
  return { words, weights, total, joined, acronyms, signatures };
}

export interface Coverage {
  /** Of the weight of the first text, the share that the second has: 0 to 1. */
  share: number;
  /** The weight of the words that both have. */
  shared: number;
  /** The weight of the heaviest word that the second lacks. */
  heaviestLacking: number;
}

const nothing: Coverage = { share: 0, shared: 0, heaviestLacking: 0 };

/** How much of `a` stands in `b`: as the same word, joined or cut otherwise, as an acronym, shortened, or mistyped. */
export function coverage(a: Bag, b: Bag): Coverage {
  if (a.total === 0 || b.total === 0) return nothing;
  const otherwise = new Set<string>();
  for (const [whole, parts] of a.joined) if (b.weights.has(whole)) for (const part of parts) otherwise.add(part);
  for (const [letters, run] of a.acronyms) if (b.weights.has(letters)) for (const word of run) otherwise.add(word);
  let shared = 0;
  let heaviestLacking = 0;
  for (const [word, weight] of a.weights) {
    if (b.weights.has(word) || otherwise.has(word) || b.joined.has(word) || b.acronyms.has(word)) {
      shared += weight;
      continue;
    }
    const likeness = closest(word, b);
    shared += likeness * weight;
    heaviestLacking = Math.max(heaviestLacking, (1 - likeness) * weight);
  }
  return { share: shared / a.total, shared, heaviestLacking };
}

/** How like the word is the most alike of the other's: 0.85 for a typo, 0.7 for a shortening, 0.6 for an initial. */
function closest(word: string, b: Bag): number {
  const most = mostEdits(word);
  const signature = letterSignature(word);
  let best = 0;
  for (const [other, letters] of b.signatures) {
    if (word.length === 1 || other.length === 1) {
      if (word[0] === other[0] && !/\d/.test(word + other)) best = Math.max(best, 0.6);
      continue;
    }
    const shorter = Math.min(word.length, other.length);
    if (shorter >= 3 && !/\d/.test(word + other) && (word.startsWith(other) || other.startsWith(word)))
      best = Math.max(best, shorter >= 4 ? 0.75 : 0.6);
    if (most === 0 || bitsOf(signature ^ letters) > 2 * most) continue;
    if (
      distanceWithin(word, other, Math.min(most, mostEdits(other))) <= Math.min(most, mostEdits(other)) &&
      shorter >= 4
    )
      return 0.85;
  }
  return best;
}

function bitsOf(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Harmonic mean: high only when each stands in the other. */
export function mutual(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}
