import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { projectViewSchema } from '#publish/project-view.ts';
import { known, shown, testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

const exported = shown.filter((project) => project !== known.closed);

test('the CSV gives every answer, not a page, without what a closed catalogue keeps', async () => {
  const response = await api.ask('/v1/projects.csv');
  assert.equal(response.headers.get('Content-Type'), 'text/csv; charset=utf-8');
  assert.equal(response.headers.get('Content-Disposition'), 'attachment; filename="carrefour-projets-2025-06-01.csv"');
  const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
  assert.deepEqual(rows.map(({ id }) => id).sort(), exported.map(({ id }) => id).sort());
  const formula = rows.find(({ id }) => id === known.formula.id)!;
  assert.equal(formula.title, "'=SOMME(A1:A9)");
  assert.equal(formula.tags, 'a¦b|@c');
  const bocal = rows.find(({ id }) => id === known.bocal.id)!;
  assert.equal(bocal.licence, 'LO-2.0|ODbL-1.0');
  assert.equal(bocal.attribution, 'Réseau ouvert, 2025|Réseau partage, 2025');
  assert.equal(bocal.site_communes, '44109|2A004');
  assert.equal(bocal.site_names, '|Le comptoir');
  assert.equal(rows.find(({ id }) => id === known.invented.id)!.fictitious, 'true');
});

test('criteria and order are kept in an export', async () => {
  const text = await (await api.ask('/v1/projects.csv?tri=nom&de=1990&a=1999')).text();
  const rows: Record<string, string>[] = parse(text, { columns: true });
  assert.deepEqual(
    rows.map(({ title }) => title),
    Array.from({ length: 10 }, (_, i) => `Jardin partagé ${String(i + 1).padStart(2, '0')}`),
  );
});

test('every line of the JSON Lines is a whole project as the API gives it, but for its links to others', async () => {
  const lines = (await (await api.ask('/v1/projects.jsonl')).text()).trim().split('\n');
  const views = lines.map((line) => projectViewSchema.parse(JSON.parse(line)));
  assert.equal(views.length, exported.length);
  for (const view of views.slice(0, 5)) {
    const { related, ...own } = projectViewSchema.parse(await api.json(`/v1/projects/${view.id}`));
    assert.deepEqual(own, view);
    assert.ok(Array.isArray(related));
  }
});

test('the GeoJSON has a Feature for each site with a point and says how many projects have none', async () => {
  const response = await api.ask('/v1/projects.geojson');
  assert.equal(response.headers.get('Content-Type'), 'application/geo+json');
  const collection = (await response.json()) as {
    type: string;
    features: { properties: { project: string } }[];
    projects: number;
    projectsWithoutPoint: number;
  };
  assert.equal(collection.type, 'FeatureCollection');
  assert.equal(collection.features.length, 2 + 1 + 45);
  assert.deepEqual([collection.projects, collection.projectsWithoutPoint], [exported.length, 1]);
});

const negotiated: [accept: string | undefined, type: string][] = [
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'application/json'],
  ['image/png', 'application/json'],
  ['text/csv', 'text/csv; charset=utf-8'],
  ['text/csv;q=0.2, application/json;q=0.9', 'application/json'],
  ['text/csv;q=0.2, */*', 'application/json'],
  ['application/geo+json, application/json;q=0.9', 'application/geo+json'],
  ['application/x-ndjson', 'application/x-ndjson; charset=utf-8'],
  ['text/*', 'text/csv; charset=utf-8'],
  ['TEXT/CSV', 'text/csv; charset=utf-8'],
  ['nonsense', 'application/json'],
];
for (const [accept, type] of negotiated)
  test(`asked for ${accept ?? 'nothing'}, the API answers ${type}`, async () => {
    for (const path of ['/v1/projects', `/v1/projects/${known.bocal.id}`]) {
      const response = await api.ask(path, accept === undefined ? {} : { headers: { Accept: accept } });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('Content-Type'), type);
      assert.match(response.headers.get('Vary') ?? '', /Accept/);
      await response.body?.cancel();
    }
  });

test('an extension is stronger than `Accept`', async () => {
  const response = await api.ask('/v1/projects.json', { headers: { Accept: 'text/csv' } });
  assert.equal(response.headers.get('Content-Type'), 'application/json');
});

test('a page of an export is refused: an export gives everything', async () => {
  assert.equal((await api.ask('/v1/projects.csv?page=2')).status, 400);
  assert.equal((await api.ask('/v1/projects?pageSize=2', { headers: { Accept: 'text/csv' } })).status, 400);
});

test('when the client goes away, the reading stops', async (t) => {
  let loaded = 0;
  const many = Array.from({ length: 5_000 }, (_, i) => ({ ...known.bocal, body: 'x'.repeat(2_000), id: String(i) }));
  const own = await testApi(({ engine }) => ({
    engine: Object.assign(Object.create(engine), { every: async () => many.map(({ id }) => id) }),
    projects: {
      find: async () => ({ is: 'unknown' }),
      related: async () => [],
      load: async (ids) => {
        loaded += ids.length;
        return many.filter(({ id }) => ids.includes(id));
      },
    },
  }));
  t.after(() => own.close());
  const reader = (await own.ask('/v1/projects.csv')).body!.getReader();
  await reader.read();
  await reader.cancel();
  assert.ok(loaded > 0 && loaded <= 400, `${loaded} projects read`);
});

test('a failure at the start of an export is an error, and later a broken connection: never a file cut short', async (t) => {
  const own = await testApi(() => ({
    projects: {
      find: async () => ({ is: 'unknown' }),
      related: async () => [],
      load: async () => Promise.reject(new Error('the database is gone')),
    },
  }));
  t.after(() => own.close());
  const response = await own.ask('/v1/projects.csv');
  assert.equal(response.status, 500);
  assert.equal(own.failures.length, 1);

  let turn = 0;
  const later = await testApi(({ engine, projects }) => ({
    engine: Object.assign(Object.create(engine), { every: async () => Array(600).fill(known.bocal.id) }),
    projects: {
      find: projects.find,
      related: projects.related,
      load: async () => {
        if (turn++ > 0) throw new Error('the database is gone');
        return Array(200).fill({ ...known.bocal, body: 'x'.repeat(5_000) });
      },
    },
  }));
  t.after(() => later.close());
  const begun = await later.ask('/v1/projects.csv');
  assert.equal(begun.status, 200);
  await assert.rejects(begun.text());
});
