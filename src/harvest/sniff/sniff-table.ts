/** Tables: CSV with its delimiter, encoding and header; a spreadsheet and which of its sheets. */
import { parse } from 'csv-parse/sync';
import type { Format } from '#model/source.ts';
import { marksOf as quotation } from '../read/csv/csv.ts';
import { findDelimiter, findUnusualDelimiter } from '../read/csv/delimiter.ts';
import { findEncoding } from '../read/encoding.ts';
import { linesOf, sheetsOf } from '../read/table/spreadsheet.ts';
import type { NotSniffed, Sniffed, Stated } from './sniffed.ts';
import { linesLooked, statedAbove, type TableShape, tableShape } from './table-shape.ts';

const sampleLength = 256 * 1024;
/** More columns than any table that people keep. */
const mostColumns = 2000;
const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

export async function sniffCsv(path: string, text: string): Promise<Sniffed | NotSniffed> {
  const sample = text.slice(0, sampleLength);
  const marks = marksOf(sample);
  const delimiter = delimiterOf(sample);
  const lines = linesIn(sample, delimiter, marks);
  const shape = tableShape(lines);
  if (shape === undefined) return { reason: 'There is no line with anything in it.' };
  if (shape.columns > mostColumns)
    return {
      reason: `Its first line has ${shape.columns} cells, more than the ${mostColumns} columns that are read: is it turned on its side, one item per column?`,
    };
  if (shape.columns < 2)
    return {
      reason:
        'It has a single column: no comma, semicolon, tab or bar separates cells in its lines. It is a plain text, or not a table.',
    };
  const found = await findEncoding(path);
  if ('problem' in found) return { reason: found.problem };
  const { skip, headerLines } = shape;
  const format: Extract<Format, { type: 'csv' }> = { type: 'csv', skip, headerLines, ...marks.format };
  const because: Record<string, string> = { ...withoutNothing(shape.why), ...marks.because };
  // What the reader finds by itself is not written: a file that changes its delimiter one day is still read.
  if (findDelimiter(afterLines(sample, shape.skip)) !== delimiter) {
    format.delimiter = delimiter;
    because.delimiter = 'its lines are cut most regularly so';
  }
  const encoding = found.encoding === 'utf-8' ? '' : `, in ${found.encoding}`;
  return {
    what: `CSV, ${shape.columns} columns separated by ${delimiterNames[delimiter] ?? `“${delimiter}”`}${encoding}`,
    ...{ format, because, stated: statedAbove(lines, shape.skip), notes: [], offers: [] },
  };
}

/** A few lines of a title would mislead the count of cells: the delimiter that holds from any of the first lines on. */
function delimiterOf(sample: string): string {
  for (const lines of [0, 1, 2, 3, 5, 8]) {
    const rest = afterLines(sample, lines);
    const delimiter = findDelimiter(rest);
    const cells = linesIn(rest, delimiter, usualMarks).slice(0, 10);
    if (cells.length > 0 && cells.every(({ cells: { length } }) => length > 1)) return delimiter;
  }
  return findUnusualDelimiter(sample) ?? findDelimiter(sample);
}

interface Marks {
  format: Pick<Extract<Format, { type: 'csv' }>, 'quote' | 'escape'>;
  because: Record<string, string>;
}

const usualMarks: Marks = { format: {}, because: {} };
/** Characters in which marks are counted. */
const marksLooked = 16 * 1024;

/** Which mark stands around cells, and how it is written inside one. */
function marksOf(sample: string): Marks {
  const start = sample.slice(0, marksLooked);
  const count = (pattern: RegExp): number => start.match(pattern)?.length ?? 0;
  const wrapped = (mark: string): number =>
    count(new RegExp(`(?:^|[,;\\t|])${mark}[^\n]*?${mark}(?=[,;\\t|\\r\\n]|$)`, 'gm'));
  const [straight, single] = [wrapped('"'), wrapped("'")];
  const lines = count(/\n/g);
  if (straight === 0 && single >= Math.max(3, lines))
    return { format: { quote: "'" }, because: { quote: 'its cells stand between apostrophes' } };
  const [slashed, doubled] = [count(/\\"/g), count(/[^,;\t|\n]""[^,;\t|\n]/g)];
  if (straight > 0 && slashed > 2 * doubled)
    return {
      format: { escape: 'backslash' },
      because: { escape: `\`\\"\` stands in ${slashed} ${slashed === 1 ? 'place' : 'places'}` },
    };
  return usualMarks;
}

function linesIn(sample: string, delimiter: string, { format }: Marks): { line: number; cells: string[] }[] {
  const lines: { line: number; cells: string[] }[] = [];
  try {
    for (const { record, info } of parse(sample, {
      ...{ delimiter, ...quotation(format) },
      ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true },
      to: linesLooked,
    }) as unknown as { record: string[]; info: { lines: number } }[])
      lines.push({ line: info.lines - record.join('').split('\n').length + 1, cells: record });
  } catch {
    // A quotation mark that the sample cut, or one too many: line by line, then.
    const plain = sample.split(/\r?\n/, linesLooked);
    for (const [at, line] of plain.entries())
      if (line.trim() !== '') lines.push({ line: at + 1, cells: line.split(delimiter) });
  }
  return lines;
}

function afterLines(text: string, lines: number): string {
  let at = 0;
  for (let passed = 0; passed < lines; passed++) {
    const end = text.indexOf('\n', at);
    if (end === -1) return '';
    at = end + 1;
  }
  return text.slice(at);
}

export async function sniffSpreadsheet(path: string): Promise<Sniffed | NotSniffed> {
  const sheets = await sheetsOf(path);
  if ('failed' in sheets) return { reason: sheets.failed };
  const looked: { sheet: string; weight: number; shape: TableShape; stated: Stated }[] = [];
  for (const sheet of sheets.names) {
    const lines: { line: number; cells: string[] }[] = [];
    for await (const given of linesOf(path, sheet)) {
      if ('failed' in given) return { reason: given.failed };
      if (given.cells.some((cell) => cell.trim() !== '')) lines.push(given);
      if (lines.length >= linesLooked) break;
    }
    const shape = tableShape(lines);
    if (shape !== undefined && lines.length > 1)
      looked.push({
        sheet,
        shape,
        stated: statedAbove(lines, shape.skip),
        weight: lines.length * Math.min(shape.columns, 20),
      });
  }
  const best = looked.toSorted((a, b) => b.weight - a.weight)[0];
  if (best === undefined) return { reason: 'The spreadsheet has no sheet with a header and a line.' };
  const { sheet, shape, stated } = best;
  const format: Extract<Format, { type: 'spreadsheet' }> = {
    type: 'spreadsheet',
    skip: shape.skip,
    headerLines: shape.headerLines,
  };
  const because: Record<string, string> = withoutNothing(shape.why);
  if (sheet !== sheets.names[0]) {
    format.sheet = sheet;
    because.sheet = `of ${sheets.names.length} sheets it holds the most`;
  }
  return {
    what: `a spreadsheet, ${shape.columns} columns in the sheet “${sheet}”`,
    ...{ format, because, stated, notes: [], offers: [] },
  };
}

const withoutNothing = (why: { skip?: string; headerLines?: string }): Record<string, string> =>
  Object.fromEntries(Object.entries(why).filter((entry): entry is [string, string] => entry[1] !== undefined));
