/** Reads CSV files: any delimiter and quotation marks, headers as people write them. */
import { CsvError, parse } from 'csv-parse';
import type { Format } from '#model/source.ts';
import type { Reading } from '../reading.ts';
import { type Line, readGrid } from '../table/grid.ts';
import { findDelimiter } from './delimiter.ts';

type CsvFormat = Extract<Format, { type: 'csv' }>;

/** Longer than any sheet, shorter than a file that a stray quote has made into one cell. */
const longestRow = 4 * 1024 * 1024;
const sampleLength = 256 * 1024;

/**
 * The rows of a CSV text. Columns are named by the header, trimmed; a repeated name gets a number, an empty one its
 * position. Cells stay as they are.
 */
export async function* readCsv(text: AsyncIterable<string>, format: CsvFormat): AsyncGenerator<Reading> {
  yield* readGrid(linesOf(text, format), format.headerLines);
}

async function* linesOf(
  text: AsyncIterable<string>,
  format: CsvFormat,
): AsyncGenerator<Line | { line: number; failed: string }> {
  const body = await startAfter(text, format.skip);
  let line = format.skip + 1;
  let emptyBefore = 0;
  for await (const parsed of parseCells(body.all(), optionsOf(format, body.start))) {
    if ('error' in parsed) return yield { line, failed: tellFailure(parsed.error, line) };
    line += parsed.emptyLines - emptyBefore;
    emptyBefore = parsed.emptyLines;
    const { cells } = parsed;
    yield { line, cells };
    line += 1 + lineBreaks(cells);
  }
}

/** `start` is the beginning of the text, from the header on. */
const optionsOf = (format: CsvFormat, start: string) => ({
  delimiter: format.delimiter ?? findDelimiter(start),
  ...marksOf(format),
});

/** As the parser wants them. */
export const marksOf = (format: Pick<CsvFormat, 'quote' | 'escape'>) => {
  const quote = format.quote === 'none' ? null : (format.quote ?? '"');
  return { quote, escape: format.escape === 'backslash' ? '\\' : quote };
};

type Parsed = { cells: string[]; emptyLines: number } | { error: CsvError };

/** Every row before an error is given before the error. */
async function* parseCells(text: AsyncIterable<string>, options: ReturnType<typeof optionsOf>): AsyncGenerator<Parsed> {
  let parsed: Parsed[] = [];
  const parser = parse({
    ...options,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    on_record: (cells: string[], { empty_lines }) => {
      parsed.push({ cells, emptyLines: empty_lines });
      return null;
    },
  });
  parser.resume();
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    parser.on('error', (error) => {
      failure = error;
      resolve();
    });
    parser.on('end', resolve);
  });
  const takeParsed = (): Parsed[] => {
    const taken = parsed;
    parsed = [];
    return taken;
  };
  try {
    for await (const chunk of text) {
      await Promise.race([ended, new Promise<void>((resolve) => parser.write(chunk, () => resolve()))]);
      yield* takeParsed();
      if (failure !== undefined) break;
    }
    if (failure === undefined) parser.end();
    await ended;
    yield* takeParsed();
    if (failure instanceof CsvError) yield { error: failure };
    else if (failure !== undefined) throw failure;
  } finally {
    parser.destroy();
  }
}

function lineBreaks(cells: string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks++;
  }
  return breaks;
}

function tellFailure(error: CsvError, line: number): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return `A quotation mark opened at line ${line} or after is never closed: the file is cut, or a mark is missing.`;
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return `The row that starts at line ${line} is longer than 4 MB: a quotation mark is missing, or this is not CSV.`;
  }
  return `The file is not CSV from line ${line}: ${error.message}`;
}

/** Leaves out the first lines, and keeps enough of what follows at hand to tell the delimiter. */
async function startAfter(text: AsyncIterable<string>, skip: number) {
  const chunks = text[Symbol.asyncIterator]();
  let start = '';
  let skipped = 0;
  let ended = false;
  while (!ended && (skipped < skip || start.length < sampleLength)) {
    const next = await chunks.next();
    if (next.done) ended = true;
    else start += next.value;
    for (let at = start.indexOf('\n'); at !== -1 && skipped < skip; at = start.indexOf('\n')) {
      start = start.slice(at + 1);
      skipped++;
    }
  }
  if (skipped < skip) start = '';
  return {
    start: start.slice(0, sampleLength),
    async *all() {
      if (start !== '') yield start;
      while (!ended) {
        const next = await chunks.next();
        if (next.done) return;
        yield next.value;
      }
    },
  };
}
