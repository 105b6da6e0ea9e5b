/** Several segments made into one, without reading any text again. */

import { foldToWords } from '#lib/text/fold.ts';
import { columnNames } from './build-segment.ts';
import { type Column, ColumnBuilder, valuesOfSet } from './column.ts';
import { GrowingFloat64 } from './growing.ts';
import { lexiconOf } from './lexicon.ts';
import { gone, mergePostings } from './merge-postings.ts';
import { nameKey, orderOf, ranksOf } from './names.ts';
import type { ColumnName, Segment } from './segment.ts';
import { compareTexts, stringTable, textAt } from './string-table.ts';
import { type Part, type View, viewOf } from './view.ts';

/** Segments up to this size are of one tier; each further tier is eight times larger. */
const smallestTier = 500;
const mostOfTier = 4;

/** Segments that should now be one: too many of about one size, or one of which half is removed. None: an empty list. */
export function mergeable(view: View): Part[] {
  const tiers = new Map<number, Part[]>();
  for (const part of view.parts) {
    if (part.removedCount * 2 > part.segment.size) return [part];
    const tier = tierOf(part.segment.size);
    tiers.set(tier, [...(tiers.get(tier) ?? []), part]);
  }
  for (const tier of [...tiers.keys()].sort((a, b) => a - b)) {
    const parts = tiers.get(tier)!;
    if (parts.length >= mostOfTier) return view.parts.filter((part) => tierOf(part.segment.size) <= tier);
  }
  return [];
}

function tierOf(size: number): number {
  return Math.max(0, Math.ceil(Math.log(size / smallestTier) / Math.log(8)));
}

export interface Merged {
  part: Part;
  /** The number in the new segment of each document of the parts; `gone` for those that were removed. */
  numbers: Uint32Array[];
}

/** One segment of what is there in the parts. Others get a turn every few thousand words. */
export async function mergeParts(parts: readonly Part[], breathe: () => Promise<void>): Promise<Merged> {
  const numbers = parts.map(({ segment }) => new Uint32Array(segment.size).fill(gone));
  const order = orderByStanding(parts);
  for (const [doc, { p, old }] of order.entries()) numbers[p]![old] = doc;
  await breathe();
  const size = order.length;
  const copy = <T extends { [index: number]: number }>(into: T, from: (segment: Segment) => T): T => {
    for (let doc = 0; doc < size; doc++) into[doc] = from(parts[order[doc]!.p]!.segment)[order[doc]!.old]!;
    return into;
  };
  const pointStarts = new Uint32Array(size + 1);
  const lat = new GrowingFloat64();
  const lon = new GrowingFloat64();
  for (const [doc, { p, old }] of order.entries()) {
    const { segment } = parts[p]!;
    for (let i = segment.pointStarts[old]!; i < segment.pointStarts[old + 1]!; i++) {
      lat.push(segment.lat[i]!);
      lon.push(segment.lon[i]!);
    }
    pointStarts[doc + 1] = lat.length;
  }
  const textsOf = (of: 'ids' | 'titles') => order.map(({ p, old }) => textAt(parts[p]!.segment[of], old));
  const ids = textsOf('ids');
  const titles = textsOf('titles');
  await breathe();
  const byName = orderOf(titles.map(nameKey));
  await breathe();
  const columns = {} as Record<ColumnName, Column>;
  for (const name of columnNames) {
    columns[name] = mergeColumn(parts, order, name);
    await breathe();
  }
  const holdersByName = orderOf(columns.holder.values.map(foldToWords));
  await breathe();
  const { words, postings } = await mergePostings(parts, numbers, breathe);
  const lexicon = await lexiconOf(words, breathe);
  const segment: Segment = {
    size,
    ids: stringTable(ids),
    byId: orderOf(ids),
    titles: stringTable(titles),
    titleHash: copy(new Uint32Array(size), (segment) => segment.titleHash),
    titleLength: copy(new Uint8Array(size), (segment) => segment.titleLength),
    byName,
    nameRank: ranksOf(byName),
    standing: copy(new Float64Array(size), (segment) => segment.standing),
    updatedDay: copy(new Int32Array(size), (segment) => segment.updatedDay),
    startYear: copy(new Int16Array(size), (segment) => segment.startYear),
    lengths: copy(new Uint32Array(size), (segment) => segment.lengths),
    wordCounts: copy(new Uint32Array(size), (segment) => segment.wordCounts),
    columns,
    holdersByName,
    pointStarts,
    lat: lat.done(),
    lon: lon.done(),
    lexicon,
    postings,
  };
  return { part: { segment, removed: undefined, removedCount: 0 }, numbers };
}

/** The view with the merged segment in place of its parts; what was removed meanwhile is removed there too. */
export function replaceMerged(view: View, parts: readonly Part[], { part, numbers }: Merged): View {
  const { segment } = part;
  const removed = new Uint8Array(segment.size);
  // A part that has left the view had every document removed.
  for (const [p, source] of parts.entries()) {
    const now = view.parts.find((one) => one.segment === source.segment);
    if (now === source) continue;
    for (let old = 0; old < source.segment.size; old++)
      if (numbers[p]![old] !== gone && (now === undefined || now.removed?.[old] === 1)) removed[numbers[p]![old]!] = 1;
  }
  const removedCount = removed.reduce((sum, one) => sum + one, 0);
  const merged: Part = removedCount > 0 ? { segment, removed, removedCount } : part;
  const sources = new Set(parts.map((one) => one.segment));
  const others = view.parts.filter((one) => !sources.has(one.segment));
  return viewOf(removedCount < segment.size ? [merged, ...others] : others);
}

interface Place {
  p: number;
  old: number;
}

function orderByStanding(parts: readonly Part[]): Place[] {
  const places: Place[] = [];
  for (const [p, { segment, removed }] of parts.entries())
    for (let old = 0; old < segment.size; old++) if (removed?.[old] !== 1) places.push({ p, old });
  return places.sort((a, b) => {
    if (a.p === b.p) return a.old - b.old;
    const one = parts[a.p]!.segment;
    const other = parts[b.p]!.segment;
    return (
      other.standing[b.old]! - one.standing[a.old]! || compareTexts(textAt(one.ids, a.old), textAt(other.ids, b.old))
    );
  });
}

function mergeColumn(parts: readonly Part[], order: readonly Place[], name: ColumnName): Column {
  const builder = new ColumnBuilder();
  const sets = parts.map(({ segment }) => new Int32Array(segment.columns[name].setStarts.length - 1).fill(-1));
  for (const { p, old } of order) {
    const column = parts[p]!.segment.columns[name];
    const set = column.setOf[old]!;
    if (sets[p]![set] === -1) sets[p]![set] = builder.setFor(valuesOfSet(column, set));
    builder.addSet(sets[p]![set]!);
  }
  return builder.done();
}
