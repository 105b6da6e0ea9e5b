/** The criteria other than words, as filters; and the order of results. */
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
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
export function placeAndTime({ yearFrom, yearTo, near, box }: Criteria): Query[] {
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
  return filters;
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
