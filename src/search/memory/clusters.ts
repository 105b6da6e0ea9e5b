/** The points of the projects that answer, gathered in the cells of a grid. */
import type { MapCluster, MapRequest } from '../engine.ts';
import type { Segment } from './segment.ts';
import { textAt } from './string-table.ts';

const mostCells = 20_000;

interface Cell {
  count: number;
  lat: number;
  lon: number;
  west: number;
  south: number;
  east: number;
  north: number;
  /** The last project counted here: one with several sites in the cell counts once. */
  segment: Segment;
  doc: number;
}

/**
 * The size of the cells, in degrees. They are powers of two of the whole turn, so that moving the map does not shuffle
 * them, and look about square where the box is.
 */
export function gridOf({ box: [west, south, east, north], columns }: MapRequest): { width: number; height: number } {
  const wanted = (east - west) / Math.min(Math.max(1, columns), 256);
  let width = 360 / 2 ** Math.max(0, Math.round(Math.log2(360 / Math.max(wanted, 1e-6))));
  const squeeze = Math.max(0.2, Math.cos((Math.round((south + north) / 20) * 10 * Math.PI) / 180));
  const cellsAt = (size: number) => ((east - west) / size + 2) * ((north - south) / (size * squeeze) + 2);
  while (cellsAt(width) > mostCells) width *= 2;
  return { width, height: width * squeeze };
}

/** Gathers points in cells. */
export class Clustering {
  private readonly box: MapRequest['box'];
  private readonly width: number;
  private readonly height: number;
  private readonly firstColumn: number;
  private readonly firstRow: number;
  private readonly columns: number;
  private readonly cells: (Cell | undefined)[];

  constructor({ box, columns }: MapRequest) {
    const [west, south, east, north] = box;
    this.box = box;
    const { width, height } = gridOf({ box, columns });
    this.width = width;
    this.height = height;
    this.firstColumn = Math.floor(west / this.width);
    this.firstRow = Math.floor(south / this.height);
    this.columns = Math.floor(east / this.width) - this.firstColumn + 1;
    const rows = Math.floor(north / this.height) - this.firstRow + 1;
    this.cells = new Array(Math.max(0, this.columns * rows)).fill(undefined);
  }

  add(segment: Segment, docs: Uint32Array, length: number): void {
    const [west, south, east, north] = this.box;
    const { pointStarts, lat, lon } = segment;
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      for (let i = pointStarts[doc]!; i < pointStarts[doc + 1]!; i++) {
        const y = lat[i]!;
        const x = lon[i]!;
        if (y < south || y > north || x < west || x > east) continue;
        const column = Math.floor(x / this.width) - this.firstColumn;
        const at = (Math.floor(y / this.height) - this.firstRow) * this.columns + column;
        const cell = this.cells[at];
        if (cell === undefined) {
          this.cells[at] = { count: 1, lat: y, lon: x, west: x, south: y, east: x, north: y, segment, doc };
          continue;
        }
        if (x < cell.west) cell.west = x;
        if (x > cell.east) cell.east = x;
        if (y < cell.south) cell.south = y;
        if (y > cell.north) cell.north = y;
        if (cell.doc === doc && cell.segment === segment) continue;
        cell.doc = doc;
        cell.segment = segment;
        cell.count++;
        cell.lat += y;
        cell.lon += x;
      }
    }
  }

  done(): MapCluster[] {
    const clusters: MapCluster[] = [];
    for (const cell of this.cells) {
      if (cell === undefined) continue;
      const { count, lat, lon, west, south, east, north, segment, doc } = cell;
      const cluster: MapCluster = { lat: lat / count, lon: lon / count, count, box: [west, south, east, north] };
      if (count === 1) cluster.id = textAt(segment.ids, doc);
      clusters.push(cluster);
    }
    return clusters;
  }
}

/** The smallest box around all points of some documents, and how many of them have none. */
export class Extent {
  withoutPoint = 0;
  private west = 181;
  private south = 91;
  private east = -181;
  private north = -91;

  add({ pointStarts, lat, lon }: Segment, docs: Uint32Array, length: number): void {
    let { west, south, east, north, withoutPoint } = this;
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      const from = pointStarts[doc]!;
      const to = pointStarts[doc + 1]!;
      if (from === to) withoutPoint++;
      for (let i = from; i < to; i++) {
        if (lon[i]! < west) west = lon[i]!;
        if (lon[i]! > east) east = lon[i]!;
        if (lat[i]! < south) south = lat[i]!;
        if (lat[i]! > north) north = lat[i]!;
      }
    }
    Object.assign(this, { west, south, east, north, withoutPoint });
  }

  bounds(): [number, number, number, number] | undefined {
    return this.west > 180 ? undefined : [this.west, this.south, this.east, this.north];
  }
}
