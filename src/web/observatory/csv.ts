/** Rows as CSV. */
import { calm, line } from '#publish/write-csv.ts';

export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((cells) => line(cells.map((cell) => (typeof cell === 'number' ? String(cell) : calm(cell))))).join('');
