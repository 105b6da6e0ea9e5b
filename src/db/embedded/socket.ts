/** The folder of the Unix socket: beside the data, or a short one in the temporary folder when the path is too long. */
import { createHash } from 'node:crypto';
import { chmodSync, lchownSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../unavailable.ts';
import { closedTo } from './account.ts';
import type { Place } from './place.ts';

export const socketPort = 5432;

/** The system cuts socket paths at 104 bytes (macOS) or 108 (Linux), the final zero included. */
const longestPath = 100;

const socketName = `.s.PGSQL.${socketPort}`;

export const socketPath = (folder: string) => join(folder, socketName);

const fits = (folder: string) => Buffer.byteLength(socketPath(folder)) <= longestPath;

const beside = (place: Place) => join(place.home, 'socket');

/** Makes the folder, or takes the one that is there if it is a real one, the server's or ours, closed to others. */
function takeFolder(folder: string, place: Place): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const stats = lstatSync(folder);
  const ours = process.getuid?.();
  if (!stats.isDirectory() || (stats.uid !== ours && stats.uid !== place.account?.uid)) return false;
  if (place.account === null || stats.uid !== place.account.uid) {
    chmodSync(folder, 0o700);
    if (place.account !== null) lchownSync(folder, place.account.uid, place.account.gid);
    return true;
  }
  return (stats.mode & 0o077) === 0;
}

/**
 * The folder (mode 0700, the server's own) in which a new server is to make its socket. Others learn of it from
 * PostgreSQL's lock file, so the name needs no agreement; it is drawn from the place so that a killed server's is
 * used again. Whatever a killed server left in it is swept.
 */
export function prepareSocketFolder(place: Place): string {
  let folder = beside(place);
  if (fits(folder)) {
    takeFolder(folder, place);
  } else {
    const usable = (path: string) => place.account === null || closedTo(place.account, path) === null;
    const name = `carrefour-${createHash('sha256').update(place.home).digest('hex').slice(0, 12)}`;
    const base = [tmpdir(), '/tmp'].find((path) => fits(join(path, name)) && usable(path)) ?? '/tmp';
    folder = join(base, name);
    // Somebody else made a folder of that name first: any name will do.
    if (!takeFolder(folder, place)) {
      folder = mkdtempSync(join(base, 'carrefour-'));
      takeFolder(folder, place);
    }
  }
  rmSync(socketPath(folder), { force: true });
  rmSync(`${socketPath(folder)}.lock`, { force: true });
  return folder;
}

/** After the server has stopped: nothing of ours stays in the temporary folder. */
export function sweepSocketFolder(place: Place, folder: string): void {
  if (folder === '' || folder === beside(place)) return;
  try {
    rmdirSync(folder);
  } catch {
    // Not empty or already gone: a next server is making use of it.
  }
}
