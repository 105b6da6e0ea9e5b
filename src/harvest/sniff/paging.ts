/** How a server that answers JSON gives its further pages: by what it says, and where it says nothing by asking. */
import type { Format } from '#model/source.ts';
import { findLists, findNext, findTotal, parseHead } from './json-shape.ts';
import type { Ask, Glimpse } from './platform.ts';

type JsonFormat = Extract<Format, { type: 'json' }>;

export interface PagingFound {
  next?: string;
  pages?: NonNullable<JsonFormat['pages']>;
  why?: string;
  /** What a person must still find out. */
  note?: string;
}

/** Parameters that are tried where the server only says that there is more, at most this many questions. */
const tried: readonly { by: 'offset' | 'number'; parameter: string }[] = [
  { by: 'offset', parameter: 'offset' },
  { by: 'number', parameter: 'page' },
  { by: 'offset', parameter: 'start' },
];

/** `value` is the answer as parsed, `items` the path of its list of `length` items. */
export async function findPaging(
  glimpse: Glimpse,
  value: unknown,
  items: string,
  length: number,
  ask: Ask | undefined,
): Promise<PagingFound> {
  const next = findNext(value, items);
  if (next !== undefined && items !== '')
    return { next: next.path, why: `\`${next.path}\` holds the address of the next page` };
  if (/;\s*rel="?next"?/i.test(glimpse.headers.get('link') ?? ''))
    return { pages: { by: 'link' }, why: 'the header `Link` names the next page' };
  const headed = Number(glimpse.headers.get('x-total-count') ?? glimpse.headers.get('x-wp-total') ?? Number.NaN);
  const told = findTotal(value, items);
  const total = told?.total ?? (Number.isNaN(headed) ? undefined : headed);
  if (total === undefined || total <= length || length === 0) return {};
  const said = `the answer holds ${length} of ${total} items`;
  if (ask !== undefined) {
    const first = firstItem(value, items);
    for (const { by, parameter } of tried) {
      const second = by === 'number' ? 2 : length;
      const address = new URL(glimpse.address);
      address.searchParams.set(parameter, String(second));
      const answer = await ask(address);
      if ('reason' in answer || answer.status !== 200) continue;
      const other = firstItem(parseHead(answer.text, false), items);
      if (other === undefined || other === first) continue;
      const pages: NonNullable<JsonFormat['pages']> =
        by === 'number' ? { by, parameter, first: 1 } : { by, parameter, step: length };
      return { pages, why: `${said}, and \`${parameter}=${second}\` gives others` };
    }
  }
  return { note: `There is more: ${said}. Say in \`format.pages\` how the others are asked for.` };
}

/** The first item as text, to see whether another page holds others. */
function firstItem(value: unknown, items: string): string | undefined {
  if (!findLists(value).some(({ path }) => path === items)) return undefined;
  let inner: unknown = value;
  for (const name of items === '' ? [] : items.split('.'))
    inner = (inner as Record<string, unknown> | undefined)?.[name];
  const first = Array.isArray(inner) ? inner[0] : Object.entries(inner as object)[0];
  return first === undefined ? undefined : JSON.stringify(first);
}
