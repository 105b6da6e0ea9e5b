/** A page of its own for each item of a list. */
import { readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import type { OpenAddress } from '../input.ts';
import type { PlainFormat } from '../platforms/shape.ts';
import { readFile } from '../read/read.ts';
import { readWebPage } from '../read/web/web.ts';
import { optOut } from './opt-out.ts';

/** The template of the addresses of the items' own pages; undefined where they have none, or none is to be read. */
export function detailOf(format: PlainFormat): string | undefined {
  if (format.type === 'web') return format.link === undefined ? undefined : '{@url}';
  if (format.type === 'sitemap') return format.page === undefined ? undefined : '{loc}';
  return format.type === 'json' ? format.detail : undefined;
}

/** The address that a template (`/api/items/{id}`) makes of a row, seen from the list; undefined when a column is empty. */
export function detailAddress(template: string, row: Row, list: string): string | undefined {
  let isWhole = true;
  const address = template.replace(/\{([^}]+)\}/g, (placeholder, column: string) => {
    const [value] = readTexts(row, column);
    if (value === undefined) isWhole = false;
    // A template that is only a column is a whole address; elsewhere a value is a part of one.
    return placeholder === template ? (value ?? '') : encodeURIComponent(value ?? '');
  });
  return isWhole && URL.canParse(address, list) ? new URL(address, list).href : undefined;
}

export interface DetailWish {
  format: PlainFormat;
  open: OpenAddress;
  /** Whether a page may say that it does not want to be taken. */
  heedsOptOuts: boolean;
  /** The list that the item stands in. */
  list: string;
}

/**
 * The row with what its page says: an object in the column `detail`, or the columns of a web page. An item whose page is
 * not there any more keeps its row. When a page of the list's own host fails, the reading ends, since a record must not
 * lose half of what it had; when it stands elsewhere, only its item is refused: the list cannot answer for other hosts.
 */
export async function withDetail(
  row: Row,
  address: string,
  { format, open, heedsOptOuts, list }: DetailWish,
): Promise<{ row: Row } | { refused: string } | { failed: string }> {
  const isElsewhere = new URL(address).host !== new URL(list).host;
  const fails = (reason: string) => (isElsewhere ? { refused: reason } : { failed: reason });
  const page = await open(address);
  if ('unchanged' in page) return { row };
  if ('failed' in page) return page.status === 404 || page.status === 410 ? { row } : fails(page.failed);
  const columns = pageColumns(format);
  try {
    const unwanted = heedsOptOuts ? await optOut(page, 'item', columns !== undefined) : undefined;
    if (unwanted !== undefined) return { refused: `The page ${address} is not taken: ${unwanted}.` };
    const found =
      columns === undefined ? await readObject(page.path) : await readWebPage(page.path, columns, page.origin);
    if (isFailure(found)) return fails(`${address}: ${found.failed}`);
    return { row: columns === undefined ? { ...row, detail: found } : { ...row, ...found } };
  } finally {
    await page.drop();
  }
}

/** What is read of the page of an item, where it is one for people; undefined where it is data. */
const pageColumns = (format: PlainFormat): Record<string, string> | undefined =>
  format.type === 'web' || format.type === 'sitemap' ? (format.page ?? {}) : undefined;

const isFailure = (row: Row | { failed: string }): row is { failed: string } =>
  typeof row.failed === 'string' && Object.keys(row).length === 1;

async function readObject(path: string): Promise<Row | { failed: string }> {
  for await (const reading of readFile(path, { type: 'json', items: '' })) {
    if ('row' in reading) return reading.row;
    if ('failed' in reading) return { failed: reading.failed };
    if ('refused' in reading) return { failed: reading.refused };
  }
  return { failed: 'There is nothing.' };
}
