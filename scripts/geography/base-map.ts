/**
 * Derives `src/locate/data/base-map.json`: outlines of départements and collectivités for the base map, simplified so
 * that neighbours keep one border between them. Régions are the same arcs, put together when read.
 *
 *   node --import tsx scripts/geography/base-map.ts DEPARTEMENTS.geojson COUNTRIES-10M.json
 *
 * DEPARTEMENTS: Etalab's "contours administratifs" at 1,000 m, from IGN Admin Express, Licence Ouverte 2.0.
 * COUNTRIES-10M: Natural Earth 1:10m (public domain) as TopoJSON, from the npm package `world-atlas` 2, for the
 * collectivités d'outre-mer, which the former lacks.
 *
 * The file: `arcs` are lines of longitude, latitude in thousandths of a degree, each vertex after the first as a
 * difference; `outlines` are { code, region?, rings } where a ring is a list of arcs, `~n` meaning arc n backwards.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Vertex = [x: number, y: number];
interface Shape {
  code: string;
  region?: string;
  rings: Vertex[][];
}

/** Square kilometres: a bend smaller than this goes, and an island too unless it is its territory's largest. */
const detail = { bend: 7, island: 12 };
/** Islands that are drawn on a larger scale. */
const closeDetail = { bend: 0.6, island: 1.5 };
const closeUp = new Set(['971', '972', '974', '975', '976', '977', '978', '986']);

const collectivites: Record<string, string> = {
  '975': 'St. Pierre and Miquelon',
  '977': 'St-Barthélemy',
  '978': 'St-Martin',
  '986': 'Wallis and Futuna Is.',
  '987': 'Fr. Polynesia',
  '988': 'New Caledonia',
};

const [departementsPath, countriesPath] = process.argv.slice(2);
if (!departementsPath || !countriesPath) throw new Error('usage: base-map.ts DEPARTEMENTS.geojson COUNTRIES-10M.json');

const shapes = [...readDepartements(departementsPath), ...readCountries(countriesPath)];
const arcs: { line: Vertex[]; bend: number }[] = [];
const arcIndex = new Map<string, number>();
const cornerKeys = findCorners(shapes);
const outlines = shapes.map(({ code, region, rings }) => {
  const { bend, island } = closeUp.has(code) ? closeDetail : detail;
  const largest = Math.max(...rings.map(area));
  const kept = rings.filter((ring) => area(ring) === largest || area(ring) >= island);
  return { code, ...(region ? { region } : {}), rings: kept.map((ring) => cut(ring).map((line) => store(line, bend))) };
});
const simplified = arcs.map(({ line, bend }) => simplify(line, bend));
const written = simplified.map((arc) =>
  arc.flatMap(([x, y], index) => (index === 0 ? [x, y] : [x - arc[index - 1]![0], y - arc[index - 1]![1]])),
);
writeFileSync(
  new URL('../../src/locate/data/base-map.json', import.meta.url),
  `{"arcs":[\n${written.map((arc) => JSON.stringify(arc)).join(',\n')}\n],"outlines":[\n${outlines.map((outline) => JSON.stringify(outline)).join(',\n')}\n]}\n`,
);
const vertices = outlines
  .flatMap(({ rings }) => rings.flat())
  .reduce((sum, arc) => sum + simplified[arc < 0 ? ~arc : arc]!.length, 0);
console.log(
  `${outlines.length} outlines, ${arcs.length} arcs, ${simplified.flat().length} vertices stored, ${vertices} drawn`,
);

function readDepartements(path: string): Shape[] {
  type Geometry = { type: 'Polygon'; coordinates: Vertex[][] } | { type: 'MultiPolygon'; coordinates: Vertex[][][] };
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as {
    features: { properties: { code: string; region: string }; geometry: Geometry }[];
  };
  return features.map(({ properties: { code, region }, geometry }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return { code, region, rings: polygons.flat().map(toThousandths) };
  });
}

function readCountries(path: string): Shape[] {
  const topology = JSON.parse(readFileSync(path, 'utf8')) as {
    transform: { scale: Vertex; translate: Vertex };
    arcs: Vertex[][];
    objects: { countries: { geometries: { type: string; properties: { name: string }; arcs: unknown }[] } };
  };
  const { scale, translate } = topology.transform;
  const lines = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): Vertex => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  return Object.entries(collectivites).map(([code, name]) => {
    const country = topology.objects.countries.geometries.find(({ properties }) => properties.name === name);
    if (!country) throw new Error(`no ${name} in ${path}`);
    const polygons = (country.type === 'Polygon' ? [country.arcs] : country.arcs) as number[][][];
    const rings = polygons
      .flat()
      .map((ring) => ring.flatMap((arc) => (arc < 0 ? lines[~arc]!.toReversed() : lines[arc]!)));
    // Saint-Martin's border with Sint Maarten stays a line of its own: nothing here is on the other side.
    return { code, rings: rings.map(toThousandths) };
  });
}

/** Whole thousandths of a degree, closed, no vertex twice in a row. */
function toThousandths(ring: Vertex[]): Vertex[] {
  const rounded = ring.map(([lon, lat]): Vertex => [Math.round(lon * 1000), Math.round(lat * 1000)]);
  const open = rounded.filter((vertex, index) => index === 0 || key(vertex) !== key(rounded[index - 1]!));
  if (key(open[0]!) !== key(open.at(-1)!)) open.push(open[0]!);
  return open;
}

/** Vertices where more than two lines meet: the arcs end there, and simplification leaves them in place. */
function findCorners(all: Shape[]): Set<string> {
  const around = new Map<string, Set<string>>();
  for (const ring of all.flatMap(({ rings }) => rings)) {
    for (let i = 0; i < ring.length - 1; i++) {
      const [a, b] = [key(ring[i]!), key(ring[i + 1]!)];
      (around.get(a) ?? around.set(a, new Set()).get(a)!).add(b);
      (around.get(b) ?? around.set(b, new Set()).get(b)!).add(a);
    }
  }
  return new Set([...around].filter(([, others]) => others.size > 2).map(([vertex]) => vertex));
}

/** A ring as the arcs between its corners; without any, one arc from its smallest vertex. */
function cut(ring: Vertex[]): Vertex[][] {
  const open = ring.slice(0, -1);
  const corners = open.flatMap((vertex, index) => (cornerKeys.has(key(vertex)) ? [index] : []));
  if (corners.length === 0) {
    const first = open.reduce((least, vertex, index) => (key(vertex) < key(open[least]!) ? index : least), 0);
    corners.push(first);
  }
  return corners.map((from, index) => {
    const to = corners[index + 1] ?? corners[0]! + open.length;
    return Array.from({ length: to - from + 1 }, (_, step) => open[(from + step) % open.length]!);
  });
}

/** The number of an arc, stored once whichever way it is walked. */
function store(line: Vertex[], bend: number): number {
  const [forth, back] = [line.map(key).join(' '), line.toReversed().map(key).join(' ')];
  const known = arcIndex.get(forth);
  if (known !== undefined) return known;
  const reverse = arcIndex.get(back);
  if (reverse !== undefined) return ~reverse;
  arcIndex.set(forth, arcs.length);
  return arcs.push({ line, bend }) - 1;
}

/** Visvalingam and Whyatt, 1993: the vertex whose triangle is least goes first, until the least is big enough. */
function simplify(arc: Vertex[], least: number): Vertex[] {
  const kept = [...arc];
  const closed = key(kept[0]!) === key(kept.at(-1)!);
  const fewest = closed ? 5 : 2;
  while (kept.length > fewest) {
    let [smallest, at] = [least, -1];
    for (let i = 1; i < kept.length - 1; i++) {
      const size = area([kept[i - 1]!, kept[i]!, kept[i + 1]!, kept[i - 1]!]);
      if (size < smallest) [smallest, at] = [size, i];
    }
    if (at < 0) break;
    kept.splice(at, 1);
  }
  return kept;
}

/** Square kilometres within a closed line of thousandths of a degree. */
function area(ring: Vertex[]): number {
  const squeeze = Math.cos(((ring[0]![1] / 1000) * Math.PI) / 180);
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i++) sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return (Math.abs(sum) / 2) * 0.1112 ** 2 * squeeze;
}

function key([x, y]: Vertex): string {
  return `${x},${y}`;
}
