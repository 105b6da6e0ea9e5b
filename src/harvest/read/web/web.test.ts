import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { recordsWithRows } from '#harvest/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource } from '../../run.ts';
import { readContent } from '../reading.fixture.ts';

const format = {
  type: 'web',
  items: 'li.lieu',
  fields: { nom: 'h2', site: 'a.site@href', tags: '.tag' },
  link: 'h2 a',
  page: { horaires: '.horaires' },
  next: 'a[rel=next]',
};
const item = (n: number) =>
  `<li class="lieu"><h2><a href="/lieu/${n}"> Lieu\n ${n}</a></h2><a class="site" href="https://${n}.example/">site</a><span class="tag">a</span><span class="tag">b</span></li>`;
const pages: Record<string, string> = {
  '/': `<ul>${item(1)}${item(2)}</ul><a rel="next" href="/?page=2">suite</a>`,
  '/?page=2': `<ul>${item(3)}</ul>`,
  '/lieu/1':
    '<script type="application/ld+json">{"@type": "Place", "telephone": "01"}</script><p class="horaires">lundi</p>',
  '/lieu/2':
    '<meta property="og:description" content="Un lieu"><div itemscope itemtype="https://schema.org/Place"><a itemprop="url" href="/x">x</a></div>',
};

test('a list, its next page and the page of each item become records', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const server = await onLoopback((request, response) => {
    const page = pages[request.url!];
    response.writeHead(page === undefined ? 404 : 200).end(page);
  });
  t.after(server.close);
  const { host } = server;
  const report = await harvestSource({
    db,
    source: testSource({ id: 'web', format, key: ['@url'] }),
    input: { kind: 'address', address: `http://${host}/` },
    now: () => new Date(),
    fetching: { allow: [host] },
    manners: { pause: 0 },
  });
  assert.deepEqual([report.state, report.failure, report.pages, report.records], ['done', null, 2, 3]);
  const rows = await recordsWithRows(db, 'web');
  const listed = (n: number) => ({
    '@url': `/lieu/${n}`,
    nom: `Lieu ${n}`,
    site: `https://${n}.example/`,
    tags: ['a', 'b'],
  });
  assert.deepEqual(
    rows.map(({ rows: [row] }) => row),
    [
      { ...listed(1), jsonld: [{ '@type': 'Place', telephone: '01' }], horaires: 'lundi' },
      {
        ...listed(2),
        opengraph: { 'og:description': 'Un lieu' },
        microdata: [{ '@type': 'https://schema.org/Place', url: `http://${host}/x` }],
      },
      listed(3),
    ],
  );
});

test('a page without its items, or made by scripts, is told', async () => {
  const text = '<p>Bonjour</p>'.repeat(40);
  assert.match((await readContent(text, format)).failed, /No element of the page is at `li.lieu`/);
  assert.match(
    (await readContent('<div id="root"></div><script src="/app.js"></script>', format)).failed,
    /made by scripts/,
  );
});

test('the encoding that a page declares is believed, unless it is UTF-8', async () => {
  const page = '<meta charset="iso-8859-15"><li class="lieu"><h2>Épicerie</h2></li>';
  for (const bytes of [Buffer.from(page, 'latin1'), Buffer.from(page)]) {
    assert.deepEqual((await readContent(bytes, format)).rows, [{ nom: 'Épicerie' }]);
  }
});

test('a sitemap leads to the pages of its items, when the manifest says so', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const visited: string[] = [];
  const server = await onLoopback((request, response) => {
    visited.push(request.url!);
    const { host } = request.headers;
    const map = ['/', '/lieu/1', '/lieu/2', '/lieu/3'].map((path) => `<url><loc>http://${host}${path}</loc></url>`);
    const page = request.url === '/sitemap.xml' ? `<urlset>${map.join('')}</urlset>` : pages[request.url!];
    response.writeHead(page === undefined ? 404 : 200).end(page);
  });
  t.after(server.close);
  const { host } = server;
  const source = testSource({
    id: 'plan',
    format: { type: 'sitemap', only: '/lieu/', page: { horaires: '.horaires' } },
    key: ['loc'],
  });
  const report = await harvestSource({
    db,
    source,
    input: { kind: 'address', address: `http://${host}/sitemap.xml` },
    now: () => new Date(),
    fetching: { allow: [host] },
    manners: { pause: 0 },
  });
  assert.deepEqual([report.state, report.failure, report.rows, report.records], ['done', null, 3, 3]);
  assert.ok(!visited.includes('/'), 'what is no item is not visited');
  const rows = (await recordsWithRows(db, 'plan')).map(({ rows: [row] }) => row);
  const loc = (n: number) => `http://${host}/lieu/${n}`;
  assert.deepEqual(rows[0], { loc: loc(1), jsonld: [{ '@type': 'Place', telephone: '01' }], horaires: 'lundi' });
  assert.deepEqual(rows[2], { loc: loc(3) });
});
