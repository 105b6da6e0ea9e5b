/**
 * A column of several values per document. Equal sets of values are stored once and a document names its set, so that
 * counting a facet is one histogram over sets, folded into values at the end, and a filter is one mark per set.
 */
import { GrowingUint32 } from './growing.ts';
import { allTexts, type StringTable, stringTable, textAt } from './string-table.ts';

export interface Column extends ColumnParts {
  /** The texts of `texts`: read when first asked, so that a column of a million names costs only its bytes. */
  readonly values: readonly string[];
  /** Built when a value is first looked for. */
  inverted: Inverted | undefined;
  /** The values of sets that were read, in order. */
  readonly sorted: Map<number, readonly string[]>;
}

/** Two bytes for each document while there are few enough sets: a count reads half as much memory. */
export type SetNumbers = Uint16Array | Uint32Array;
const fewSets = 65_536;

export interface ColumnParts {
  /** Every value, in order of arrival. */
  readonly texts: StringTable;
  /** The set of each document; set 0 is empty. */
  readonly setOf: SetNumbers;
  /** Values of set `s`: `setValues` from `setStarts[s]` to `setStarts[s + 1]`. */
  readonly setStarts: Uint32Array;
  readonly setValues: Uint32Array;
}

interface Inverted {
  /** Numbers of values by their texts; read when first asked. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Sets that hold value `v`: `sets` from `starts[v]` to `starts[v + 1]`. */
  starts: Uint32Array;
  sets: Uint32Array;
}

export function columnOf(parts: ColumnParts): Column {
  let values: readonly string[] | undefined;
  return {
    ...parts,
    inverted: undefined,
    sorted: new Map(),
    get values() {
      values ??= [...allTexts(parts.texts)];
      return values;
    },
  };
}

/** The sets by value: worked out once. */
function invertedOf(column: Column): Inverted {
  return (column.inverted ??= invert(column));
}

/** The sets that hold a value. */
export function setsHolding(column: Column, value: string): Uint32Array {
  const number = invertedOf(column).numbers.get(value);
  return number === undefined ? new Uint32Array(0) : setsOfNumber(column, number);
}

/** The same, of a value known by its number. */
export function setsOfNumber(column: Column, number: number): Uint32Array {
  const { starts, sets } = invertedOf(column);
  return sets.subarray(starts[number]!, starts[number + 1]!);
}

function invert(column: Column): Inverted {
  const { texts, setStarts, setValues } = column;
  const starts = new Uint32Array(texts.length + 1);
  for (const value of setValues) starts[value + 1]!++;
  for (let v = 0; v < texts.length; v++) starts[v + 1]! += starts[v]!;
  const next = starts.slice();
  const sets = new Uint32Array(setValues.length);
  for (let set = 0; set + 1 < setStarts.length; set++)
    for (let i = setStarts[set]!; i < setStarts[set + 1]!; i++) sets[next[setValues[i]!]!++] = set;
  let numbers: ReadonlyMap<string, number> | undefined;
  return {
    starts,
    sets,
    get numbers() {
      numbers ??= new Map(column.values.map((text, number) => [text, number]));
      return numbers;
    },
  };
}

/** The values of a document, in the order of their texts: however the index was built. Each set is read once. */
export function valuesOf(column: Column, doc: number): readonly string[] {
  const { values, setOf, setStarts, setValues, sorted } = column;
  const set = setOf[doc]!;
  let list = sorted.get(set);
  if (list === undefined) {
    list = Array.from(setValues.subarray(setStarts[set]!, setStarts[set + 1]!), (value) => values[value]!).sort();
    if (sorted.size >= mostSorted) sorted.clear();
    sorted.set(set, list);
  }
  return list;
}

const mostSorted = 1000;

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
      texts: stringTable(this.values),
      setOf: this.sets.size <= fewSets ? Uint16Array.from(this.setOf.done()) : this.setOf.done(),
      setStarts: this.setStarts.done(),
      setValues: this.setValues.done(),
    });
  }
}

/** The values of one set. */
export function valuesOfSet(column: Column, set: number): string[] {
  const values: string[] = [];
  for (let i = column.setStarts[set]!; i < column.setStarts[set + 1]!; i++)
    values.push(textAt(column.texts, column.setValues[i]!));
  return values;
}
