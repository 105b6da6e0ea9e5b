/** Where the header of a table is: lines of a title before it and what they say, and how many lines name the columns. */
import type { Stated } from './sniffed.ts';

export interface TableShape {
  /** Lines before the header. */
  skip: number;
  headerLines: number;
  /** Cells of the header. */
  columns: number;
  why: { skip?: string; headerLines?: string };
}

/** Lines looked at. */
export const linesLooked = 60;

/** `lines` are the cells of the first lines of the file, with the number of each line from 1; empty lines left out. */
export function tableShape(lines: readonly { line: number; cells: readonly string[] }[]): TableShape | undefined {
  const looked = lines.slice(0, linesLooked).filter(({ cells }) => cells.some(isFilled));
  if (looked.length === 0) return undefined;
  const widths = looked.map(({ cells }) => cells.filter(isFilled).length);
  const usual = median(widths.slice(Math.min(5, Math.floor(widths.length / 2))));
  // A title, a date, a sentence: far fewer cells than the table has.
  let first = Math.max(
    0,
    widths.findIndex((width, at) => width >= Math.max(2, usual * 0.6) && (at === 0 || width >= 2)),
  );
  // Names over several columns fill few cells, yet are no title: as many cells as the names below them.
  const above = looked[first - 1];
  const under = looked[first + 1];
  if (
    above !== undefined &&
    under !== undefined &&
    above.cells.length === looked[first]!.cells.length &&
    isUpper(above.cells)
  )
    if (namesColumns(looked[first]!.cells, under.cells)) first--;
  const header = looked[first]!;
  const skipped = first === 0 ? 0 : header.line - 1;
  const why: TableShape['why'] = {};
  if (skipped > 0)
    why.skip = `the first ${skipped === 1 ? 'line holds' : `${skipped} lines hold`} “${looked[0]!.cells.find(isFilled)!.trim().slice(0, 40)}”, not names of columns`;
  const [second, third] = [looked[first + 1], looked[first + 2]];
  let headerLines = 1;
  if (second !== undefined && third !== undefined && isUpper(header.cells) && namesColumns(second.cells, third.cells)) {
    headerLines = 2;
    why.headerLines = 'the first line of names has holes that the second fills';
  }
  const columns = Math.max(header.cells.length, headerLines === 2 ? second!.cells.length : 0);
  return { skip: skipped, headerLines, columns, why };
}

/** What the lines before the header say of the catalogue: its title, who keeps it, its licence. */
export function statedAbove(lines: readonly { line: number; cells: readonly string[] }[], skip: number): Stated {
  const texts = lines
    .filter(({ line }) => line <= skip)
    .flatMap(({ cells }) => cells.map((cell) => cell.replace(/\s+/g, ' ').trim()).filter(Boolean))
    .filter(({ length }) => length < 200);
  const stated: Stated = {};
  const licence = texts.find((text) => /licen[cs]e|creative commons|\bodbl\b/i.test(text));
  const keeper = texts
    .map((text) => /^(?:source|producteur|publi[ée] par|[ée]dit[ée] par|organisme)\s*:\s*(.+)$/i.exec(text)?.[1])
    .find((text) => text !== undefined);
  const title = texts.find((text) => text !== licence && !text.includes(':') && /\p{L}{2,}\s+\p{L}{2,}/u.test(text));
  if (title !== undefined && !/^(?:au|mis|mise|le|derni[eè]re)\s/i.test(title)) stated.title = title;
  if (keeper !== undefined) stated.organisation = keeper;
  if (licence !== undefined) stated.licence = licence;
  return stated;
}

const isFilled = (cell: string): boolean => cell.trim() !== '';

/** Names over several columns: after each a hole. One alone is a title. */
function isUpper(cells: readonly string[]): boolean {
  if (cells.filter(isFilled).length < 2) return false;
  const holes = cells.filter((cell, at) => !isFilled(cell) && cells.slice(0, at).some(isFilled)).length;
  return holes >= 2 && holes >= cells.length * 0.25 && cells.every((cell) => cell.length < 60);
}

/** Short words without a figure or an address, where the next line has some. */
function namesColumns(cells: readonly string[], next: readonly string[]): boolean {
  const filled = cells.filter(isFilled);
  const isName = (cell: string): boolean => cell.length < 60 && !/^\s*[\d.,/-]+\s*$|@|https?:/.test(cell);
  return (
    filled.length >= cells.length * 0.6 &&
    filled.every(isName) &&
    new Set(filled).size === filled.length &&
    next.some((cell) => isFilled(cell) && !isName(cell))
  );
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
