/**
 * Derives `src/locate/data/centres.csv`: the centre of every commune and arrondissement of today, and its radius.
 *
 *   node --import tsx scripts/geography/centres.ts CENTROIDS.csv FOLDER_OF_OUTLINES
 *
 * CENTROIDS has the columns code,nom,lat,lon,source (IGN outlines, Licence Ouverte 2.0); the outlines are those of
 * Etalab's "contours administratifs" at 1,000 m (IGN Admin Express, Licence Ouverte 2.0). A commune that has absorbed
 * others since the centroids were computed takes the centre of its outlines together. The collectivités d'outre-mer,
 * whose centroids are wrong in that file, and the communes restored since, take the position written in `by-hand.csv`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type Outline, readCodes, readOutlines } from './read-outlines.ts';

const [centroidsPath, outlinesFolder] = process.argv.slice(2);
if (!centroidsPath || !outlinesFolder) throw new Error('usage: centres.ts CENTROIDS.csv FOLDER_OF_OUTLINES');

type Centre = { lat: number; lon: number };
const table = (path: string | URL) => parse(readFileSync(path), { columns: true }) as Record<string, string>[];
const centreOf = (row: Record<string, string>): Centre => ({ lat: Number(row.lat), lon: Number(row.lon) });

const { today, lead } = readCodes();
const merged = new Map<string, Outline['polygons']>();
for (const { code, polygons } of readOutlines(outlinesFolder)) {
  const now = today.has(code) ? code : lead.get(code);
  if (now) merged.set(now, [...(merged.get(now) ?? []), ...polygons]);
}
const byHand = new Map(table(new URL('by-hand.csv', import.meta.url)).map((row) => [row.code!, centreOf(row)]));
const published = new Map(table(centroidsPath).map((row) => [row.code!, centreOf(row)]));

const lines = ['code,lat,lon,radius'];
for (const code of [...today].sort()) {
  const polygons = merged.get(code);
  const drawn = polygons && centroid(polygons);
  let centre = byHand.get(code) ?? published.get(code);
  if (drawn && (!centre || kilometres(centre, drawn) > 2.5)) centre = drawn;
  if (!centre) {
    console.error(`no centre for ${code}`);
    continue;
  }
  const here = centre;
  const radius = polygons
    ? Math.max(1, Math.ceil(Math.max(...polygons.flat(2).map(([lon, lat]) => kilometres(here, { lat, lon })))))
    : // No outline to measure: the communes of the Pacific are long or scattered.
      /^98[78]/.test(code)
      ? 60
      : 15;
  lines.push(`${code},${here.lat.toFixed(4)},${here.lon.toFixed(4)},${radius}`);
}
writeFileSync(new URL('../../src/locate/data/centres.csv', import.meta.url), `${lines.join('\n')}\n`);
console.log(`${lines.length - 1} centres`);

/** Centre of gravity of the outer rings, on a plane; undefined where simplification left no area. */
function centroid(polygons: Outline['polygons']): Centre | undefined {
  let [area, x, y] = [0, 0, 0];
  for (const [ring = []] of polygons) {
    let [ringArea, ringX, ringY] = [0, 0, 0];
    for (let i = 0; i < ring.length - 1; i++) {
      const [x1, y1] = ring[i]!;
      const [x2, y2] = ring[i + 1]!;
      const cross = x1 * y2 - x2 * y1;
      ringArea += cross;
      ringX += cross * (x1 + x2);
      ringY += cross * (y1 + y2);
    }
    // Rings may turn either way: every outer ring must count as land.
    const turn = Math.sign(ringArea) || 1;
    area += turn * ringArea;
    x += turn * ringX;
    y += turn * ringY;
  }
  return area > 1e-9 ? { lat: y / area / 3, lon: x / area / 3 } : undefined;
}

function kilometres(a: Centre, b: Centre): number {
  return Math.hypot((a.lat - b.lat) * 111.2, (a.lon - b.lon) * 111.2 * Math.cos((a.lat * Math.PI) / 180));
}
