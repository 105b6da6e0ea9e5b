/**
 * CSV: UTF-8 without a byte-order mark, RFC 4180 (commas, CRLF, quotes doubled), one line for each project.
 *
 * Text that a spreadsheet would run as a formula is given an apostrophe in front; columns of numbers and booleans
 * never are. A reader who wants the text back takes one apostrophe off by the same rule (`calmed`).
 * Source of the list of characters: OWASP, "CSV Injection".
 */
import { columns } from './csv-columns.ts';
import type { ProjectView } from './project-view.ts';

/** Between the values of one cell; inside a value it is written `¦`. */
export const separator = '|';

const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** The text with an apostrophe in front when a spreadsheet would run it; `calmed` undoes it exactly. */
export function calm(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** The text as it was before `calm`. */
export function calmed(text: string): string {
  return text.startsWith("'") && dangerous.test(text) ? text.slice(1) : text;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Cells as a line of CSV, with its line end; text that came from elsewhere is calmed before. */
export function line(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`;
}

export const csvHeader = line(columns.map(({ name }) => name));

/** One project as a line of CSV, with its line end. */
export function csvLine(project: ProjectView): string {
  return line(
    columns.map(({ value }) => {
      const cell = value(project);
      if (cell === undefined) return '';
      if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
      if (typeof cell === 'string') return calm(cell);
      const values = cell.map((one) => (one ?? '').replaceAll(separator, '¦'));
      return values.every((one) => one === '') ? '' : calm(values.join(separator));
    }),
  );
}

export async function* writeCsv(projects: AsyncIterable<ProjectView>): AsyncGenerator<string> {
  yield csvHeader;
  for await (const project of projects) yield csvLine(project);
}
