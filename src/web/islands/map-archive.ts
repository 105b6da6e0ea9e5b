/** The ground of the interactive map from a PMTiles archive: one file of tiles, read piece by piece. */
import type { LayerSpecification } from 'maplibre-gl';
import { addProtocol } from 'maplibre-gl';
import { PMTiles, Protocol, TileType } from 'pmtiles';
import type { Colour, Ground } from './map-ground.ts';

let protocol: Protocol | undefined;

/** Throws when the archive cannot be read. */
export async function archiveGround(address: string, colour: Colour, language: string): Promise<Ground> {
  if (protocol === undefined) {
    // With what the archive says of itself: whom to name.
    protocol = new Protocol({ metadata: true });
    addProtocol('pmtiles', protocol.tile);
  }
  const archive = new PMTiles(address);
  protocol.add(archive);
  const { tileType } = await archive.getHeader();
  const url = `pmtiles://${address}`;
  if (tileType !== TileType.Mvt)
    return {
      sources: { tiles: { type: 'raster', url, tileSize: 256 } },
      layers: [{ id: 'tiles', type: 'raster', source: 'tiles' }],
    };
  const said = (await archive.getMetadata()) as { vector_layers?: { id?: unknown }[] } | undefined;
  const names = (said?.vector_layers ?? []).flatMap(({ id }) => (typeof id === 'string' ? id : []));
  return { sources: { tiles: { type: 'vector', url } }, layers: drawn(names, colour, language) };
}

type Paint = 'land' | 'green' | 'sea' | 'building' | 'stream' | 'road' | 'border' | 'name';

/** What the layers of the usual schemas (Protomaps, OpenMapTiles, Plan IGN) are; of others the lines are drawn. */
const paints: Record<string, Paint> = {
  earth: 'land',
  land: 'land',
  landcover: 'green',
  landuse: 'green',
  natural: 'green',
  park: 'green',
  water: 'sea',
  ocean: 'sea',
  waterway: 'stream',
  physical_line: 'stream',
  building: 'building',
  buildings: 'building',
  roads: 'road',
  transportation: 'road',
  transit: 'road',
  boundaries: 'border',
  boundary: 'border',
  places: 'name',
  place: 'name',
};
/** From the lowest to the highest. */
const order: Paint[] = ['land', 'green', 'sea', 'stream', 'building', 'road', 'border', 'name'];
/** Points of interest, house numbers, names of streets: too much under the clusters. */
const leftOut = /^(pois?|aerodrome_label|housenumber|mountain_peak|transportation_name|water_name|physical_point)$/;

function drawn(names: readonly string[], colour: Colour, language: string): LayerSpecification[] {
  const shown = names
    .filter((name) => !leftOut.test(name))
    .map((name) => ({ name, paint: paints[name] ?? ('road' as const) }))
    .sort((a, b) => order.indexOf(a.paint) - order.indexOf(b.paint));
  // Where the land is not drawn it is what the water leaves.
  const isSea = shown.some(({ paint }) => paint === 'land') || !shown.some(({ paint }) => paint === 'sea');
  const under: LayerSpecification[] = isSea
    ? []
    : [{ id: 'everywhere', type: 'background', paint: { 'background-color': colour('--land') } }];
  return [...under, ...shown.map(({ name, paint }) => layer(name, paint, colour, language))];
}

function layer(name: string, paint: Paint, colour: Colour, language: string): LayerSpecification {
  const of = { id: `tiles-${name}`, source: 'tiles', 'source-layer': name };
  const polygons = { filter: ['==', ['geometry-type'], 'Polygon'] as ['==', ['geometry-type'], string] };
  const filled = (token: string, opacity = 1): LayerSpecification => ({
    ...of,
    ...polygons,
    type: 'fill',
    paint: { 'fill-color': colour(token), 'fill-opacity': opacity },
  });
  const lined = (token: string, width: number): LayerSpecification => ({
    ...of,
    type: 'line',
    paint: { 'line-color': colour(token), 'line-width': width },
  });
  switch (paint) {
    case 'land':
      return filled('--land');
    case 'green':
      return filled('--water-soft', 0.45);
    case 'sea':
      return filled('--sea');
    case 'building':
      return filled('--line', 0.7);
    case 'stream':
      return lined('--sea', 1.5);
    case 'road':
      return lined('--line', 1.2);
    case 'border':
      return lined('--shore', 1);
    case 'name':
      return {
        ...of,
        type: 'symbol',
        layout: {
          'text-field': ['coalesce', ['get', `name:${language}`], ['get', 'name']],
          'text-font': ['Figtree', 'sans-serif'],
          'text-size': 13,
        },
        paint: { 'text-color': colour('--ink'), 'text-halo-color': colour('--land'), 'text-halo-width': 1.5 },
      };
  }
}
