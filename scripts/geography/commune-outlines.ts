/**
 * Derives `src/locate/data/commune-outlines.bin`: what `src/locate/commune-outlines.ts` reads to say in which commune
 * a point lies, and which communes touch.
 *
 *   node --import tsx scripts/geography/commune-outlines.ts FOLDER_OF_OUTLINES
 *
 * Source: Etalab's "contours administratifs" at 1,000 m, from IGN Admin Express, Licence Ouverte 2.0. Coordinates are
 * whole thousandths of a degree there already; neighbours share their vertices exactly, and still do here.
 *
 * Format: for each commune, its code (5 ASCII bytes), the number of its rings, and for each ring the number of its
 * vertices (the closing one left out) and their differences from the vertex before, longitude then latitude, the first
 * from the last ring's first. Numbers are LEB128 varints, differences zigzagged.
 */
import { writeFileSync } from 'node:fs';
import { readOutlines } from './read-outlines.ts';

const [outlinesFolder] = process.argv.slice(2);
if (!outlinesFolder) throw new Error('usage: commune-outlines.ts FOLDER_OF_OUTLINES');

const bytes: number[] = [];
let start: [number, number] = [0, 0];
const outlines = readOutlines(outlinesFolder).sort((a, b) => (a.code < b.code ? -1 : 1));
for (const { code, polygons } of outlines) {
  const rings = polygons.flat();
  for (const letter of code) bytes.push(letter.charCodeAt(0));
  writeVarint(rings.length);
  for (const ring of rings) {
    writeVarint(ring.length - 1);
    let last = start;
    ring.slice(0, -1).forEach(([lon, lat], index) => {
      const vertex: [number, number] = [Math.round(lon * 1000), Math.round(lat * 1000)];
      writeDifference(vertex[0] - last[0]);
      writeDifference(vertex[1] - last[1]);
      last = vertex;
      if (index === 0) start = vertex;
    });
  }
}
writeFileSync(new URL('../../src/locate/data/commune-outlines.bin', import.meta.url), Uint8Array.from(bytes));
console.log(`${outlines.length} communes, ${bytes.length} bytes`);

function writeDifference(value: number): void {
  writeVarint(value < 0 ? -2 * value - 1 : 2 * value);
}

function writeVarint(value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}
