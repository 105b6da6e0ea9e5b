/** What counts as a word that a page does not want to be taken, and what does not, down to the records. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource } from '../run.ts';

interface Said {
  /** In the head of the list, and of the page of the first item. */
  list?: string;
  item?: string;
  headers?: Record<string, string>;
  robots?: 'obeyed' | 'ignored';
}

async function harvest(t: TestContext, { list = '', item = '', headers = {}, robots = 'obeyed' }: Said) {
  const { db, close } = await testDatabase();
  t.after(close);
  const server = await onLoopback((request, response) => {
    if (/robots|well-known/.test(request.url!)) return void response.writeHead(404).end();
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const page = request.url === '/' ? list : request.url === '/1' ? item : '';
    const links = [1, 2].map((id) => `<li><a href="/${id}">Lieu ${id}</a></li>`).join('');
    response.end(`<html><head>${page}</head><body>${request.url === '/' ? links : '<h1>Lieu</h1>'}</body></html>`);
  });
  t.after(server.close);
  const { host } = server;
  const format = { type: 'web', items: 'li', link: 'a', fields: { nom: 'a' } };
  const report = await harvestSource({
    db,
    source: testSource({ format, key: ['@url'], robots }),
    input: { kind: 'address', address: `http://${host}/` },
    now: () => new Date(),
    fetching: { allow: [host] },
    manners: { pause: 0 },
  });
  return [report.state, report.records, report.refusals[0]?.reason ?? report.failure ?? ''] as const;
}

const meta = (content: string, name = 'robots') => `<meta name="${name}" content="${content}">`;

test('an item whose page is not to be found by search is not taken, the others are', async (t) => {
  for (const content of ['noindex', 'NOINDEX, follow', 'none']) {
    const [state, records, told] = await harvest(t, { item: meta(content) });
    assert.deepEqual([state, records], ['done', 1], content);
    assert.match(told, /The page .*\/1 is not taken: it says that it is not to be found by search/);
  }
  const [, own] = await harvest(t, { item: meta('noindex', 'Carrefour-des-innovations-sociales') });
  assert.equal(own, 1);
  const [, , reserved] = await harvest(t, { item: meta('1', 'tdm-reservation') });
  assert.match(reserved, /reserves the rights to mine it/);
});

test('a list may be left out of searches, and still lead to its items; not when its links are not to be followed', async (t) => {
  assert.deepEqual((await harvest(t, { list: meta('noindex, follow') })).slice(0, 2), ['done', 2]);
  const [state, records, told] = await harvest(t, { list: meta('nofollow') });
  assert.deepEqual([state, records], ['failed', 0]);
  assert.match(told, /its links are not to be followed/);
});

test('words to other robots, or about other uses, do not count; an agreement goes before all', async (t) => {
  for (const item of [
    meta('noindex', 'googlebot'),
    meta('noai, noimageai'),
    meta('noarchive, nosnippet'),
    meta('0', 'tdm-reservation'),
  ])
    assert.deepEqual((await harvest(t, { item })).slice(0, 2), ['done', 2], item);
  assert.equal((await harvest(t, { headers: { 'x-robots-tag': 'otherbot: noindex' } }))[1], 2);
  assert.equal((await harvest(t, { headers: { 'x-robots-tag': 'noindex' } }))[1], 0);
  assert.equal((await harvest(t, { headers: { 'x-robots-tag': 'none' }, robots: 'ignored' }))[1], 2);
});
