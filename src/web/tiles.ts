/** The ground of the interactive map that an operator has chosen, read from one setting. */

export interface Tiles {
  /** Pictures by `{z}`, `{x}`, `{y}`; a MapLibre style; a PMTiles archive. */
  kind: 'images' | 'style' | 'archive';
  /** What the browser asks for: a whole address, or a path of this site. */
  url: string;
  /** Who is to be named on the map; undefined leaves it to what the tiles say of themselves. */
  attribution: string | undefined;
  /** An archive on this machine, which the site serves. */
  file?: string;
}

/** Where the site serves an archive of this machine. */
export const archivePath = '/carte/fond.pmtiles';

/** `setting` is an address, or the path of a file (`model/settings.ts`). */
export function readTiles(setting: string, attribution: string | undefined): Tiles {
  if (!/^https?:/.test(setting)) return { kind: 'archive', url: archivePath, attribution, file: setting };
  if (setting.includes('{z}'))
    return { kind: 'images', url: setting, attribution: attribution ?? new URL(setting).host };
  const kind = new URL(setting).pathname.endsWith('.pmtiles') ? 'archive' : 'style';
  return { kind, url: setting, attribution };
}

/** The site that the browser asks, when it is another one: the only one that pages may reach. */
export const originOf = (tiles: Tiles | undefined): string | undefined =>
  tiles === undefined || tiles.file !== undefined ? undefined : new URL(tiles.url).origin;
