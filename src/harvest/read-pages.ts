/** The readings of every page of a catalogue, one after another. */
import { readFile as readFileOf } from 'node:fs/promises';
import { sha256 } from '#lib/hash.ts';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import type { Source } from '#model/source.ts';
import { createBrowserPages } from './fetch/browser.ts';
import { detailAddress, detailOf, withDetail } from './fetch/detail.ts';
import { optOut } from './fetch/opt-out.ts';
import { endsList, nextAddress } from './fetch/paging.ts';
import type { Told } from './fetch/remembered.ts';
import type { StartBrowser } from './fetch/start-browser.ts';
import { download, type HarvestInput, type OpenAddress, openInput, openNext } from './input.ts';
import { plainFormat, shapeOf } from './platforms/platforms.ts';
import type { PlatformShape } from './platforms/shape.ts';
import { readFile } from './read/read.ts';
import { excerpt, type Reading } from './read/reading.ts';

/** More pages than any catalogue has: beyond, `next` leads nowhere. */
const mostPages = 10_000;

export type CatalogueReading =
  | Exclude<Reading, { next: string } | { total: number }>
  | { page: string; told: Told }
  | { unchanged: true };

export interface ReadingRooms {
  now(): Date;
  /** Starts a browser for the pages that need one; without it they cannot be read. */
  startBrowser?: StartBrowser | undefined;
}

/** The readings in order; whatever goes wrong with a file or an address is a last `failed` reading. */
export async function* readPages(
  source: Source,
  input: HarvestInput,
  fetch: PoliteFetch,
  condition: Record<string, string> = {},
  rooms: ReadingRooms = { now: () => new Date() },
): AsyncGenerator<CatalogueReading> {
  const { format } = source;
  if (input.kind === 'file' || format.type !== 'web' || format.browser !== true) {
    return yield* readEach(source, input, (address, when) => download(address, fetch, when), condition, rooms);
  }
  const browser = createBrowserPages(fetch, format, rooms.startBrowser);
  try {
    yield* readEach(source, input, browser.open, {}, rooms);
  } finally {
    await browser.close();
  }
}

async function* readEach(
  source: Source,
  input: HarvestInput,
  open: OpenAddress,
  condition: Record<string, string>,
  { now }: ReadingRooms,
): AsyncGenerator<CatalogueReading> {
  const format = plainFormat(source.format);
  const shape = shapeOf(source.format);
  const paging = input.kind === 'address' && format.type === 'json' ? format.pages : undefined;
  const detail = input.kind === 'address' ? detailOf(format) : undefined;
  const heedsOptOuts = input.kind === 'address' && source.robots === 'obeyed';
  const waiting: string[] = [];
  const visited = new Set<string>();
  let former: string | undefined;
  let [items, total]: [number, number | undefined] = [0, undefined];
  let page = await openInput(input, open, condition);
  for (;;) {
    if ('failed' in page) return yield { line: 0, failed: page.failed };
    if ('unchanged' in page) return yield page;
    const { origin, headers } = page;
    let [rows, cursor]: [number, string | undefined] = [0, undefined];
    try {
      if (visited.has(origin))
        return yield { line: 0, failed: `The pages go round in circles: ${origin} comes again.` };
      visited.add(origin);
      const unwanted = heedsOptOuts ? await optOut(page, 'list', format.type === 'web') : undefined;
      if (unwanted !== undefined) return yield { line: 0, failed: `${origin} is not taken: ${unwanted}.` };
      if (paging !== undefined) {
        const content = await hashOf(page.path);
        if (content === former) return yield { line: 0, failed: `The server gives the same page again: ${origin}.` };
        former = content;
      }
      yield { page: origin, told: { etag: firstOf(headers.etag), lastModified: firstOf(headers['last-modified']) } };
      for await (const reading of readFile(page.path, source.format)) {
        if ('next' in reading) {
          if (paging?.by === 'cursor') cursor = reading.next;
          else waiting.push(reading.next);
        } else if ('total' in reading) total = reading.total;
        else if ('row' in reading) {
          rows++;
          const address = detail === undefined ? undefined : detailAddress(detail, reading.row, origin);
          const found =
            address === undefined
              ? { row: reading.row }
              : await withDetail(reading.row, address, { format, open, heedsOptOuts, list: origin });
          const why = whyRefused(found, shape, now, address);
          if (why !== undefined) yield { line: reading.line, refused: why, value: excerpt(reading.row) };
          else if ('row' in found) yield { line: reading.line, row: found.row };
          else if ('failed' in found) return yield { line: reading.line, failed: found.failed };
        } else {
          if ('refused' in reading) rows++;
          yield reading;
          if ('failed' in reading) return;
        }
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      return yield { line: 0, failed: `The file ${page.path} cannot be read: ${error.message}` };
    } finally {
      await page.drop();
    }
    items += rows;
    if (paging !== undefined) {
      const address = nextAddress(paging, { origin, headers, rows, pages: visited.size, cursor });
      if (address !== undefined) waiting.push(address);
    }
    const next = waiting.shift();
    if (next !== undefined) {
      if (visited.size === mostPages) return yield { line: 0, failed: `There are more than ${mostPages} pages.` };
      page = await openNext(input, page, next, open);
      const isEnd = 'failed' in page && paging !== undefined && endsList(paging, page.status, headers);
      if (!isEnd) continue;
    }
    if (input.kind === 'address' && total !== undefined && items < total)
      yield { line: 0, failed: `The server says that there are ${total} items, but gave only ${items}.` };
    return;
  }
}

type Found = Awaited<ReturnType<typeof withDetail>>;

/** Why an item is not taken, though it could be read; `address` is that of its own page, when it has one. */
function whyRefused(
  found: Found,
  shape: PlatformShape | undefined,
  now: () => Date,
  address: string | undefined,
): string | undefined {
  if ('refused' in found) return found.refused;
  if (shape === undefined || 'failed' in found) return undefined;
  if (address !== undefined && shape.needsDetail && found.row.detail === undefined)
    return `There is nothing any more at ${address}.`;
  return shape.refuse?.(found.row, now());
}

const hashOf = async (path: string): Promise<string> => sha256(await readFileOf(path, 'utf8'));

const firstOf = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error;
