/** The country as it is drawn: one file of outlines that pages refer to, and where each point falls on it. */
import type { Frame } from '#locate/map-frames.ts';
import { mapFrames } from '#locate/map-frames.ts';
import type { Outlines } from '#locate/outlines.ts';

export interface Country {
  width: number;
  height: number;
  /** The mainland first, then the insets overseas. */
  frames: readonly DrawnFrame[];
  project(lat: number, lon: number): { x: number; y: number; frame: string } | undefined;
  /** The same on the scale of one frame, beyond its edge too. */
  projectInto(frame: string, lat: number, lon: number): { x: number; y: number } | undefined;
  /**
   * An SVG file with, for each frame and for all together, `land-<frame>` and `border-<frame>` (`land`, `border`): each
   * line stands in it once. It has no colour: the pages that use its parts give theirs, so light and dark share it.
   */
  file: string;
  /** An SVG file with a path for each département and collectivité, by its id: without colour, for the page to give. */
  departements: string;
}

export interface DrawnFrame extends Pick<Frame, 'id' | 'x' | 'y' | 'width' | 'height' | 'caption'> {
  name: string;
  /** The name on one line or two, shortened where it must be. */
  label: readonly string[];
  /** West, south, east, north, in degrees. */
  box: [number, number, number, number];
}

export function drawCountry(outlines: Outlines): Country {
  const drawn = mapFrames('tall');
  const parts = new Map(drawn.frames.map(({ id }) => [id, { land: '', border: '' }]));
  const frameOf = (ring: readonly [number, number][]) => drawn.project(ring[0]![0], ring[0]![1])?.frame;
  for (const ring of outlines.land) {
    const part = parts.get(frameOf(ring) ?? '');
    if (part !== undefined) part.land += drawn.path({ rings: [ring] });
  }
  for (const { positions, coast } of outlines.lines) {
    const part = coast ? undefined : parts.get(frameOf(positions) ?? '');
    if (part !== undefined) part.border += drawn.linePath(positions);
  }
  const layer = (name: 'land' | 'border') =>
    `<g id="${name}">${[...parts].map(([id, part]) => `<path id="${name}-${id}" d="${part[name]}" fill-rule="evenodd" vector-effect="non-scaling-stroke"/>`).join('')}</g>`;
  return {
    width: drawn.width,
    height: drawn.height,
    frames: drawn.frames.map(({ id, name, x, y, width, height, caption, bounds: { west, south, east, north } }) => ({
      id,
      name,
      label: inLines(shortNames[id] ?? name),
      x,
      y,
      width,
      height,
      caption,
      box: [west, south, east, north],
    })),
    project: (lat, lon) => drawn.project(lon, lat),
    projectInto: (frame, lat, lon) => drawn.projectInto(frame, lon, lat),
    file: `<svg xmlns="http://www.w3.org/2000/svg">${layer('land')}${layer('border')}</svg>`,
    departements: `<svg xmlns="http://www.w3.org/2000/svg">${outlines.departements.map((outline) => `<path id="${outline.id}" fill-rule="evenodd" d="${drawn.path(outline)}"/>`).join('')}</svg>`,
  };
}

/** Where the full name does not fit under so small a drawing. */
const shortNames: Record<string, string> = {
  '975': 'St-Pierre-et-Miquelon',
  '978': 'St-Martin, St-Barth',
  '986': 'Wallis-et-Futuna',
  '988': 'Nouvelle-Calédonie',
};

/** A long name is cut at the space or hyphen nearest to its middle. */
function inLines(name: string): string[] {
  if (name.length <= 14) return [name];
  const cuts = [...name.matchAll(/, | |-(?=[A-Z])/g)].map(({ index, 0: cut }) => index + cut.trimEnd().length);
  const [best] = cuts.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2));
  return best === undefined ? [name] : [name.slice(0, best).trim(), name.slice(best).trim()];
}
