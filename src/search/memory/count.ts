/** Counts by value: a histogram over sets, folded into values at the end. */
import type { FacetCount } from '../engine.ts';
import type { Column } from './column.ts';

/** Adds to `into` how many of the documents hold each value of the column. */
export function countValues(column: Column, lists: readonly Uint32Array[], into: Map<string, number>): void {
  const { setOf, setStarts, setValues, values } = column;
  const byValue = new Uint32Array(values.length);
  let documents = 0;
  for (const list of lists) documents += list.length;
  const sets = setStarts.length - 1;
  if (documents * 2 < sets) {
    for (const list of lists)
      for (let k = 0; k < list.length; k++) {
        const set = setOf[list[k]!]!;
        for (let i = setStarts[set]!; i < setStarts[set + 1]!; i++) byValue[setValues[i]!]!++;
      }
  } else {
    const bySet = new Uint32Array(sets);
    for (const list of lists) for (let k = 0; k < list.length; k++) bySet[setOf[list[k]!]!]!++;
    for (let set = 1; set < sets; set++) {
      const count = bySet[set]!;
      if (count > 0) for (let i = setStarts[set]!; i < setStarts[set + 1]!; i++) byValue[setValues[i]!]! += count;
    }
  }
  for (let v = 0; v < values.length; v++)
    if (byValue[v]! > 0) into.set(values[v]!, (into.get(values[v]!) ?? 0) + byValue[v]!);
}

/** Largest first, then by value; what was chosen is there even with nothing. */
export function sortedCounts(counts: ReadonlyMap<string, number>, chosen: readonly string[]): FacetCount[] {
  const list = Array.from(counts, ([value, count]) => ({ value, count }));
  for (const value of new Set(chosen)) if (!counts.has(value)) list.push({ value, count: 0 });
  return list.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
