/**
 * Documents that hold every word so far, and how each word was found in them. What that is worth is worked out at the
 * end: most documents that hold the first word fall to the next ones.
 */
import { addScores, score } from './bm25.ts';
import type { Check } from './filter.ts';
import { matchAmong, matchTerms, sift, type Term } from './matches.ts';
import { meet } from './meet.ts';
import type { Group } from './plan.ts';
import type { Scored } from './scored.ts';
import { note, takeFloat32, takeUint32 } from './scratch.ts';
import type { Part, View } from './view.ts';

export interface Held {
  length: number;
  /** Ascending. Perhaps a stretch of the index itself: only to be read. */
  docs: Uint32Array;
  readonly found: Found[];
}

/** How a word was found, beside the documents. */
export type Found =
  /** By one term: its postings; those from `from` on, while none has fallen. */
  | { how: 'term'; group: Group; term: Term; from: number; at: Uint32Array | undefined }
  | { how: 'terms'; group: Group; amounts: Float32Array; exact: Float32Array }
  /** Worth so much already. */
  | { how: 'scored'; scores: Float32Array };

/** Documents that hold one of the group's terms and pass the checks. */
export function holding(part: Part, p: number, group: Group, checks: readonly Check[]): Held {
  const terms = group.byPart[p]!;
  if (terms.length !== 1) {
    const { length, docs, amounts, exact } = sift(matchTerms(part, terms), checks);
    return { length, docs, found: [{ how: 'terms', group, amounts, exact }] };
  }
  const { segment, removed } = part;
  const { starts, docs } = segment.postings;
  const from = starts[terms[0]!.number]!;
  const length = starts[terms[0]!.number + 1]! - from;
  note(length);
  const held: Held = {
    length,
    docs: docs.subarray(from, from + length),
    found: [{ how: 'term', group, term: terms[0]!, from, at: undefined }],
  };
  if (removed !== undefined) {
    const places = takeUint32(length + 1);
    let n = 0;
    for (let k = 0; k < length; k++) {
      places[n] = k;
      n += 1 - removed[held.docs[k]!]!;
    }
    keep(held, places, n);
  }
  for (const check of checks) {
    // One place more: a check may write a place before it knows whether to keep it.
    const places = takeUint32(held.length + 1);
    keep(held, places, check(held.docs, held.length, places));
  }
  return held;
}

/** Leaves of these documents those that hold one of the group's terms too. */
export function narrowByGroup(part: Part, p: number, group: Group, held: Held): void {
  const terms = group.byPart[p]!;
  if (terms.length !== 1) {
    const { length, amounts, exact, places } = matchAmong(part, terms, held.docs, held.length);
    keep(held, places, length);
    held.found.push({ how: 'terms', group, amounts, exact });
    return;
  }
  const { starts, docs } = part.segment.postings;
  const from = starts[terms[0]!.number]!;
  const to = starts[terms[0]!.number + 1]!;
  const most = Math.min(held.length, to - from);
  const at = takeUint32(most + 1);
  const places = takeUint32(most + 1);
  keep(held, places, meet(docs, from, to, held.docs, held.length, at, places));
  held.found.push({ how: 'term', group, term: terms[0]!, from, at });
}

/** What every word is worth, added up in the order in which they were looked for. */
export function scoresOf(view: View, p: number, { length, docs, found }: Held): Scored {
  const scores = takeFloat32(length).fill(0);
  for (const one of found)
    if (one.how === 'term') {
      one.at ??= following(one.from, length);
      addScores(view, p, one.group, one.term, docs, one.at, scores, length);
    } else if (one.how === 'scored') add(one.scores, scores, length);
    else {
      const { group, amounts, exact } = one;
      add(score(view, p, group, { length, docs, amounts, exact }).scores, scores, length);
    }
  return { length, docs, scores, found };
}

/** Beside the documents, the postings of a group that one term was found for. */
export function postingsOf(found: readonly Found[], group: Group): Uint32Array | undefined {
  for (const one of found) if (one.how === 'term' && one.group === group) return one.at;
  return undefined;
}

/** The postings from one on. */
function following(from: number, length: number): Uint32Array {
  const all = takeUint32(length);
  for (let k = 0; k < length; k++) all[k] = from + k;
  return all;
}

function add(own: Float32Array, scores: Float32Array, length: number): void {
  for (let k = 0; k < length; k++) scores[k]! += own[k]!;
}

/** The documents at these places, in order, are left. */
function keep(held: Held, places: Uint32Array, n: number): void {
  const { docs } = held;
  const kept = takeUint32(n);
  for (let k = 0; k < n; k++) kept[k] = docs[places[k]!]!;
  held.docs = kept;
  held.length = n;
  for (const one of held.found)
    if (one.how === 'term') {
      const { at, from } = one;
      if (at !== undefined) for (let k = 0; k < n; k++) at[k] = at[places[k]!]!;
      else {
        one.at = takeUint32(n);
        for (let k = 0; k < n; k++) one.at[k] = from + places[k]!;
      }
    } else if (one.how === 'scored') {
      const { scores } = one;
      for (let k = 0; k < n; k++) scores[k] = scores[places[k]!]!;
    } else {
      const { amounts, exact } = one;
      for (let k = 0; k < n; k++) {
        const place = places[k]!;
        amounts[k] = amounts[place]!;
        exact[k] = exact[place]!;
      }
    }
}
