import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { projectViewSchema } from '#publish/project-view.ts';
import { baseUrl, known, movedId, testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

const { id } = known.bocal;

test('a project is given whole, without its withheld contact', async () => {
  const response = await api.ask(`/v1/projects/${id}`);
  const text = await response.text();
  const view = projectViewSchema.parse(JSON.parse(text));
  assert.equal(view.title, 'Épicerie du Bocal');
  assert.ok(!text.includes('jeanne.secret'));
});

test('an extension gives it as a file', async () => {
  const csv = await api.ask(`/v1/projects/${id}.csv`);
  assert.match(csv.headers.get('Content-Disposition')!, new RegExp(`carrefour-${id}-2025-06-01\\.csv`));
  assert.equal((await csv.text()).trim().split('\r\n').length, 2);
  const collection = (await api.json(`/v1/projects/${id}.geojson`)) as { features: unknown[] };
  assert.equal(collection.features.length, 2);
  assert.equal(((await api.json(`/v1/projects/${id}.json`)) as { id: string }).id, id);
});

test('an address that moved, has the page’s words or capitals leads to the project’s own', async () => {
  const own = `${baseUrl}/api/v1/projects/${id}`;
  for (const [asked, to] of [
    [movedId, own],
    [`${movedId}.csv`, `${own}.csv`],
    [`epicerie-du-bocal-${id}`, own],
    [`${id.toUpperCase()}?lang=en`, `${own}?lang=en`],
  ]) {
    const response = await api.ask(`/v1/projects/${asked}`);
    assert.equal(response.status, 301, asked);
    assert.equal(response.headers.get('Cache-Control'), 'public, no-cache', 'a merge can be undone');
    assert.equal(response.headers.get('Location'), to);
  }
});

test('a withdrawn project is gone, an unknown one is not found, a closed one is not exported', async () => {
  const cases: [path: string, status: number, code: string][] = [
    [known.hidden.id, 410, 'project-hidden'],
    ['0000000000', 404, 'project-unknown'],
    ['nonsense', 404, 'project-unknown'],
    ['%00', 404, 'project-unknown'],
    [`${known.closed.id}.csv`, 403, 'licence-closed'],
  ];
  for (const [path, status, code] of cases) {
    const response = await api.ask(`/v1/projects/${path}`);
    assert.equal(response.status, status, path);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, code);
  }
  assert.equal((await api.ask(`/v1/projects/${known.closed.id}`)).status, 200, 'cited');
});

test('what a closed catalogue says is in no answer: it is cited by its title, its address and its licence', async () => {
  type Cited = { id: string; title: string; summary: string; themes: unknown[]; sites: unknown[]; tellings: Telling[] };
  type Telling = { source: string; licence: { id: string } };
  const whole = (await api.json(`/v1/projects/${known.closed.id}`)) as Cited;
  const list = (await api.json('/v1/projects?q=gardé')) as { total: number; results: Cited[] };
  assert.equal(list.total, 1, 'it is found, and counted');
  for (const cited of [whole, list.results[0]!]) {
    assert.deepEqual([cited.title, cited.summary, cited.themes, cited.sites], [known.closed.title, '', [], []]);
    assert.deepEqual(
      cited.tellings.map(({ source, licence }) => [source, licence.id]),
      [['ferme', 'closed']],
    );
  }
});
