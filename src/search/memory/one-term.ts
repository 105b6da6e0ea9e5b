/**
 * A clause that one term of the segment answers for, as most do: its postings are filtered where they stand, met with
 * what the other words left, and scored in the same reading. Scores are those of `score`.
 */
import { rarity, scoring } from './bm25.ts';
import type { Check } from './filter.ts';
import { gallop, type Term } from './matches.ts';
import type { Group } from './plan.ts';
import type { Scored } from './scored.ts';
import { note, takeFloat32, takeUint32 } from './scratch.ts';
import type { View } from './view.ts';

/** Documents that hold the term and pass the checks, scored. */
export function scoreTerm(view: View, p: number, group: Group, term: Term, checks: readonly Check[]): Scored {
  const { segment, removed } = view.parts[p]!;
  const { starts, docs } = segment.postings;
  const from = starts[term.number]!;
  const count = starts[term.number + 1]! - from;
  note(count);
  const found = takeUint32(count);
  const at = takeUint32(count);
  let length = 0;
  if (removed === undefined) {
    found.set(docs.subarray(from, from + count));
    for (let k = 0; k < count; k++) at[k] = from + k;
    length = count;
  } else
    for (let i = from; i < from + count; i++) {
      const doc = docs[i]!;
      found[length] = doc;
      at[length] = i;
      length += 1 - removed[doc]!;
    }
  for (const check of checks) {
    // One place more: a check may write a place before it knows whether to keep it.
    const places = takeUint32(length + 1);
    length = check(found, length, places);
    for (let k = 0; k < length; k++) {
      found[k] = found[places[k]!]!;
      at[k] = at[places[k]!]!;
    }
  }
  const scores = takeFloat32(length);
  addScores(view, p, group, term, found, at, scores.fill(0), length);
  return { length, docs: found, scores };
}

/** Of scored documents those that hold the term too, its score added. */
export function narrowByTerm(view: View, p: number, group: Group, term: Term, scored: Scored): Scored {
  const { starts, docs } = view.parts[p]!.segment.postings;
  const { docs: among, length, scores } = scored;
  const most = Math.min(length, starts[term.number + 1]! - starts[term.number]!);
  const places = takeUint32(most + 1);
  const at = takeUint32(most + 1);
  const n = meet(docs, starts[term.number]!, starts[term.number + 1]!, among, length, at, places);
  const found = takeUint32(n);
  const sums = takeFloat32(n);
  for (let k = 0; k < n; k++) {
    found[k] = among[places[k]!]!;
    sums[k] = scores[places[k]!]!;
  }
  addScores(view, p, group, term, found, at, sums, n);
  return { length: n, docs: found, scores: sums };
}

/** Where two ascending lists agree, in each; by galloping when one is far shorter, else side by side without branches. */
function meet(
  docs: Uint32Array,
  from: number,
  to: number,
  among: Uint32Array,
  length: number,
  at: Uint32Array,
  places: Uint32Array,
): number {
  let n = 0;
  let i = length === 0 ? to : gallop(docs, from, to, among[0]!);
  let k = 0;
  if (to - i > 12 * length) {
    note(length);
    for (; k < length && i < to; k++) {
      i = gallop(docs, i, to, among[k]!);
      at[n] = i;
      places[n] = k;
      if (i < to && docs[i] === among[k]) n++;
    }
    return n;
  }
  if (length > 12 * (to - i)) {
    note(to - i);
    for (; i < to && k < length; i++) {
      k = gallop(among, k, length, docs[i]!);
      at[n] = i;
      places[n] = k;
      if (k < length && among[k] === docs[i]) n++;
    }
    return n;
  }
  const begun = i;
  while (i < to && k < length) {
    const a = docs[i]!;
    const b = among[k]!;
    at[n] = i;
    places[n] = k;
    // Which list goes on is as good as random: worked out by sums, it costs no wrong guess. Documents are below 2 ** 31.
    const first = (a - b - 1) >>> 31;
    const second = (b - a - 1) >>> 31;
    n += first & second;
    i += first;
    k += second;
  }
  note(i - begun + k);
  return n;
}

/** BM25 of the postings at `at`, added to the sums beside them. */
function addScores(
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
