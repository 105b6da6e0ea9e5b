/** From lines of cells to rows with named columns, for every kind of table. */
import { excerpt, type Reading } from '../reading.ts';

export interface Line {
  line: number;
  cells: string[];
}

/**
 * The rows of a table: its first filled line, or the first `headerLines` of them, name the columns. Lines without any
 * cell filled are no rows; missing cells are empty.
 */
export async function* readGrid(
  lines: AsyncIterable<Line | { line: number; failed: string }>,
  headerLines = 1,
): AsyncGenerator<Reading> {
  const heads: string[][] = [];
  let header: string[] | undefined;
  for await (const given of lines) {
    if ('failed' in given) return yield given;
    if (!given.cells.some((cell) => cell.trim() !== '')) continue;
    if (header !== undefined) yield rowOf(header, given);
    else if (heads.push(given.cells) === headerLines) {
      header = nameColumns(joinHeaders(heads));
      yield { header };
    }
  }
}

/** Trimmed; `Ville`, `Ville (2)`; `column 3` where the header is empty. No two are equal. */
function nameColumns(cells: string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.trim() || `column ${index + 1}`;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

/** `Lieu` over `Ville` is `Lieu / Ville`; above the last line an empty cell belongs to the one at its left. */
function joinHeaders(heads: string[][]): string[] {
  if (heads.length === 1) return heads[0]!;
  const width = Math.max(...heads.map((cells) => cells.length));
  const parts = heads.map((cells, level) => {
    const isLast = level === heads.length - 1;
    let left = '';
    return Array.from({ length: width }, (_, index) => {
      const cell = (cells[index] ?? '').replace(/\s+/g, ' ').trim();
      if (cell !== '') left = cell;
      return isLast ? cell : left;
    });
  });
  return Array.from({ length: width }, (_, index) => {
    const names = parts.map((cells) => cells[index]!).filter(Boolean);
    return names.filter((name, at) => name !== names[at - 1]).join(' / ');
  });
}

function rowOf(header: string[], { line, cells }: Line): Reading {
  const excess = cells.slice(header.length);
  if (excess.some((cell) => cell.trim() !== '')) {
    const refused = `The line has ${cells.length} cells where the header has ${header.length} columns.`;
    return { line, refused, value: excerpt(cells.join(' | ')) };
  }
  return { line, row: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])) };
}
