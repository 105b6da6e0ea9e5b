/** Tables that people keep online, by their interface or as it gave them into a file: Airtable, Grist, Baserow. */
import type { Row } from '#model/record.ts';
import type { Platform } from '../sniff/platform.ts';
import { objectOf } from './glimpse.ts';
import { isObject, objectsIn, type PlatformShape, withDefaults, without } from './shape.ts';

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

export const grist: PlatformShape = {
  first: (address) => address,
  json: { items: 'records' },
  toRow: ({ id, fields }) => ({
    '@id': id,
    ...Object.fromEntries(Object.entries(isObject(fields) ? fields : {}).map(([name, cell]) => [name, decode(cell)])),
  }),
};

/** A cell of Grist that is more than a text or a number is a list that begins with the letter of its kind. */
function decode(cell: unknown): unknown {
  if (!Array.isArray(cell) || typeof cell[0] !== 'string') return cell;
  const [kind, ...values] = cell as [string, ...unknown[]];
  const day = (seconds: unknown) => new Date(Number(seconds) * 1000);
  if (kind === 'L') return values.map(decode);
  if (kind === 'd' && Number.isFinite(values[0])) return day(values[0]).toISOString().slice(0, 10);
  if (kind === 'D' && Number.isFinite(values[0])) return day(values[0]).toISOString();
  // What could not be computed (E, X), or is not loaded (P, C, U, V), is nothing.
  return ['E', 'X', 'P', 'C', 'U', 'V', 'S'].includes(kind) ? null : values.length === 1 ? values[0] : values;
}

export const baserow: PlatformShape = {
  first: (address) => withDefaults(address, { user_field_names: 'true', size: '200' }),
  json: { items: 'results', next: 'next', total: 'count' },
  toRow: (item) =>
    Object.fromEntries(Object.entries(without(item, ['order'])).map(([name, cell]) => [name, textIn(cell)])),
};

/** A choice or a linked row is an object with its text at `value`. */
function textIn(cell: unknown): unknown {
  if (Array.isArray(cell)) return cell.map(textIn);
  return isObject(cell) && 'id' in cell && 'value' in cell ? textIn(cell.value) : cell;
}

const recordsOf = (told: Row | undefined): Row[] => objectsIn(told?.records).filter(({ fields }) => isObject(fields));

export const airtablePlatform: Platform = {
  id: 'airtable',
  name: 'Airtable',
  async recognise(glimpse) {
    const records = recordsOf(objectOf(glimpse));
    const isOurs = records.length > 0 && records.every(({ id }) => typeof id === 'string' && /^rec\w{14}$/.test(id));
    if (!isOurs) return undefined;
    return { address: airtable.first(glimpse.address).href, format: { type: 'airtable' }, key: ['@id'] };
  },
};

export const gristPlatform: Platform = {
  id: 'grist',
  name: 'Grist',
  async recognise(glimpse) {
    const records = recordsOf(objectOf(glimpse));
    if (records.length === 0 || !records.every(({ id }) => Number.isInteger(id))) return undefined;
    return { address: glimpse.address.href, format: { type: 'grist' }, key: ['@id'] };
  },
};

export const baserowPlatform: Platform = {
  id: 'baserow',
  name: 'Baserow',
  async recognise(glimpse) {
    const told = objectOf(glimpse);
    const rows = objectsIn(told?.results);
    const isOurs =
      told !== undefined &&
      'count' in told &&
      'next' in told &&
      rows.length > 0 &&
      rows.every(({ id, order }) => Number.isInteger(id) && /^\d+\.\d{10,}$/.test(String(order)));
    if (!isOurs) return undefined;
    return { address: baserow.first(glimpse.address).href, format: { type: 'baserow' }, key: ['id'] };
  },
};
