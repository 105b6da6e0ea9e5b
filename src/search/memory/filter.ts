/** The criteria other than words, made ready for one segment: facets as marks on sets, years, places. */
import { areaHolds, boundsOf } from '#model/area.ts';
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import { type TerritoryLevel, territoryLevels } from '#model/territory.ts';
import { type Column, type SetNumbers, setsHolding } from './column.ts';
import { distanceInMetres, longitudeSpan, metresPerDegree } from './earth.ts';
import { cellsOf, cellsWithin } from './geo-cells.ts';
import { takeUint8 } from './scratch.ts';
import { noYear, type Segment } from './segment.ts';

/** Values of one criterion: a document answers when one of the columns holds one of them. */
export interface FacetFilter {
  name: FacetName | 'territories';
  columns: { setOf: SetNumbers; passes: Uint8Array }[];
}

export interface Filter {
  /** Criteria that are counted as if they were not chosen: each counts what a click would give. */
  facets: FacetFilter[];
  /** Every other criterion. */
  passes: Check[];
}

/** Writes to `places` where in the list the documents stand that pass, in order; says how many. */
export type Check = (docs: Uint32Array, length: number, places: Uint32Array) => number;

/** The checks of a search, by part of the view. */
export type Checks = readonly (readonly Check[])[];

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
  const passes = [
    yearCheck(segment, criteria),
    boxCheck(segment, criteria),
    nearCheck(segment, criteria),
    areaCheck(segment, criteria),
  ].filter((check) => check !== undefined);
  return { facets, passes };
}

/** Documents that hold a value of the facet, as a check. */
export function facetCheck({ columns }: FacetFilter): Check {
  const [first, ...others] = columns;
  return (docs, length, places) => {
    if (first === undefined) return 0;
    const { setOf, passes } = first;
    let n = 0;
    if (others.length === 0) {
      for (let k = 0; k < length; k++) {
        places[n] = k;
        n += passes[setOf[docs[k]!]!]!;
      }
      return n;
    }
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      let pass = passes[setOf[doc]!]!;
      for (let c = 0; c < others.length; c++) pass |= others[c]!.passes[others[c]!.setOf[doc]!]!;
      places[n] = k;
      n += pass;
    }
    return n;
  };
}

function marked(column: Column, values: readonly string[]): FacetFilter['columns'][number] {
  const passes = takeUint8(column.setStarts.length - 1).fill(0);
  for (const value of values) for (const set of setsHolding(column, value)) passes[set] = 1;
  return { setOf: column.setOf, passes };
}

function yearCheck({ startYear }: Segment, { yearFrom, yearTo }: Criteria): Check | undefined {
  if (yearFrom === undefined && yearTo === undefined) return undefined;
  const from = yearFrom ?? noYear + 1;
  const to = yearTo ?? 32767;
  return (docs, length, places) => {
    let n = 0;
    for (let k = 0; k < length; k++) {
      const year = startYear[docs[k]!]!;
      places[n] = k;
      n += year >= from && year <= to ? 1 : 0;
    }
    return n;
  };
}

function boxCheck(segment: Segment, { box }: Criteria): Check | undefined {
  if (box === undefined) return undefined;
  const { pointStarts, lat, lon } = segment;
  const [west, south, east, north] = box;
  return (docs, length, places) => {
    const near = inCells(docs, length, places, cellsOf(segment), cellsWithin(south, north, west, east));
    let n = 0;
    for (let at = 0; at < near; at++) {
      const k = places[at]!;
      const doc = docs[k]!;
      const to = pointStarts[doc + 1]!;
      for (let i = pointStarts[doc]!; i < to; i++) {
        const y = lat[i]!;
        const x = lon[i]!;
        if (y < south || y > north || x < west || x > east) continue;
        places[n++] = k;
        break;
      }
    }
    return n;
  };
}

/** The places of documents in the cells that are marked with 1. Without branches: where they are is as good as random. */
function inCells(
  docs: Uint32Array,
  length: number,
  places: Uint32Array,
  cells: Uint16Array,
  wanted: Uint8Array,
): number {
  let n = 0;
  for (let k = 0; k < length; k++) {
    places[n] = k;
    n += wanted[cells[docs[k]!]!]!;
  }
  return n;
}

function nearCheck(segment: Segment, { near }: Criteria): Check | undefined {
  if (near === undefined) return undefined;
  const { pointStarts, lat, lon } = segment;
  const { lat: y, lon: x } = near;
  const metres = near.radiusKm * 1000;
  // A box a little larger than the circle throws out nearly all before a distance is computed.
  const latSpan = (metres / metresPerDegree) * 1.001 + 1e-6;
  const lonSpan = longitudeSpan(y, latSpan);
  const south = y - latSpan;
  const north = y + latSpan;
  return (docs, length, places) => {
    const wanted = cellsWithin(south, north, x - lonSpan, x + lonSpan);
    const near = inCells(docs, length, places, cellsOf(segment), wanted);
    let n = 0;
    for (let at = 0; at < near; at++) {
      const k = places[at]!;
      const doc = docs[k]!;
      const to = pointStarts[doc + 1]!;
      for (let i = pointStarts[doc]!; i < to; i++) {
        const pointLat = lat[i]!;
        if (pointLat < south || pointLat > north) continue;
        const apart = Math.abs(lon[i]! - x);
        if (Math.min(apart, 360 - apart) > lonSpan) continue;
        if (distanceInMetres(y, x, pointLat, lon[i]!) > metres) continue;
        places[n++] = k;
        break;
      }
    }
    return n;
  };
}

function areaCheck(segment: Segment, { area }: Criteria): Check | undefined {
  if (area === undefined) return undefined;
  const { pointStarts, lat, lon } = segment;
  const [west, south, east, north] = boundsOf(area);
  const isInside = areaHolds(area);
  return (docs, length, places) => {
    const cells = cellsOf(segment);
    const wanted = cellsWithin(south, north, west, east);
    let n = 0;
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      if (wanted[cells[doc]!] === 0) continue;
      const to = pointStarts[doc + 1]!;
      for (let i = pointStarts[doc]!; i < to; i++) {
        if (!isInside(lat[i]!, lon[i]!)) continue;
        places[n++] = k;
        break;
      }
    }
    return n;
  };
}

/** From the point to the nearest point of the document, in metres; infinite when it has none. */
export function nearestDistance(segment: Segment, doc: number, at: { lat: number; lon: number }): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = segment.pointStarts[doc]!; i < segment.pointStarts[doc + 1]!; i++)
    nearest = Math.min(nearest, distanceInMetres(at.lat, at.lon, segment.lat[i]!, segment.lon[i]!));
  return nearest;
}
