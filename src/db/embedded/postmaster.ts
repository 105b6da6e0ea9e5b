/** What the lock file that PostgreSQL keeps in its data folder tells, and whether it is to be believed. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, DatabaseUnavailable, orDatabaseUrl } from '../unavailable.ts';
import type { Place } from './place.ts';
import { answersSignals, servesFolder } from './processes.ts';

/** `socketFolder` is empty where the server listens on 127.0.0.1 instead (Windows). */
export type Trace = { pid: number; port: number; socketFolder: string; ready: boolean; text: string };

export type Sight =
  | { state: 'none' }
  /** Its writer was killed in the act, or is about to write. */
  | { state: 'empty' }
  /** No server of ours has this number: it died, or this file was copied along with the folder. */
  | { state: 'stale'; trace: Trace }
  | { state: 'alive'; trace: Trace };

const lockFile = (place: Place) => join(place.data, 'postmaster.pid');

function readLock(place: Place): string | null {
  try {
    return readFileSync(lockFile(place), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    if (codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM') throw notOurs(place, error);
    throw error;
  }
}

export function notOurs(place: Place, cause?: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable(
    'not-ours',
    `The database in ${place.home} belongs to another user: run as that user, set CARREFOUR_DATA to a folder of your own, ${orDatabaseUrl}.`,
    cause,
  );
}

/** Lines of the file: pid, data folder, birth (seconds), port, socket folder, address, shared memory, state. */
export function look(place: Place): Sight {
  const text = readLock(place);
  if (text === null) return { state: 'none' };
  const [pid = '', , born = '', port = '', socketFolder = '', , , state = ''] = text.split('\n');
  if (!/^\d+$/.test(pid)) return { state: 'empty' };
  const trace = { pid: Number(pid), port: Number(port), socketFolder, ready: state.trim() === 'ready', text };
  return { state: servesFolder(trace.pid, place.data, Number(born)) ? 'alive' : 'stale', trace };
}

/**
 * Takes away a lock file that would stop PostgreSQL though no server holds it: an empty one, or one whose number now
 * belongs to another process or to a zombie. One whose number is free stays: PostgreSQL sees to that itself, and does
 * it safely should a server started by a killed command be just about to write its own.
 * To be called by the holder of the place's start lock.
 */
export async function clearTheWay(place: Place): Promise<void> {
  let sight = look(place);
  for (let looks = 0; sight.state === 'empty' && looks < 20; looks++) {
    await sleep(50);
    sight = look(place);
  }
  if (sight.state === 'empty') rmSync(lockFile(place), { force: true });
  if (sight.state === 'stale' && answersSignals(sight.trace.pid) && readLock(place) === sight.trace.text) {
    rmSync(lockFile(place), { force: true });
  }
}
