/** The site over a real database: what partners wrote, merged by the real matcher, read by the real store. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { projectStore } from '#match/project-store.ts';
import { review } from '#match/review.ts';
import { testMatcher, testSheet, testSources } from '#match/testing.ts';
import { projectPath } from '#model/project.ts';
import { testManifest } from '#model/testing.ts';
import { catalogueFigures } from '#publish/catalogue-figures.ts';
import { sourceFreshness } from '#publish/freshness.ts';
import { indexState, observatoryCounts } from '#publish/observatory-counts.ts';
import { sourceTurns } from '#publish/source-turns.ts';
import { toSearchDocument } from '#search/document.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { createSite } from './site.ts';
import { emptyDesk } from './testing.ts';
import { borders, places } from './testing-country.ts';

describe('the site over a real database', () => {
  let database: TestDatabase;
  let site: Hono;
  let path: string;
  let withdrawn: string;
  before(async () => {
    database = await testDatabase();
    const matcher = await testMatcher(database.db);
    const leaving = testSheet('c/9', 'Le Fournil parti', '44109');
    await matcher.change([
      testSheet('a/1', 'Le Fournil commun', '44109', { summary: 'Un four à pain pour tout le quartier.' }),
      testSheet('b/1', 'Le Fournil commun', '44109', { results: 'Deux mille pains en un an.' }),
      leaving,
    ]);
    const ids = Object.keys(await matcher.projects());
    await matcher.change([leaving], { live: false, at: 1 });
    const store = projectStore(database.db);
    const shown = await store.load(ids);
    withdrawn = ids.find((id) => !shown.some((project) => project.id === id)) ?? '';
    assert.equal(shown.length, 1, 'two sheets of one project, one project withdrawn');
    path = projectPath(shown[0]!);
    const engine = createMemoryEngine();
    await engine.apply({ put: shown.map((project) => toSearchDocument(project)), remove: [] });
    site = createSite({
      personOf: async () => undefined,
      proxies: 0,
      queues: {},
      engine,
      projects: store,
      sources: new Map(['a', 'b', 'c'].map((id) => [id, testManifest({ id })])),
      territories: places(),
      outlines: borders(),
      operator: {},
      review: review({ db: database.db, sources: async () => testSources, now: () => new Date('2026-05-03') }),
      freshness: () => sourceFreshness(database.db),
      turns: () => sourceTurns(database.db),
      catalogueFigures: (source) => catalogueFigures(database.db, source),
      observatory: { state: () => indexState(database.db), counts: () => observatoryCounts(database.db) },
      words: emptyDesk,
      baseUrl: 'https://carrefour.exemple',
      built: '/nothing-built-here',
      now: () => new Date('2026-05-03'),
      log: { error: (context, message) => assert.fail(`${message}: ${JSON.stringify(context)}`) },
    });
  });
  after(() => database?.close());

  test('the observatory counts what is shown, and leaves out what was withdrawn', async () => {
    const answer = await site.request('/observatoire/debuts.csv');
    assert.equal(answer.status, 200);
    const body = await (await site.request('/observatoire')).text();
    assert.match(body, /<b class="big num">1 projet<\/b>/);
    const coverage = await (await site.request('/observatoire/couverture.csv')).text();
    assert.match(coverage, /^29,Finistère,\d+,,,0,2026-05-03\r$/m, 'no data is not 0');
  });

  test('two partners who tell of one project stand on its page, each with its part', async () => {
    const answer = await site.request(`/projets/${path}`);
    assert.equal(answer.status, 200);
    const body = await answer.text();
    for (const words of [
      'Catalogue a',
      'Catalogue b',
      'Un four à pain',
      'Deux mille pains',
      'Raconté par 2 partenaires',
    ])
      assert.ok(body.includes(words), words);
  });

  test('a partner who vouches for it is named on its page, with the reason', async () => {
    const desk = review({ db: database.db, sources: async () => testSources, now: () => new Date('2026-05-03') });
    const id = path.slice(-10);
    const by = { author: 'Bea', reason: 'Nous y cuisons notre pain <b>.' };
    assert.equal((await desk.decide({ kind: 'endorse', project: id, source: 'b' }, by)).is, 'done');
    const body = await (await site.request(`/projets/${path}`)).text();
    assert.match(body, /Un partenaire s’en porte garant/);
    assert.ok(body.includes('Nous y cuisons notre pain &lt;b&gt;.'));
    assert.match(body, /le 3 mai 2026/);
    assert.ok(!body.includes('Bea'), 'the partner vouches, not the person');
  });

  test('it is found, counted once, and the home page says so', async () => {
    const results = await (await site.request('/recherche?q=fournil')).text();
    assert.ok(results.includes(`/projets/${path}`));
    const home = await (await site.request('/')).text();
    assert.deepEqual(
      [...home.matchAll(/<dd class="num">(\d+)</g)].map(([, value]) => value),
      ['1', '1', '2', '1'],
    );
  });

  test('the page of a partner says who else tells of its projects, and how well its sheets tell', async () => {
    const body = await (await site.request('/partenaires/a')).text();
    assert.match(body, /1 projet sur 1/);
    assert.match(body, /<a href="\/partenaires\/b">Catalogue b<\/a>/);
    assert.match(body, /En moyenne, une fiche dit/);
    assert.match(body, /Dernière lecture complète<\/dt><dd>/);
  });

  test('the site map and the feed hold what is shown, and nothing that was withdrawn', async () => {
    const map = await (await site.request('/sitemap/projets-1.xml')).text();
    assert.deepEqual(
      [...map.matchAll(/<loc>([^<]+)</g)].map(([, loc]) => loc),
      [`https://carrefour.exemple/projets/${path}`],
    );
    assert.match(map, /<lastmod>20\d\d-/);
    const feed = await (await site.request('/recherche.atom')).text();
    assert.ok(feed.includes(path));
    assert.ok(!feed.includes(withdrawn));
  });

  test('what a partner withdrew is said to be gone', async () => {
    assert.equal((await site.request(`/projets/fournil-${withdrawn}`)).status, 410);
  });
});
