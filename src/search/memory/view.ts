/** What a search reads: segments, and which of their documents are gone. Never changed: a change makes another view. */
import type { Segment } from './segment.ts';

export interface Part {
  readonly segment: Segment;
  /** 1 for a document that was removed or replaced; undefined when none was. */
  readonly removed: Uint8Array | undefined;
  readonly removedCount: number;
}

/** The documents that were removed: listed once for each state of the part. */
export function removedOf(part: Part): { docs: Uint32Array; length: number } {
  let list = listed.get(part);
  if (list === undefined) {
    const { removed, removedCount } = part;
    const docs = new Uint32Array(removedCount);
    for (let doc = 0, n = 0; n < removedCount; doc++) if (removed![doc] === 1) docs[n++] = doc;
    list = { docs, length: removedCount };
    listed.set(part, list);
  }
  return list;
}

const listed = new WeakMap<Part, { docs: Uint32Array; length: number }>();

export interface View {
  /** What words of queries were found to stand for, by kind: only `known-words.ts` reads and writes it. */
  readonly known: (Map<string, unknown> | undefined)[];
  readonly parts: readonly Part[];
  /** Documents that are there. */
  readonly size: number;
  /** The mean weighed length of the documents. */
  readonly meanLength: number;
  /** The mean weight of a word: what one occurrence counts for. */
  readonly meanWeight: number;
}

export function viewOf(parts: readonly Part[]): View {
  let size = 0;
  let all = 0;
  let length = 0;
  let words = 0;
  for (const { segment, removedCount } of parts) {
    const sums = sumsOf(segment);
    size += segment.size - removedCount;
    all += segment.size;
    length += sums.length;
    words += sums.words;
  }
  return {
    known: [],
    parts,
    size,
    meanLength: Math.max(1, length / Math.max(1, all)),
    meanWeight: Math.max(1, length / Math.max(1, words)),
  };
}

const known = new WeakMap<Segment, { length: number; words: number }>();

function sumsOf(segment: Segment): { length: number; words: number } {
  let sums = known.get(segment);
  if (sums === undefined) {
    sums = { length: 0, words: 0 };
    for (let doc = 0; doc < segment.size; doc++) {
      sums.length += segment.lengths[doc]!;
      sums.words += segment.wordCounts[doc]!;
    }
    known.set(segment, sums);
  }
  return sums;
}
