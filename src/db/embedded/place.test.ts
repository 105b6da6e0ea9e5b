import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { DatabaseUnavailable } from '../unavailable.ts';
import { closedTo, nobody, weAreRoot } from './account.ts';
import { findPlace } from './place.ts';
import { makeRig, serverOf } from './rig.ts';
import { useEmbedded } from './server.ts';

const rig = makeRig();
afterEach(() => rig.clean());

const rootOnly = { skip: weAreRoot() ? false : 'needs root' };
const heard: string[] = [];
const say = (text: string) => heard.push(text);

test('under root the server runs as nobody, and root uses it', rootOnly, async () => {
  const user = rig.use(rig.folder());
  const server = await user.heard('using');
  assert.equal(statSync(`/proc/${server}`).uid, nobody().uid);
  assert.equal(await user.leave(), true);
});

test('somebody who is not root runs the server as themselves', async () => {
  const folder = rig.folder(0o777);
  const user = rig.use(join(folder, '.data'), { asNobody: true });
  const server = await user.heard('using');
  assert.equal(statSync(`/proc/${server}`).uid, weAreRoot() ? nobody().uid : process.getuid?.());
  assert.equal(statSync(join(folder, '.data', 'postgres')).mode & 0o777, 0o700);
  assert.equal(await user.leave(), true);
});

test('what somebody made without root can be used once under root, then again without', rootOnly, async () => {
  const folder = join(rig.folder(0o777), '.data');
  for (const asNobody of [true, false, true]) {
    const user = rig.use(folder, { asNobody });
    await user.heard('using');
    assert.equal(await user.leave(), true);
  }
});

test('a database that belongs to root is refused to somebody else with a sentence', rootOnly, async () => {
  const folder = rig.folder();
  const owner = rig.use(folder);
  await owner.heard('using');
  await owner.leave();
  const other = rig.use(folder, { asNobody: true });
  assert.equal(await other.heard('refused'), 'not-ours');
  assert.match(await other.heard('sentence'), /belongs to another user: run as that user, set CARREFOUR_DATA/);
});

test(
  "root's closed home: the database goes to the refuge, is said to, and is found again there",
  rootOnly,
  async () => {
    const [closed, refuge] = [rig.folder(0o700), join(rig.folder(), 'refuge')];
    const user = rig.use(join(closed, '.data'), { refuge });
    const home = await user.heard('home');
    assert.ok(home.startsWith(`${refuge}/`));
    assert.match(
      user.lines[0]?.said ?? '',
      /^the database is kept in .*refuge.* because PostgreSQL does not run as root/,
    );
    const other = rig.use(join(closed, '.data'), { refuge });
    assert.equal(await other.heard('using'), serverOf(home));
    await user.leave();
    await other.leave();
    // Opened since: what was written is still there.
    chmodSync(closed, 0o755);
    assert.equal(findPlace(join(closed, '.data'), say, refuge).home, home);
    chmodSync(closed, 0o700);
    assert.notEqual(findPlace(join(closed, 'another'), say, refuge).home, home);
    // Made anew, the folder does not meet the database of the former one.
    rmSync(join(closed, '.data'), { recursive: true });
    assert.notEqual(findPlace(join(closed, '.data'), say, refuge).home, home);
  },
);

test('root with no folder that nobody may enter is told what to set', rootOnly, () => {
  const closed = rig.folder(0o700);
  assert.throws(() => findPlace(join(closed, 'data'), say, join(closed, 'refuge')), {
    reason: 'forbidden',
    message: new RegExp(`may enter neither ${closed} nor ${closed}: set CARREFOUR_DATA`),
  });
});

test('a data folder that can not be made is named in a sentence', () => {
  const file = join(rig.folder(), 'file');
  writeFileSync(file, '');
  assert.throws(
    () => findPlace(join(file, 'data'), say),
    (error: unknown) => error instanceof DatabaseUnavailable && error.reason === 'forbidden',
  );
});

test('the first closed folder on the way is the one that is named', rootOnly, () => {
  const open = rig.folder();
  const closed = join(open, 'closed');
  mkdirSync(join(closed, 'within'), { recursive: true });
  chmodSync(closed, 0o750);
  assert.equal(closedTo(nobody(), join(closed, 'within')), closed);
  chmodSync(closed, 0o711);
  assert.equal(closedTo(nobody(), join(closed, 'within', 'missing')), null);
});

test("the server's log is for its owner alone", async () => {
  const embedded = await useEmbedded({ dataFolder: rig.folder(), name: 'carrefour', say });
  await embedded.leave();
  const log = join(embedded.place.home, 'server.log');
  assert.match(readFileSync(log, 'utf8'), /ready to accept connections/);
  assert.equal(statSync(log).mode & 0o777, 0o600);
});
