/** Documents that hold something, and how much: from one word or several that count as one. */

import type { Check } from './filter.ts';
import { gallop, meet } from './meet.ts';
import { note, sumsFor, takeFloat32, takeUint32 } from './scratch.ts';
import type { Part } from './view.ts';

/** A word of the segment that answers for what was typed. */
export interface Term {
  number: number;
  /** What an occurrence is worth: 1 for the word or its stem, less for a synonym, a prefix, a typo. */
  factor: number;
  /** It is the very word that was typed. */
  exact: boolean;
}

/** Ascending documents; `length` of them count. */
export interface Matches {
  length: number;
  docs: Uint32Array;
  /** Weighed occurrences. */
  amounts: Float32Array;
  /** Weighed occurrences of the very word that was typed. */
  exact: Float32Array;
}

/** Room for `most` documents, none of them yet. */
export function noMatches(most = 0): Matches {
  return { length: 0, docs: takeUint32(most), amounts: takeFloat32(most), exact: takeFloat32(most) };
}

export function postingCount(part: Part, terms: readonly Term[]): number {
  const { starts } = part.segment.postings;
  let count = 0;
  for (const { number } of terms) count += starts[number + 1]! - starts[number]!;
  return count;
}

/** Every document that is there and holds at least one of the terms. */
export function matchTerms(part: Part, terms: readonly Term[]): Matches {
  const { starts, docs, weights } = part.segment.postings;
  const removed = part.removed;
  const count = postingCount(part, terms);
  if (count === 0) return noMatches();
  if (terms.length > 1 && terms.length <= fewTerms) return unionOf(part, terms);
  note(count);
  if (terms.length === 1) {
    const { number, factor, exact } = terms[0]!;
    const from = starts[number]!;
    const to = starts[number + 1]!;
    const found = noMatches(count);
    const { docs: list, amounts, exact: exacts } = found;
    const share = exact ? 1 : 0;
    let n = 0;
    for (let i = from; i < to; i++) {
      const doc = docs[i]!;
      if (removed !== undefined && removed[doc] === 1) continue;
      const weight = weights[i]!;
      list[n] = doc;
      amounts[n] = weight * factor;
      exacts[n++] = weight * share;
    }
    found.length = n;
    return found;
  }
  const { size } = part.segment;
  const { sums, exactSums } = sumsFor(size);
  const touched = takeUint32(Math.min(count, size));
  let n = 0;
  for (const { number, factor, exact } of terms) {
    const to = starts[number + 1]!;
    for (let i = starts[number]!; i < to; i++) {
      const doc = docs[i]!;
      if (sums[doc] === 0) {
        if (removed !== undefined && removed[doc] === 1) continue;
        touched[n++] = doc;
      }
      sums[doc]! += weights[i]! * factor;
      if (exact) exactSums[doc]! += weights[i]!;
    }
  }
  const found = noMatches(n);
  found.length = n;
  if (n * 24 > size) {
    let k = 0;
    for (let doc = 0; k < n; doc++) if (sums[doc] !== 0) found.docs[k++] = doc;
  } else found.docs.set(touched.subarray(0, n).sort());
  for (let k = 0; k < n; k++) {
    const doc = found.docs[k]!;
    found.amounts[k] = sums[doc]!;
    found.exact[k] = exactSums[doc]!;
    sums[doc] = 0;
    exactSums[doc] = 0;
  }
  return found;
}

/** So few lists are joined two by two; more are added up by document. */
const fewTerms = 4;

/** Documents of any of a few terms, added in their order: the same sums to the last bit as document by document. */
function unionOf(part: Part, terms: readonly Term[]): Matches {
  const [first, ...others] = terms;
  let found = matchTerms(part, [first!]);
  for (const term of others) found = joined(found, matchTerms(part, [term]));
  return found;
}

/** Both lists side by side, amounts added; which goes on is worked out without branches. */
function joined(a: Matches, b: Matches): Matches {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const found = noMatches(a.length + b.length);
  const { docs, amounts, exact } = found;
  const { docs: docsA, amounts: amountsA, exact: exactA, length: lengthA } = a;
  const { docs: docsB, amounts: amountsB, exact: exactB, length: lengthB } = b;
  let i = 0;
  let k = 0;
  let n = 0;
  while (i < lengthA && k < lengthB) {
    const one = docsA[i]!;
    const other = docsB[k]!;
    const first = (one - other - 1) >>> 31;
    const second = (other - one - 1) >>> 31;
    docs[n] = one * first + other * (1 - first);
    amounts[n] = amountsA[i]! * first + amountsB[k]! * second;
    exact[n++] = exactA[i]! * first + exactB[k]! * second;
    i += first;
    k += second;
  }
  const rest = i < lengthA ? a : b;
  const from = i < lengthA ? i : k;
  docs.set(rest.docs.subarray(from, rest.length), n);
  amounts.set(rest.amounts.subarray(from, rest.length), n);
  exact.set(rest.exact.subarray(from, rest.length), n);
  found.length = n + rest.length - from;
  return found;
}

/** What was found, and where each document stood in the list that it was looked for in. */
export interface MatchesAmong extends Matches {
  places: Uint32Array;
}

/** Of ascending documents, those that hold at least one of the terms; amounts stand beside them. */
export function matchAmong(part: Part, terms: readonly Term[], among: Uint32Array, length: number): MatchesAmong {
  const { starts, docs, weights } = part.segment.postings;
  const count = postingCount(part, terms);
  if (count === 0 || length === 0) return { ...noMatches(), places: noPlaces };
  const found = { ...noMatches(length), places: takeUint32(length + 1) };
  const dense = terms.length * length > 2 * count + length;
  const { sums, exactSums } = dense ? sumsFor(part.segment.size) : { sums: found.amounts, exactSums: found.exact };
  if (!dense) {
    sums.fill(0);
    exactSums.fill(0);
  }
  const at = takeUint32(dense ? 0 : length + 1);
  const { places } = found;
  for (const { number, factor, exact } of terms) {
    const to = starts[number + 1]!;
    const from = gallop(docs, starts[number]!, to, among[0]!);
    if (dense) {
      note(to - from);
      for (let i = from; i < to; i++) {
        sums[docs[i]!]! += weights[i]! * factor;
        if (exact) exactSums[docs[i]!]! += weights[i]!;
      }
      continue;
    }
    const n = meet(docs, from, to, among, length, at, places);
    for (let i = 0; i < n; i++) {
      sums[places[i]!]! += weights[at[i]!]! * factor;
      if (exact) exactSums[places[i]!]! += weights[at[i]!]!;
    }
  }
  let n = 0;
  for (let k = 0; k < length; k++) {
    const place = dense ? among[k]! : k;
    const sum = sums[place]!;
    if (sum === 0) continue;
    found.docs[n] = among[k]!;
    places[n] = k;
    found.exact[n] = exactSums[place]!;
    found.amounts[n++] = sum;
  }
  found.length = n;
  if (dense)
    for (const { number } of terms)
      for (let i = starts[number]!; i < starts[number + 1]!; i++) {
        sums[docs[i]!] = 0;
        exactSums[docs[i]!] = 0;
      }
  return found;
}

const noPlaces = new Uint32Array(0);

/** Of what was found, what every check leaves. */
export function sift(found: Matches, checks: readonly Check[]): Matches {
  const { docs, amounts, exact } = found;
  for (const check of checks) {
    const places = takeUint32(found.length + 1);
    const n = check(docs, found.length, places);
    for (let i = 0; i < n; i++) {
      const place = places[i]!;
      docs[i] = docs[place]!;
      amounts[i] = amounts[place]!;
      exact[i] = exact[place]!;
    }
    found.length = n;
  }
  return found;
}
