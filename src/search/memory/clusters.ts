/** The points of the projects that answer: gathered in the cells of grids, and the smallest box around them all. */
import type { MapCluster, MapRequest } from '../engine.ts';
import type { Segment } from './segment.ts';
import { textAt } from './string-table.ts';

const mostCells = 20_000;

export interface Gathered {
  /** For each map. */
  clusters: MapCluster[][];
  withoutPoint: number;
  bounds?: [number, number, number, number];
}

interface Found {
  segment: Segment;
  docs: Uint32Array;
  length: number;
}

/** By cell: latitudes and longitudes added, then west, south, east, north. Shared: a search never waits. */
let sums = new Float64Array(mostCells * 6);
let counts = new Uint32Array(mostCells);
/** The last project counted there: one with several sites in the cell counts once. */
let lastDoc = new Uint32Array(mostCells);
let lastSegment = new Uint32Array(mostCells);

/** One reading of the points, whatever the number of maps. */
export function gather(found: readonly Found[], maps: readonly MapRequest[]): Gathered {
  const grids = gridsOf(maps);
  let [west, south, east, north] = [181, 91, -181, -91];
  let withoutPoint = 0;
  for (const [number, { segment, docs, length }] of found.entries()) {
    const { pointStarts, lat, lon } = segment;
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      const from = pointStarts[doc]!;
      const to = pointStarts[doc + 1]!;
      if (from === to) withoutPoint++;
      for (let i = from; i < to; i++) {
        const y = lat[i]!;
        const x = lon[i]!;
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < south) south = y;
        if (y > north) north = y;
        for (let g = 0; g < grids.length; g++) {
          const grid = grids[g]!;
          if (y < grid.south || y > grid.north || x < grid.west || x > grid.east) continue;
          put(grid, y, x, doc, number);
          if (grid.isApart) break;
        }
      }
    }
  }
  return {
    clusters: grids.map((grid) => clustersOf(grid, found)),
    withoutPoint,
    ...(west <= 180 && { bounds: [west, south, east, north] }),
  };
}

/** The width and height of the cells, in degrees. */
export function gridOf({ box: [west, south, east, north], columns }: MapRequest): { width: number; height: number } {
  const wanted = (east - west) / Math.min(Math.max(1, columns), 256);
  let width = 360 / 2 ** Math.max(0, Math.round(Math.log2(360 / Math.max(wanted, 1e-6))));
  const squeeze = Math.max(0.2, Math.cos((Math.round((south + north) / 20) * 10 * Math.PI) / 180));
  const cellsAt = (size: number) => ((east - west) / size + 2) * ((north - south) / (size * squeeze) + 2);
  while (cellsAt(width) > mostCells) width *= 2;
  return { width, height: width * squeeze };
}

/**
 * Cells are powers of two of the whole turn, so that moving the map does not shuffle them, and look about square where
 * the box is.
 */
interface Grid {
  west: number;
  south: number;
  east: number;
  north: number;
  perColumn: number;
  perRow: number;
  firstColumn: number;
  firstRow: number;
  columns: number;
  /** Where its cells stand in the shared arrays, and where they end. */
  from: number;
  to: number;
  /** It shares no point with any other. */
  isApart: boolean;
}

function gridsOf(maps: readonly MapRequest[]): Grid[] {
  const grids: Grid[] = [];
  let from = 0;
  for (const map of maps) {
    const [west, south, east, north] = map.box;
    const { width, height } = gridOf(map);
    // The same sums as for points, so that none falls out at the edge.
    const perColumn = 1 / width;
    const perRow = 1 / height;
    const firstColumn = Math.floor(west * perColumn);
    const firstRow = Math.floor(south * perRow);
    const columns = Math.floor(east * perColumn) - firstColumn + 1;
    const rows = Math.floor(north * perRow) - firstRow + 1;
    const to = from + Math.max(0, columns * rows);
    const isApart = maps.every(
      ({ box: [w, s, e, n] }, m) => m === grids.length || e < west || w > east || n < south || s > north,
    );
    grids.push({ west, south, east, north, perColumn, perRow, firstColumn, firstRow, columns, from, to, isApart });
    from = to;
  }
  if (from > counts.length) {
    sums = new Float64Array(from * 6);
    counts = new Uint32Array(from);
    lastDoc = new Uint32Array(from);
    lastSegment = new Uint32Array(from);
  }
  counts.fill(0, 0, from);
  return grids;
}

function put(
  { perColumn, perRow, firstColumn, firstRow, columns, from }: Grid,
  y: number,
  x: number,
  doc: number,
  segment: number,
) {
  const cell = from + (Math.floor(y * perRow) - firstRow) * columns + Math.floor(x * perColumn) - firstColumn;
  const at = cell * 6;
  const count = counts[cell]!;
  if (count === 0) {
    sums[at] = 0;
    sums[at + 1] = 0;
    sums[at + 2] = x;
    sums[at + 3] = y;
    sums[at + 4] = x;
    sums[at + 5] = y;
  } else {
    if (x < sums[at + 2]!) sums[at + 2] = x;
    if (y < sums[at + 3]!) sums[at + 3] = y;
    if (x > sums[at + 4]!) sums[at + 4] = x;
    if (y > sums[at + 5]!) sums[at + 5] = y;
    if (lastDoc[cell] === doc && lastSegment[cell] === segment) return;
  }
  counts[cell] = count + 1;
  lastDoc[cell] = doc;
  lastSegment[cell] = segment;
  sums[at]! += y;
  sums[at + 1]! += x;
}

function clustersOf({ from, to }: Grid, found: readonly Found[]): MapCluster[] {
  const clusters: MapCluster[] = [];
  for (let cell = from; cell < to; cell++) {
    const count = counts[cell]!;
    if (count === 0) continue;
    const at = cell * 6;
    const cluster: MapCluster = {
      lat: sums[at]! / count,
      lon: sums[at + 1]! / count,
      count,
      box: [sums[at + 2]!, sums[at + 3]!, sums[at + 4]!, sums[at + 5]!],
    };
    if (count === 1) cluster.id = textAt(found[lastSegment[cell]!]!.segment.ids, lastDoc[cell]!);
    clusters.push(cluster);
  }
  return clusters;
}
