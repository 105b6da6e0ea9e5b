import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { makeRig, serverOf } from './embedded/rig.ts';
import { testDatabase } from './testing.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

async function databases(): Promise<string[]> {
  const database = await testDatabase();
  try {
    const { rows } = await sql<{ name: string }>`select datname as name from pg_database`.execute(database.db);
    return rows.map(({ name }) => name);
  } finally {
    await database.close();
  }
}

const run = (text: string, env: Record<string, string> = {}) =>
  spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', text], {
    cwd: project,
    env: { ...process.env, ...env },
  });

/** By a process that begins now, and sweeps what is of no use any more. */
async function databasesSeenLater(): Promise<string[]> {
  const later = run(`
    const { testDatabase } = await import('#db/testing.ts');
    const { sql } = await import('kysely');
    const { db, close } = await testDatabase();
    const { rows } = await sql\`select datname from pg_database\`.execute(db);
    process.stdout.write(rows.map((row) => row.datname).join(' '));
    await close();`);
  let seen = '';
  later.stdout.on('data', (text) => (seen += text));
  await once(later, 'close');
  return seen.split(' ');
}

const rig = makeRig();
afterEach(() => rig.clean());

const nameIn = (url: string) => new URL(url.replace('@/', '@socket/')).pathname.slice(1);

test('two tests that run at once do not see each other, and leave nothing', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await sql`create table only_here (n integer)`.execute(one.db);
  await assert.rejects(sql`select * from only_here`.execute(other.db), { code: '42P01' });
  assert.deepEqual(await other.db.selectFrom('project').selectAll().execute(), []);
  await Promise.all([one.close(), other.close()]);
  const left = await databases();
  assert.ok(!left.includes(nameIn(one.url)) && !left.includes(nameIn(other.url)));
});

test('a connection that a test never gives back is told, not waited for', async () => {
  const database = await testDatabase();
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const transaction = database.db.transaction().execute(async (open) => {
    await sql`select 1`.execute(open);
    begun.resolve();
    await held.promise;
  });
  const ended = assert.rejects(transaction);
  await begun.promise;
  await assert.rejects(database.close(), /never given back: a transaction or a stream/);
  held.resolve();
  await ended;
});

test('what a killed test process leaves is swept by a later one', async () => {
  const script = `
    const { testDatabase } = await import('#db/testing.ts');
    const { url } = await testDatabase();
    process.stdout.write(url);
    setInterval(() => {}, 1000);`;
  const killed = run(script);
  const [url] = (await once(killed.stdout, 'data')) as [Buffer];
  killed.kill('SIGKILL');
  await once(killed, 'close');
  const seen = await databasesSeenLater();
  assert.ok(seen.some((name) => name.startsWith('carrefour_template_')));
  assert.ok(!seen.includes(nameIn(String(url))));
});

test('a template that another process is just making is left to it', async () => {
  const database = await testDatabase();
  const template = (await databases()).find((name) => /^carrefour_template_[0-9a-f]+$/.test(name));
  const making = sql.raw(`${template}_raw`);
  await sql`create database ${making}`.execute(database.db);
  assert.ok((await databasesSeenLater()).includes(`${template}_raw`));
  await sql`drop database ${making}`.execute(database.db);
  await database.close();
});

test('a test process that forgets to close its database ends all the same, and leaves no server', async () => {
  const folder = rig.folder();
  const forgetful = run(
    `
    const { testDatabase } = await import('#db/testing.ts');
    const { db, url } = await testDatabase();
    await db.selectFrom('project').selectAll().execute();
    process.stdout.write(url);`,
    // A server of its own, which no other test keeps up.
    { TMPDIR: folder, CARREFOUR_TEST_DATABASE_URL: '' },
  );
  const [url] = (await once(forgetful.stdout, 'data')) as [Buffer];
  assert.match(String(url), /carrefour_t_/);
  assert.deepEqual(await once(forgetful, 'close'), [0, null]);
  const home = join(folder, readdirSync(folder).find((name) => name.startsWith('carrefour-test-'))!, 'postgres');
  assert.ok(existsSync(join(home, 'server.log')));
  assert.equal(serverOf(home), 0);
});
