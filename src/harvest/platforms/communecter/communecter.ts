/** Communecter: what its open API gives (`/api/organization/get/key/<network>`), an object whose names are the ids. */
import { isObject } from '#lib/json.ts';
import type { Platform } from '../../sniff/platform.ts';
import { objectOf } from '../glimpse.ts';
import { type PlatformShape, without } from '../shape.ts';

/** The most that the API gives at once. */
const step = 500;

export const communecter: PlatformShape = {
  /** Its own address of the next page leads elsewhere, and never ends: pages are counted instead. */
  first(address) {
    const url = new URL(address);
    url.pathname = url.pathname.replace(/\/(limit|index)\/\d+/g, '');
    url.searchParams.delete('index');
    url.searchParams.set('limit', String(step));
    return url;
  },
  json: { items: 'entities', pages: { by: 'offset', parameter: 'index', step } },
  /** The id is the item's name in the list (`@key`); who follows whom is about people. */
  toRow: (item) => without(item, ['_id', 'links']),
};

export const communecterPlatform: Platform = {
  id: 'communecter',
  name: 'Communecter',
  async recognise(glimpse) {
    if (!/\/(api|data)\/(\w+\/get|get\/type)(\/|$)/.test(glimpse.address.pathname)) return undefined;
    const told = objectOf(glimpse);
    const begins = /^\s*\{\s*"(meta|entities)"\s*:/.test(glimpse.text);
    if (told === undefined ? !begins : !(isObject(told.meta) && 'entities' in told)) return undefined;
    return { address: communecter.first(glimpse.address).href, format: { type: 'communecter' }, key: ['@key'] };
  },
};
