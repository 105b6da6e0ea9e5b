/** The readings of every page of a catalogue, one after another. */
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import type { Source } from '#model/source.ts';
import type { Told } from './fetch/remembered.ts';
import { type HarvestInput, openInput, openNext } from './input.ts';
import { readFile } from './read/read.ts';
import type { Reading } from './read/reading.ts';

/** More pages than any catalogue has: beyond, `next` leads nowhere. */
const mostPages = 10_000;

/** The readings in order; whatever goes wrong with a file or an address is a last `failed` reading. */
export async function* readPages(
  source: Source,
  input: HarvestInput,
  fetch: PoliteFetch,
  condition: Record<string, string> = {},
): AsyncGenerator<Exclude<Reading, { next: string }> | { page: string; told: Told } | { unchanged: true }> {
  const waiting: string[] = [];
  const visited = new Set<string>();
  let page = await openInput(input, fetch, condition);
  for (;;) {
    if ('failed' in page) return yield { line: 0, failed: page.failed };
    if ('unchanged' in page) return yield page;
    if (visited.has(page.origin)) {
      await page.drop();
      return yield { line: 0, failed: `The pages go round in circles: ${page.origin} comes again.` };
    }
    visited.add(page.origin);
    try {
      const { etag, 'last-modified': lastModified } = page.headers;
      yield { page: page.origin, told: { etag: firstOf(etag), lastModified: firstOf(lastModified) } };
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
    page = await openNext(input, page, next, fetch);
  }
}

const firstOf = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error;
