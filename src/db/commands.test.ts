import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { databaseStatus, databaseUrl, migrateDatabase, stopDatabase } from './commands.ts';
import { checkServer, openDatabase } from './connect.ts';
import { makeRig, serverOf } from './embedded/rig.ts';
import { migrations } from './migrations/index.ts';

const rig = makeRig();
afterEach(() => rig.clean());

const say = () => {};
const names = Object.keys(migrations);

test('the status of a stopped database starts nothing', async () => {
  const dataFolder = rig.folder();
  const where = join(dataFolder, 'postgres');
  const stopped = { kind: 'embedded', where, running: false, version: null, bytes: null, users: [], migrations: null };
  assert.deepEqual(await databaseStatus({ dataFolder, say }), stopped);
  assert.equal(await databaseUrl({ dataFolder, say }), null);
  assert.deepEqual(await migrateDatabase({ dataFolder, say }), { applied: names, total: names.length });
  assert.deepEqual(await migrateDatabase({ dataFolder, say }), { applied: [], total: names.length });
  assert.deepEqual(await databaseStatus({ dataFolder, say }), stopped);
  assert.equal(serverOf(where), 0);
});

test('the status of a running database says who uses it, how big it is and what was applied', async () => {
  const dataFolder = rig.folder();
  await migrateDatabase({ dataFolder, say });
  const database = await openDatabase({ dataFolder, say });
  const user = rig.use(dataFolder);
  try {
    await user.heard('using');
    const status = await databaseStatus({ dataFolder, say });
    assert.deepEqual(status.users, [process.pid, user.process.pid]);
    assert.match(status.version ?? '', /^18\./);
    assert.ok((status.bytes ?? 0) > 1_000_000);
    assert.deepEqual(status.migrations, { applied: names, pending: [], unknown: [] });
    assert.equal(await databaseUrl({ dataFolder, say }), database.url);
    await checkServer(database.url);
    // The same database seen as a server.
    const { users, kind, migrations: seen } = await databaseStatus({ databaseUrl: database.url, dataFolder, say });
    assert.deepEqual({ users, kind, seen }, { users: [], kind: 'server', seen: status.migrations });
  } finally {
    await database.close();
  }
});

test('stopping leaves a database that is in use to its users, and ends one that a killed command left', async () => {
  const dataFolder = rig.folder();
  assert.deepEqual(await stopDatabase({ dataFolder, say }), { outcome: 'not-running' });
  const user = rig.use(dataFolder);
  await user.heard('using');
  assert.deepEqual(await stopDatabase({ dataFolder, say }), { outcome: 'in-use', users: [user.process.pid] });
  await user.kill();
  assert.deepEqual(await stopDatabase({ dataFolder, say }), { outcome: 'stopped' });
  assert.equal(serverOf(join(dataFolder, 'postgres')), 0);
});
