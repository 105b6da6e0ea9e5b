import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import { sql } from 'kysely';
import { Client } from 'pg';
import { checkServer, type Database, openDatabase } from './connect.ts';
import { makeRig, serverOf, until } from './embedded/rig.ts';
import { testDatabase } from './testing.ts';
import { DatabaseUnavailable } from './unavailable.ts';

const rig = makeRig();
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await rig.clean();
});

const say = () => {};

async function openFolder(dataFolder: string): Promise<Database> {
  const database = await openDatabase({ dataFolder, say });
  open.push(database);
  return database;
}

/** The sentence that an operator gets for a DATABASE_URL, in which the password must not be. */
async function sentenceFor(url: string): Promise<string> {
  try {
    await checkServer(url);
  } catch (error) {
    assert.ok(error instanceof DatabaseUnavailable, String(error));
    assert.ok(!`${error.message} ${error.stack} ${error.cause}`.includes('s3cret'), 'the password is repeated');
    return error.message;
  }
  return '';
}

/** A server of which the first word is this, whatever it is asked. */
async function answering(word: Buffer | null): Promise<{ port: number }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => (word === null ? socket.destroy() : socket.write(word)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { port: address.port };
}

/** An error as PostgreSQL's protocol (version 3) writes it. */
function refusal(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0Mno\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeUInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

test('each thing that can be wrong with DATABASE_URL gets its own sentence, without the password', async () => {
  const { port } = await answering(null);
  assert.match(
    await sentenceFor('mysql://u:s3cret@127.0.0.1/x'),
    /^DATABASE_URL can't be read: it is written postgresql:/,
  );
  assert.match(await sentenceFor('postgresql://u:s3cret@[oops/x'), /can't be read/);
  assert.match(
    await sentenceFor('postgresql://u:s3cret@127.0.0.1:1/x'),
    /^No PostgreSQL server listens at 127\.0\.0\.1:1\/x/,
  );
  assert.match(await sentenceFor('postgresql://u:s3cret@host.invalid/x'), /host host\.invalid .* is not known/);
  assert.match(await sentenceFor(`postgresql://u:s3cret@127.0.0.1:${port}/x`), /hangs up at once/);
  const sentences: [string, RegExp][] = [
    ['28P01', /refuses the user u: correct the user or the password/],
    ['3D000', /has no database named x: create it/],
    ['53300', /has no free connection/],
    ['57P03', /is starting or stopping/],
    ['XX000', /can't be used \(XX000: no\)/],
  ];
  for (const [code, sentence] of sentences) {
    const server = await answering(refusal(code));
    assert.match(await sentenceFor(`postgresql://u:s3cret@127.0.0.1:${server.port}/x`), sentence);
  }
});

test('an address of a running server opens it, and closing leaves that server alone', async () => {
  const embedded = await testDatabase();
  open.push(embedded);
  const other = await openDatabase({ databaseUrl: embedded.url, dataFolder: '/nowhere', say });
  assert.equal(other.kind, 'server');
  assert.deepEqual((await sql<{ n: number }>`select 1 as n`.execute(other.db)).rows, [{ n: 1 }]);
  await other.close();
  assert.deepEqual((await sql<{ n: number }>`select 2 as n`.execute(embedded.db)).rows, [{ n: 2 }]);
});

test('a day stays the same day in every time zone', async () => {
  const database = await testDatabase();
  open.push(database);
  const { db } = database;
  const { rows } = await sql<{ day: string }>`select date '2026-04-05' as day`.execute(db);
  assert.deepEqual(rows, [{ day: '2026-04-05' }]);
});

test('closing waits for running queries, may be asked twice, and stops the server', async () => {
  const folder = rig.folder();
  const database = await openFolder(folder);
  const running = sql<{ n: number }>`select 3 as n, pg_sleep(0.3)`.execute(database.db);
  await until('the query runs', async () => {
    const { rows } = await sql`select from pg_stat_activity where query like 'select 3%' and state = 'active'`.execute(
      database.db,
    );
    return rows.length === 1;
  });
  await Promise.all([database.close(), database.close()]);
  assert.equal((await running).rows[0]?.n, 3);
  assert.equal(serverOf(`${folder}/postgres`), 0);
});

test('queries go on after the server was killed and started again', async () => {
  const folder = rig.folder();
  const { db } = await openFolder(folder);
  await sql`create table kept as select 7 as n`.execute(db);
  process.kill(serverOf(`${folder}/postgres`), 'SIGKILL');
  await until('a query is answered', () =>
    sql<{ n: number }>`select n from kept`.execute(db).then(
      ({ rows }) => rows[0]?.n === 7,
      () => false,
    ),
  );
});

test('notifications arrive in order, and a lost connection is made again and told', async () => {
  const database = await testDatabase();
  open.push(database);
  const heard: string[] = [];
  let gaps = 0;
  await database.listen('News of "the day"', (payload) => heard.push(payload), { onGap: () => gaps++ });
  const notify = (payload: string) => sql`select pg_notify('News of "the day"', ${payload})`.execute(database.db);
  for (const payload of ['one', 'two', 'été']) await notify(payload);
  await until('three are heard', () => heard.length === 3);
  assert.deepEqual(heard, ['one', 'two', 'été']);

  const admin = new Client(database.config);
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'carrefour listening' and datname = current_database()`,
  );
  await admin.end();
  await until('the gap is told', () => gaps === 1);
  await notify('four');
  await until('the fourth is heard', () => heard.length === 4);
});
