import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf } from './processes.ts';
import { makeRig } from './rig.ts';
import { takeStartLock } from './start-lock.ts';

const rig = makeRig();
afterEach(() => rig.clean());

const never = () => assert.fail('nobody has the lock');

test('only one at a time has the lock, and all get their turn', async () => {
  const folder = rig.folder();
  let inside = 0;
  let turns = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const release = await takeStartLock(folder, () => {});
      assert.equal(++inside, 1);
      await sleep(5);
      inside--;
      turns++;
      release();
    }),
  );
  assert.equal(turns, 8);
  assert.equal(readdirSync(folder).length, 1);
});

test('a lock is waited for while its owner lives, and taken over once that is dead', async () => {
  const folder = rig.folder();
  writeFileSync(join(folder, 'start-lock.7'), `4194000 ${birthOf(process.pid)}\n`);
  (await takeStartLock(folder, never))();
  // The number lives, but it is another process that has it now.
  writeFileSync(join(folder, 'start-lock.9'), `${process.pid} of another life\n`);
  (await takeStartLock(folder, never))();
  assert.deepEqual(readdirSync(folder), ['start-lock.10']);

  const release = await takeStartLock(folder, never);
  let waited = false;
  const next = takeStartLock(folder, () => (waited = true));
  await sleep(1200);
  assert.equal(waited, true);
  release();
  (await next)();
});

test('a lock whose writer was killed in the act is taken over', async () => {
  const folder = rig.folder();
  writeFileSync(join(folder, 'start-lock.3'), '');
  (await takeStartLock(folder, () => {}))();
  assert.deepEqual(readdirSync(folder), ['start-lock.4']);
});
