/** Starts the server of a place so that it outlives the command that needed it, and tells why it did not start. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { codeOf, DatabaseUnavailable, diskFull, isDiskFull, orDatabaseUrl } from '../unavailable.ts';
import { saysDiskFull, serverEnvironment } from './create.ts';
import type { Place } from './place.ts';
import { notOurs } from './postmaster.ts';
import type { Programs } from './programs.ts';
import type { Settings } from './settings.ts';
import { prepareSocketFolder, socketPort } from './socket.ts';

/** What the server wrote before it ended, and whether somebody (or the system, short of memory) killed it. */
export type Death = { told: string; killed: boolean };

/** `died` gives null as long as the server runs. */
export type Launch = { died(): Death | null };

const logFile = (place: Place) => join(place.home, 'server.log');

const largestLog = 5_000_000;

function openLog(place: Place): number {
  const log = logFile(place);
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLog) renameSync(log, `${log}.old`);
  try {
    return openSync(log, 'a', 0o600);
  } catch (error) {
    if (codeOf(error) !== 'EACCES') throw error;
    // Another account's, from a start under sudo; the folder is ours, so the file may go.
    rmSync(log, { force: true });
    return openSync(log, 'a', 0o600);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Node opens no Unix socket on Windows: there the server listens on 127.0.0.1, on a port drawn at each start. */
async function listening(place: Place): Promise<Settings> {
  if (process.platform === 'win32') {
    return { listen_addresses: '127.0.0.1', port: await freePort(), unix_socket_directories: '' };
  }
  // A list separated by commas: a name that holds one, or a space, is quoted.
  const folder = `"${prepareSocketFolder(place).replaceAll('"', '""')}"`;
  return { listen_addresses: '', port: socketPort, unix_socket_directories: folder, unix_socket_permissions: '0700' };
}

/** To be called by the holder of the place's start lock, when the data folder is there. */
export async function launch(place: Place, programs: Programs, settings: Settings): Promise<Launch> {
  const all = { ...settings, ...(await listening(place)) };
  const log = openLog(place);
  const from = statSync(logFile(place)).size;
  const told = () => {
    // The folder may have been deleted under the server.
    if (!existsSync(logFile(place))) return '';
    return readFileSync(logFile(place)).subarray(from).toString('utf8');
  };
  try {
    return process.platform === 'win32'
      ? launchByPgCtl(place, programs, all, told)
      : launchDetached(place, programs, all, log, told);
  } finally {
    closeSync(log);
  }
}

/** A session of its own: neither Ctrl-C in the terminal nor the death of a command's group reaches the server. */
function launchDetached(place: Place, programs: Programs, all: Settings, log: number, told: () => string): Launch {
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(programs.postgres, ['-D', place.data, ...options], {
    ...place.account,
    cwd: place.data,
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
  });
  let end: Death | null = null;
  child.on('error', ({ message }) => (end = { told: message, killed: false }));
  child.on(
    'exit',
    (status, signal) => (end = { told: `it ended with ${signal ?? status}`, killed: signal === 'SIGKILL' }),
  );
  child.unref();
  return { died: () => (end === null ? null : { told: told() || end.told, killed: end.killed }) };
}

/** On Windows pg_ctl gives up an administrator's rights, which the server refuses, and detaches. */
function launchByPgCtl(place: Place, programs: Programs, all: Settings, told: () => string): Launch {
  const options = Object.entries(all).map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`);
  const { status } = spawnSync(
    programs.pgCtl,
    ['start', '--no-wait', '-D', place.data, '-l', logFile(place), '-o', options.join(' ')],
    { cwd: place.data, env: serverEnvironment(), stdio: 'ignore', windowsHide: true },
  );
  const ended = () =>
    status !== 0 || (/\b(FATAL|PANIC):/.test(told()) && !existsSync(join(place.data, 'postmaster.pid')));
  return { died: () => (ended() ? { told: told() || `pg_ctl ended with ${status}`, killed: false } : null) };
}

function nothingLeft(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 1_000_000;
}

/** The sentence for a server that ended by itself; `again` when the same start will do once others have made way. */
export function whyDied(place: Place, { told: text, killed }: Death, kills = 0): DatabaseUnavailable | 'again' {
  if (/lock file ".*" already exists|pre-existing shared memory block/.test(text)) return 'again';
  // The log is on the same disk: when that is full, the server may not have been able to say so.
  if (saysDiskFull(text) || nothingLeft(place.home)) return diskFull(place.home, new Error(text));
  if (/wrong ownership|Permission denied/.test(text)) return notOurs(place, new Error(text));
  if (killed && kills < 3) return 'again';
  // What it told those who knocked too early is no reason.
  const lines = text.split('\n').filter((line) => /\b(FATAL|PANIC|ERROR):(?!\s+the database system is)/.test(line));
  const last = killed ? 'it was killed, perhaps because memory is short' : text.trim().split('\n').at(-1);
  const told = (lines.at(-1) ?? last ?? '').replace(/^.*?(FATAL|PANIC|ERROR):\s+/, '');
  return new DatabaseUnavailable(
    'not-started',
    `The database in ${place.home} did not start (${told}): see ${logFile(place)}, ${orDatabaseUrl}.`,
    new Error(text),
  );
}

/** The data folder of another major version can't be opened; said before PostgreSQL says it less clearly. */
export function checkVersion(place: Place, packageVersion: string): void {
  const made = readFileSync(join(place.data, 'PG_VERSION'), 'utf8').trim();
  const major = packageVersion.split('.')[0];
  if (made === major) return;
  throw new DatabaseUnavailable(
    'incompatible',
    `The database in ${place.home} was made by PostgreSQL ${made} and this Carrefour comes with ${major}: start it with the Carrefour that made it and export, ${orDatabaseUrl}.`,
  );
}

export function asUnavailable(place: Place, error: unknown): unknown {
  if (isDiskFull(error)) return diskFull(place.home, error);
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error)) ? notOurs(place, error) : error;
}
