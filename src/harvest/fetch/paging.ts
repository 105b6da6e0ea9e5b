/** Where the next page of a list stands, by the way that the manifest says the server has of giving pages. */
import type { Format } from '#model/source.ts';
import type { Page } from '../input.ts';

export type Paging = NonNullable<Extract<Format, { type: 'json' }>['pages']>;

export interface PageRead {
  /** Its address. */
  origin: string;
  headers: Page['headers'];
  /** How many items it held, refused ones included. */
  rows: number;
  /** The pages read so far, this one included. */
  pages: number;
  /** What stood at the path of the cursor. */
  cursor: string | undefined;
}

/** The address of the next page; undefined at the end. */
export function nextAddress(paging: Paging, page: PageRead): string | undefined {
  if (paging.by === 'link') return linkedNext([page.headers.link ?? ''].flat().join(', '));
  if (paging.by === 'cursor') {
    return page.cursor === undefined || page.rows === 0
      ? undefined
      : withParameter(page.origin, paging.parameter, page.cursor);
  }
  const last = lastPage(paging, page.headers);
  if (last !== undefined && page.pages >= last) return undefined;
  // Only a page without items ends the list: a short one may be a page of which some items are not public.
  if (page.rows === 0 && last === undefined) return undefined;
  const next = paging.by === 'number' ? paging.first + page.pages : paging.step * page.pages;
  return withParameter(page.origin, paging.parameter, String(next));
}

/** Servers that count pages answer 400 or 404 after the last one; of one that said how many there are it is a fault. */
export const endsList = (paging: Paging, status: number | undefined, former: Page['headers']): boolean =>
  (paging.by === 'number' || paging.by === 'offset') &&
  (status === 400 || status === 404) &&
  lastPage(paging, former) === undefined;

/** How many pages there are, when the server says so where the manifest expects it. */
function lastPage(paging: Paging, headers: Page['headers']): number | undefined {
  if (paging.by !== 'number' || paging.last === undefined) return undefined;
  const told = [headers[paging.last.toLowerCase()] ?? ''].flat()[0]!.trim();
  return /^\d+$/.test(told) ? Number(told) : undefined;
}

function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}

/** `<https://…?page=2>; rel="next"` (RFC 8288). */
function linkedNext(header: string): string | undefined {
  for (const [, address, parameters] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters!);
    const names = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes('next')) return address;
  }
  return undefined;
}
