/** Reads sitemaps (sitemaps.org 0.9): a row for each address; an index leads to the sitemaps that it names. */
import type { Format } from '#model/source.ts';
import type { Reading } from '../reading.ts';
import { readXmlItems, rowOf, textOf } from '../xml/tree.ts';

type SitemapFormat = Extract<Format, { type: 'sitemap' }>;

export async function* readSitemap(text: AsyncIterable<string>, { only }: SitemapFormat): AsyncGenerator<Reading> {
  let met = false;
  const isItem = (path: string) => path === 'urlset.url' || path === 'sitemapindex.sitemap';
  for await (const item of readXmlItems(text, { isItem, rename: localName })) {
    if ('failed' in item) return yield item;
    if ('refused' in item) {
      yield { ...item, value: '' };
      continue;
    }
    met = true;
    if (item.path === 'urlset.url') {
      const row = rowOf(item.node);
      // What else a site has (its news, its notices) is no item that could be refused.
      if (only === undefined || String(row.loc).includes(only)) yield { line: item.line, row };
    } else {
      const place = item.node.children.find((child) => typeof child !== 'string' && child.name === 'loc');
      if (place !== undefined && typeof place !== 'string') yield { next: textOf(place) };
    }
  }
  if (!met) yield { line: 1, failed: 'The file is no sitemap, or an empty one: it names no address.' };
}

/** Names come with or without a prefix for their namespace. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
