/** The order of results: the best few of many, and all of them. */
import type { Criteria } from '#model/criteria.ts';
import { nearestDistance } from './filter.ts';
import { nameKey } from './names.ts';
import type { Selected } from './select.ts';
import { compareTexts, textAt } from './string-table.ts';
import type { Part } from './view.ts';

export interface Ranked {
  part: Part;
  doc: number;
  /** Where it stands in the list that it comes from. */
  place: number;
  /** Larger comes first. */
  key: number;
}

/** The best `most` of one part, in order; equal keys stand in that of the documents, which is that of their standing. */
export function bestOf(part: Part, selected: Selected, criteria: Criteria, most: number): Ranked[] {
  const keys = keysOf(part, selected, criteria);
  const { docs, length } = selected;
  const wanted = Math.min(most, length);
  const best = new Array<Ranked>(wanted);
  if (keys === undefined) {
    for (let k = 0; k < wanted; k++) best[k] = { part, doc: docs[k]!, place: k, key: 0 };
    return best;
  }
  fillHeap(keys, length, wanted);
  for (let i = wanted - 1; i >= 0; i--) {
    const place = places[0]!;
    best[i] = { part, doc: docs[place]!, place, key: heap[0]! };
    heap[0] = heap[i]!;
    places[0] = places[i]!;
    sink(0, i);
  }
  return best;
}

/** A heap of keys whose root is the worst that is kept, and the places that they come from. Shared: a search never waits. */
let heap = new Float64Array(1024);
let places = new Uint32Array(1024);

function fillHeap(keys: Float32Array | Float64Array, length: number, wanted: number): void {
  if (wanted > heap.length) {
    heap = new Float64Array(wanted);
    places = new Uint32Array(wanted);
  }
  if (wanted === 0) return;
  for (let k = 0; k < wanted; k++) {
    heap[k] = keys[k]!;
    places[k] = k;
  }
  for (let i = (wanted >> 1) - 1; i >= 0; i--) sink(i, wanted);
  let worst = heap[0]!;
  for (let k = wanted; k < length; k++) {
    const key = keys[k]!;
    if (key <= worst) continue;
    heap[0] = key;
    places[0] = k;
    sink(0, wanted);
    worst = heap[0]!;
  }
}

function sink(from: number, size: number): void {
  const key = heap[from]!;
  const place = places[from]!;
  let i = from;
  for (;;) {
    let least = 2 * i + 1;
    if (least >= size) break;
    if (least + 1 < size && isWorse(heap[least + 1]!, places[least + 1]!, heap[least]!, places[least]!)) least++;
    if (!isWorse(heap[least]!, places[least]!, key, place)) break;
    heap[i] = heap[least]!;
    places[i] = places[least]!;
    i = least;
  }
  heap[i] = key;
  places[i] = place;
}

function isWorse(key: number, place: number, other: number, otherPlace: number): boolean {
  return key < other || (key === other && place > otherPlace);
}

/** Sorts what several parts gave, each in its order. */
export function inOrder(ranked: Ranked[], criteria: Criteria): Ranked[] {
  if (ranked.length === 0 || ranked[0]!.part === ranked.at(-1)!.part) return ranked;
  const byName = criteria.sort === 'nom';
  const names = byName
    ? new Map(ranked.map((one) => [one, nameKey(textAt(one.part.segment.titles, one.doc))]))
    : undefined;
  return ranked.sort((a, b) => {
    if (a.part === b.part) return b.key - a.key || a.doc - b.doc;
    if (names !== undefined) {
      const one = names.get(a)!;
      const other = names.get(b)!;
      if (one !== other) return one < other ? -1 : 1;
    } else if (a.key !== b.key) return b.key - a.key;
    return byStanding(a, b);
  });
}

/** The better known and fresher first; then by id, so that the order never depends on how the index was built. */
function byStanding(a: Ranked, b: Ranked): number {
  const difference = b.part.segment.standing[b.doc]! - a.part.segment.standing[a.doc]!;
  return difference || compareTexts(textAt(a.part.segment.ids, a.doc), textAt(b.part.segment.ids, b.doc));
}

/** The keys beside the documents, larger ones first; undefined when they already stand in order. */
function keysOf(
  { segment }: Part,
  { docs, length, scores }: Selected,
  { sort, near }: Criteria,
): Float32Array | Float64Array | undefined {
  if (sort === 'nom') return computed(length, (k) => -segment.nameRank[docs[k]!]!);
  if (sort === 'date') return computed(length, (k) => segment.updatedDay[docs[k]!]!);
  if (sort === 'distance' && near !== undefined)
    return computed(length, (k) => -nearestDistance(segment, docs[k]!, near));
  return scores;
}

function computed(length: number, keyOf: (k: number) => number): Float64Array {
  const keys = new Float64Array(length);
  for (let k = 0; k < length; k++) keys[k] = keyOf(k);
  return keys;
}
