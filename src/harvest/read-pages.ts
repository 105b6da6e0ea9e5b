/** The readings of every page of a catalogue, one after another. */
import type { FetchLimits } from '#lib/net/guarded-fetch.ts';
import type { Source } from '#model/source.ts';
import { type HarvestInput, openInput, openNext, type Page } from './input.ts';
import { readFile } from './read/read.ts';
import type { Reading } from './read/reading.ts';

/** More pages than any catalogue has: beyond, `next` leads nowhere. */
const mostPages = 10_000;

/** The readings in order; whatever goes wrong with a file or an address is a last `failed` reading. */
export async function* readPages(
  source: Source,
  input: HarvestInput,
  limits: FetchLimits,
): AsyncGenerator<Exclude<Reading, { next: string }> | { page: string }> {
  const waiting: string[] = [];
  const visited = new Set<string>();
  let page: Page | { failed: string } = await openInput(input, limits);
  for (;;) {
    if ('failed' in page) return yield { line: 0, failed: page.failed };
    if (visited.has(page.origin)) {
      await page.drop();
      return yield { line: 0, failed: `The pages go round in circles: ${page.origin} comes again.` };
    }
    visited.add(page.origin);
    try {
      yield { page: page.origin };
      for await (const reading of readFile(page.path, source.format)) {
        if ('next' in reading) waiting.push(reading.next);
        else yield reading;
        if ('failed' in reading) return;
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      return yield { line: 0, failed: `The file ${page.path} cannot be read: ${error.message}` };
    } finally {
      await page.drop();
    }
    const next = waiting.shift();
    if (next === undefined) return;
    if (visited.size === mostPages) return yield { line: 0, failed: `There are more than ${mostPages} pages.` };
    page = await openNext(input, page, next, limits);
  }
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error;
