/** Reads XML: the elements at a path are the rows. */
import type { Reading } from '../reading.ts';
import { readXmlItems, rowOf } from './tree.ts';

/** `items` is the path of the item elements from the root: `catalogue.fiche`. */
export async function* readXml(text: AsyncIterable<string>, items: string): AsyncGenerator<Reading> {
  const met = new Map<string, number>();
  let found = false;
  const isItem = (path: string): boolean => {
    if (path === items) return true;
    if (met.has(path) || met.size < 100) met.set(path, (met.get(path) ?? 0) + 1);
    return false;
  };
  for await (const item of readXmlItems(text, { isItem })) {
    if ('node' in item) {
      found = true;
      yield { line: item.line, row: rowOf(item.node) };
    } else if ('refused' in item) yield { ...item, value: '' };
    else return yield item;
  }
  if (found) return;
  const [repeated] = [...met].filter(([, times]) => times > 1).toSorted((a, b) => b[1] - a[1]);
  const hint = repeated === undefined ? '' : ` \`${repeated[0]}\` stands ${repeated[1]} times.`;
  yield { line: 1, failed: `There is no element at \`${items}\`: say in \`format.items\` where the items are.${hint}` };
}
