/** Lists of documents with their scores: both, either, one without the other. */
import type { Found } from './held.ts';
import type { Matches } from './matches.ts';
import { meet } from './meet.ts';
import { takeFloat32, takeUint32 } from './scratch.ts';
import type { Part } from './view.ts';

/** Ascending documents with their scores. */
export interface Scored {
  length: number;
  /** Perhaps a stretch of the index itself: only to be read. */
  docs: Uint32Array;
  scores: Float32Array;
  /** How each word was found in them, where that is still known. */
  found?: readonly Found[];
}

export function nothing(): Scored {
  return { length: 0, docs: takeUint32(0), scores: takeFloat32(0) };
}

/** Every document that is there, without a score: for a query of phrases or of words to leave out. */
export function everything({ segment, removed }: Part): Scored {
  const docs = takeUint32(segment.size);
  const scores = takeFloat32(segment.size);
  let length = 0;
  for (let doc = 0; doc < segment.size; doc++) if (removed === undefined || removed[doc] === 0) docs[length++] = doc;
  return { length, docs, scores: scores.fill(0) };
}

/** Documents of both, scores added. */
export function together(a: Scored, b: Scored): Scored {
  const most = Math.min(a.length, b.length);
  const at = takeUint32(most + 1);
  const places = takeUint32(most + 1);
  const length = meet(a.docs, 0, a.length, b.docs, b.length, at, places);
  const found: Scored = { length, docs: takeUint32(length), scores: takeFloat32(length) };
  for (let k = 0; k < length; k++) {
    found.docs[k] = a.docs[at[k]!]!;
    found.scores[k] = a.scores[at[k]!]! + b.scores[places[k]!]!;
  }
  return found;
}

/** Documents of either, the better score kept; a list of its own, whatever becomes of these. */
export function either(a: Scored, b: Scored): Scored {
  const most = a.length + b.length;
  const docs = takeUint32(most);
  const scores = takeFloat32(most);
  const { length: lengthA, docs: docsA, scores: scoresA } = a;
  const { length: lengthB, docs: docsB, scores: scoresB } = b;
  let i = 0;
  let k = 0;
  let n = 0;
  // Which list goes on is worked out without branches; scores are never below 0. Documents are below 2 ** 31.
  while (i < lengthA && k < lengthB) {
    const one = docsA[i]!;
    const other = docsB[k]!;
    const first = (one - other - 1) >>> 31;
    const second = (other - one - 1) >>> 31;
    docs[n] = one * first + other * (1 - first);
    scores[n++] = Math.max(scoresA[i]! * first, scoresB[k]! * second);
    i += first;
    k += second;
  }
  for (; i < lengthA; i++, n++) {
    docs[n] = docsA[i]!;
    scores[n] = scoresA[i]!;
  }
  for (; k < lengthB; k++, n++) {
    docs[n] = docsB[k]!;
    scores[n] = scoresB[k]!;
  }
  return { length: n, docs, scores };
}

/** Those of the first list that are not in the other. */
export function apart(a: Scored, b: Matches): Scored {
  const left: Scored = { length: 0, docs: takeUint32(a.length), scores: takeFloat32(a.length) };
  let k = 0;
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    const doc = a.docs[i]!;
    while (k < b.length && b.docs[k]! < doc) k++;
    if (k < b.length && b.docs[k] === doc) continue;
    left.docs[n] = doc;
    left.scores[n++] = a.scores[i]!;
  }
  left.length = n;
  return left;
}
