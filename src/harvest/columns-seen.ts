/** Which columns a catalogue has, and which of them hold anything. */
import { coversPath, pathsOf, readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';

/** An object that holds items by name would make every name a column: beyond this they are no longer told apart. */
const most = 2000;

export interface ColumnsSeen {
  add(row: Row): void;
  addHeader(columns: string[]): void;
  all(): string[];
  /** Columns in which no row had anything. */
  empty(): string[];
  /** Of the columns named, those that no row and no header had. */
  missing(named: readonly string[]): string[];
}

export function createColumnsSeen(): ColumnsSeen {
  const filled = new Map<string, boolean>();
  const note = (column: string, isFilled: boolean) => {
    if (filled.get(column) === true) return;
    if (isFilled || (!filled.has(column) && filled.size < most)) filled.set(column, isFilled);
  };
  return {
    add(row) {
      for (const path of pathsOf(row)) if (filled.get(path) !== true) note(path, readTexts(row, path).length > 0);
    },
    addHeader(columns) {
      for (const column of columns) note(column, false);
    },
    all: () => [...filled.keys()],
    empty: () => [...filled].filter(([, isFilled]) => !isFilled).map(([column]) => column),
    missing: (named) =>
      named.filter((name) => !filled.has(name) && ![...filled.keys()].some((seen) => coversPath(name, seen))),
  };
}
