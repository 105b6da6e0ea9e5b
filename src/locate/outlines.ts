/** The outlines of départements, régions and collectivités for the base map, simplified, neighbours sharing borders. */
import { readFileSync } from 'node:fs';
import { territoryId } from '#model/territory.ts';

/** Longitude, latitude in degrees. */
export type Position = [lon: number, lat: number];

export interface Outline {
  /** `departement-44`, `region-52`, `departement-988`. */
  id: string;
  code: string;
  /** The région's code, for a département that has one. */
  region: string | undefined;
  /** Closed rings; a ring inside another is a hole (fill by the even-odd rule). */
  rings: Position[][];
}

export interface Outlines {
  /** The 101 départements, then six collectivités d'outre-mer (975, 977, 978, 986, 987, 988). */
  departements: Outline[];
  regions: Outline[];
  /** All of them together: closed rings without the borders between neighbours, a hole inside another (even-odd rule). */
  land: Position[][];
  /** Every border and coast once, for hairlines that are not drawn twice; `coast` has one territory beside it. */
  lines: { positions: Position[]; coast: boolean }[];
}

interface BaseMap {
  arcs: number[][];
  outlines: { code: string; region?: string; rings: number[][] }[];
}

/** Reads `data/base-map.json`, whose format and sources `scripts/geography/base-map.ts` tells. */
export function loadOutlines(): Outlines {
  const file = new URL('data/base-map.json', import.meta.url);
  const { arcs, outlines } = JSON.parse(readFileSync(file, 'utf8')) as BaseMap;
  const lines = arcs.map(decode);
  const uses = new Map<number, number>();
  for (const arc of outlines.flatMap(({ rings }) => rings.flat())) {
    const line = arc < 0 ? ~arc : arc;
    uses.set(line, (uses.get(line) ?? 0) + 1);
  }
  const departements = outlines.map(({ code, region, rings }) => ({
    id: territoryId('departement', code),
    code,
    region,
    rings: rings.map((ring) => join(ring, lines)),
  }));
  const regionCodes = [...new Set(outlines.flatMap(({ region }) => region ?? []))].sort();
  const regions = regionCodes.map((code) => {
    const parts = outlines.filter(({ region }) => region === code).flatMap(({ rings }) => rings.flat());
    return { id: territoryId('region', code), code, region: undefined, rings: dissolve(parts, lines) };
  });
  return {
    departements,
    regions,
    land: dissolve(
      outlines.flatMap(({ rings }) => rings.flat()),
      lines,
    ),
    lines: lines.map((positions, line) => ({ positions, coast: uses.get(line) === 1 })),
  };
}

/** GeoJSON of outlines, for a map in the browser: properties `id`, `code`, `name` when a name is known. */
export function toGeoJson(outlines: Outline[], nameOf: (id: string) => string | undefined): object {
  return {
    type: 'FeatureCollection',
    features: outlines.map(({ id, code, rings }) => ({
      type: 'Feature',
      properties: { id, code, name: nameOf(id) ?? code },
      geometry: { type: 'MultiPolygon', coordinates: asPolygons(rings) },
    })),
  };
}

function decode(arc: number[]): Position[] {
  const positions: Position[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < arc.length; at += 2) {
    x += arc[at]!;
    y += arc[at + 1]!;
    positions.push([x / 1000, y / 1000]);
  }
  return positions;
}

function join(ring: number[], lines: Position[][]): Position[] {
  const walked = ring.map((arc) => (arc < 0 ? lines[~arc]!.toReversed() : lines[arc]!));
  return walked.flatMap((line, index) => (index === 0 ? line : line.slice(1)));
}

/** Rings around territories together: the arcs that only one of them has, put end to end. */
function dissolve(arcs: number[], lines: Position[][]): Position[][] {
  const once = new Set(arcs);
  for (const arc of arcs) {
    if (!once.has(~arc)) continue;
    once.delete(arc);
    once.delete(~arc);
  }
  const starts = new Map<string, number[]>();
  for (const arc of once) {
    const from = end(arc, lines, true);
    starts.set(from, [...(starts.get(from) ?? []), arc]);
  }
  const rings: Position[][] = [];
  while (once.size > 0) {
    const [first] = once;
    const ring: number[] = [];
    for (let arc = first; arc !== undefined && once.delete(arc); ) {
      ring.push(arc);
      arc = starts.get(end(arc, lines, false))?.find((next) => once.has(next));
    }
    rings.push(join(ring, lines));
  }
  return rings;
}

function end(arc: number, lines: Position[][], first: boolean): string {
  const line = lines[arc < 0 ? ~arc : arc]!;
  return String(line.at(arc < 0 === first ? -1 : 0));
}

/** Holes go with the ring that holds them. */
function asPolygons(rings: Position[][]): Position[][][] {
  const holders = rings.map((ring) => rings.filter((other) => other !== ring && contains(other, ring[0]!)));
  const polygons = new Map(rings.flatMap((ring, index) => (holders[index]!.length % 2 === 0 ? [[ring, [ring]]] : [])));
  rings.forEach((ring, index) => {
    if (holders[index]!.length % 2 === 1) polygons.get(holders[index]![0]!)?.push(ring);
  });
  return [...polygons.values()];
}

function contains(ring: Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0; i < ring.length - 1; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i]!, ring[i + 1]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
