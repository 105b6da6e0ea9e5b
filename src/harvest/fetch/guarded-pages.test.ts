/** Whatever a catalogue names, next pages, the pages of items, sitemaps of sitemaps, profiles, it passes the guard. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { onLoopback } from '#lib/net/testing.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource } from '../run.ts';

async function serve(t: TestContext, answer: (path: string) => string) {
  const asked: string[] = [];
  const server = await onLoopback((request, response) => {
    if (/robots|well-known/.test(request.url!)) return void response.writeHead(404).end();
    asked.push(request.url!);
    response.end(answer(request.url!));
  });
  t.after(server.close);
  return { asked, host: server.host };
}

test('nothing that a catalogue names leads inside', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const inside = await serve(t, () => 'secret');
  const target = `http://${inside.host}/secret`;
  const item = '<li><h2>Lieu</h2></li>';
  const catalogues: [format: object, text: string][] = [
    [{ type: 'json', items: 'data', next: 'next' }, JSON.stringify({ data: [{ id: 1 }], next: target })],
    [{ type: 'json', items: '', detail: '{url}' }, JSON.stringify([{ id: 1, url: target }])],
    [{ type: 'web', items: 'li', fields: { id: 'h2' }, next: 'a' }, `${item}<a href="${target}">suite</a>`],
    [
      { type: 'web', items: 'li', fields: { id: 'h2' }, link: 'a' },
      `<li><h2>Lieu</h2><a href="${target}">voir</a></li>`,
    ],
    [{ type: 'sitemap' }, `<sitemapindex><sitemap><loc>${target}</loc></sitemap></sitemapindex>`],
    [{ type: 'baserow' }, JSON.stringify({ count: 2, next: target, results: [{ id: 1 }] })],
  ];
  for (const [index, [format, text]] of catalogues.entries()) {
    const site = await serve(t, () => text);
    const report = await harvestSource({
      db,
      source: testSource({ id: `s-${index}`, format, key: ['id'] }),
      input: { kind: 'address', address: `http://${site.host}/` },
      now: () => new Date(),
      fetching: { allow: [site.host] },
      manners: { pause: 0 },
    });
    const told = [report.failure ?? '', ...report.refusals.map(({ reason }) => reason)].join('\n');
    assert.match(told, /is not on the public internet/, JSON.stringify(format));
  }
  assert.deepEqual(inside.asked, []);
});
