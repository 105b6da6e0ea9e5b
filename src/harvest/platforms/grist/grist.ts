/** Grist: a table of a document, by its interface or as it gave it into a file. */
import { isObject } from '#lib/json.ts';
import type { Platform } from '../../sniff/platform.ts';
import { objectOf } from '../glimpse.ts';
import { type PlatformShape, recordsIn } from '../shape.ts';

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

export const gristPlatform: Platform = {
  id: 'grist',
  name: 'Grist',
  async recognise(glimpse) {
    const records = recordsIn(objectOf(glimpse));
    if (records.length === 0 || !records.every(({ id }) => Number.isInteger(id))) return undefined;
    return { address: glimpse.address.href, format: { type: 'grist' }, key: ['@id'] };
  },
};
