/** Reads GeoJSON: a feature's properties, and a point for its shape. */
import type { Row } from '#model/record.ts';
import { type JsonShape, readJson } from '../json/json.ts';
import type { Reading } from '../reading.ts';

type Position = [number, number];

/**
 * The features as rows: their properties, `geometry.type`, and the point in degrees at `geometry.lon`, `geometry.lat`:
 * the point itself, else the centroid of the shape. A feature's own `id` is the column `@id`.
 */
export function readGeojson(text: AsyncIterable<string>): AsyncGenerator<Reading> {
  const shape: JsonShape = { items: 'features', toRow: rowOf, checkBeside: checkSystem };
  return readJson(text, shape);
}

function rowOf(feature: Row): Row | { refused: string } {
  const { properties, geometry } = feature;
  if (feature.type !== 'Feature') return { refused: 'The item is not a GeoJSON feature.' };
  const row: Row = { ...(feature.id !== undefined && { '@id': feature.id }), ...(properties as Row | null) };
  if (geometry === null || typeof geometry !== 'object') return row;
  const point = pointOf(geometry as Row);
  row['geometry.type'] = (geometry as Row).type;
  if (point !== undefined) [row['geometry.lon'], row['geometry.lat']] = point;
  return row;
}

/** RFC 7946 knows only degrees of WGS 84; older files may name another system, whose numbers would mislead. */
function checkSystem(path: string, value: unknown): string | undefined {
  if (path !== 'crs' || value === null) return undefined;
  const name = String(((value as Row).properties as Row | undefined)?.name ?? '');
  if (name === '' || /CRS84|4326|4979/.test(name)) return undefined;
  return `The coordinates are in the system ${name}: they must be in degrees (WGS 84).`;
}

/** The centroid of a shape in the plane of its degrees (by area, else by length, else by vertices). */
export function pointOf(geometry: Row): Position | undefined {
  const { type, coordinates } = geometry;
  if (type === 'GeometryCollection') {
    const points = ((geometry.geometries ?? []) as Row[]).map(pointOf).filter((point) => point !== undefined);
    return meanOf(points.map((point) => [point, 1]));
  }
  if (!Array.isArray(coordinates)) return undefined;
  if (type === 'Point') return positionOf(coordinates);
  if (type === 'MultiPoint') return meanOf(positions(coordinates).map((point) => [point, 1]));
  const rings: unknown[] =
    type === 'LineString'
      ? [coordinates]
      : type === 'MultiLineString'
        ? coordinates
        : type === 'Polygon'
          ? [coordinates[0]]
          : type === 'MultiPolygon'
            ? coordinates.map((polygon) => (Array.isArray(polygon) ? polygon[0] : undefined))
            : [];
  const lines = rings.map((ring) => (Array.isArray(ring) ? positions(ring) : []));
  const areas = type === 'Polygon' || type === 'MultiPolygon' ? lines.flatMap(areaOf) : [];
  return meanOf(areas) ?? meanOf(lines.flatMap(segmentsOf)) ?? meanOf(lines.flat().map((point) => [point, 1]));
}

function positionOf(value: unknown): Position | undefined {
  if (!Array.isArray(value)) return undefined;
  const [lon, lat] = value as unknown[];
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon as number, lat as number] : undefined;
}

function positions(values: unknown[]): Position[] {
  return values.map(positionOf).filter((point) => point !== undefined);
}

/** Points and their weights to one point; nothing when they weigh nothing. */
function meanOf(weighed: [Position, number][]): Position | undefined {
  const total = weighed.reduce((sum, [, weight]) => sum + weight, 0);
  if (!(total > 0)) return undefined;
  const sum = (axis: 0 | 1) => weighed.reduce((all, [point, weight]) => all + point[axis] * weight, 0) / total;
  return [sum(0), sum(1)];
}

function segmentsOf(line: Position[]): [Position, number][] {
  return line.slice(1).map((to, index) => {
    const from = line[index]!;
    return [[(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], Math.hypot(to[0] - from[0], to[1] - from[1])];
  });
}

/** The centroid of a ring and its area, by the shoelace formula, from its first vertex for precision. */
function areaOf(ring: Position[]): [Position, number][] {
  const origin = ring[0];
  if (origin === undefined) return [];
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    const [ax, ay, bx, by] = [a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1]];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (area === 0) return [];
  return [[[origin[0] + x / (3 * area), origin[1] + y / (3 * area)], Math.abs(area) / 2]];
}
