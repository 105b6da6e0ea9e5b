/** One map of all of France in SVG units: the mainland, and overseas beside it in frames of their own scale. */
import type { Outline, Position } from './outlines.ts';

export interface Frame {
  /** `metropole`, or the code of the département or collectivité (`978` also holds 977). */
  id: string;
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** What of its height is left at the bottom for its name: nothing is drawn there. */
  caption: number;
  /** Codes of the départements drawn in it. */
  codes: string[];
  /** Degrees: what belongs in this frame. */
  bounds: { west: number; south: number; east: number; north: number };
}

export interface MapFrames {
  width: number;
  height: number;
  frames: Frame[];
  /** The frame and place of a point in degrees; undefined when it lies in none: abroad. */
  project(lon: number, lat: number): { x: number; y: number; frame: string } | undefined;
  /** The place of a point on the scale of a frame, in it or beyond its edge; undefined for an unknown frame. */
  projectInto(frame: string, lon: number, lat: number): { x: number; y: number } | undefined;
  /** SVG path data of an outline, to one decimal; empty for an outline in no frame. */
  path(outline: Pick<Outline, 'rings'>): string;
  /** SVG path data of an open line. */
  linePath(positions: Position[]): string;
}

type Bounds = Frame['bounds'];

/** Two lines of a name. */
const caption = 42;

const mainland: Bounds = { west: -5.35, south: 41.2, east: 9.75, north: 51.2 };

/** Ouessant, Bray-Dunes, the Rhine at Lauterbourg, Corsica's eastern plain and its south. */
const outermost: Position[] = [
  [-5.16, 48.45],
  [2.54, 51.1],
  [8.24, 48.97],
  [9.57, 42.1],
  [9.2, 41.32],
];

/** Overseas from west to east within each line: the five départements, then the collectivités. */
const overseas: { id: string; name: string; codes: string[]; bounds: Bounds }[] = [
  { id: '971', name: 'Guadeloupe', codes: ['971'], bounds: { west: -61.85, south: 15.8, east: -60.98, north: 16.55 } },
  { id: '972', name: 'Martinique', codes: ['972'], bounds: { west: -61.28, south: 14.36, east: -60.77, north: 14.91 } },
  { id: '973', name: 'Guyane', codes: ['973'], bounds: { west: -54.65, south: 2.05, east: -51.55, north: 5.85 } },
  { id: '974', name: 'La Réunion', codes: ['974'], bounds: { west: 55.17, south: -21.43, east: 55.88, north: -20.83 } },
  { id: '976', name: 'Mayotte', codes: ['976'], bounds: { west: 44.98, south: -13.03, east: 45.34, north: -12.6 } },
  {
    id: '975',
    name: 'Saint-Pierre-et-Miquelon',
    codes: ['975'],
    bounds: { west: -56.45, south: 46.72, east: -56.08, north: 47.17 },
  },
  {
    id: '978',
    name: 'Saint-Martin, Saint-Barthélemy',
    codes: ['977', '978'],
    bounds: { west: -63.18, south: 17.84, east: -62.76, north: 18.15 },
  },
  {
    id: '986',
    name: 'Wallis-et-Futuna',
    codes: ['986'],
    bounds: { west: -178.25, south: -14.42, east: -176.05, north: -13.15 },
  },
  {
    id: '987',
    name: 'Polynésie française',
    codes: ['987'],
    bounds: { west: -155, south: -28, east: -134, north: -7.5 },
  },
  {
    id: '988',
    name: 'Nouvelle-Calédonie',
    codes: ['988'],
    bounds: { west: 163.4, south: -22.85, east: 168.3, north: -19.4 },
  },
];

/** `tall` puts overseas in two lines under the mainland (a phone), `wide` in two columns at its left (a screen). */
export function mapFrames(shape: 'tall' | 'wide'): MapFrames {
  const [inset, gap, land] = [152, 10, 800];
  const landHeight = Math.round(land / aspect(mainland, 'metropole'));
  const wide = shape === 'wide';
  const landX = wide ? 2 * (inset + gap) : 0;
  const frames: Frame[] = [
    {
      id: 'metropole',
      name: 'France métropolitaine',
      codes: [],
      bounds: mainland,
      x: landX,
      y: 0,
      width: land,
      height: landHeight,
      caption: 0,
    },
  ];
  const insetHeight = wide ? Math.floor((landHeight - 4 * gap) / 5) : 164;
  overseas.forEach((frame, index) => {
    const [line, place] = [Math.floor(index / 5), index % 5];
    const x = wide ? line * (inset + gap) : place * (inset + gap);
    const y = wide ? place * (insetHeight + gap) : landHeight + gap + line * (insetHeight + gap);
    frames.push({ ...frame, x, y, width: inset, height: insetHeight, caption });
  });
  const transforms = frames.map(transform);

  const project = (lon: number, lat: number) => {
    const at = frames.findIndex(({ bounds }) => inside(bounds, lon, lat));
    const frame = frames[at];
    return frame && { ...transforms[at]!(lon, lat), frame: frame.id };
  };
  const linePath = (positions: Position[]) => {
    const at = frames.findIndex(({ bounds }) => positions.every(([lon, lat]) => inside(bounds, lon, lat)));
    return at < 0 ? '' : trace(positions.map(([lon, lat]) => transforms[at]!(lon, lat)));
  };
  return {
    width: wide ? landX + land : land,
    height: wide ? landHeight : landHeight + 2 * (insetHeight + gap),
    frames,
    project,
    projectInto: (id, lon, lat) => transforms[frames.findIndex((frame) => frame.id === id)]?.(lon, lat),
    linePath,
    path: ({ rings }) =>
      rings
        .map(linePath)
        .filter((path) => path !== '')
        .map((path) => `${path}z`)
        .join(''),
  };
}

/** Fits what is in the bounds into the frame, centred, one scale both ways. */
function transform({
  id,
  bounds,
  x,
  y,
  width,
  height: whole,
  caption: below,
}: Frame): (lon: number, lat: number) => { x: number; y: number } {
  const height = whole - below;
  const flat = flatten(id, bounds);
  const edges = outer(id, bounds);
  const margin = id === 'metropole' ? 4 : 8;
  const scale = Math.min(
    (width - 2 * margin) / (edges.right - edges.left),
    (height - 2 * margin) / (edges.top - edges.bottom),
  );
  const [middleX, middleY] = [(edges.left + edges.right) / 2, (edges.top + edges.bottom) / 2];
  return (lon, lat) => {
    const [east, north] = flat(lon, lat);
    return { x: x + width / 2 + (east - middleX) * scale, y: y + height / 2 - (north - middleY) * scale };
  };
}

function aspect(bounds: Bounds, id: string): number {
  const { left, right, top, bottom } = outer(id, bounds);
  return (right - left) / (top - bottom);
}

/** What the bounds take once flattened; for the mainland, whose cone bends parallels, its outermost places. */
function outer(id: string, bounds: Bounds): { left: number; right: number; top: number; bottom: number } {
  const { west, south, east, north } = bounds;
  const corners: Position[] = [
    [west, south],
    [east, north],
  ];
  const places = (id === 'metropole' ? outermost : corners).map(([lon, lat]) => flatten(id, bounds)(lon, lat));
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.max(...ys), bottom: Math.min(...ys) };
}

/**
 * Radians of the globe on a plane. The mainland: Lambert's conformal cone with the parallels of Lambert-93 (44° and
 * 49°), on a sphere; elsewhere equirectangular around the middle, which at that size nothing tells apart.
 */
function flatten(
  id: string,
  { west, south, east, north }: Bounds,
): (lon: number, lat: number) => [x: number, y: number] {
  const radians = Math.PI / 180;
  if (id !== 'metropole') {
    const [middle, squeeze] = [(west + east) / 2, Math.cos(((south + north) / 2) * radians)];
    return (lon, lat) => [(lon - middle) * radians * squeeze, lat * radians];
  }
  const half = (lat: number) => Math.tan(Math.PI / 4 + (lat * radians) / 2);
  const cone = Math.log(Math.cos(44 * radians) / Math.cos(49 * radians)) / Math.log(half(49) / half(44));
  const radius = (lat: number) => (Math.cos(44 * radians) * half(44) ** cone) / cone / half(lat) ** cone;
  return (lon, lat) => {
    const turn = cone * (lon - 3) * radians;
    return [radius(lat) * Math.sin(turn), -radius(lat) * Math.cos(turn)];
  };
}

function inside({ west, south, east, north }: Bounds, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Path data with one decimal and relative steps: half the bytes of absolute ones. */
function trace(points: { x: number; y: number }[]): string {
  const tenths = points.map(({ x, y }) => [Math.round(x * 10), Math.round(y * 10)] as const);
  const [first] = tenths;
  if (!first) return '';
  let path = `M${first[0] / 10} ${first[1] / 10}l`;
  for (let i = 1; i < tenths.length; i++) {
    const [dx, dy] = [(tenths[i]![0] - tenths[i - 1]![0]) / 10, (tenths[i]![1] - tenths[i - 1]![1]) / 10];
    if (dx === 0 && dy === 0) continue;
    path += `${path.endsWith('l') || dx < 0 ? '' : ' '}${short(dx)}${dy < 0 ? '' : ' '}${short(dy)}`;
  }
  return path;
}

function short(value: number): string {
  return String(value).replace(/^(-?)0\./, '$1.');
}
