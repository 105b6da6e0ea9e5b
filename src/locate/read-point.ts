/** Coordinates as they are written: decimal commas, degrees-minutes, Lambert-93 metres, defaults that mean nothing. */
import type { Point } from '#model/sheet.ts';

export type PointReading =
  | { kind: 'none' }
  | { kind: 'point'; point: Point; lambert: boolean }
  /** Null island, the centre of France: what a geocoder or a form answers when it knows nothing. */
  | { kind: 'default'; point: Point }
  | { kind: 'unreadable'; text: string };

/** Centres that geocoders give for "France", and round guesses. */
const defaults: Point[] = [
  { lat: 0, lon: 0 },
  { lat: 46.603354, lon: 1.8883335 },
  { lat: 46.227638, lon: 2.213749 },
  { lat: 46.2276, lon: 2.2137 },
  { lat: 46.232193, lon: 2.209667 },
  { lat: 46.71109, lon: 1.7191036 },
  { lat: 47, lon: 2 },
  { lat: 46, lon: 2 },
];

/** Reads a latitude and a longitude; either may hold both ("48.85, 2.35"), or metres of Lambert-93. */
export function readPoint(latitude: string | undefined, longitude: string | undefined): PointReading {
  const [first, second] = [latitude?.trim() ?? '', longitude?.trim() ?? ''];
  if (isEmpty(first) && isEmpty(second)) return { kind: 'none' };
  const pair = readPair(first) ?? readPair(second);
  const a = pair ? pair[0] : readDegrees(first);
  const b = pair ? pair[1] : readDegrees(second);
  if (a === undefined || b === undefined) return { kind: 'unreadable', text: `${first} ; ${second}` };
  if (a === 0 || b === 0 || Math.abs(a) + Math.abs(b) < 0.01) {
    // A single zero is what an empty cell became: the Greenwich meridian to five decimals is nobody's door.
    return { kind: 'default', point: { lat: clamp(a, 90), lon: clamp(b, 180) } };
  }
  const metres = [[b, a] as const, [a, b] as const].find(([x, y]) => isLambert93(x, y));
  if (metres) return { kind: 'point', point: fromLambert93(...metres), lambert: true };
  if (Math.abs(a) > 180 || Math.abs(b) > 180 || (Math.abs(a) > 90 && Math.abs(b) > 90)) {
    return { kind: 'unreadable', text: `${first} ; ${second}` };
  }
  const point = Math.abs(a) > 90 ? { lat: b, lon: a } : { lat: a, lon: b };
  if (defaults.some(({ lat, lon }) => Math.abs(lat - point.lat) < 0.0002 && Math.abs(lon - point.lon) < 0.0002)) {
    return { kind: 'default', point };
  }
  return { kind: 'point', point, lambert: false };
}

/** The points that a slip of the pen would have made of this one: swapped, a sign lost. */
export function slips({ lat, lon }: Point): Point[] {
  const turned = [
    { lat, lon: -lon },
    { lat: -lat, lon },
    { lat: lon, lon: lat },
    { lat: lon, lon: -lat },
    { lat: -lon, lon: lat },
  ];
  return turned.filter((point) => Math.abs(point.lat) <= 90);
}

function isEmpty(text: string): boolean {
  return /^(na|nan|nr|null|none|undefined|n\/a|[-;,.?\s]*)$/i.test(text);
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

/** "48.85, 2.35", "48.85 2.35", "48,85; 2,35", "[2.35, 48.85]" is left to the repair of swapped points. */
function readPair(text: string): [number, number] | undefined {
  const inner = text.replace(/^[[(\s]+|[\])\s]+$/g, '');
  const found =
    /^(-?\d{1,3}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)$/.exec(inner) ??
    /^(-?\d{1,3},\d+)\s*[; ]\s*(-?\d{1,3},\d+)$/.exec(inner);
  const [a, b] = [found?.[1], found?.[2]];
  return a && b ? [Number(a.replace(',', '.')), Number(b.replace(',', '.'))] : undefined;
}

function readDegrees(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (/^[+-]?\d+(\.\d*)?(e-?\d+)?$/i.test(plain)) return Number(plain);
  const parts =
    /^(-?)(\d{1,3}(?:\.\d+)?)°(?:(\d{1,2}(?:\.\d+)?)['′’])?(?:(\d{1,2}(?:\.\d+)?)(?:"|″|''|”))?([NSEWO]?)$/i.exec(
      plain,
    );
  if (!parts) return undefined;
  const [, sign, degrees, minutes = '0', seconds = '0', side = ''] = parts;
  const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  return sign === '-' || /[SWO]/i.test(side) ? -value : value;
}

function isLambert93(x: number, y: number): boolean {
  return x > 0 && x < 1_300_000 && y > 6_000_000 && y < 7_200_000;
}

/**
 * Degrees of a point in Lambert-93 metres (RGF93, GRS 80): the inverse of a conic conformal projection with the
 * constants of IGN, "Projection cartographique conique conforme de Lambert", NTG 71, algorithm ALG0004.
 */
export function fromLambert93(x: number, y: number): Point {
  const n = 0.725607765053267;
  const c = 11_754_255.4261;
  const [xs, ys] = [700_000, 12_655_612.0499];
  const e = 0.0818191910428158;
  const centralMeridian = (3 * Math.PI) / 180;
  const distance = Math.hypot(x - xs, y - ys);
  const lon = centralMeridian + Math.atan((x - xs) / (ys - y)) / n;
  const isometric = -Math.log(distance / c) / n;
  let lat = 2 * Math.atan(Math.exp(isometric)) - Math.PI / 2;
  for (let turn = 0; turn < 8; turn++) {
    const stretch = ((1 + e * Math.sin(lat)) / (1 - e * Math.sin(lat))) ** (e / 2);
    lat = 2 * Math.atan(stretch * Math.exp(isometric)) - Math.PI / 2;
  }
  const round = (radians: number) => Math.round(((radians * 180) / Math.PI) * 1e6) / 1e6;
  return { lat: round(lat), lon: round(lon) };
}
