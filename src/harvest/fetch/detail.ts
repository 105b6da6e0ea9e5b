/** A page of its own for each item of a list. */
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import { readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import { download } from '../input.ts';
import { readFile } from '../read/read.ts';

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
 * The row with its page's object in the column `detail`. An item whose page is not there any more keeps its row; any
 * other failure ends the reading, since a record must not lose half of what it had.
 */
export async function withDetail(row: Row, address: string, fetch: PoliteFetch): Promise<Row | { failed: string }> {
  const page = await download(address, fetch);
  if ('unchanged' in page) return row;
  if ('failed' in page) return page.status === 404 || page.status === 410 ? row : { failed: page.failed };
  try {
    for await (const reading of readFile(page.path, { type: 'json', items: '' })) {
      if ('row' in reading) return { ...row, detail: reading.row };
      if ('failed' in reading) return { failed: `${address}: ${reading.failed}` };
      if ('refused' in reading) return { failed: `${address}: ${reading.refused}` };
    }
    return row;
  } finally {
    await page.drop();
  }
}
