/** A run that asks a server for its catalogue: pages that follow one another, and answers that break off or lead astray. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { harvests, recordsWithRows } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const { folder, sourceOf, run, harvest, close } = harvests(database);
after(close);

async function serve(t: TestContext, listener: RequestListener) {
  const server = await onLoopback(listener);
  t.after(server.close);
  const { host } = server;
  return { input: { kind: 'address', address: `http://${host}/1` } as const, fetching: { allow: [host] } };
}

const paged = { format: { type: 'json', items: 'results', next: 'next' } };
const fetchedFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('carrefour-harvest-'));

test('pages are followed to the last; a missing or repeated one is no whole catalogue', async (t) => {
  const source = sourceOf(paged);
  let last = '/3';
  const { input, fetching } = await serve(t, (request, response) => {
    const page = Number(request.url?.slice(1));
    if (page === 9) return response.writeHead(500).end();
    const next = page === 3 ? null : page === 2 ? last : '/2';
    return response.end(JSON.stringify({ next, results: [{ id: page, nom: `page ${page}` }] }));
  });
  const before = fetchedFolders();
  const whole = await run(source, input, { fetching });
  assert.deepEqual([whole.state, whole.pages, whole.records], ['done', 3, 3]);
  last = '/9';
  const cut = await run(source, input, { fetching });
  assert.match(cut.failure ?? '', /answers with the status 500/);
  last = '/1';
  const loop = await run(source, input, { fetching });
  assert.match(loop.failure ?? '', /round in circles/);
  assert.deepEqual([cut.state, cut.gone, loop.state, loop.gone], ['failed', 0, 'failed', 0]);
  assert.deepEqual(fetchedFolders(), before, 'what was fetched is thrown away');
});

test('pages kept as files are found beside each other', async () => {
  const source = sourceOf(paged);
  const first = join(folder, 'page-1.json');
  writeFileSync(first, JSON.stringify({ results: [{ id: 1 }], next: 'https://example.org/api/page-2.json?x=1' }));
  assert.match((await run(source, { kind: 'file', path: first })).failure ?? '', /is not beside the file/);
  writeFileSync(join(folder, 'page-2.json'), JSON.stringify({ results: [{ id: 2 }], next: null }));
  const report = await run(source, { kind: 'file', path: first });
  assert.deepEqual([report.state, report.pages, report.records], ['done', 2, 2]);
});

test('a download cut in the middle, or a redirect into the machine, harms nothing', async (t) => {
  const source = sourceOf();
  await harvest(source, 'id,nom\n1,un\n2,deux\n');
  const { input, fetching } = await serve(t, (request, response) => {
    if (/robots|well-known/.test(request.url!)) return response.writeHead(404).end();
    if (request.url === '/away') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    response.writeHead(200, { 'content-length': '1000' });
    response.write('id,nom\n1,un\n7,sept\n');
    return setImmediate(() => response.destroy());
  });
  const cut = await run(source, input, { fetching });
  assert.deepEqual([cut.state, cut.rows], ['failed', 0]);
  assert.match(cut.failure ?? '', /connection was cut/);
  const away = await run(source, { kind: 'address', address: input.address.replace(/1$/, 'away') }, { fetching });
  assert.match(away.failure ?? '', /not on the public internet/);
  const records = await recordsWithRows(db, source.id);
  assert.deepEqual(
    records.map(({ key, gone_since }) => [key, gone_since]),
    [
      ['1', null],
      ['2', null],
    ],
  );
});
