/** What a web page offers: feeds and downloads it links to, what it says for machines, elements that repeat. */
import { type Cheerio, type CheerioAPI, load } from 'cheerio';
import type { Format } from '#model/source.ts';
import { readStructured } from '../read/web/structured.ts';
import type { Offer, Stated } from './sniffed.ts';

type AnyNode = ReturnType<ReturnType<CheerioAPI['root']>['closest']>[number];

export interface PageShape {
  title: string;
  offers: Offer[];
  stated: Stated;
  /** The elements that look like items, when some repeat. */
  list?: { format: Extract<Format, { type: 'web' }>; length: number; why: string };
  /** How many objects of JSON-LD and microdata the page holds. */
  structured: number;
}

const feedTypes: Readonly<Record<string, string>> = {
  'application/rss+xml': 'an RSS feed',
  'application/atom+xml': 'an Atom feed',
  'application/feed+json': 'a JSON feed',
};
const downloads: readonly [RegExp, string][] = [
  [/\.csv(?:$|[?#])|[?&/](?:format=)?csv(?:$|[&/?])/i, 'a CSV file'],
  [/\.(?:xlsx|ods)(?:$|[?#])/i, 'a spreadsheet'],
  [/\.geojson(?:$|[?#])|[?&/](?:format=)?geojson(?:$|[&/?])/i, 'a GeoJSON file'],
  [/\.(?:json|jsonl|ndjson)(?:$|[?#])|[?&](?:format=)json(?:$|&)/i, 'a JSON file'],
  [/\.(?:rss|atom)(?:$|[?#])|\/feed\/?$/i, 'a feed'],
];

const mostOffers = 20;

export function pageShape(html: string, address: URL | undefined): PageShape {
  const $ = load(html);
  const title = $('title').first().text().replace(/\s+/g, ' ').trim();
  const { jsonld, microdata, opengraph } = readStructured($, address?.href);
  const list = repeatedItems($);
  const shape: PageShape = {
    ...{ title, offers: offersOf($, address), stated: {} },
    structured: jsonld.length + microdata.length,
  };
  const dataset = jsonld.find((one) => [one['@type']].flat().includes('Dataset'));
  const name = dataset?.name ?? opengraph['og:site_name'] ?? title;
  if (typeof name === 'string' && name !== '') shape.stated.title = name;
  const publisher = dataset?.publisher ?? dataset?.creator;
  if (publisher !== null && typeof publisher === 'object' && 'name' in publisher && typeof publisher.name === 'string')
    shape.stated.organisation = publisher.name;
  const licence = dataset?.license ?? $('link[rel~=license], a[rel~=license]').first().attr('href');
  if (typeof licence === 'string') shape.stated.licence = licence;
  const language = /^[a-z]{2}/i.exec($('html').attr('lang') ?? '')?.[0].toLowerCase();
  if (language !== undefined) shape.stated.language = language;
  if (address !== undefined) shape.stated.homepage = address.href;
  for (const one of [dataset?.distribution].flat())
    if (one !== null && typeof one === 'object' && 'contentUrl' in one && typeof one.contentUrl === 'string')
      shape.offers.unshift({ address: absolute(one.contentUrl, address), what: 'a file of the data set' });
  if (list !== undefined) shape.list = list;
  return shape;
}

function offersOf($: CheerioAPI, address: URL | undefined): Offer[] {
  const offers = new Map<string, Offer>();
  const offer = (href: string | undefined, what: string | undefined) => {
    if (href === undefined || what === undefined || offers.size >= mostOffers) return;
    const full = absolute(href, address);
    if (!offers.has(full)) offers.set(full, { address: full, what });
  };
  for (const link of $('link[rel~=alternate]').toArray())
    offer($(link).attr('href'), feedTypes[$(link).attr('type')?.toLowerCase() ?? '']);
  for (const link of $('a[href]').toArray()) {
    const href = $(link).attr('href')!;
    offer(href, downloads.find(([pattern]) => pattern.test(href))?.[1]);
  }
  return [...offers.values()];
}

function absolute(href: string, base: URL | undefined): string {
  return URL.canParse(href, base) ? new URL(href, base).href : href;
}

/** The elements of one parent that are built alike and hold a link: the most numerous with the most text. */
function repeatedItems($: CheerioAPI): PageShape['list'] {
  const groups = new Map<string, { items: AnyNode[]; text: number }>();
  for (const link of $('a[href]').toArray().slice(0, 2000)) {
    for (let item = $(link), up = 0; up < 5; item = item.parent(), up++) {
      const node = item[0];
      if (node === undefined || !('name' in node) || ['body', 'html', 'nav', 'header', 'footer'].includes(node.name))
        break;
      if (item.closest('nav, header, footer').length > 0) break;
      const selector = selectorOf(item);
      if (selector === undefined) continue;
      const group = groups.get(selector) ?? { items: [], text: 0 };
      if (!group.items.includes(node)) {
        group.items.push(node);
        group.text += Math.min(400, item.text().replace(/\s+/g, ' ').trim().length);
      }
      groups.set(selector, group);
    }
  }
  const ranked = [...groups]
    .filter(([, { items, text }]) => items.length >= 3 && text / items.length >= 20)
    .toSorted(([, a], [, b]) => weigh($, b.items, b.text) - weigh($, a.items, a.text));
  const best = ranked[0];
  if (best === undefined) return undefined;
  const [items, { items: nodes }] = best;
  const format: Extract<Format, { type: 'web' }> = { type: 'web', items, fields: fieldsOf($, nodes), page: {} };
  format.link = `a[href]`;
  const next = $('a[rel~=next], link[rel~=next]').first();
  if (next.length > 0) format.next = `${'name' in next[0]! ? next[0].name : 'a'}[rel~=next]`;
  return { format, length: nodes.length, why: `${nodes.length} elements are built alike and each holds a link` };
}

/** Items that each have a heading are better than bare links, and an article better than its paragraph. */
function weigh($: CheerioAPI, items: readonly AnyNode[], text: number): number {
  const headed = items.filter((item) => $(item).find('h1, h2, h3, h4').length === 1).length / items.length;
  const article = items.every((item) => 'name' in item && item.name === 'article') ? 1.5 : 1;
  return Math.log2(1 + items.length) * Math.log2(2 + text / items.length) * (1 + 2 * headed) * article;
}

/** `article.card`, or `ul.list > li` where the element has no class of its own. */
function selectorOf(item: Cheerio<AnyNode>): string | undefined {
  const own = simple(item);
  if (own === undefined) return undefined;
  if (own.includes('.') || own === 'article') return own;
  const parent = simple(item.parent() as Cheerio<AnyNode>);
  return parent?.includes('.') ? `${parent} > ${own}` : undefined;
}

function simple(item: Cheerio<AnyNode>): string | undefined {
  const node = item[0];
  if (node === undefined || !('name' in node)) return undefined;
  // Classes with figures differ from item to item (`post-123`).
  const name = (item.attr('class') ?? '').split(/\s+/).find((one) => /^[a-z][a-z_-]{2,}$/i.test(one));
  return name === undefined ? node.name : `${node.name}.${name}`;
}

/** What most of the items hold: a heading, a picture, a day, a paragraph. */
function fieldsOf($: CheerioAPI, items: readonly AnyNode[]): Record<string, string> {
  const most = (selector: string): boolean =>
    items.filter((item) => $(item).find(selector).length > 0).length >= items.length * 0.6;
  const heading = ['h1', 'h2', 'h3', 'h4', 'h5'].find(most);
  const fields: Record<string, string> = { title: heading ?? 'a[href]' };
  if (most('p')) fields.summary = 'p';
  if (most('img[src]')) fields.image = 'img@src';
  if (most('time[datetime]')) fields.date = 'time@datetime';
  return fields;
}
