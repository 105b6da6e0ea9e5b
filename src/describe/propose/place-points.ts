/** Columns of coordinates: in range, turned round, in one column, in metres. */
import type { RuleObject } from '#model/mapping.ts';
import { type Column, isNumber, isPair, toNumber } from './column.ts';
import { because, best, type Guessing, named, percent } from './guess.ts';
import { type Site, sitePath } from './site.ts';

const latNames = [
  [/^(?:lat|latitude|lattitude)$/, 1],
  [/\blat(?:itude)?$|^(?:geo|gps|coord\w*) ?lat/, 0.9],
  [/^(?:coord\w* )?y(?: \w+)?$/, 0.6],
] as const;
const lonNames = [
  [/^(?:lon|lng|long|longitude)$/, 1],
  [/\b(?:lon|lng|long)(?:gitude)?$|^(?:geo|gps|coord\w*) ?(?:lon|lng)/, 0.9],
  [/^(?:coord\w* )?x(?: \w+)?$/, 0.6],
] as const;

const isCoordinate = (value: string): boolean => isNumber(value) && Math.abs(toNumber(value)) < 8_000_000;

export function points(guessing: Guessing, site: Site, geocoded: RuleObject['keepWhen'] | undefined): void {
  const score = (names: typeof latNames | typeof lonNames) => (column: Column) =>
    column.share(isCoordinate) > 0.7 ? named(column, names) * column.filled : 0;
  const [lat, lon] = [best(guessing, score(latNames))?.column, best(guessing, score(lonNames))?.column];
  if (lat !== undefined && lon !== undefined && lat !== lon) {
    const [straight, turned] = [inFrance(guessing, lat, lon), inFrance(guessing, lon, lat)];
    const isMetres = lat.share((value) => Math.abs(toNumber(value)) > 1000) > 0.7;
    const [first, second] = turned > straight + 0.3 ? [lon, lat] : [lat, lon];
    const rule = (column: Column) => (geocoded === undefined ? column.name : { from: column.name, keepWhen: geocoded });
    site.latitude = rule(first);
    site.longitude = rule(second);
    const why = isMetres
      ? 'metres of Lambert-93'
      : turned > straight + 0.3
        ? 'the two columns hold each other’s values: turned round'
        : `${percent(Math.max(straight, turned))} of the points lie in France${geocoded === undefined ? '' : '; the geocoder’s, where it found the street'}`;
    because(guessing, sitePath('latitude'), why, straight > 0.8 || isMetres ? 'sure' : 'guess', first);
    because(guessing, sitePath('longitude'), why, straight > 0.8 || isMetres ? 'sure' : 'guess', second);
  }
  const pair = best(guessing, (column) => (column.share(isPair) > 0.7 ? column.filled : 0))?.column;
  if (pair === undefined) return;
  guessing.taken.add(pair.name);
  if (site.latitude !== undefined) return;
  site.latitude = pair.name;
  site.longitude = pair.name;
  because(guessing, sitePath('latitude'), 'one column holds both, “lat, lon”', 'sure', pair);
}

function inFrance(guessing: Guessing, lat: Column, lon: Column): number {
  let [points, inside] = [0, 0];
  for (const [at, [latitude]] of lat.cells.entries()) {
    const longitude = lon.cells[at]?.[0];
    if (latitude === undefined || longitude === undefined || points > 500) continue;
    points++;
    if (guessing.places.isInFrance(toNumber(latitude), toNumber(longitude))) inside++;
  }
  return points === 0 ? 0 : inside / points;
}
