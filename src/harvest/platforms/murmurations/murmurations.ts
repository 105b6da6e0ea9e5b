/** Murmurations: an index names the profiles that fit a schema; each stands on its own site, and may expire. */
import { isObject } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Platform } from '../../sniff/platform.ts';
import { objectOf } from '../glimpse.ts';
import { objectsIn, type PlatformShape, withDefaults } from '../shape.ts';

export const murmurations: PlatformShape = {
  first(address) {
    const url = new URL(address);
    url.searchParams.delete('page');
    return withDefaults(url, { status: 'posted', page_size: '100' });
  },
  json: { items: 'data', next: 'links.next', detail: '{profile_url}', total: 'meta.number_of_results' },
  needsDetail: true,
  refuse,
};

/** The index's word, then the profile's: `expires` and `expires_at` are in seconds since 1970. */
function refuse(row: Row, now: Date): string | undefined {
  if (row.status === 'deleted') return 'The index says that the profile was deleted.';
  const profile = isObject(row.detail) ? row.detail : {};
  const expiry = [row.expires, row.expires_at, profile.expires, profile.expires_at]
    .map(Number)
    .find((seconds) => seconds > 0);
  if (expiry === undefined || expiry * 1000 > now.getTime()) return undefined;
  return `The profile expired on ${new Date(expiry * 1000).toISOString().slice(0, 10)}.`;
}

export const murmurationsPlatform: Platform = {
  id: 'murmurations',
  name: 'Murmurations',
  async recognise(glimpse) {
    if (!/\/v2\/nodes\/?$/.test(glimpse.address.pathname)) return undefined;
    const told = objectOf(glimpse);
    const isIndex =
      told === undefined
        ? /^\s*\{\s*"data"\s*:\s*\[[\s\S]*"profile_url"/.test(glimpse.text)
        : Array.isArray(told.data) &&
          isObject(told.meta) &&
          objectsIn(told.data).every((node) => 'profile_url' in node);
    if (!isIndex) return undefined;
    const address = murmurations.first(glimpse.address).href;
    return { address, format: { type: 'murmurations' }, key: ['profile_url'] };
  },
};
