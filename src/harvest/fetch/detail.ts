/** A page of its own for each item of a list. */
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import { readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import type { Format } from '#model/source.ts';
import { download } from '../input.ts';
import { readFile } from '../read/read.ts';
import { readWebPage } from '../read/web/web.ts';

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

/**
 * The row with what its page says: an object in the column `detail`, or the columns of a web page. An item whose page is not there any more keeps its row; any
 * other failure ends the reading, since a record must not lose half of what it had.
 */
export async function withDetail(
  row: Row,
  address: string,
  format: Format,
  fetch: PoliteFetch,
): Promise<Row | { failed: string }> {
  const page = await download(address, fetch);
  if ('unchanged' in page) return row;
  if ('failed' in page) return page.status === 404 || page.status === 410 ? row : { failed: page.failed };
  try {
    const found =
      format.type === 'web' ? await readWebPage(page.path, format, page.origin) : await readObject(page.path);
    if (isFailure(found)) return { failed: `${address}: ${found.failed}` };
    return format.type === 'web' ? { ...row, ...found } : { ...row, detail: found };
  } finally {
    await page.drop();
  }
}

export const isFailure = (row: Row | { failed: string }): row is { failed: string } =>
  typeof row.failed === 'string' && Object.keys(row).length === 1;

async function readObject(path: string): Promise<Row | { failed: string }> {
  for await (const reading of readFile(path, { type: 'json', items: '' })) {
    if ('row' in reading) return reading.row;
    if ('failed' in reading) return { failed: reading.failed };
    if ('refused' in reading) return { failed: reading.refused };
  }
  return { failed: 'There is nothing.' };
}
