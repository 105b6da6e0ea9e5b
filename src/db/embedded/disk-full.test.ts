import assert from 'node:assert/strict';
import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { Client } from 'pg';
import { makeRig } from './rig.ts';
import { useEmbedded } from './server.ts';
import { fill, mountDisk, mountRefused, unmountDisks } from './small-disk.ts';

const rig = makeRig();

afterEach(async () => {
  await rig.stop();
  unmountDisks();
  await rig.clean();
});

const skip = mountRefused();
const use = (dataFolder: string) => useEmbedded({ dataFolder, name: 'carrefour', say: () => {} });
const fullDisk = {
  reason: 'disk-full',
  message: /^The disk that holds .* is full: free some space there, set CARREFOUR_DATA/,
};

const smallDisk = (megabytes: number) => mountDisk(rig.folder(), megabytes);

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
