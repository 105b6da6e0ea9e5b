/** How two sheets' places stand to one another. */
import { foldToWords } from '#lib/text/fold.ts';
import type { Point, Sheet, Site } from '#model/sheet.ts';
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

export interface PlaceEvidence {
  commune: string | undefined;
  /** It is at several communes, or some of its sites are nowhere: a programme. */
  many: boolean;
  /** Exact points, degrees; the centre of a commune is none. */
  points: readonly Point[];
  /** Number and street of each site, however abbreviated. */
  doors: ReadonlySet<string>;
}

export function placeEvidence(sheet: Sheet): PlaceEvidence {
  return {
    commune: onlyCommune(sheet),
    many: new Set(sheet.sites.map((site) => site.commune ?? '')).size > 1,
    points: sheet.sites.flatMap(({ point, precision }) =>
      point !== undefined && (precision === 'site' || precision === 'street') ? [point] : [],
    ),
    doors: doorsOf(sheet),
  };
}

/** Number and street of each site, without the town. */
export function doorsOf({ sites }: Sheet): ReadonlySet<string> {
  return new Set(sites.flatMap(doorOf));
}

export function relatePlaces(a: PlaceEvidence, b: PlaceEvidence): PlaceRelation {
  if (a.commune === undefined || b.commune === undefined) return a.many || b.many ? 'apart' : 'unknown';
  const oneCommune = a.commune === b.commune;
  const metres = nearest(a.points, b.points);
  if (metres !== undefined) {
    if (metres <= reach.door) return 'door';
    if (oneCommune && sameDoor(a, b)) return metres <= reach.town ? 'door' : 'town';
    if (metres <= reach.near) return 'near';
    return metres <= reach.town ? 'town' : oneCommune ? 'far' : 'apart';
  }
  if (!oneCommune) return 'apart';
  return sameDoor(a, b) ? 'door' : 'commune';
}

/** Metres between the nearest points; undefined when a side has none. */
function nearest(first: readonly Point[], second: readonly Point[]): number | undefined {
  let best: number | undefined;
  for (const p of first)
    for (const q of second) {
      const north = (p.lat - q.lat) * 111_195;
      const east = (p.lon - q.lon) * 111_195 * Math.cos((p.lat * Math.PI) / 180);
      const metres = Math.hypot(north, east);
      if (best === undefined || metres < best) best = metres;
    }
  return best;
}

function sameDoor(a: PlaceEvidence, b: PlaceEvidence): boolean {
  for (const door of a.doors) if (b.doors.has(door)) return true;
  return false;
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
