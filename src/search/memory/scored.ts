/** Lists of documents with their scores: both, either, one without the other. */
import type { Found } from './held.ts';
import type { Matches } from './matches.ts';
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
  const { docs, scores } = b;
  const { length, docs: others, scores: otherScores } = a;
  let i = 0;
  let n = 0;
  for (let k = 0; k < b.length; k++) {
    const doc = docs[k]!;
    while (i < length && others[i]! < doc) i++;
    if (i >= length) break;
    if (others[i] !== doc) continue;
    docs[n] = doc;
    scores[n++] = scores[k]! + otherScores[i]!;
  }
  b.length = n;
  return b;
}

/** Documents of either, the better score kept. */
export function either(a: Scored, b: Scored): Scored {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const most = a.length + b.length;
  const found: Scored = { length: 0, docs: takeUint32(most), scores: takeFloat32(most) };
  let i = 0;
  let k = 0;
  let n = 0;
  while (i < a.length || k < b.length) {
    const left = i < a.length ? a.docs[i]! : Number.POSITIVE_INFINITY;
    const right = k < b.length ? b.docs[k]! : Number.POSITIVE_INFINITY;
    found.docs[n] = Math.min(left, right);
    found.scores[n++] = Math.max(left <= right ? a.scores[i]! : 0, right <= left ? b.scores[k]! : 0);
    if (left <= right) i++;
    if (right <= left) k++;
  }
  found.length = n;
  return found;
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
