import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DatabaseUnavailable } from '../unavailable.ts';
import { weAreRoot } from './account.ts';
import { birthOf } from './processes.ts';
import { makeRig, serverOf, until } from './rig.ts';
import { type Embedded, useEmbedded } from './server.ts';

const rig = makeRig();
const open: Embedded[] = [];

afterEach(async () => {
  for (const embedded of open.splice(0)) await embedded.leave();
  await rig.clean();
});

async function use(dataFolder: string, say: (text: string) => void = () => {}, onMoved = () => {}): Promise<Embedded> {
  const embedded = await useEmbedded({ dataFolder, name: 'carrefour', say, onMoved, settings: { fsync: 'off' } });
  open.push(embedded);
  return embedded;
}

async function ask(embedded: Embedded, text: string): Promise<unknown[]> {
  const client = new Client({ ...embedded.address(), database: 'carrefour' });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.map((row: unknown[]) => row[0]);
  } finally {
    await client.end();
  }
}

test('a first start makes a database, says so, and a second one finds what was written', async () => {
  const folder = join(rig.folder(), `d'ici, "là"`, '.data');
  const said: string[] = [];
  const first = await use(folder, (text) => said.push(text));
  assert.deepEqual(said, ['creating the database…', 'starting the database…']);
  await ask(first, `create table kept as select 'été' as word`);
  assert.equal(await first.leave(), true);
  assert.equal(serverOf(first.place.home), 0);
  const second = await use(folder);
  assert.deepEqual(await ask(second, 'select word from kept'), ['été']);
  assert.deepEqual(await ask(second, 'show server_encoding'), ['UTF8']);
  assert.deepEqual(await ask(second, `select upper('éàü')`), ['ÉÀÜ']);
});

test('the server listens on a socket that only its own account reaches, and on no port', async () => {
  const embedded = await use(rig.folder());
  assert.deepEqual(await ask(embedded, 'show listen_addresses'), ['']);
  assert.equal(statSync(embedded.address().host).mode & 0o777, 0o700);
});

test('commands started at once share one server, and only the last one out stops it', async () => {
  const folder = rig.folder();
  const users = [rig.use(folder), rig.use(folder), rig.use(folder)];
  const servers = await Promise.all(users.map((user) => user.heard('using')));
  const home = await users[0]!.heard('home');
  assert.equal(new Set(servers).size, 1);
  assert.equal(serverOf(home), servers[0]);
  assert.equal(users.flatMap(({ lines }) => lines).filter(({ said }) => said === 'creating the database…').length, 1);
  assert.equal(await users[1]!.leave(), false);
  assert.equal(serverOf(home), servers[0]);
  const [one, other] = await Promise.all([users[0]!.leave(), users[2]!.leave()]);
  assert.equal(Number(one) + Number(other), 1);
  assert.equal(serverOf(home), 0);
});

test('commands that come and go at once never lose the server under one another', async () => {
  const folder = rig.folder();
  for (let round = 0; round < 4; round++) {
    const leaving = await use(folder);
    const [, arriving] = await Promise.all([leaving.leave(), use(folder), use(folder)]);
    assert.deepEqual(await ask(arriving, 'select 1'), [1]);
    await Promise.all(open.splice(0).map((embedded) => embedded.leave()));
    assert.equal(serverOf(leaving.place.home), 0);
  }
});

test('a command that is killed leaves the server to the others, and the last of them stops it', async () => {
  const folder = rig.folder();
  const killed = rig.use(folder);
  const server = await killed.heard('using');
  const staying = await use(folder);
  await killed.kill();
  assert.deepEqual(await ask(staying, 'select 1'), [1]);
  assert.equal(serverOf(staying.place.home), server);
  assert.equal(await staying.leave(), true);
});

test('a server whose only command was killed is found again, and stopped by who leaves it', async () => {
  const folder = rig.folder();
  const killed = rig.use(folder);
  const server = await killed.heard('using');
  await killed.kill();
  const next = await use(folder);
  assert.equal(serverOf(next.place.home), server);
  assert.equal(await next.leave(), true);
  assert.equal(birthOf(server), null);
});

test('Ctrl-C reaches the command and not the server, which stops in order', async () => {
  const folder = rig.folder();
  const user = rig.use(folder);
  await user.heard('using');
  const home = await user.heard('home');
  process.kill(-user.process.pid!, 'SIGINT');
  assert.equal(await user.heard('left'), true);
  const log = readFileSync(join(home, 'server.log'), 'utf8');
  assert.match(log, /database system is shut down\n$/);
  assert.equal(log.match(/received fast shutdown request/g)?.length, 1);
});

test('a killed server is started again under the commands that use it, with all that it had promised to keep', async () => {
  const folder = rig.folder();
  let moved = false;
  const embedded = await use(
    folder,
    () => {},
    () => (moved = true),
  );
  const other = rig.use(folder);
  const server = await other.heard('using');
  await ask(embedded, 'create table kept as select generate_series(1, 1000) as n');
  process.kill(server, 'SIGKILL');
  await other.heard('moved');
  await until('both use it again', () => moved);
  assert.notEqual(serverOf(embedded.place.home), server);
  assert.deepEqual(await ask(embedded, 'select count(*)::int from kept'), [1000]);
  assert.equal(await other.leave(), false);
  assert.equal(await embedded.leave(), true);
});

test('whatever is killed at whatever moment, running again is enough and nothing promised is lost', async () => {
  const folder = rig.folder();
  let kept = 0;
  const [creating, starting] = ['creating the database…', 'starting the database…'];
  const moments: [after: string, milliseconds: number, victim: 'command' | 'server' | 'both'][] = [
    ['', 120, 'command'],
    [creating, 5, 'command'],
    [creating, 250, 'command'],
    [starting, 0, 'command'],
    [starting, 10, 'both'],
    [starting, 30, 'both'],
    ['using', 20, 'command'],
    ['using', 60, 'server'],
    ['using', 100, 'both'],
  ];
  for (const [after, milliseconds, victim] of moments) {
    const user = rig.use(folder, { write: true });
    const reached = () => user.lines.some(({ said, using }) => after === '' || said === after || using !== undefined);
    await until(after, reached);
    await sleep(milliseconds);
    const server = serverOf(join(folder, 'postgres'));
    if (victim !== 'command' && server !== 0) process.kill(server, 'SIGKILL');
    if (victim === 'server') await sleep(100);
    await user.kill();
    kept = Math.max(kept, ...user.lines.map((line) => line.kept ?? 0));
  }
  const last = rig.use(folder, { write: true });
  kept = Math.max(kept, await last.heard('kept'));
  await last.kill();
  const embedded = await use(folder);
  const [count, highest] = [
    await ask(embedded, 'select count(*)::int from counted'),
    await ask(embedded, 'select max(n)::int from counted'),
  ];
  assert.deepEqual(count, highest);
  assert.ok(Number(highest[0]) >= kept, `${highest[0]} of ${kept} are there`);
  assert.deepEqual(await ask(embedded, `select datname from pg_database where datname = 'carrefour'`), ['carrefour']);
  assert.equal(await embedded.leave(), true);
});

test('a lock file left by a crash does not stop the start, even when its number is now somebody else', async () => {
  const folder = rig.folder();
  const first = await use(folder);
  const { data } = first.place;
  const socketLock = `${first.address().host}/.s.PGSQL.5432.lock`;
  const lock = readFileSync(join(data, 'postmaster.pid'), 'utf8');
  const trueSocketLock = readFileSync(socketLock, 'utf8');
  await first.leave();
  const pids: [string, string][] = [
    ['a number that nobody has', '4194000'],
    ['our own number, hence a process that lives', String(process.pid)],
    ['the first process of the machine', '1'],
  ];
  for (const [what, pid] of pids) {
    writeFileSync(join(data, 'postmaster.pid'), lock.replace(/^\d+/, pid));
    writeFileSync(socketLock, trueSocketLock.replace(/^\d+/, pid));
    const next = await use(folder);
    assert.deepEqual(await ask(next, 'select 1'), [1], what);
    assert.equal(await next.leave(), true);
  }
  // Killed between making the file and writing into it.
  writeFileSync(join(data, 'postmaster.pid'), '');
  writeFileSync(socketLock, '');
  assert.deepEqual(await ask(await use(folder), 'select 1'), [1]);
});

test('a socket path that is too long gives way to a short one that the others find', async () => {
  const folder = join(rig.folder(), 'é'.repeat(60), 'x'.repeat(80));
  const embedded = await use(folder);
  const { host } = embedded.address();
  assert.ok(Buffer.byteLength(`${host}/.s.PGSQL.5432`) <= 100);
  assert.equal(statSync(host).mode & 0o777, 0o700);
  const other = rig.use(folder);
  assert.equal((await other.heard('address')).host, host);
  await other.kill();
  await embedded.leave();
  assert.equal(existsSync(host), false);
});

test('a data folder copied while its server runs gets a server of its own', async () => {
  const base = rig.folder();
  const first = await use(join(base, 'one'));
  await ask(first, 'checkpoint');
  cpSync(join(base, 'one'), join(base, 'two'), {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !path.includes('.s.PGSQL'),
  });
  chmodSync(join(base, 'two/postgres/data'), 0o700);
  // cp keeps no owners: under root, the copy goes back to whom PostgreSQL runs as.
  for (const path of weAreRoot()
    ? ['', ...readdirSync(join(base, 'two/postgres/data'), { recursive: true, encoding: 'utf8' })]
    : []) {
    const { uid, gid } = statSync(first.place.data);
    chownSync(join(base, 'two/postgres/data', path), uid, gid);
  }
  const second = await use(join(base, 'two'));
  assert.notEqual(serverOf(second.place.home), serverOf(first.place.home));
  assert.deepEqual(await ask(second, 'show data_directory'), [second.place.data]);
});

test('a data folder moved while its server runs is served again from where it is', async () => {
  const base = rig.folder();
  const user = rig.use(join(base, 'one'));
  await user.heard('using');
  await user.kill();
  renameSync(join(base, 'one'), join(base, 'two'));
  const next = await use(join(base, 'two'));
  assert.deepEqual(await ask(next, 'show data_directory'), [next.place.data]);
});

test('a database of another major version is refused with a sentence', async () => {
  const folder = rig.folder();
  const first = await use(folder);
  await first.leave();
  writeFileSync(join(first.place.data, 'PG_VERSION'), '17\n');
  await assert.rejects(use(folder), (error: unknown) => {
    assert.ok(error instanceof DatabaseUnavailable);
    assert.equal(error.reason, 'incompatible');
    assert.match(error.message, /made by PostgreSQL 17 .* comes with 18/);
    return true;
  });
  writeFileSync(join(first.place.data, 'PG_VERSION'), '18\n');
});
