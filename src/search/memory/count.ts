/** Counts by value: a histogram over sets, folded into values at the end. */
import type { FacetCount } from '../engine.ts';
import type { Column } from './column.ts';
import { orderOf, ranksOf } from './names.ts';
import { takeUint32 } from './scratch.ts';
import { type Part, removedOf } from './view.ts';

/** How many of the documents hold each value of the column, by number of value. */
export function countValues(column: Column, lists: readonly { docs: Uint32Array; length: number }[]): Uint32Array {
  const { setOf, setStarts, setValues, texts } = column;
  const byValue = takeUint32(texts.length).fill(0);
  let documents = 0;
  for (const { length } of lists) documents += length;
  const sets = setStarts.length - 1;
  if (documents * 2 < sets) {
    for (const { docs, length } of lists)
      for (let k = 0; k < length; k++) {
        const set = setOf[docs[k]!]!;
        const to = setStarts[set + 1]!;
        for (let i = setStarts[set]!; i < to; i++) byValue[setValues[i]!]!++;
      }
    return byValue;
  }
  const bySet = takeUint32(sets).fill(0);
  for (const { docs, length } of lists) for (let k = 0; k < length; k++) bySet[setOf[docs[k]!]!]!++;
  fold(column, bySet, byValue);
  return byValue;
}

/** The same over every document of the segment: worked out once. */
export function totalsOf(column: Column): Uint32Array {
  let totals = known.get(column);
  if (totals === undefined) {
    const bySet = new Uint32Array(column.setStarts.length - 1);
    const { setOf } = column;
    for (let doc = 0; doc < setOf.length; doc++) bySet[setOf[doc]!]!++;
    totals = new Uint32Array(column.texts.length);
    fold(column, bySet, totals);
    known.set(column, totals);
  }
  return totals;
}

const known = new WeakMap<Column, Uint32Array>();

/** The same over what is there of the part: worked out once for each of its states. */
export function totalsThere(part: Part, column: Column): Uint32Array {
  if (part.removed === undefined) return totalsOf(column);
  let byColumn = knownThere.get(part);
  if (byColumn === undefined) knownThere.set(part, (byColumn = new Map()));
  let totals = byColumn.get(column);
  if (totals === undefined) {
    totals = totalsOf(column).slice();
    const gone = countValues(column, [removedOf(part)]);
    for (let v = 0; v < totals.length; v++) totals[v]! -= gone[v]!;
    byColumn.set(column, totals);
  }
  return totals;
}

const knownThere = new WeakMap<Part, Map<Column, Uint32Array>>();

function fold({ setStarts, setValues }: Column, bySet: Uint32Array, byValue: Uint32Array): void {
  for (let set = 1; set < bySet.length; set++) {
    const count = bySet[set]!;
    if (count === 0) continue;
    const to = setStarts[set + 1]!;
    for (let i = setStarts[set]!; i < to; i++) byValue[setValues[i]!]! += count;
  }
}

/** Largest first, then by value; what was chosen is there even with nothing. One count by column of a segment. */
export function sortedCounts(
  counted: readonly { column: Column; byValue: Uint32Array }[],
  chosen: readonly string[],
): FacetCount[] {
  const [only] = counted;
  const list = counted.length === 1 ? countsOf(only!.column, only!.byValue) : mergedCounts(counted);
  if (chosen.length === 0) return list;
  const missing = [...new Set(chosen)].filter((value) => !list.some((one) => one.value === value)).sort();
  for (const value of missing) list.push({ value, count: 0 });
  return list;
}

/** Count and place among values in one number: the sort of plain numbers is the quickest. */
function countsOf(column: Column, byValue: Uint32Array): FacetCount[] {
  const { values } = column;
  const { order, ranks } = orderedValues(column);
  const most = values.length;
  if (most > keys.length) keys = new Float64Array(2 * most);
  let n = 0;
  for (let v = 0; v < most; v++) if (byValue[v]! > 0) keys[n++] = -(byValue[v]! * most) + ranks[v]!;
  sortFirst(keys, n);
  const list = new Array<FacetCount>(n);
  for (let i = 0; i < n; i++) {
    const key = keys[i]!;
    const count = Math.ceil(-key / most);
    const value = order[key + count * most]!;
    list[i] = { value: values[value]!, count };
  }
  return list;
}

/** Shared: a search never waits. */
let keys = new Float64Array(1024);
/** So few are put in order one by one: a facet has as many. */
const fewKeys = 48;

function sortFirst(numbers: Float64Array, length: number): void {
  if (length > fewKeys) numbers.subarray(0, length).sort();
  else
    for (let i = 1; i < length; i++) {
      const number = numbers[i]!;
      let k = i;
      for (; k > 0 && numbers[k - 1]! > number; k--) numbers[k] = numbers[k - 1]!;
      numbers[k] = number;
    }
}

/** Values of the column in the order of their texts, and the place of each in it: worked out once. */
export function orderedValues(column: Column): { order: Uint32Array; ranks: Uint32Array } {
  let ordered = orders.get(column);
  if (ordered === undefined) {
    const order = orderOf(column.values);
    ordered = { order, ranks: ranksOf(order) };
    orders.set(column, ordered);
  }
  return ordered;
}

const orders = new WeakMap<Column, { order: Uint32Array; ranks: Uint32Array }>();

function mergedCounts(counted: readonly { column: Column; byValue: Uint32Array }[]): FacetCount[] {
  const counts = new Map<string, number>();
  for (const { column, byValue } of counted)
    for (const [v, value] of column.values.entries())
      if (byValue[v]! > 0) counts.set(value, (counts.get(value) ?? 0) + byValue[v]!);
  const list = Array.from(counts, ([value, count]) => ({ value, count }));
  return list.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
