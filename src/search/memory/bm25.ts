/** What holding a word is worth: BM25 over one length. */
import type { Matches, Term } from './matches.ts';
import type { Group } from './plan.ts';
import type { Scored } from './scored.ts';
import type { View } from './view.ts';

/**
 * BM25: how soon occurrences stop paying, how much length costs; what the very word adds to its stem and, where the
 * nearest answer, words that begin alike.
 */
export const scoring = { k1: 0.9, b: 0.9, exact: 0.4, alike: 0.2 };

/** How much a word tells that stands in `count` of the documents. */
export function rarity(size: number, count: number): number {
  return Math.log(1 + (size - Math.min(count, size) + 0.5) / (Math.min(count, size) + 0.5));
}

/** BM25 of the stem, and of the very word beside it; the amounts are already weighed by field. */
export function score(view: View, p: number, group: Group, found: Matches): Scored {
  const { lengths } = view.parts[p]!.segment;
  const { k1, b } = scoring;
  const base = k1 * view.meanWeight * (1 - b);
  const slope = (k1 * view.meanWeight * b) / view.meanLength;
  const ofStem = group.worth * rarity(view.size, group.count);
  const ofWord = group.exactCount > 0 ? scoring.exact * rarity(view.size, group.exactCount) : 0;
  const { length, docs, amounts: scores, exact: exacts } = found;
  for (let k = 0; k < length; k++) {
    const held = base + slope * lengths[docs[k]!]!;
    const amount = scores[k]!;
    const exact = exacts[k]!;
    if (exact === amount) scores[k] = ((ofStem + ofWord) * amount) / (amount + held);
    else if (exact === 0) scores[k] = (ofStem * amount) / (amount + held);
    else scores[k] = (ofStem * amount) / (amount + held) + (ofWord * exact) / (exact + held);
  }
  return { length, docs, scores };
}

/** BM25 of the postings at `at`, added to the sums beside them. */
export function addScores(
  view: View,
  p: number,
  group: Group,
  { factor, exact }: Term,
  docs: Uint32Array,
  at: Uint32Array,
  sums: Float32Array,
  length: number,
): void {
  const { lengths, postings } = view.parts[p]!.segment;
  const { weights } = postings;
  const { k1, b } = scoring;
  const base = k1 * view.meanWeight * (1 - b);
  const slope = (k1 * view.meanWeight * b) / view.meanLength;
  const ofStem = group.worth * rarity(view.size, group.count);
  const ofWord = exact && group.exactCount > 0 ? scoring.exact * rarity(view.size, group.exactCount) : 0;
  const worth = ofStem + ofWord;
  for (let k = 0; k < length; k++) {
    // Rounded as `score` rounds: how an index was built must not show in its order.
    const held = base + slope * lengths[docs[k]!]!;
    const amount = Math.fround(weights[at[k]!]! * factor);
    sums[k]! += Math.fround((worth * amount) / (amount + held));
  }
}
