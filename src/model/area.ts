/**
 * A drawn area: a closed line through some corners, and its form in an address. Its sides are straight in degrees, each
 * the shorter way around the Earth, so that an area may lie across the antimeridian. What the line goes around is
 * inside, its loops too when it crosses itself.
 */
import { type Corner, insideOf } from '#lib/polygon.ts';

/** Degrees; at least three different corners, the first not repeated at the end. */
export type Area = readonly { readonly lat: number; readonly lon: number }[];

export const fewestCorners = 3;
/** More would make addresses that some programs cut. */
export const mostCorners = 60;

/** Reads `lat,lon,lat,lon,…`; undefined for anything else, or for a line around a pole or the whole Earth. */
export function readArea(text: string): Area | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length % 2 !== 0 || parts.length > 2 * (mostCorners + 1)) return undefined;
  if (!parts.every((part) => /^-?\d{1,3}(\.\d{1,20})?$/.test(part))) return undefined;
  const numbers = parts.map((part) => Math.round(Number(part) * 1e6) / 1e6 + 0);
  const corners: { lat: number; lon: number }[] = [];
  for (let at = 0; at < numbers.length; at += 2) {
    const corner = { lat: numbers[at]!, lon: numbers[at + 1]! };
    if (Math.abs(corner.lat) > 90 || Math.abs(corner.lon) > 180) return undefined;
    if (!isSame(corner, corners.at(-1))) corners.push(corner);
  }
  while (corners.length > 1 && isSame(corners[0]!, corners.at(-1))) corners.pop();
  const isDrawn = corners.length >= fewestCorners && corners.length <= mostCorners;
  return isDrawn && unrolled(corners) !== undefined ? corners : undefined;
}

export function writeArea(area: Area): string {
  return area.map(({ lat, lon }) => `${lat},${lon}`).join(',');
}

/** An area from corners on a map, whose longitudes may go on past 180; undefined when it is none. */
export function areaOf(corners: readonly { lat: number; lon: number }[]): Area | undefined {
  const rounded = corners.map(({ lat, lon }) => {
    const turned = lon - 360 * Math.floor((lon + 180) / 360);
    return `${lat.toFixed(4)},${turned.toFixed(4)}`;
  });
  return readArea(rounded.join(','));
}

/** Its corners as longitude and latitude on a plane: longitudes go on past ±180 where it lies across the antimeridian. */
export function cornersOf(area: Area): Corner[] {
  return unrolled(area) ?? [];
}

/** West, south, east, north, in degrees; west and east go on past ±180 where it lies across the antimeridian. */
export function boundsOf(area: Area): [west: number, south: number, east: number, north: number] {
  const corners = cornersOf(area);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Degrees to add to a longitude of -180 to 180 so as to find it in the area: 0, and a turn where it reaches 180 or goes on past. */
export function turnsOf(area: Area): number[] {
  const [west, , east] = boundsOf(area);
  return [...(west <= -180 ? [-360] : []), 0, ...(east >= 180 ? [360] : [])];
}

/** Tells whether points, in degrees, lie in the area. */
export function areaHolds(area: Area): (lat: number, lon: number) => boolean {
  const isInside = insideOf(cornersOf(area));
  const turns = turnsOf(area);
  if (turns.length === 1) return (lat, lon) => isInside(lon, lat);
  return (lat, lon) => turns.some((turn) => isInside(lon + turn, lat));
}

const isSame = (one: Area[number], other: Area[number] | undefined) =>
  other !== undefined && one.lat === other.lat && one.lon === other.lon;

/** Undefined when the line does not come back to where it began: it goes around a pole; or spans the whole Earth. */
function unrolled(area: Area): Corner[] | undefined {
  let turn = 0;
  let before = area[0]!.lon;
  const to = (lon: number) => {
    if (lon - before > 180) turn -= 360;
    else if (lon - before <= -180) turn += 360;
    before = lon;
    return lon + turn;
  };
  const corners = area.map(({ lat, lon }): Corner => [to(lon), lat]);
  if (to(area[0]!.lon) !== area[0]!.lon) return undefined;
  const xs = corners.map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs) < 360 ? corners : undefined;
}
