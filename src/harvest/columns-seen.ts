/** Which columns a catalogue has, which of them hold anything, and of what kind. */
import { coversPath, pathsOf, readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';

/** An object that holds items by name would make every name a column: beyond this they are no longer told apart. */
const most = 2000;

/** Kinds are looked at in the first rows, then in one of so many: a column's kind shows soon. */
const looked = 500;
const thenOneIn = 16;

/** What nearly all filled cells of a column are. */
export type ColumnKind = 'number' | 'date' | 'yes-no' | 'web-address' | 'text' | 'mixed' | 'empty';

/** By column: its kind, the share of the rows looked at in which it is filled, and a cell that is unlike the others. */
export type ColumnProfile = Record<string, { kind: ColumnKind; filled: number; example: string }>;

export interface ColumnsSeen {
  add(row: Row): void;
  addHeader(columns: string[]): void;
  all(): string[];
  /** Columns in which no row had anything. */
  empty(): string[];
  /** Of the columns named, those that no row and no header had. */
  missing(named: readonly string[]): string[];
  profile(): ColumnProfile;
}

interface Cells {
  count: number;
  kinds: Map<ColumnKind, { count: number; example: string }>;
}

export function createColumnsSeen(): ColumnsSeen {
  const filled = new Map<string, boolean>();
  const cells = new Map<string, Cells>();
  let rows = 0;
  let profiled = 0;
  const note = (column: string, isFilled: boolean) => {
    if (filled.get(column) === true) return;
    if (isFilled || (!filled.has(column) && filled.size < most)) filled.set(column, isFilled);
  };
  const look = (row: Row, path: string) => {
    const [text] = readTexts(row, path);
    if (text === undefined) return;
    const known = cells.get(path) ?? { count: 0, kinds: new Map() };
    const kind = kindOf(text);
    const ofKind = known.kinds.get(kind) ?? { count: 0, example: text.slice(0, 60).toWellFormed() };
    ofKind.count++;
    known.count++;
    cells.set(path, { ...known, kinds: known.kinds.set(kind, ofKind) });
  };
  return {
    add(row) {
      rows++;
      const isLooked = rows <= looked || rows % thenOneIn === 0;
      if (isLooked) profiled++;
      for (const path of pathsOf(row)) {
        if (filled.get(path) !== true) note(path, readTexts(row, path).length > 0);
        if (isLooked && filled.get(path) === true) look(row, path);
      }
    },
    addHeader(columns) {
      for (const column of columns) note(column, false);
    },
    all: () => [...filled.keys()],
    empty: () => [...filled].filter(([, isFilled]) => !isFilled).map(([column]) => column),
    missing: (named) =>
      named.filter((name) => !filled.has(name) && ![...filled.keys()].some((seen) => coversPath(name, seen))),
    profile: () =>
      Object.fromEntries(
        [...filled].map(([column, isFilled]) => {
          const seen = cells.get(column);
          if (!isFilled) return [column, { kind: 'empty', filled: 0, example: '' }];
          if (seen === undefined) return [column, { kind: 'mixed', filled: 0, example: '' }];
          const [kind, { count, example }] = [...seen.kinds].sort(([, a], [, b]) => b.count - a.count)[0]!;
          return [column, { kind: count >= seen.count * 0.9 ? kind : 'mixed', filled: seen.count / profiled, example }];
        }),
      ),
  };
}

/** Digits after a leading zero are a code, not a number. */
function kindOf(text: string): ColumnKind {
  if (/^[-+]?(0|[1-9]\d{0,14})([.,]\d+)?$/.test(text)) return 'number';
  if (/^\d{4}-\d{2}(-\d{2})?([T ]|$)|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/.test(text)) return 'date';
  if (/^(oui|non|yes|no|vrai|faux|true|false)$/i.test(text)) return 'yes-no';
  return /^https?:\/\//i.test(text) ? 'web-address' : 'text';
}
