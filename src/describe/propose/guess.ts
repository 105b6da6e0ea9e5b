/** The notebook of a proposal: which columns are taken, and why each entry of the manifest was guessed. */
import type { Row } from '#model/record.ts';
import type { Column } from './column.ts';

/** sure: names and values say so; likely: one of them does; guess: to be looked at first. */
export type Sureness = 'sure' | 'likely' | 'guess';

export interface Reason {
  /** In the manifest: `['map', 'title']`. */
  path: (string | number)[];
  why: string;
  sure: Sureness;
}

/** What the gazetteer knows of a text; every check is true or false for one value. */
export interface PlaceChecks {
  isCommuneCode(code: string): boolean;
  isPostcode(code: string): boolean;
  isDepartement(text: string): boolean;
  isRegion(text: string): boolean;
  isCommuneName(text: string): boolean;
  /** The département's code and the région's name of a postcode or commune's code, or else of a point. */
  areasOf(
    code: string | undefined,
    latitude: number | undefined,
    longitude: number | undefined,
  ): { departement?: string; region?: string } | undefined;
  /** A point of France, overseas included. */
  isInFrance(latitude: number, longitude: number): boolean;
}

/** What a person must still say; `source check` names every one that is left. */
export const toSay = 'TODO';

export interface Guessing {
  columns: readonly Column[];
  rows: readonly Row[];
  places: PlaceChecks;
  /** The catalogue's name alone; '' when it has none. */
  name: string;
  /** What the catalogue is called: its name, its file. */
  called: string;
  /** Columns that an entry of the manifest reads. */
  taken: Set<string>;
  reasons: Reason[];
}

/** Notes why an entry was guessed, and that its columns are read. */
export function because(
  guessing: Guessing,
  path: Reason['path'],
  why: string,
  sure: Sureness,
  ...columns: readonly Column[]
): void {
  guessing.reasons.push({ path, why, sure });
  for (const { name } of columns) guessing.taken.add(name);
}

/** The columns that nothing reads yet and that hold something. */
export function free({ columns, taken }: Guessing): Column[] {
  return columns.filter(({ name, values }) => values.length > 0 && !taken.has(name));
}

/** The free column with the highest score; none at 0. Of equals, the first in the file. */
export function best(
  guessing: Guessing,
  score: (column: Column) => number,
): { column: Column; score: number } | undefined {
  let found: { column: Column; score: number } | undefined;
  for (const column of free(guessing)) {
    const value = score(column);
    if (value > (found?.score ?? 0)) found = { column, score: value };
  }
  return found;
}

/** The weight of the first pattern that the column's name matches; 0 when none does. */
export function named(column: Column, names: readonly (readonly [RegExp, number])[]): number {
  const glued = column.words.replace(/ /g, '');
  return names.find(([pattern]) => pattern.test(column.words) || pattern.test(glued))?.[1] ?? 0;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
