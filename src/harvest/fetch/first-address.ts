/** The address at which a reading begins, when the protocol makes it from that of the manifest. */
import type { Format } from '#model/source.ts';
import { shapeOf } from '../platforms/platforms.ts';

/** `since` is a day (`2026-03-14`): only what changed from then on is asked for. */
export function firstAddress(address: string, format: Format, since?: string): string {
  const shape = shapeOf(format);
  if (shape !== undefined) return shape.first(new URL(address)).href;
  if (format.type !== 'oai-pmh') return address;
  const url = new URL(address);
  if (!url.searchParams.has('verb')) {
    url.searchParams.set('verb', 'ListRecords');
    url.searchParams.set('metadataPrefix', format.prefix);
    if (format.set !== undefined) url.searchParams.set('set', format.set);
  }
  if (since !== undefined) url.searchParams.set('from', since);
  return url.href;
}
