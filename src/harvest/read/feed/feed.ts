/** Reads feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF and JSON Feed, all with the same columns. */
import type { Row } from '#model/record.ts';
import { readJson } from '../json/json.ts';
import type { Reading } from '../reading.ts';
import { readXmlItems, type XmlNode } from '../xml/tree.ts';
import { entryOf } from './entry.ts';
import { createPrefixes } from './prefixes.ts';

/**
 * The entries of a feed with the columns `id`, `title`, `link`, `summary`, `content`, `published`, `updated`, `authors`,
 * `categories`, `image`, `latitude` and `longitude`, and every other element of the entry under its own name.
 */
export async function* readFeed(text: AsyncIterable<string>): AsyncGenerator<Reading> {
  const { start, all } = await beginningOf(text);
  if (
    start
      .replace(/^\ufeff/, '')
      .trimStart()
      .startsWith('{')
  ) {
    return yield* readJson(all(), { items: 'items', next: 'next_url', toRow: jsonEntryOf, checkBeside: checkVersion });
  }
  const prefixes = createPrefixes();
  let root = '';
  const isItem = (path: string, attributes: Record<string, string>): boolean => {
    prefixes.note(attributes);
    const steps = path.split('.').map(prefixes.canonical);
    root = steps[0]!;
    const last = steps.at(-1);
    return (
      steps.length > 1 &&
      steps.length < 5 &&
      (last === 'item' || last === 'entry' || (last === 'link' && root === 'feed'))
    );
  };
  let next: string | undefined;
  for await (const item of readXmlItems(all(), { isItem, skipsName: true })) {
    if ('failed' in item) return yield item;
    if ('refused' in item) yield { ...item, value: '' };
    else {
      const node = canonical(item.node, prefixes);
      if (node.name === 'link') {
        if (node.attributes.rel === 'next') next = node.attributes.href;
      } else yield { line: item.line, row: entryOf(node) };
    }
  }
  if (!['rss', 'rdf:rdf', 'feed', 'channel'].includes(root)) {
    yield { line: 1, failed: `The file is no feed: it begins with <${root}>.` };
  } else if (next !== undefined) yield { next };
}

/** The same tree with canonical names. Elements that are not of feeds (the HTML of a content) keep theirs. */
function canonical(node: XmlNode, prefixes: ReturnType<typeof createPrefixes>): XmlNode {
  prefixes.note(node.attributes);
  const children = node.children.map((child) => (typeof child === 'string' ? child : canonical(child, prefixes)));
  return { ...node, name: prefixes.canonical(node.name), children };
}

/** JSON Feed 1.1 (jsonfeed.org) in the columns of the others. */
function jsonEntryOf(item: Row): Row {
  const { id, url, external_url, title, summary, content_html, content_text, image, banner_image, tags, ...more } =
    item;
  const { date_published, date_modified, authors, author, ...rest } = more;
  const people = (authors ?? (author === undefined ? undefined : [author])) as { name?: string }[] | undefined;
  const columns: Row = {
    id,
    title,
    link: url ?? external_url,
    summary,
    content: content_html ?? content_text,
    published: date_published,
    updated: date_modified,
    authors: Array.isArray(people) ? people.map((one) => one?.name).filter(Boolean) : undefined,
    categories: tags,
    image: image ?? banner_image,
    ...rest,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

function checkVersion(path: string, value: unknown): string | undefined {
  if (path !== 'version' || String(value).includes('jsonfeed.org')) return undefined;
  return `The file is no JSON Feed: its version is “${String(value)}”.`;
}

async function beginningOf(text: AsyncIterable<string>) {
  const chunks = text[Symbol.asyncIterator]();
  let start = '';
  let ended = false;
  while (!ended && start.trim().length < 2) {
    const next = await chunks.next();
    if (next.done === true) ended = true;
    else start += next.value;
  }
  return {
    start,
    async *all() {
      yield start;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    },
  };
}
