/** The own pages of a few items of a list, fetched as a harvest would: a proposal rests on what they say. */
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import { spread } from '#lib/spread.ts';
import type { Row } from '#model/record.ts';
import type { Format } from '#model/source.ts';
import { createColumnsSeen } from '../columns-seen.ts';
import { detailAddress, detailOf, withDetail } from '../fetch/detail.ts';
import { optOut } from '../fetch/opt-out.ts';
import { storable } from '../identity.ts';
import { download, type OpenAddress } from '../input.ts';
import type { Head } from './head.ts';
import { itemColumns } from './item-objects.ts';
import type { Sample } from './read-sample.ts';

/** Lists whose items have pages for people. */
type ListFormat = Extract<Format, { type: 'web' | 'sitemap' }>;

/** As many as there are sheets to show. */
const mostPages = 10;
/** A host that wants long pauses is not visited for longer than this, in milliseconds. */
const longest = 30_000;
/** With fewer, what the list says is a better ground. */
const fewestPages = 3;

/** The items whose pages could be had, in place of all of the list; and what is to be said of it. */
export async function withItemPages(
  list: Head & { address: URL },
  format: ListFormat,
  sample: Sample,
  { fetch, now }: { fetch: PoliteFetch; now(): Date },
): Promise<{ sample: Sample; notes: string[] }> {
  const template = detailOf(format);
  if (template === undefined) return { sample, notes: [] };
  const unwanted = await optOut({ ...list, headers: Object.fromEntries(list.headers) }, 'list', format.type === 'web');
  if (unwanted !== undefined)
    return { sample, notes: [`A harvest will refuse this page, and its items were not visited: ${unwanted}.`] };
  const linked = sample.rows.flatMap((row) => {
    const address = detailAddress(template, row, list.address.href);
    return address === undefined ? [] : [{ row, address }];
  });
  const open: OpenAddress = (address, condition) => download(address, fetch, condition);
  const begun = now().getTime();
  const rows: Row[] = [];
  let [visited, failure]: [number, string | undefined] = [0, undefined];
  for (const { row, address } of spread(linked, mostPages)) {
    if (now().getTime() - begun > longest) break;
    visited++;
    const found = await withDetail(row, address, { format, open, heedsOptOuts: true, list: list.address.href });
    if ('row' in found) rows.push(storable(found.row));
    else failure ??= 'failed' in found ? found.failed : found.refused;
  }
  const told =
    failure === undefined ? [] : [`Of ${visited} pages of items, ${visited - rows.length} cannot be taken: ${failure}`];
  if (rows.length < Math.min(fewestPages, sample.rows.length)) return { sample, notes: told };
  const seen = createColumnsSeen();
  for (const row of rows) seen.add(row);
  return {
    sample: { ...sample, rows, columns: itemColumns(rows, seen.all()), more: true, listed: sample.rows.length },
    notes: [
      ...told,
      `The pages of ${rows.length} of ${sample.rows.length} items were looked at: the guesses rest on these.`,
    ],
  };
}
