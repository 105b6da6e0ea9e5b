/** The criteria other than words, made ready for one segment: facets as marks on sets, years, places. */
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import { type TerritoryLevel, territoryLevels } from '#model/territory.ts';
import type { Column } from './column.ts';
import { distanceInMetres, longitudeSpan, metresPerDegree } from './earth.ts';
import { noYear, type Segment } from './segment.ts';

/** Values of one criterion: a document answers when one of the columns holds one of them. */
export interface FacetFilter {
  name: FacetName | 'territories';
  columns: { setOf: Uint32Array; passes: Uint8Array }[];
}

export interface Filter {
  /** Criteria that are counted as if they were not chosen: each counts what a click would give. */
  facets: FacetFilter[];
  /** Every other criterion. */
  passes: ((doc: number) => boolean) | undefined;
}

export function filterFor(segment: Segment, criteria: Criteria): Filter {
  const facets: FacetFilter[] = [];
  for (const name of facetNames) {
    const values = criteria.chosen[name];
    if (values !== undefined && values.length > 0)
      facets.push({ name, columns: [marked(segment.columns[name], values)] });
  }
  if (criteria.territories.length > 0) {
    const byLevel = new Map<TerritoryLevel, string[]>();
    for (const id of criteria.territories) {
      const level = territoryLevels.find((one) => id.startsWith(`${one}-`));
      if (level !== undefined) byLevel.set(level, [...(byLevel.get(level) ?? []), id]);
    }
    const columns = [...byLevel].map(([level, ids]) => marked(segment.columns[level], ids));
    facets.push({ name: 'territories', columns });
  }
  const checks = [yearCheck(segment, criteria), boxCheck(segment, criteria), nearCheck(segment, criteria)].filter(
    (check) => check !== undefined,
  );
  if (checks.length === 0) return { facets, passes: undefined };
  if (checks.length === 1) return { facets, passes: checks[0] };
  return { facets, passes: (doc) => checks.every((check) => check(doc)) };
}

function marked(column: Column, values: readonly string[]): FacetFilter['columns'][number] {
  const passes = new Uint8Array(column.setStarts.length - 1);
  for (const value of values) {
    const index = column.valueIndex.get(value);
    if (index === undefined) continue;
    for (let i = column.valueStarts[index]!; i < column.valueStarts[index + 1]!; i++) passes[column.valueSets[i]!] = 1;
  }
  return { setOf: column.setOf, passes };
}

function yearCheck({ startYear }: Segment, { yearFrom, yearTo }: Criteria) {
  if (yearFrom === undefined && yearTo === undefined) return undefined;
  const from = yearFrom ?? noYear + 1;
  const to = yearTo ?? 32767;
  return (doc: number) => startYear[doc]! >= from && startYear[doc]! <= to;
}

function boxCheck({ pointStarts, lat, lon }: Segment, { box }: Criteria) {
  if (box === undefined) return undefined;
  const [west, south, east, north] = box;
  return (doc: number) => {
    for (let i = pointStarts[doc]!; i < pointStarts[doc + 1]!; i++)
      if (lat[i]! >= south && lat[i]! <= north && lon[i]! >= west && lon[i]! <= east) return true;
    return false;
  };
}

function nearCheck({ pointStarts, lat, lon }: Segment, { near }: Criteria) {
  if (near === undefined) return undefined;
  const metres = near.radiusKm * 1000;
  // A box a little larger than the circle throws out nearly all before a distance is computed.
  const latSpan = (metres / metresPerDegree) * 1.001 + 1e-6;
  const lonSpan = longitudeSpan(near.lat, latSpan);
  return (doc: number) => {
    for (let i = pointStarts[doc]!; i < pointStarts[doc + 1]!; i++) {
      if (Math.abs(lat[i]! - near.lat) > latSpan) continue;
      const apart = Math.abs(lon[i]! - near.lon);
      if (Math.min(apart, 360 - apart) > lonSpan) continue;
      if (distanceInMetres(near.lat, near.lon, lat[i]!, lon[i]!) <= metres) return true;
    }
    return false;
  };
}

/** From the point to the nearest point of the document, in metres; infinite when it has none. */
export function nearestDistance(segment: Segment, doc: number, at: { lat: number; lon: number }): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = segment.pointStarts[doc]!; i < segment.pointStarts[doc + 1]!; i++)
    nearest = Math.min(nearest, distanceInMetres(at.lat, at.lon, segment.lat[i]!, segment.lon[i]!));
  return nearest;
}
