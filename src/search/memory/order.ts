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
  /** Larger comes first. */
  key: number;
}

/** The best `most` of one part; equal keys stand in the order of the documents, which is that of their standing. */
export function bestOf(part: Part, selected: Selected, criteria: Criteria, most: number): Ranked[] {
  const key = keyOf(part, selected, criteria);
  const { docs, length } = selected;
  const wanted = Math.min(most, length);
  if (key === undefined) return Array.from(docs.subarray(0, wanted), (doc) => ({ part, doc, key: 0 }));
  // A heap whose root is the worst that is kept.
  const keys = new Float64Array(wanted);
  const places = new Uint32Array(wanted);
  let size = 0;
  const worse = (a: number, b: number) => keys[a]! < keys[b]! || (keys[a] === keys[b] && places[a]! > places[b]!);
  const swap = (a: number, b: number) => {
    const k = keys[a]!;
    const p = places[a]!;
    keys[a] = keys[b]!;
    places[a] = places[b]!;
    keys[b] = k;
    places[b] = p;
  };
  for (let k = 0; k < length; k++) {
    const value = key(k);
    if (size < wanted) {
      keys[size] = value;
      places[size] = k;
      for (let i = size++; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!worse(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    } else if (wanted > 0 && value > keys[0]!) {
      keys[0] = value;
      places[0] = k;
      for (let i = 0; ; ) {
        let least = i;
        if (2 * i + 1 < size && worse(2 * i + 1, least)) least = 2 * i + 1;
        if (2 * i + 2 < size && worse(2 * i + 2, least)) least = 2 * i + 2;
        if (least === i) break;
        swap(i, least);
        i = least;
      }
    }
  }
  return Array.from(places.subarray(0, size), (place, i) => ({ part, doc: docs[place]!, key: keys[i]! }));
}

/** Sorts what several parts gave. */
export function inOrder(ranked: Ranked[], criteria: Criteria): Ranked[] {
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

/** The key of the document at a place of the selection; undefined when they already stand in order. */
function keyOf({ segment }: Part, { docs, scores }: Selected, { sort, near }: Criteria) {
  if (sort === 'nom') return (k: number) => -segment.nameRank[docs[k]!]!;
  if (sort === 'date') return (k: number) => segment.updatedDay[docs[k]!]!;
  if (sort === 'distance' && near !== undefined) return (k: number) => -nearestDistance(segment, docs[k]!, near);
  return scores && ((k: number) => scores[k]!);
}
