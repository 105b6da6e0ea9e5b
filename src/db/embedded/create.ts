/** Makes a data folder for PostgreSQL, whole or not at all. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseUnavailable, diskFull, isDiskFull, orDatabaseUrl } from '../unavailable.ts';
import type { Place } from './place.ts';
import type { Programs } from './programs.ts';
import type { Settings } from './settings.ts';

export const superuser = 'carrefour';

/** PostgreSQL's own words for ENOSPC and EDQUOT (and for a write that was cut short), in English since the server runs with LC_ALL=C. */
export const saysDiskFull = (text: string) =>
  /No space left on device|Disk quota exceeded|Check free disk space/.test(text);

const passwordFile = (place: Place) => join(place.home, 'password');

/** The password that the server wants over TCP (Windows); undefined where a socket makes one useless. */
export function readPassword(place: Place): string | undefined {
  return existsSync(passwordFile(place)) ? readFileSync(passwordFile(place), 'utf8').trim() : undefined;
}

/** The environment that PostgreSQL gets: nothing of ours, and no PG* variable that would lead it elsewhere. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept =
    process.platform === 'win32' ? Object.entries(process.env).filter(([name]) => !name.startsWith('PG')) : [];
  return { ...Object.fromEntries(kept), PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Who may come in. On a socket: whoever can reach it (`trust`). The socket's folder is 0700 and belongs to the account
 * that the server runs as, so only that account and root get there, and both can read the data files anyway: a
 * password in another file under the same rights would protect nothing, and `peer` can't tell root that it is
 * `carrefour`. Over TCP on 127.0.0.1 any user of the machine can knock: there, a drawn password (`scram-sha-256`).
 */
function authentication(place: Place): string[] {
  if (process.platform !== 'win32') return ['--auth=trust'];
  writeFileSync(passwordFile(place), randomBytes(24).toString('base64url'), { mode: 0o600 });
  return ['--auth=scram-sha-256', `--pwfile=${passwordFile(place)}`];
}

function run(program: string, args: string[], place: Place): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...place.account,
      cwd: dirname(place.data),
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

/**
 * Collation is PostgreSQL's built-in C.UTF-8: the same order and the same upper and lower case on every machine and
 * version of it, which a library's French order would not give; where people read a sorted list, the search sorts.
 * To be called by the holder of the place's start lock. Throws DatabaseUnavailable.
 */
export async function createData(place: Place, programs: Programs, settings: Settings): Promise<void> {
  for (const entry of readdirSync(place.home)) {
    // Left by commands that were killed; one whose initdb still writes goes at the next start.
    if (entry.startsWith('new-')) rmSync(join(place.home, entry), { recursive: true, force: true, maxRetries: 3 });
  }
  const fresh = join(place.home, `new-${randomBytes(5).toString('hex')}`);
  try {
    mkdirSync(fresh, { mode: 0o700 });
    if (place.account !== null) lchownSync(fresh, place.account.uid, place.account.gid);
    const { status, output } = await run(
      programs.initdb,
      [
        `--pgdata=${fresh}`,
        `--username=${superuser}`,
        ...authentication(place),
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(settings.fsync === 'off' ? ['--no-sync'] : []),
      ],
      place,
    );
    if (status !== 0) throw whyNotCreated(place, output, status);
    renameSync(fresh, place.data);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true, maxRetries: 3 });
    throw isDiskFull(error) ? diskFull(place.home, error) : error;
  }
}

function whyNotCreated(place: Place, output: string, status: number | null): DatabaseUnavailable {
  if (saysDiskFull(output)) return diskFull(place.home, new Error(output));
  const told =
    output.split('\n').findLast((line) => /error|fatal|could not/i.test(line)) ?? `initdb ended with ${status}`;
  return new DatabaseUnavailable(
    'not-started',
    `The database could not be created in ${place.home} (${told.replace(/^initdb: error: /, '').trim()}): put that right, ${orDatabaseUrl}.`,
    new Error(output),
  );
}
