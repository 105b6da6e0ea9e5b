/** GoGoCarto: the elements of a map, in their full form. */
import { isObject } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Platform } from '../../sniff/platform.ts';
import { askJson, isPage, objectOf } from '../glimpse.ts';
import { type PlatformShape, without } from '../shape.ts';

export const gogocarto: PlatformShape = {
  /** The map's own address serves too. Its categories, bounds and token stay. */
  first(address) {
    const url = new URL(address);
    if (!/\/api\/elements(\.json)?$/.test(url.pathname)) {
      url.pathname = '/api/elements.json';
      url.hash = '';
    }
    url.searchParams.delete('limit');
    url.searchParams.set('ontology', 'gogofull');
    return url;
  },
  json: { items: 'data' },
  toRow: rowOf,
  checkBeside: (path, value) =>
    path === 'ontology' && value === 'gogocompact'
      ? 'The map gives its compact form, which has no names of columns: ask for `ontology=gogofull`.'
      : undefined,
};

/** Statuses under -1 are deleted or refused by the map; a mail that is only said to be there is none. */
function rowOf(item: Row): Row | { refused: string } {
  if (typeof item.status === 'number' && item.status < -1)
    return { refused: 'The map says that the element was deleted or refused.' };
  return item.email === 'private' ? without(item, ['email']) : item;
}

export const gogocartoPlatform: Platform = {
  id: 'gogocarto',
  name: 'GoGoCarto',
  async recognise(glimpse, ask) {
    const own = objectOf(glimpse);
    const isApi = /\/api\/elements(\.json)?$/.test(glimpse.address.pathname);
    if (!isApi && !(isPage(glimpse) && /gogocarto/i.test(glimpse.text))) return undefined;
    if (!isElements(own)) {
      // A large map, of which only the beginning came, a page, or the compact form: one element tells.
      const one = gogocarto.first(glimpse.address);
      one.searchParams.set('limit', '1');
      if (!isElements((await askJson(ask, one))?.value)) return undefined;
    }
    return { address: gogocarto.first(glimpse.address).href, format: { type: 'gogocarto' }, key: ['id'] };
  },
};

const isElements = (value: unknown): boolean =>
  isObject(value) && Array.isArray(value.data) && value.ontology === 'gogofull';
