/** Opendatasoft, Explore API 2.1: a dataset is exported whole, since its records can only be paged up to 10,000. */
import { isObject } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Platform } from '../../sniff/platform.ts';
import { askJson, textOf } from '../glimpse.ts';
import { objectsIn, type PlatformShape, withDefaults } from '../shape.ts';

const dataset = /\/api\/explore\/v2\.[01]\/catalog\/datasets\/([\w@.-]+)(\/|$)/;
/** A dataset as people see it, and in the first API. */
const seen = /\/explore\/(?:dataset|embed\/dataset)\/([\w@.-]+)(\/|$)/;

export const opendatasoft: PlatformShape = {
  /** `where`, `select`, `refine`, `exclude` stay; what cuts the list goes. */
  first(address) {
    const id = dataset.exec(address.pathname)?.[1];
    if (id === undefined) return address;
    const url = new URL(address);
    url.pathname = address.pathname.replace(/\/api\/explore\/.*/, exportOf(id));
    for (const name of ['limit', 'offset', 'rows', 'start']) url.searchParams.delete(name);
    return withDefaults(url, { lang: 'fr', timezone: 'Europe/Paris' });
  },
  json: { items: '' },
  onlyList: true,
};

const exportOf = (id: string): string => `/api/explore/v2.1/catalog/datasets/${id}/exports/json`;

export const opendatasoftPlatform: Platform = {
  id: 'opendatasoft',
  name: 'Opendatasoft',
  async recognise({ address }, ask) {
    const id =
      (dataset.exec(address.pathname) ?? seen.exec(address.pathname))?.[1] ?? (await onlyDataset(address, ask));
    if (id === undefined) return undefined;
    const told = await askJson(ask, new URL(`/api/explore/v2.1/catalog/datasets/${id}`, address));
    if (!isObject(told?.value) || told.value.dataset_id !== id) return undefined;
    const title = titleOf(told.value);
    return {
      address: new URL(`${exportOf(id)}${address.search}`, address).href,
      format: { type: 'opendatasoft' },
      key: keyOf(told.value),
      ...(title !== undefined && { title }),
    };
  },
};

/** A portal of one dataset is that dataset; of several a person must name one. */
async function onlyDataset(address: URL, ask: Parameters<Platform['recognise']>[1]): Promise<string | undefined> {
  if (!/\/api\/explore\/v2\.[01]\/catalog\/datasets\/?$/.test(address.pathname)) return undefined;
  const told = await askJson(ask, new URL('/api/explore/v2.1/catalog/datasets?limit=2', address));
  const found = isObject(told?.value) ? objectsIn(told.value.results) : [];
  return found.length === 1 ? textOf(found[0]!.dataset_id) : undefined;
}

/** The column that the producer marked as the identifier. */
function keyOf(told: Row): string[] | 'content' {
  const marked = objectsIn(told.fields).filter(({ annotations }) => isObject(annotations) && 'id' in annotations);
  const names = marked.flatMap(({ name }) => textOf(name) ?? []);
  return names.length > 0 ? names : 'content';
}

function titleOf(told: Row): string | undefined {
  const metas = isObject(told.metas) && isObject(told.metas.default) ? told.metas.default : {};
  return textOf(metas.title);
}
