/** WordPress: the items of one type (`/wp-json/wp/v2/<type>`), with their picture and the names of their terms. */
import { load } from 'cheerio';
import { isObject } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Ask, Glimpse, Platform } from '../../sniff/platform.ts';
import { askJson, isPage, jsonOf, textOf } from '../glimpse.ts';
import { objectsIn, type PlatformShape, withDefaults, without } from '../shape.ts';

export const wordpress: PlatformShape = {
  /** By id, so that what is published meanwhile moves no item from one page to another. */
  first: (address) =>
    withDefaults(address, { per_page: '100', orderby: 'id', order: 'asc', _embed: 'wp:featuredmedia,wp:term' }),
  json: { items: '', pages: { by: 'number', parameter: 'page', first: 1, last: 'x-wp-totalpages' } },
  onlyList: true,
  toRow: rowOf,
};

/**
 * The item with `@image` (`url`, `alt`) and `@terms` (names by taxonomy: `@terms.category`) in place of what is embedded.
 * An older WordPress embeds authors too: people's names and portraits are not taken. Links between items are left out,
 * since they change when the item does not.
 */
function rowOf(item: Row): Row {
  const embedded = isObject(item._embedded) ? item._embedded : {};
  const [picture] = objectsIn(embedded['wp:featuredmedia']);
  const terms: Record<string, unknown[]> = {};
  for (const term of (Array.isArray(embedded['wp:term']) ? embedded['wp:term'] : []).flatMap(objectsIn)) {
    const taxonomy = textOf(term.taxonomy);
    const name = textOf(term.name);
    if (taxonomy !== undefined && name !== undefined) (terms[taxonomy] ??= []).push(name);
  }
  const address = textOf(picture?.source_url);
  return {
    ...without(item, ['_embedded', '_links']),
    ...(address !== undefined && { '@image': { url: address, alt: textOf(picture!.alt_text) ?? '' } }),
    ...(Object.keys(terms).length > 0 && { '@terms': terms }),
  };
}

/** Types of every WordPress that hold no items for people. */
const inner = /^(attachment|nav_menu_item|wp_\w+|elementor_\w+|elementskit_\w+|rm_content_editor|jp_\w+|e-\w+)$/;
const mostTypes = 8;

export const wordpressPlatform: Platform = {
  id: 'wordpress',
  name: 'WordPress',
  async recognise(glimpse, ask) {
    if (/\/wp\/v2\/[\w-]+\/?$/.test(route(glimpse.address)) && isList(jsonOf(glimpse)))
      return catalogue(glimpse.address);
    const root = rootOf(glimpse);
    return root === undefined ? undefined : findType(root, ask);
  },
};

/** The path of the API, whether addresses are pretty (`/wp-json/…`) or not (`/?rest_route=/…`). */
const route = (address: URL): string => address.searchParams.get('rest_route') ?? address.pathname;

const isList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => isObject(item) && 'id' in item && '_links' in item);

const catalogue = (address: URL) => ({ address: address.href, format: { type: 'wordpress' } as const, key: ['id'] });

/** The address of the API, as a page or its header names it, or the answer itself when it is that address. */
function rootOf(glimpse: Glimpse): URL | undefined {
  const api = jsonOf(glimpse);
  if (isObject(api) && Array.isArray(api.namespaces) && api.namespaces.includes('wp/v2')) return glimpse.address;
  if (!isPage(glimpse)) return undefined;
  const header = /<([^>]+)>\s*;\s*rel="?https:\/\/api\.w\.org\/"?/.exec(glimpse.headers.get('link') ?? '')?.[1];
  const named = header ?? load(glimpse.text)('link[rel="https://api.w.org/"]').attr('href');
  return named !== undefined && URL.canParse(named, glimpse.address) ? new URL(named, glimpse.address) : undefined;
}

const under = (root: URL, path: string): URL => {
  const url = new URL(root);
  const at = url.searchParams.get('rest_route');
  if (at !== null) url.searchParams.set('rest_route', `${at.replace(/\/$/, '')}${path}`);
  else url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  return url;
};

/** Of the types that have items, one that the site made for itself, the largest; articles when there is none. */
async function findType(root: URL, ask: Ask) {
  const types = await askJson(ask, under(root, '/wp/v2/types'));
  if (!isObject(types?.value)) return undefined;
  const bases = Object.entries(types.value).flatMap(([slug, type]) => {
    const base = isObject(type) ? textOf(type.rest_base) : undefined;
    return base === undefined || inner.test(slug) || !/^[\w-]+$/.test(base)
      ? []
      : [{ slug, base, name: textOf((type as Row).name) }];
  });
  const own = bases.filter(({ slug }) => slug !== 'post' && slug !== 'page').slice(0, mostTypes);
  const counted: { base: string; name: string | undefined; items: number }[] = [];
  for (const { base, name } of own) {
    const one = under(root, `/wp/v2/${base}`);
    one.searchParams.set('per_page', '1');
    const answer = await askJson(ask, one);
    if (answer === undefined || !isList(answer.value)) continue;
    counted.push({ base, name, items: Number(answer.glimpse.headers.get('x-wp-total') ?? 0) });
  }
  const largest = counted.filter(({ items }) => items > 0).toSorted((a, b) => b.items - a.items)[0];
  const chosen = largest ?? bases.find(({ slug }) => slug === 'post');
  if (chosen === undefined) return undefined;
  return {
    ...catalogue(under(root, `/wp/v2/${chosen.base}`)),
    ...(chosen.name !== undefined && { title: chosen.name }),
  };
}
