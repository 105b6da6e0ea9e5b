/** A change as a new view: the documents that are put make a segment, those they replace are marked as removed. */
import { emptyDocument, type IndexChanges, type SearchDocument } from '../engine.ts';
import type { Segment } from './segment.ts';
import { compareUnits, textAt } from './string-table.ts';
import { type Part, type View, viewOf } from './view.ts';
import type { Workshop } from './workshop.ts';

/** Documents of one segment as they are built: more are cut into several, so that others get their turn. */
const segmentOfChanges = 5_000;

/** Segments of what is put; the last of repeated ids counts. */
export async function segmentsOf(put: readonly SearchDocument[], { build }: Workshop): Promise<Segment[]> {
  const documents = [...new Map(put.map((document) => [document.id, document])).values()];
  const segments: Segment[] = [];
  for (let from = 0; from < documents.length; from += segmentOfChanges) {
    segments.push(await build(documents.slice(from, from + segmentOfChanges)));
  }
  return segments;
}

/** The first few documents as far as a segment holds their texts. */
export function titlesAlone({ size, ids, titles }: Segment, most: number): SearchDocument[] {
  return Array.from({ length: Math.min(most, size) }, (_, doc) => ({
    ...emptyDocument,
    id: textAt(ids, doc),
    title: textAt(titles, doc),
  }));
}

/** The ids that are no longer those of a segment: what is removed and put by one call is put. */
export function replacedBy({ remove, put }: IndexChanges): string[] {
  return [...new Set([...remove, ...put.map(({ id }) => id)])];
}

/** By segment, the documents of some ids. */
export type Places = ReadonlyMap<Segment, readonly number[]>;

const idsPerTurn = 200;

/** Where these ids stand now, looked for before a change is made: others get a turn every two hundred. */
export async function placesOf(view: View, ids: readonly string[], breathe: () => Promise<void>): Promise<Places> {
  const places = new Map<Segment, number[]>();
  for (const { segment } of view.parts) {
    const docs: number[] = [];
    for (let from = 0; from < ids.length; from += idsPerTurn) {
      if (from > 0) await breathe();
      docs.push(...documentsOf(segment, ids.slice(from, from + idsPerTurn)));
    }
    places.set(segment, docs);
  }
  return places;
}

/** `places` of segments that a merge has made meanwhile are looked for here. */
export function withChanges(view: View, ids: readonly string[], segments: readonly Segment[], places?: Places): View {
  const parts = view.parts
    .map((part) => without(part, places?.get(part.segment) ?? documentsOf(part.segment, ids)))
    .filter(({ segment, removedCount }) => removedCount < segment.size);
  const added = segments.map((segment) => ({ segment, removed: undefined, removedCount: 0 }));
  return viewOf([...parts, ...added]);
}

function documentsOf(segment: Segment, ids: readonly string[]): number[] {
  return ids.map((id) => documentOf(segment, id)).filter((doc) => doc >= 0);
}

function without(part: Part, docs: readonly number[]): Part {
  let removed: Uint8Array | undefined;
  let removedCount = part.removedCount;
  for (const doc of docs) {
    if ((removed ?? part.removed)?.[doc] === 1) continue;
    removed ??= part.removed?.slice() ?? new Uint8Array(part.segment.size);
    removed[doc] = 1;
    removedCount++;
  }
  return removed === undefined ? part : { segment: part.segment, removed, removedCount };
}

/** The number of the document with this id, or -1. */
function documentOf({ ids, byId }: Segment, id: string): number {
  let low = 0;
  let high = byId.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareUnits(ids, byId[middle]!, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low < byId.length && compareUnits(ids, byId[low]!, id) === 0 ? byId[low]! : -1;
}
