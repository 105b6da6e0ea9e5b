/** What the site is handed: the rooms it opens its doors onto. Nothing here is global. */
import type { ProjectStore } from '#match/project-store.ts';
import type { Manifest } from '#model/source.ts';
import type { Territory, TerritoryLevel } from '#model/territory.ts';
import type { SearchEngine } from '#search/engine.ts';
import type { BuiltAssets } from './assets.ts';

/** The part of the gazetteer that pages need. */
export interface Territories {
  /** The territory of an id (`commune-44109`), today's codes. */
  territory(id: string): Territory | undefined;
  /** Territories whose name, code or postcode begins like the text, the likeliest first. */
  find(text: string, most: number, levels?: readonly TerritoryLevel[]): Territory[];
  /** The commune in which a point lies: to say in words where a cluster is. */
  communeAt(point: { lat: number; lon: number }): { code: string; name: string } | undefined;
}

export interface Log {
  error(context: object, message: string): void;
}

export interface Rooms {
  engine: SearchEngine;
  projects: ProjectStore;
  sources: ReadonlyMap<string, Manifest>;
  territories: Territories;
  outlines: Outlines;
  /** The public address of the site, without a slash at the end: for canonical links. */
  baseUrl: string;
  /** What Vite built; `undefined` when nothing was: the pages work without script. */
  assets: BuiltAssets | undefined;
  now(): Date;
  log: Log;
}

/** A place of the drawn map: the hexagon with Corsica, or one of the overseas territories in its own inset. */
export interface MapFrame {
  id: string;
  name: string;
  /** West, south, east, north, in degrees: what the frame shows. */
  box: [number, number, number, number];
  /** Where it is drawn, in the units of the whole map. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Outline {
  /** `region-53`, `departement-29`. */
  id: string;
  level: 'region' | 'departement';
  name: string;
  frame: string;
  /** The `d` of an SVG path, in the units of the whole map. */
  path: string;
}

/** Régions and départements ready to be drawn, overseas beside at equal dignity. */
export interface Outlines {
  width: number;
  height: number;
  frames: readonly MapFrame[];
  shapes: readonly Outline[];
  /** Where a point is drawn, and in which frame; undefined when it lies in none. */
  project(lat: number, lon: number): { x: number; y: number; frame: string } | undefined;
  /** The same outlines in degrees, for the interactive map. */
  geojson(): GeoJSON.FeatureCollection;
}
