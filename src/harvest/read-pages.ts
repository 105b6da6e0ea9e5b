/** The readings of every page of a catalogue, one after another. */
import { readFile as readFileOf } from 'node:fs/promises';
import { sha256 } from '#lib/hash.ts';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import type { Format, Source } from '#model/source.ts';
import { detailAddress, isFailure, withDetail } from './fetch/detail.ts';
import { endsList, nextAddress } from './fetch/paging.ts';
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
  let former: string | undefined;
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
    const { format } = source;
    const paging = input.kind === 'address' && format.type === 'json' ? format.pages : undefined;
    const detail = input.kind === 'address' ? detailOf(format) : undefined;
    let [rows, cursor]: [number, string | undefined] = [0, undefined];
    try {
      if (paging !== undefined) {
        const content = await hashOf(page.path);
        if (content === former)
          return yield { line: 0, failed: `The server gives the same page again: ${page.origin}.` };
        former = content;
      }
      const { etag, 'last-modified': lastModified } = page.headers;
      yield { page: page.origin, told: { etag: firstOf(etag), lastModified: firstOf(lastModified) } };
      for await (const reading of readFile(page.path, source.format)) {
        if ('next' in reading) {
          if (paging?.by === 'cursor') cursor = reading.next;
          else waiting.push(reading.next);
        } else if ('row' in reading && detail !== undefined) {
          rows++;
          const address = detailAddress(detail, reading.row, page.origin);
          const row = address === undefined ? reading.row : await withDetail(reading.row, address, format, fetch);
          if (isFailure(row)) return yield { line: reading.line, failed: row.failed };
          yield { line: reading.line, row };
        } else {
          if ('row' in reading || 'refused' in reading) rows++;
          yield reading;
        }
        if ('failed' in reading) return;
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      return yield { line: 0, failed: `The file ${page.path} cannot be read: ${error.message}` };
    } finally {
      await page.drop();
    }
    if (paging !== undefined) {
      const link = page.headers.link;
      const read = {
        origin: page.origin,
        link: Array.isArray(link) ? link.join(', ') : link,
        rows,
        pages: visited.size,
        cursor,
      };
      const address = nextAddress(paging, read);
      if (address !== undefined) waiting.push(address);
    }
    const next = waiting.shift();
    if (next === undefined) return;
    if (visited.size === mostPages) return yield { line: 0, failed: `There are more than ${mostPages} pages.` };
    page = await openNext(input, page, next, fetch);
    if ('failed' in page && paging !== undefined && endsList(paging, page.status)) return;
  }
}

/** The template of the addresses of the items' own pages. */
function detailOf(format: Format): string | undefined {
  if (format.type === 'web') return format.link === undefined ? undefined : '{@url}';
  return format.type === 'json' ? format.detail : undefined;
}

const hashOf = async (path: string): Promise<string> => sha256(await readFileOf(path, 'utf8'));

const firstOf = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error;
