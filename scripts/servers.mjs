// A PostgreSQL of Debian's packages, in a folder of its own under the system's temporary one, for one run of tests.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages, giveUp, say } from './prepare.mjs';

const debianPlace = '/usr/lib/postgresql';

/** The programs of the oldest PostgreSQL on the machine that the product supports (15 or later). */
function findPrograms() {
  if (!existsSync(debianPlace)) return undefined;
  const versions = readdirSync(debianPlace)
    .map(Number)
    .filter((version) => version >= 15 && existsSync(join(debianPlace, String(version), 'bin', 'initdb')))
    .sort((a, b) => a - b);
  return versions.length > 0 ? { version: versions[0], bin: join(debianPlace, String(versions[0]), 'bin') } : undefined;
}

/** Which user runs it: PostgreSQL refuses root, so root lends it to `postgres`, which Debian's package makes. */
function account() {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  if (!line) return giveUp('Debian’s package should have made the user postgres, and has not.');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Starts the server, hands its address (a Unix socket, no port) to the work, stops it and removes its folder. */
export async function withDebianPostgres(work) {
  if (!findPrograms())
    ensureDebianPackages(['postgresql'], 'These tests need a PostgreSQL server of Debian’s packages');
  const programs = findPrograms();
  if (!programs) return giveUp('PostgreSQL 15 or later was not found under /usr/lib/postgresql after installing it.');
  const who = account();
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-servers-'));
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
  const run = (program, words) => {
    const { status, stderr } = spawnSync(join(programs.bin, program), words, {
      cwd: folder,
      ...who,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', program === 'pg_ctl' ? 'ignore' : 'pipe'],
    });
    if (status !== 0) throw new Error(`${program} failed: ${stderr ?? ''}`);
  };
  const data = join(folder, 'data');
  try {
    say(`Starting PostgreSQL ${programs.version} from Debian’s packages…`);
    run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8']);
    run('pg_ctl', [
      '-D',
      data,
      '-w',
      '-l',
      join(folder, 'log'),
      '-o',
      `-k ${folder} -c listen_addresses= -c fsync=off`,
      'start',
    ]);
    try {
      return await work(`postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`);
    } finally {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
