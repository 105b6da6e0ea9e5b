/**
 * Where documents are, roughly, in two bytes each: most are thrown out of a circle or a box by one look. A cell is a
 * quarter of a degree; several far apart share a number, so that a cell only ever says that a closer look is needed.
 */
import type { Segment } from './segment.ts';

const perDegree = 4;
const columns = 360 * perDegree;
const cellCount = 65_534;
/** Documents of several points are always looked at, documents of none never. */
const several = 65_534;
const none = 65_535;

const known = new WeakMap<Segment, Uint16Array>();
/** Shared: a search never waits. Marks are taken back one by one, so that a small circle does not cost a whole table. */
const wanted = new Uint8Array(65_536);
let marked = new Uint32Array(1024);
let marks = 0;
/** More marks are taken back all at once. */
const mostMarks = 16_384;

/** The cell of each document of the segment: worked out once. */
export function cellsOf(segment: Segment): Uint16Array {
  let cells = known.get(segment);
  if (cells === undefined) {
    const { size, pointStarts, lat, lon } = segment;
    cells = new Uint16Array(size);
    for (let doc = 0; doc < size; doc++) {
      const from = pointStarts[doc]!;
      const count = pointStarts[doc + 1]! - from;
      cells[doc] = count === 0 ? none : count > 1 ? several : numberOf(rowOf(lat[from]!), columnOf(lon[from]!));
    }
    known.set(segment, cells);
  }
  return cells;
}

/** Marks, by cell, whether some of it may lie between these degrees (a span of longitudes may leave -180 to 180). */
export function cellsWithin(south: number, north: number, west: number, east: number): Uint8Array {
  const firstRow = rowOf(Math.max(-90, south));
  const lastRow = rowOf(Math.min(90, north));
  const firstColumn = Math.floor((west + 180) * perDegree);
  const lastColumn = Math.min(Math.floor((east + 180) * perDegree), firstColumn + columns - 1);
  const cells = (lastRow - firstRow + 1) * (lastColumn - firstColumn + 1);
  if (marks > mostMarks) wanted.fill(0);
  else for (let m = 0; m < marks; m++) wanted[marked[m]!] = 0;
  marks = cells;
  // So many cells that marking them would cost more than it saves.
  if (cells > cellCount) wanted.fill(1);
  else {
    if (cells > marked.length && cells <= mostMarks) marked = new Uint32Array(mostMarks);
    let m = 0;
    for (let row = firstRow; row <= lastRow; row++)
      for (let column = firstColumn; column <= lastColumn; column++) {
        const cell = numberOf(row, ((column % columns) + columns) % columns);
        wanted[cell] = 1;
        if (cells <= mostMarks) marked[m++] = cell;
      }
  }
  wanted[several] = 1;
  wanted[none] = 0;
  return wanted;
}

function rowOf(lat: number): number {
  return Math.floor((lat + 90) * perDegree);
}

function columnOf(lon: number): number {
  return ((Math.floor((lon + 180) * perDegree) % columns) + columns) % columns;
}

function numberOf(row: number, column: number): number {
  return (row * columns + column) % cellCount;
}
