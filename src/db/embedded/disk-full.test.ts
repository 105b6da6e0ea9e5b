import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { Client } from 'pg';
import { makeRig } from './rig.ts';
import { useEmbedded } from './server.ts';

const rig = makeRig();
const mounted: string[] = [];

afterEach(async () => {
  await rig.stop();
  for (const folder of mounted.splice(0)) execFileSync('umount', ['--lazy', folder]);
  await rig.clean();
});

/** A disk of so many megabytes, in memory. */
function smallDisk(megabytes: number): string {
  const folder = rig.folder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'carrefour-test', folder], {
    stdio: 'ignore',
  });
  mounted.push(folder);
  return folder;
}

function canMount(): boolean {
  try {
    execFileSync('umount', ['--lazy', smallDisk(1)]);
    mounted.pop();
    return true;
  } catch {
    return false;
  }
}

const skip = canMount() ? false : 'needs the right to mount a small disk';
const use = (dataFolder: string) => useEmbedded({ dataFolder, name: 'carrefour', say: () => {} });
const fullDisk = {
  reason: 'disk-full',
  message: /^The disk that holds .* is full: free some space there, set CARREFOUR_DATA/,
};

/** Leaves so many bytes. */
function fill(folder: string, left: number): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - left)));
}

test('a disk too small for a new database is said to be full, and nothing half made stays', { skip }, async () => {
  const folder = smallDisk(20);
  const before = statfsSync(folder).bavail;
  await assert.rejects(use(folder), fullDisk);
  assert.ok(before - statfsSync(folder).bavail < 50);
});

test('a disk that was filled since is said to be full, and freeing some space is enough', { skip }, async () => {
  const folder = smallDisk(120);
  const first = await use(folder);
  const client = new Client({ ...first.address(), database: 'carrefour' });
  await client.connect();
  await client.query('create table kept as select 1 as n');
  await client.end();
  await first.leave();
  fill(folder, 0);
  await assert.rejects(use(folder), fullDisk);
  rmSync(join(folder, 'filler'));
  const next = await use(folder);
  await next.leave();
});
