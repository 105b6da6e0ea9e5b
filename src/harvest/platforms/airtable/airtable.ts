/** Airtable: a table of a base, by its interface or as it gave it into a file. */
import { isObject } from '#lib/json.ts';
import type { Platform } from '../../sniff/platform.ts';
import { objectOf } from '../glimpse.ts';
import { type PlatformShape, recordsIn, withDefaults } from '../shape.ts';

export const airtable: PlatformShape = {
  first(address) {
    const url = new URL(address);
    url.searchParams.delete('offset');
    return withDefaults(url, { pageSize: '100' });
  },
  json: { items: 'records', pages: { by: 'cursor', parameter: 'offset', path: 'offset' } },
  toRow: ({ id, createdTime, fields }) => ({
    '@id': id,
    ...(createdTime !== undefined && { '@createdTime': createdTime }),
    ...(isObject(fields) && fields),
  }),
};

export const airtablePlatform: Platform = {
  id: 'airtable',
  name: 'Airtable',
  async recognise(glimpse) {
    const records = recordsIn(objectOf(glimpse));
    const isOurs = records.length > 0 && records.every(({ id }) => typeof id === 'string' && /^rec\w{14}$/.test(id));
    if (!isOurs) return undefined;
    return { address: airtable.first(glimpse.address).href, format: { type: 'airtable' }, key: ['@id'] };
  },
};
