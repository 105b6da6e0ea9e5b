/** The ground of the interactive map that an operator has chosen, read from one setting. */
import { open } from 'node:fs/promises';
import type { Settings } from '#model/settings.ts';

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

/** The base map that the settings name, if any; `say` is told what is wrong with it. */
export async function openTiles(
  { TILES_URL: setting, TILES_ATTRIBUTION: attribution }: Settings,
  say: (sentence: string) => void,
): Promise<Tiles | undefined> {
  if (setting === undefined) return undefined;
  const tiles = readTiles(setting, attribution);
  const trouble = await archiveTrouble(tiles);
  if (trouble !== undefined) say(trouble);
  return tiles;
}

/** What every archive begins with. Source: the PMTiles specification, version 3. */
const archiveMark = 'PMTiles';

/** A sentence for the operator when the archive of this machine is not there, or is something else. */
export async function archiveTrouble({ file }: Tiles): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const told = (what: string) => `TILES_URL: ${what}. The interactive map keeps our own outlines until this is mended.`;
  try {
    const handle = await open(file);
    try {
      const { buffer } = await handle.read(Buffer.alloc(archiveMark.length), 0);
      return buffer.toString('latin1') === archiveMark ? undefined : told(`the file ${file} is not a PMTiles archive`);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return told(code === 'ENOENT' ? `there is no file ${file}` : `the file ${file} cannot be read (${code})`);
  }
}

/** The site that the browser asks, when it is another one: the only one that pages may reach. */
export const originOf = (tiles: Tiles | undefined): string | undefined =>
  tiles === undefined || tiles.file !== undefined ? undefined : new URL(tiles.url).origin;
