/** How two sheets' places stand to one another. */
import { foldToWords } from '#lib/text/fold.ts';
import type { Sheet, Site } from '#model/sheet.ts';
import { wordsOf } from './compare/words.ts';

/**
 * `door`: one address, or two points within 150 m; `near`: within 500 m; `town`: within 2 km; `commune`: one commune, and
 * no more is known; `unknown`: a side says no commune; `far`: one commune, more than 2 km; `apart`: another commune.
 */
export type PlaceRelation = 'door' | 'near' | 'town' | 'commune' | 'unknown' | 'far' | 'apart';

/** Metres. */
const reach = { door: 150, near: 500, town: 2_000 };

/** The only commune of a sheet; undefined when there is none, or several: a programme is at no one place. */
export function onlyCommune(sheet: Sheet): string | undefined {
  const communes = new Set(sheet.sites.map((site) => site.commune));
  const [commune] = communes;
  return communes.size === 1 ? commune : undefined;
}

export function relatePlaces(a: Sheet, b: Sheet): PlaceRelation {
  const [x, y] = [onlyCommune(a), onlyCommune(b)];
  if (x === undefined || y === undefined) return manyPlaces(a) || manyPlaces(b) ? 'apart' : 'unknown';
  const metres = nearest(a, b);
  if (metres !== undefined) {
    if (metres <= reach.door) return 'door';
    if (x === y && sameAddress(a, b)) return metres <= reach.town ? 'door' : 'town';
    if (metres <= reach.near) return 'near';
    return metres <= reach.town ? 'town' : x === y ? 'far' : 'apart';
  }
  if (x !== y) return 'apart';
  return sameAddress(a, b) ? 'door' : 'commune';
}

function manyPlaces(sheet: Sheet): boolean {
  return new Set(sheet.sites.map((site) => site.commune ?? '')).size > 1;
}

const exact = (site: Site): boolean => site.precision === 'site' || site.precision === 'street';

/** Metres between the nearest exact points; undefined when a side has none: the centre of a commune says nothing here. */
function nearest(a: Sheet, b: Sheet): number | undefined {
  let best: number | undefined;
  for (const { point: p, ...first } of a.sites)
    for (const { point: q, ...second } of b.sites) {
      if (p === undefined || q === undefined || !exact(first) || !exact(second)) continue;
      const north = (p.lat - q.lat) * 111_195;
      const east = (p.lon - q.lon) * 111_195 * Math.cos((p.lat * Math.PI) / 180);
      const metres = Math.hypot(north, east);
      if (best === undefined || metres < best) best = metres;
    }
  return best;
}

/** The same number and street, however abbreviated. */
function sameAddress(a: Sheet, b: Sheet): boolean {
  const doors = new Set(a.sites.flatMap(doorOf));
  return b.sites.flatMap(doorOf).some((door) => doors.has(door));
}

function doorOf(site: Site): string[] {
  if (site.address === undefined) return [];
  const city = new Set(wordsOf(site.city ?? ''));
  const words = wordsOf(site.address).filter((word) => !/^\d{5}$/.test(word) && !city.has(word));
  const number = words.find((word) => /^\d+$/.test(word));
  const street = words.filter((word) => !/^\d/.test(word)).at(-1);
  if (number === undefined || street === undefined || foldToWords(street).length < 3) return [];
  return [`${number} ${street}`];
}
