/**
 * What lies under the clusters of the interactive map: our own outlines, or the operator's tiles (images, a style, an
 * archive); and over it the outline of the chosen territories and the drawn area.
 */
import type {
  GeoJSONSourceSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { crossesItself } from '#lib/polygon.ts';
import { cornersOf, readArea } from '#model/area.ts';

export interface Ground {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

/** A token of the site, as MapLibre reads colours. */
export type Colour = (token: string) => string;

/** Beyond it our simplified borders stand beside those of good tiles. */
const bordersUntil = 8;

/** The whole style. A ground that does not come leaves our own outlines. */
export async function mapStyle(element: HTMLElement): Promise<StyleSpecification> {
  const colour = coloursOf(element);
  const own = outlines(element, colour);
  const tiles = element.getAttribute('tiles');
  let ground: Ground = { ...own, layers: [...own.layers, border(colour)] };
  let more: Partial<StyleSpecification> = {};
  if (tiles !== null)
    try {
      const address = new URL(tiles, location.href).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
      const kind = element.getAttribute('tiles-kind');
      if (kind === 'style') {
        const { sources, layers, ...others } = await styleAt(address);
        ground = { sources, layers };
        more = others;
      } else {
        const over =
          kind === 'archive'
            ? await (await import('./map-archive.ts')).archiveGround(address, colour, document.documentElement.lang)
            : imageTiles(address);
        const layers = [...own.layers, ...over.layers, border(colour, bordersUntil)];
        ground = { ...over, sources: { ...own.sources, ...over.sources }, layers };
      }
    } catch (error) {
      console.warn(error);
    }
  const overlay = overlays(element, colour);
  return {
    ...more,
    version: 8,
    sources: { ...ground.sources, ...overlay.sources },
    layers: [...ground.layers, ...overlay.layers],
  };
}

function outlines(element: HTMLElement, colour: Colour): Ground {
  const data = new URL(element.getAttribute('ground') ?? '/carte/fond.json', location.href).href;
  return {
    sources: { country: { type: 'geojson', data, tolerance: 0.1 } },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('--sea') } },
      { id: 'land', type: 'fill', source: 'country', paint: { 'fill-color': colour('--land') } },
    ],
  };
}

const border = (colour: Colour, maxzoom = 24): LayerSpecification => ({
  id: 'border',
  type: 'line',
  source: 'country',
  maxzoom,
  paint: { 'line-color': colour('--shore'), 'line-width': 1 },
});

const imageTiles = (address: string): Ground => ({
  sources: { tiles: { type: 'raster', tiles: [address], tileSize: 256 } },
  layers: [{ id: 'tiles', type: 'raster', source: 'tiles' }],
});

/** A style of the operator's. Source: MapLibre Style Specification, version 8. */
async function styleAt(address: string): Promise<StyleSpecification> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const style = (await answer.json()) as StyleSpecification;
  if (style.version !== 8 || !Array.isArray(style.layers)) throw new Error(`${address} is no style`);
  return style;
}

type Data = Exclude<GeoJSONSourceSpecification['data'], string>;
export type Feature = Extract<Data, { type: 'Feature' }>;
type Features = Extract<Data, { type: 'FeatureCollection' }>;

export const nothing: Features = { type: 'FeatureCollection', features: [] };

/** The outline of the chosen territories, the area of the search, and the one that is being drawn. */
function overlays(element: HTMLElement, colour: Colour): Ground {
  const chosen = element.getAttribute('outlines');
  const line = (id: string, source: string, width: number, dashed = false): LayerSpecification => ({
    id,
    type: 'line',
    source,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour('--violet'),
      'line-width': width,
      ...(dashed && { 'line-dasharray': [2, 1.5] }),
    },
  });
  const fill = (id: string, source: string): LayerSpecification => ({
    id,
    type: 'fill',
    source,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour('--violet'), 'fill-opacity': 0.13 },
  });
  return {
    sources: {
      chosen: { type: 'geojson', data: chosen === null ? nothing : new URL(chosen, location.href).href },
      zone: { type: 'geojson', data: zoneData(element) },
      drawing: { type: 'geojson', data: nothing },
    },
    layers: [
      line('chosen', 'chosen', 2.5),
      fill('zone-inside', 'zone'),
      line('zone', 'zone', 2.5),
      fill('drawing-inside', 'drawing'),
      line('drawing', 'drawing', 2.5, true),
      {
        id: 'drawing-corners',
        type: 'circle',
        source: 'drawing',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 6,
          'circle-color': colour('--sun'),
          'circle-stroke-color': colour('--ink'),
          'circle-stroke-width': 2,
        },
      },
    ],
  };
}

/** The area of the search, as its attribute has it: the line alone when it crosses itself. */
export function zoneData(element: HTMLElement): Features {
  const area = readArea(element.getAttribute('zone') ?? '');
  if (area === undefined) return nothing;
  return { type: 'FeatureCollection', features: [figure(cornersOf(area).map(([lon, lat]) => [lon, lat]))] };
}

/** A closed figure; filled unless its sides cross, for then what would be filled is not what is inside. */
export function figure(corners: [number, number][]): Feature {
  const ring = [...corners, corners[0]!];
  const geometry: Feature['geometry'] = crossesItself(corners)
    ? { type: 'LineString', coordinates: ring }
    : { type: 'Polygon', coordinates: [ring] };
  return { type: 'Feature', properties: {}, geometry };
}

/** Canvas writes OKLCH as something that MapLibre reads. */
function coloursOf(element: HTMLElement): Colour {
  const tokens = getComputedStyle(element);
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return (token) => {
    if (canvas === null) return '#fff';
    canvas.fillStyle = tokens.getPropertyValue(token);
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return `rgb(${red},${green},${blue})`;
  };
}
