/** Columns that are one list spread over several: of one name with a number, or each filled with its own phrase. */
import { type Column, isNumber, isText } from './column.ts';
import type { Guessing } from './guess.ts';

/** `Tag 1`, `Tag 2`, `Tag 3`…: at least three columns of words, numbered. */
export function seriesOf({ columns }: Guessing): Column[][] {
  const series = new Map<string, Column[]>();
  for (const column of columns) {
    const stem = /^(.*?[^\d\s_])[\s_]*\d+$/u.exec(column.name)?.[1];
    if (stem === undefined || column.values.length === 0 || column.share(isText) < 0.8 || column.length > 80) continue;
    series.set(stem, [...(series.get(stem) ?? []), column]);
  }
  return [...series.values()].filter(({ length }) => length >= 3);
}

/** Columns that hold nothing or always the same phrase: “Accès Wi-Fi”. At least three of them. */
export function phraseColumns({ columns, taken }: Guessing): Column[] {
  const found = columns.filter(
    (column) =>
      !taken.has(column.name) &&
      column.distinct.size === 1 &&
      column.filled < 1 &&
      column.length > 5 &&
      column.share(isText) === 1 &&
      !isNumber(column.values[0]!),
  );
  return found.length >= 3 ? found : [];
}
