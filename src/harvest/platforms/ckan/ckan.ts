/** CKAN: a resource that stands in its datastore is read by pages; another is the file that it names. */
import { isObject } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Platform } from '../../sniff/platform.ts';
import { askJson, objectOf, textOf } from '../glimpse.ts';
import { readable } from '../resources.ts';
import { objectsIn, type PlatformShape, withDefaults, without } from '../shape.ts';

const step = 1000;

export const ckan: PlatformShape = {
  first(address) {
    const url = new URL(address);
    url.searchParams.delete('offset');
    url.searchParams.set('limit', String(step));
    // Without an order PostgreSQL promises none, and pages would overlap.
    return withDefaults(url, { sort: '_id' });
  },
  json: { items: 'result.records', pages: { by: 'offset', parameter: 'offset', step }, total: 'result.total' },
  /** `_id` is the number of the row in the table of the day: it identifies nothing. */
  toRow: (item) => without(item, ['_id', 'rank', '_full_text']),
  checkBeside: (path, value) =>
    path === 'success' && value === false ? 'The CKAN server says that it could not answer.' : undefined,
};

const action = (address: URL, name: string): URL | undefined => {
  const root = /^(.*)\/(?:api\/(?:3\/)?action\/|dataset\/|[a-z]{2}\/dataset\/)/.exec(address.pathname)?.[1];
  return root === undefined ? undefined : new URL(`${root}/api/3/action/${name}`, address);
};

export const ckanPlatform: Platform = {
  id: 'ckan',
  name: 'CKAN',
  async recognise(glimpse, ask) {
    const { address } = glimpse;
    const told = objectOf(glimpse);
    const result = told?.success === true && isObject(told.result) ? told.result : undefined;
    if (result !== undefined && Array.isArray(result.records) && Array.isArray(result.fields))
      return { address: address.href, format: { type: 'ckan' }, key: keyOf(result) };
    const show = action(address, 'package_show');
    const id = /\/dataset\/([\w.-]+)/.exec(address.pathname)?.[1] ?? address.searchParams.get('id');
    if (show === undefined || id === null || id === undefined) return undefined;
    show.searchParams.set('id', id);
    const set = result?.resources === undefined ? await askJson(ask, show) : { value: told };
    if (!isObject(set?.value) || set.value.success !== true || !isObject(set.value.result)) return undefined;
    const { result: dataset } = set.value as { result: Row };
    const wanted = /\/resource\/([\w-]+)/.exec(address.pathname)?.[1];
    const resources = objectsIn(dataset.resources);
    const files = readable(
      resources.map(({ id: one, url, format }) => ({
        id: textOf(one) ?? '',
        address: textOf(url) ?? '',
        kind: textOf(format) ?? '',
      })),
    );
    const chosen = files.find((one) => one.id === wanted) ?? files[0];
    if (chosen === undefined) return undefined;
    const inDatastore = resources.some((one) => one.id === chosen.id && one.datastore_active === true);
    const title = textOf(dataset.title);
    const named = title === undefined ? {} : { title };
    if (!inDatastore) return { address: chosen.address, format: chosen.format, key: 'content', ...named };
    const search = action(address, 'datastore_search')!;
    search.searchParams.set('resource_id', chosen.id);
    const rows = await askJson(ask, new URL(`${search.href}&limit=1`));
    const found = isObject(rows?.value) && isObject(rows.value.result) ? rows.value.result : {};
    return { address: search.href, format: { type: 'ckan' }, key: keyOf(found), ...named };
  },
};

/** Of a dataset that names no key, a column that calls itself the identifier. */
function keyOf(result: Row): string[] | 'content' {
  const names = objectsIn(result.fields).flatMap(({ id }) => textOf(id) ?? []);
  const found = names.find((name) => /^(id|identifiant|uid|uuid|code)$/i.test(name));
  return found === undefined ? 'content' : [found];
}
