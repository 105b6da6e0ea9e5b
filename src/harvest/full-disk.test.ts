/** What an operator reads, and what a catalogue keeps, when the machine has no room left in the middle of a run. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { kyselyOn, makePool } from '#db/connect.ts';
import { useEmbedded } from '#db/embedded/server.ts';
import { fill, mountDisk, mountRefused, unmountDisks } from '#db/embedded/small-disk.ts';
import { migrate } from '#db/migrate.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource } from './run.ts';
import { recordsWithRows } from './testing.ts';

const skip = mountRefused();
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'carrefour-full-'));
  chmodSync(made, 0o755);
  folders.push(made);
  return made;
};
let shared: TestDatabase;
before(async () => {
  shared = await testDatabase();
});
after(async () => {
  await shared.close();
  unmountDisks();
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

/** Texts that do not shrink, so that the packs need room too. */
const rows = (count: number): string => {
  const noise = (n: number) => Array.from({ length: 12 }, (_, at) => ((n + 1) * (at + 7) * 2654435761).toString(36));
  return `id,nom,texte\n${Array.from({ length: count }, (_, n) => `${n},Jardin ${n},${noise(n).join(' ')}\n`).join('')}`;
};

test('a database without room left fails the run with a sentence; what was there stays, the next run is good', {
  skip,
}, async () => {
  const disk = mountDisk(folder(), 200);
  const embedded = await useEmbedded({ dataFolder: disk, name: 'carrefour', say: () => {} });
  const db = kyselyOn(makePool({ ...embedded.address(), database: 'carrefour' }, 3));
  try {
    await migrate(db);
    const files = folder();
    const source = testSource({ id: 'grand', expect: { dropAtMost: 1 } });
    const harvest = (text: string) => {
      const path = join(files, 'grand.csv');
      writeFileSync(path, text);
      return harvestSource({ db, source, input: { kind: 'file', path }, now: () => new Date() });
    };
    assert.equal((await harvest(rows(20))).state, 'done');
    fill(disk, 6_000_000);
    const full = await harvest(rows(60_000));
    assert.equal(full.state, 'failed');
    assert.match(full.failure!, /^The disk of the database is full: free some space there\..*Nothing was changed\.$/);
    const run = await db.selectFrom('run').select(['state', 'report']).where('id', '=', full.run).executeTakeFirst();
    assert.equal(run?.state, 'failed');
    assert.equal((await recordsWithRows(db, 'grand')).length, 20);
    rmSync(join(disk, 'filler'));
    const good = await harvest(rows(30_000));
    assert.deepEqual([good.state, good.new, good.unchanged], ['done', 29_980, 20]);
  } finally {
    await db.destroy();
    await embedded.leave();
  }
});

test('no room for what is fetched, or a folder that refuses it: said so, nothing lost, the next run is good', {
  skip,
}, async (t) => {
  const text = rows(20_000);
  const server = await onLoopback((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/csv' }).end(text);
  });
  t.after(server.close);
  const { host } = server;
  const usual = process.env.TMPDIR;
  t.after(() => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  });
  const harvest = () =>
    harvestSource({
      db: shared.db,
      source: testSource({ id: 'loin' }),
      input: { kind: 'address', address: `http://${host}/` },
      now: () => new Date(),
      fetching: { allow: [host] },
      manners: { pause: 0 },
    });
  const [small, roomy] = [mountDisk(folder(), 1), folder()];
  process.env.TMPDIR = small;
  const full = await harvest();
  assert.equal(full.state, 'failed');
  assert.match(full.failure!, /^The disk that holds .* is full: free some space there, or set TMPDIR/);
  process.env.TMPDIR = join(small, 'nowhere');
  const refused = await harvest();
  assert.match(refused.failure!, /cannot be written to .*nowhere \(ENOENT\): set TMPDIR/);
  process.env.TMPDIR = roomy;
  const good = await harvest();
  assert.deepEqual([good.state, good.new], ['done', 20_000]);
});
