/** What an engine of words alone needs beside it: filters, counts, places and map cells, in plain code. */
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import type { MapRequest, SearchDocument } from '#search/engine.ts';

/** Whether words alone are asked for: then the total and the first page are the answer, and engines need no more. */
export function wordsAlone(facets: readonly FacetName[], map: MapRequest | undefined): boolean {
  return facets.length === 0 && map === undefined;
}

/** Documents already in order: filtered, counted (what a click would give), gathered in cells. */
export function plainAnswer(
  found: readonly SearchDocument[],
  criteria: Criteria,
  facets: readonly FacetName[],
  map: MapRequest | undefined,
): { total: number; hits: string[]; facets: number; clusters: number } {
  const chosen = facetNames.filter((name) => (criteria.chosen[name]?.length ?? 0) > 0);
  const counts = new Map(facets.map((name) => [name, new Map<string, number>()]));
  const cells = new Map<number, number>();
  const hits: string[] = [];
  const [west, south, east, north] = map?.box ?? [0, 0, 0, 0];
  const width = (east - west) / (map?.columns ?? 1);
  const { territories, yearFrom, near, box } = criteria;
  let total = 0;
  for (const document of found) {
    let failed: FacetName | undefined;
    let fails = 0;
    for (const name of chosen) {
      const values = document.facets[name];
      if (values?.some((value) => criteria.chosen[name]!.includes(value))) continue;
      failed = name;
      if (++fails > 1) break;
    }
    if (fails > 1) continue;
    if (territories.length > 0 && !territories.some((id) => document.territories.includes(id))) continue;
    if (yearFrom !== undefined && !(document.startYear !== undefined && document.startYear >= yearFrom)) continue;
    const { points } = document;
    if (box && !points.some(({ lat, lon }) => lat >= box[1] && lat <= box[3] && lon >= box[0] && lon <= box[2]))
      continue;
    if (near && !points.some((point) => kilometres(near, point) <= near.radiusKm)) continue;
    for (const name of failed === undefined ? facets : facets.includes(failed) ? [failed] : []) {
      const count = counts.get(name)!;
      for (const value of document.facets[name] ?? []) count.set(value, (count.get(value) ?? 0) + 1);
    }
    if (failed !== undefined) continue;
    total++;
    if (hits.length < criteria.pageSize) hits.push(document.id);
    if (map === undefined) continue;
    for (const { lat, lon } of points) {
      if (lat < south || lat > north || lon < west || lon > east) continue;
      const cell = Math.floor((lat - south) / width) * 1000 + Math.floor((lon - west) / width);
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
  }
  const sorted = [...counts.values()].map((count) => [...count].sort(([, a], [, b]) => b - a));
  return { total, hits, facets: sorted.reduce((sum, list) => sum + list.length, 0), clusters: cells.size };
}

function kilometres(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = Math.PI / 180;
  const x = (b.lon - a.lon) * radians * Math.cos(((a.lat + b.lat) / 2) * radians);
  return 6371 * Math.hypot(x, (b.lat - a.lat) * radians);
}
