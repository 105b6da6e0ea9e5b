/** The points of the projects that answer: gathered in the cells of a grid, and the smallest box around them all. */
import type { MapCluster, MapRequest } from '../engine.ts';
import type { Segment } from './segment.ts';
import { textAt } from './string-table.ts';

const mostCells = 20_000;

/**
 * Cells are powers of two of the whole turn, so that moving the map does not shuffle them, and look about square where
 * the box is. Without a map, only the box around all points.
 */
export class Gathering {
  withoutPoint = 0;
  private readonly grid: Grid | undefined;
  private west = 181;
  private south = 91;
  private east = -181;
  private north = -91;

  constructor(map: MapRequest | undefined) {
    this.grid = map && new Grid(map);
  }

  add(segment: Segment, docs: Uint32Array, length: number): void {
    const { pointStarts, lat, lon } = segment;
    let { west, south, east, north, withoutPoint } = this;
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
      }
    }
    Object.assign(this, { west, south, east, north, withoutPoint });
    this.grid?.add(segment, docs, length);
  }

  bounds(): [number, number, number, number] | undefined {
    return this.west > 180 ? undefined : [this.west, this.south, this.east, this.north];
  }

  clusters(): MapCluster[] {
    return this.grid?.done() ?? [];
  }
}

/** By cell: latitudes and longitudes added, then west, south, east, north. Shared: a search never waits. */
const sums = new Float64Array(mostCells * 6);
const counts = new Uint32Array(mostCells);
/** The last project counted there: one with several sites in the cell counts once. */
const lastDoc = new Uint32Array(mostCells);
const lastSegment = new Uint32Array(mostCells);

/** The width and height of the cells, in degrees. */
export function gridOf({ box: [west, south, east, north], columns }: MapRequest): { width: number; height: number } {
  const wanted = (east - west) / Math.min(Math.max(1, columns), 256);
  let width = 360 / 2 ** Math.max(0, Math.round(Math.log2(360 / Math.max(wanted, 1e-6))));
  const squeeze = Math.max(0.2, Math.cos((Math.round((south + north) / 20) * 10 * Math.PI) / 180));
  const cellsAt = (size: number) => ((east - west) / size + 2) * ((north - south) / (size * squeeze) + 2);
  while (cellsAt(width) > mostCells) width *= 2;
  return { width, height: width * squeeze };
}

class Grid {
  private readonly west: number;
  private readonly south: number;
  private readonly east: number;
  private readonly north: number;
  private readonly width: number;
  private readonly height: number;
  private readonly firstColumn: number;
  private readonly firstRow: number;
  private readonly columns: number;
  private readonly cells: number;
  private readonly segments: Segment[] = [];

  constructor({ box, columns }: MapRequest) {
    const [west, south, east, north] = box;
    this.west = west;
    this.south = south;
    this.east = east;
    this.north = north;
    const { width, height } = gridOf({ box, columns });
    this.width = width;
    this.height = height;
    // The same sums as for points, so that none falls out at the edge.
    const perColumn = 1 / this.width;
    const perRow = 1 / this.height;
    this.firstColumn = Math.floor(west * perColumn);
    this.firstRow = Math.floor(south * perRow);
    this.columns = Math.floor(east * perColumn) - this.firstColumn + 1;
    const rows = Math.floor(north * perRow) - this.firstRow + 1;
    this.cells = Math.max(0, this.columns * rows);
    counts.fill(0, 0, this.cells);
  }

  add(segment: Segment, docs: Uint32Array, length: number): void {
    const number = this.segments.push(segment);
    const { pointStarts, lat, lon } = segment;
    const { west, south, east, north, columns, firstColumn, firstRow } = this;
    const perColumn = 1 / this.width;
    const perRow = 1 / this.height;
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      const to = pointStarts[doc + 1]!;
      for (let i = pointStarts[doc]!; i < to; i++) {
        const y = lat[i]!;
        const x = lon[i]!;
        if (y < south || y > north || x < west || x > east) continue;
        const cell = (Math.floor(y * perRow) - firstRow) * columns + Math.floor(x * perColumn) - firstColumn;
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
          if (lastDoc[cell] === doc && lastSegment[cell] === number) continue;
        }
        counts[cell] = count + 1;
        lastDoc[cell] = doc;
        lastSegment[cell] = number;
        sums[at]! += y;
        sums[at + 1]! += x;
      }
    }
  }

  done(): MapCluster[] {
    const clusters: MapCluster[] = [];
    for (let cell = 0; cell < this.cells; cell++) {
      const count = counts[cell]!;
      if (count === 0) continue;
      const at = cell * 6;
      const cluster: MapCluster = {
        lat: sums[at]! / count,
        lon: sums[at + 1]! / count,
        count,
        box: [sums[at + 2]!, sums[at + 3]!, sums[at + 4]!, sums[at + 5]!],
      };
      if (count === 1) cluster.id = textAt(this.segments[lastSegment[cell]! - 1]!.ids, lastDoc[cell]!);
      clusters.push(cluster);
    }
    return clusters;
  }
}
