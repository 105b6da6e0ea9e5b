/** What begins with `<`: a feed, a sitemap, an OAI-PMH answer, another XML, or a web page. */
import { basename } from 'node:path';
import type { Format } from '#model/source.ts';
import type { Head } from './head.ts';
import { pageShape } from './page-shape.ts';
import type { NotSniffed, Sniffed, Stated } from './sniffed.ts';
import { xmlShape } from './xml-shape.ts';

/** Kinds of XML by the name of their outermost element. */
const roots: Readonly<Record<string, { what: string; format: Format; key?: string[] }>> = {
  rss: { what: 'an RSS feed', format: { type: 'feed' }, key: ['id'] },
  feed: { what: 'an Atom feed', format: { type: 'feed' }, key: ['id'] },
  rdf: { what: 'an RDF feed', format: { type: 'feed' }, key: ['id'] },
  channel: { what: 'a CDF feed', format: { type: 'feed' }, key: ['id'] },
  urlset: { what: 'a sitemap', format: { type: 'sitemap', page: {} }, key: ['loc'] },
  'oai-pmh': {
    what: 'an OAI-PMH answer',
    format: { type: 'oai-pmh', prefix: 'oai_dc', changes: false },
    key: ['@identifier'],
  },
};

export function sniffMarkup(text: string, head: Head): Sniffed | NotSniffed {
  const start = text.trimStart().slice(0, 2000);
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|table|script|meta|title|h1)\b/i.test(start))
    return sniffPage(text, head);
  const shape = xmlShape(text, head.cut);
  if ('failed' in shape) return { reason: `It looks like XML, but cannot be read: ${shape.failed}` };
  if (shape.root === 'html') return sniffPage(text, head);
  if (shape.root === 'sitemapindex') return sitemapIndex(text);
  const kind = roots[shape.root];
  if (kind !== undefined) {
    const { what, key } = kind;
    const because: Record<string, string> = { type: `its outermost element is \`${shape.root}\`` };
    let { format }: { format: Format } = kind;
    if (format.type === 'oai-pmh') format = oaiFormat(format, head);
    if (format.type === 'sitemap') {
      const found = mostCommonPath(text);
      because.page = 'an address alone says nothing of an item: its page is read';
      if (found !== undefined) {
        format = { ...format, only: found.path };
        because.only = `${found.count} of ${found.of} addresses hold it`;
      }
    }
    const sniffed: Sniffed = {
      ...{ what, format, because, stated: statedIn(text, shape.root), notes: [], offers: [] },
    };
    if (key !== undefined) sniffed.key = key;
    if (kind.format.type === 'oai-pmh' && head.address !== undefined)
      sniffed.address = head.address.origin + head.address.pathname;
    return sniffed;
  }
  const [list, ...others] = shape.lists;
  if (list === undefined)
    return { reason: `It is XML (\`${shape.root}\`), but no element that holds others repeats in it.` };
  return {
    what: `XML, the items at \`${list.path}\``,
    format: { type: 'xml', items: list.path },
    because: {
      items: `this element stands ${list.length} times${
        others[0] === undefined
          ? ''
          : `; others repeat: ${others
              .slice(0, 3)
              .map(({ path }) => `\`${path}\``)
              .join(', ')}`
      }`,
    },
    ...{ stated: {}, notes: [], offers: [] },
  };
}

function oaiFormat(format: Extract<Format, { type: 'oai-pmh' }>, { address }: Head): Format {
  const [prefix, set] = [address?.searchParams.get('metadataPrefix'), address?.searchParams.get('set')];
  return { ...format, ...(prefix ? { prefix } : {}), ...(set ? { set } : {}) };
}

/** Addresses in a sitemap, as they are written. */
const addressesIn = (text: string): string[] =>
  [...text.matchAll(/<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)/g)].map(([, address]) =>
    address!.replaceAll('&amp;', '&'),
  );

const mostOffered = 20;

/** Which of several sitemaps holds the items, a person knows. */
function sitemapIndex(text: string): NotSniffed {
  const offers = addressesIn(text).slice(0, mostOffered);
  return {
    reason: 'It is an index of sitemaps: choose the one that names the items.',
    offers: offers.map((address) => ({ address, what: 'a sitemap' })),
  };
}

/** The first part of the path that most addresses have in common, where not all have it: `/lieux/`. */
function mostCommonPath(text: string): { path: string; count: number; of: number } | undefined {
  const addresses = addressesIn(text).filter((address) => URL.canParse(address));
  const counts = new Map<string, number>();
  for (const address of addresses) {
    const path = /^\/[^/?]+\//.exec(new URL(address).pathname)?.[0];
    if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const [path, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0];
  return count < 3 || count === addresses.length ? undefined : { path, count, of: addresses.length };
}

/** What a feed says of itself before its entries. */
function statedIn(text: string, root: string): Stated {
  if (!['rss', 'feed', 'rdf'].includes(root)) return {};
  const before = text.slice(0, 20_000).split(/<(?:item|entry)[\s>]/, 1)[0]!;
  const one = (name: string): string | undefined =>
    new RegExp(`<(?:\\w+:)?${name}[^>]*>\\s*(?:<!\\[CDATA\\[)?([^<\\]]{1,200})`, 'i').exec(before)?.[1]?.trim() ||
    undefined;
  const stated: Stated = {};
  const [title, language] = [one('title'), one('language') ?? /xml:lang="(\w\w)/.exec(before)?.[1]];
  if (title !== undefined) stated.title = title;
  const [homepage, licence, organisation] = [
    one('link'),
    one('license') ?? one('rights') ?? one('copyright'),
    one('publisher'),
  ];
  if (homepage !== undefined && /^https?:/.test(homepage)) stated.homepage = homepage;
  if (licence !== undefined) stated.licence = licence;
  if (organisation !== undefined) stated.organisation = organisation;
  if (language !== undefined) stated.language = language.slice(0, 2).toLowerCase();
  return stated;
}

function sniffPage(html: string, head: Head): Sniffed | NotSniffed {
  const page = pageShape(html, head.address);
  const { offers, stated, list } = page;
  const titled = page.title === '' ? '' : ` (“${page.title.slice(0, 80)}”)`;
  const name = head.address?.pathname ?? basename(head.origin);
  const called = /\.(csv|tsv|json|jsonl|ndjson|geojson|xml|xlsx|ods|rss|atom)$/i.exec(name)?.[1];
  if (called !== undefined)
    return {
      reason: `It is called .${called.toLowerCase()} but is a web page${titled}: an error page, or one that asks to log in, was saved in place of the file.`,
      ...(offers.length > 0 ? { offers } : {}),
    };
  if (list === undefined) {
    const scripts =
      /<script\b/i.test(html) && html.replace(/<script[\s\S]*?<\/script>|<[^>]+>/gi, '').trim().length < 400;
    const reason = scripts
      ? `It is a web page${titled} that scripts fill in the browser: look for the address from which it takes its data.`
      : `It is a web page${titled} in which no items repeat.`;
    return { reason: offers.length > 0 ? `${reason} It links to what may be the catalogue.` : reason, offers };
  }
  const notes: string[] = [];
  if (offers.length > 0)
    notes.push('The page links to what may be the catalogue itself: a file or a feed is read better than a page.');
  return {
    what: `a web page that lists ${list.length} items`,
    format: list.format,
    key: ['@url'],
    because: { items: list.why, link: 'the first link of each item leads to its own page' },
    ...{ stated, notes, offers },
  };
}
