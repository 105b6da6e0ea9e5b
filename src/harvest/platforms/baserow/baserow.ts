/** Baserow: a table, by its interface or as it gave it into a file. */
import { isObject } from '#lib/json.ts';
import type { Platform } from '../../sniff/platform.ts';
import { objectOf } from '../glimpse.ts';
import { objectsIn, type PlatformShape, withDefaults, without } from '../shape.ts';

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
