/** The criteria other than words, as filters; and the order of results. */
import { type Area, boundsOf, cornersOf, turnsOf } from '#model/area.ts';
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import { unpackPoint } from './points.ts';
import type { Query } from './query.ts';

export type Counted = FacetName | 'territories';

/** Criteria that are counted as if they were not chosen, each with its filter. */
export function facetFilters({ chosen, territories }: Criteria): Map<Counted, Query> {
  const filters = new Map<Counted, Query>();
  for (const name of facetNames) {
    const values = chosen[name];
    if (values !== undefined && values.length > 0) filters.set(name, { terms: { [name]: values } });
  }
  if (territories.length > 0) filters.set('territories', { terms: { territories } });
  return filters;
}

/** Every other criterion. */
export function placeAndTime({ yearFrom, yearTo, near, box, area }: Criteria): Query[] {
  const filters: Query[] = [];
  if (yearFrom !== undefined || yearTo !== undefined)
    filters.push({ range: { startYear: { gte: yearFrom, lte: yearTo } } });
  if (near !== undefined) {
    const place = { lat: near.lat, lon: near.lon };
    filters.push({ geo_distance: { distance: `${Math.max(0.001, near.radiusKm * 1000)}m`, place } });
  }
  if (box !== undefined) {
    const [left, bottom, right, top] = box;
    filters.push({ geo_bounding_box: { place: { left, bottom, right, top } } });
  }
  if (area !== undefined) filters.push(...insideArea(area));
  return filters;
}

/**
 * As `lib/polygon.ts` has it, on the exact points: Lucene's own polygons round them, and refuse a line that crosses
 * itself.
 */
const areaScript = `
  for (long packed : doc['sites']) {
    ${unpackPoint}
    for (int t = 0; t < params.turns.size(); t++) {
      double across = lon + params.turns[t];
      int around = 0;
      for (int i = 0; i < params.sides.size(); i += 4) {
        double x1 = params.sides[i];
        double y1 = params.sides[i + 1];
        double x2 = params.sides[i + 2];
        double y2 = params.sides[i + 3];
        if (lat < Math.min(y1, y2) || lat > Math.max(y1, y2)) continue;
        double side = (x2 - x1) * (lat - y1) - (across - x1) * (y2 - y1);
        if (side == 0 && across >= Math.min(x1, x2) && across <= Math.max(x1, x2)) return true;
        if (y1 <= lat) {
          if (y2 > lat && side > 0) around++;
        } else if (y2 <= lat && side < 0) around--;
      }
      if (around != 0) return true;
    }
  }
  return false`;

/** Degrees that a geo point may be off by its rounding, and more. */
const rounding = 0.001;

/** A frame around it throws out nearly all before the script looks closer. */
function insideArea(area: Area): Query[] {
  const [west, south, east, north] = boundsOf(area);
  const corners = cornersOf(area);
  const sides = corners.flatMap((corner, at) => [...corner, ...corners[(at + 1) % corners.length]!]);
  const turned = (lon: number) => lon - 360 * Math.floor((lon + 180) / 360);
  const isAround = east - west > 359;
  const frame = {
    top: Math.min(90, north + rounding),
    bottom: Math.max(-90, south - rounding),
    left: isAround ? -180 : turned(west - rounding),
    right: isAround ? 180 : turned(east + rounding),
  };
  return [
    { geo_bounding_box: { place: frame } },
    { script: { script: { source: areaScript, params: { sides, turns: turnsOf(area) } } } },
  ];
}

export function byRelevance({ sort, near }: Criteria): boolean {
  return sort === 'pertinence' || (sort === 'distance' && near === undefined);
}

/** Equal ones by quality and freshness, then by id. */
export function orderOf(criteria: Criteria): Query[] {
  const { sort, near } = criteria;
  const last = [{ standing: 'desc' }, { id: 'asc' }];
  if (sort === 'nom') return [{ name: 'asc' }, ...last];
  if (sort === 'date') return [{ updatedDay: 'desc' }, ...last];
  if (sort === 'distance' && near !== undefined) {
    const place = { lat: near.lat, lon: near.lon };
    return [{ _geo_distance: { place, order: 'asc', mode: 'min', unit: 'm' } }, ...last];
  }
  return [{ _score: 'desc' }, ...last];
}
