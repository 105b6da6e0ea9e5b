/**
 * A column of several values per document. Equal sets of values are stored once and a document names its set, so that
 * counting a facet is one histogram over sets, folded into values at the end, and a filter is one mark per set.
 */
import { GrowingUint32 } from './growing.ts';

export interface Column {
  /** Every value, in order of arrival. */
  readonly values: readonly string[];
  readonly valueIndex: ReadonlyMap<string, number>;
  /** The set of each document; set 0 is empty. */
  readonly setOf: Uint32Array;
  /** Values of set `s`: `setValues` from `setStarts[s]` to `setStarts[s + 1]`. */
  readonly setStarts: Uint32Array;
  readonly setValues: Uint32Array;
  /** Sets that hold value `v`: `valueSets` from `valueStarts[v]` to `valueStarts[v + 1]`. */
  readonly valueStarts: Uint32Array;
  readonly valueSets: Uint32Array;
}

export interface ColumnParts {
  values: readonly string[];
  setOf: Uint32Array;
  setStarts: Uint32Array;
  setValues: Uint32Array;
}

export function columnOf({ values, setOf, setStarts, setValues }: ColumnParts): Column {
  const valueStarts = new Uint32Array(values.length + 1);
  for (const value of setValues) valueStarts[value + 1]!++;
  for (let v = 0; v < values.length; v++) valueStarts[v + 1]! += valueStarts[v]!;
  const next = valueStarts.slice();
  const valueSets = new Uint32Array(setValues.length);
  for (let set = 0; set + 1 < setStarts.length; set++)
    for (let i = setStarts[set]!; i < setStarts[set + 1]!; i++) valueSets[next[setValues[i]!]!++] = set;
  const valueIndex = new Map(values.map((value, index) => [value, index]));
  return { values, valueIndex, setOf, setStarts, setValues, valueStarts, valueSets };
}

/** The values of a document. */
export function valuesOf({ values, setOf, setStarts, setValues }: Column, doc: number): string[] {
  const set = setOf[doc]!;
  return Array.from(setValues.subarray(setStarts[set]!, setStarts[set + 1]!), (value) => values[value]!);
}

export class ColumnBuilder {
  private readonly values: string[] = [];
  private readonly valueIndex = new Map<string, number>();
  private readonly sets = new Map<string, number>([['', 0]]);
  private readonly setOf = new GrowingUint32();
  private readonly setStarts = new GrowingUint32();
  private readonly setValues = new GrowingUint32();

  constructor() {
    this.setStarts.push(0);
    this.setStarts.push(0);
  }

  /** The values of the next document, in any order; a repeated value counts once. */
  add(values: readonly string[]): void {
    this.addSet(this.setFor(values));
  }

  addSet(set: number): void {
    this.setOf.push(set);
  }

  /** The number of a set of values, the same for equal sets. */
  setFor(values: readonly string[]): number {
    const indexes = [...new Set(values.map((value) => this.indexOf(value)))].sort((a, b) => a - b);
    const key = indexes.join();
    let set = this.sets.get(key);
    if (set === undefined) {
      set = this.sets.size;
      this.sets.set(key, set);
      for (const index of indexes) this.setValues.push(index);
      this.setStarts.push(this.setValues.length);
    }
    return set;
  }

  private indexOf(value: string): number {
    let index = this.valueIndex.get(value);
    if (index === undefined) {
      index = this.values.length;
      this.values.push(value);
      this.valueIndex.set(value, index);
    }
    return index;
  }

  done(): Column {
    return columnOf({
      values: this.values,
      setOf: this.setOf.done(),
      setStarts: this.setStarts.done(),
      setValues: this.setValues.done(),
    });
  }
}

/** The values of one set. */
export function valuesOfSet(column: Column, set: number): string[] {
  const values: string[] = [];
  for (let i = column.setStarts[set]!; i < column.setStarts[set + 1]!; i++)
    values.push(column.values[column.setValues[i]!]!);
  return values;
}
