import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { parameterNames } from '#model/criteria.ts';
import { vocabularyNames } from '#model/vocabulary.ts';
import { columns } from '#publish/csv-columns.ts';
import { sourceViewSchema } from '#publish/source-view.ts';
import { curationErrorSchema } from './curation-errors.ts';
import { errorSchema } from './errors.ts';
import { testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

interface Document {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}
interface Operation {
  summary: string;
  parameters?: { name: string; in: string; required: boolean; description?: string; schema: object }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

const operations = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, operation, method] as const),
  );

const contract = async () => (await api.json('/openapi.json')) as Document;

test('the OpenAPI document is 3.1, every reference in it leads somewhere, every path parameter is declared', async () => {
  const document = await contract();
  assert.equal(document.openapi, '3.1.0');
  assert.deepEqual(document.servers, [{ url: 'https://carrefour.example/api' }]);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    (one) => one[1]!,
  );
  assert.ok(references.length > 10);
  for (const name of references) assert.ok(document.components.schemas[name], name);
  for (const [path, operation] of operations(document)) {
    assert.ok(operation.summary.length > 3, path);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((one) => one[1]);
    assert.deepEqual(
      (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name),
      inPath,
    );
    for (const one of operation.parameters ?? []) {
      assert.ok(one.description, `${path} ${one.name} is described`);
      assert.ok('type' in one.schema, `${path} ${one.name} has a type`);
    }
    for (const [status, answer] of Object.entries(operation.responses)) {
      assert.ok(answer.description, `${path} ${status}`);
      for (const { schema } of Object.values(answer.content ?? {})) assert.ok(Object.keys(schema).length > 0);
    }
  }
});

test('every criterion of the page is a parameter of the list, and of every export but for the page', async () => {
  const { paths } = await contract();
  const names = (path: string) => paths[path]!.get!.parameters!.map(({ name }) => name).sort();
  assert.deepEqual(names('/v1/projects'), [...parameterNames, 'lang'].sort());
  const all = [...parameterNames, 'lang'].filter((name) => !['page', 'pageSize'].includes(name)).sort();
  for (const format of ['csv', 'geojson', 'jsonl']) assert.deepEqual(names(`/v1/projects.${format}`), all);
});

test('every address of the OpenAPI document answers', async () => {
  for (const [path, { responses }, method] of operations(await contract())) {
    if (method !== 'get') continue;
    const filled = path.replace('{name}', 'themes').replace(/\{id\}/, path.includes('territories') ? 'region-52' : '0');
    const response = await api.ask(filled);
    const expected = path === '/v1/projects/{id}' ? 404 : '401' in responses ? 401 : 200;
    assert.equal(response.status, expected, path);
    await response.body?.cancel();
  }
});

test('every link of the welcome answers', async () => {
  const { links } = (await api.json('/')) as { links: Record<string, string> };
  for (const link of Object.values(links)) {
    const response = await api.ask(link.replace('https://carrefour.example/api', ''));
    assert.equal(response.status, 200, link);
    await response.body?.cancel();
  }
});

test('the catalogues are listed with licence, attribution, what they tell of, and nobody’s address', async () => {
  const text = await (await api.ask('/v1/sources')).text();
  const results: unknown[] = JSON.parse(text).results;
  const sources = results.map((one) => sourceViewSchema.parse(one));
  assert.deepEqual(
    sources.map(({ id, projects, exported, fictitious }) => [id, projects, exported, fictitious]),
    [
      ['demo', 1, true, true],
      ['ferme', 1, false, false],
      ['ouvert', 47, true, false],
      ['partage', 1, true, false],
    ],
  );
  assert.ok(!text.includes('interne@'));
});

test('a catalogue tells when it is read next and how its last turn went, and keeps why to the operator', async () => {
  const turn = {
    source: 'ouvert',
    next: new Date('2026-05-09T03:12:00Z'),
    beganAt: new Date('2026-05-03T03:12:00Z'),
    endedAt: new Date('2026-05-03T03:13:00Z'),
    outcome: 'failed' as const,
    told: 'Nothing answers at https://user:motdepasse@ouvert.example/.',
    failures: 2,
  };
  const { json, ask, close } = await testApi(() => ({ turns: async () => new Map([['ouvert', turn]]) }));
  try {
    const { results } = (await json('/v1/sources')) as {
      results: { id: string; nextRead?: string; lastTurn?: object }[];
    };
    const ouvert = results.find(({ id }) => id === 'ouvert')!;
    assert.equal(ouvert.nextRead, '2026-05-09T03:12:00.000Z');
    assert.deepEqual(ouvert.lastTurn, { at: '2026-05-03T03:13:00.000Z', outcome: 'failed' });
    assert.equal(results.find(({ id }) => id === 'demo')!.nextRead, undefined);
    assert.doesNotMatch(await (await ask('/v1/sources')).text(), /motdepasse/);
  } finally {
    await close();
  }
});

test('the vocabularies give every code with both labels', async () => {
  const { results } = (await api.json('/v1/vocabularies')) as { results: { name: string; parameter?: string }[] };
  assert.deepEqual(
    results.map(({ name }) => name),
    [...vocabularyNames],
  );
  assert.equal(results.find(({ name }) => name === 'audiences')?.parameter, 'public');
  const themes = (await api.json('/v1/vocabularies/themes')) as { concepts: { code: string; label: object }[] };
  assert.deepEqual(themes.concepts.find(({ code }) => code === 'habitat')?.label, {
    fr: 'Habitat et logement',
    en: 'Housing',
  });
  assert.equal((await api.ask('/v1/vocabularies/rien')).status, 404);
});

test('a vocabulary is given in SKOS by its extension, or to whoever asks for it', async () => {
  for (const [path, accept, type] of [
    ['/v1/vocabularies/themes.ttl', '*/*', 'text/turtle'],
    ['/v1/vocabularies/themes.jsonld', '*/*', 'application/ld+json'],
    ['/v1/vocabularies/themes', 'text/turtle', 'text/turtle'],
    ['/v1/vocabularies/themes', 'text/html, */*', 'application/json'],
  ]) {
    const response = await api.ask(path!, { headers: { Accept: accept! } });
    assert.ok(response.headers.get('Content-Type')?.startsWith(type!), `${path} ${accept}`);
    assert.match(await response.text(), /alimentation/);
  }
  assert.equal((await api.ask('/v1/vocabularies/themes.xml')).status, 404);
});

test('the reference tells of every route, parameter, error, column', async () => {
  const file = new URL('../../docs/reference/api.md', import.meta.url);
  assert.ok(existsSync(file));
  const reference = readFileSync(file, 'utf8');
  const missing: string[] = [];
  const needs = (what: string) => reference.includes(what) || missing.push(what);
  for (const [path, { parameters = [], responses }, method] of operations(await contract())) {
    needs(`\`${method.toUpperCase()} /api${path === '/' ? '' : path}\``);
    for (const { name } of parameters) needs(`\`${name}\``);
    for (const status of Object.keys(responses)) needs(status);
  }
  for (const name of parameterNames) needs(`| \`${name}\` |`);
  for (const code of [
    ...errorSchema.shape.error.shape.code.options,
    ...curationErrorSchema.shape.error.shape.code.options,
  ])
    needs(`\`${code}\``);
  for (const { name } of columns) needs(`\`${name}\``);
  assert.deepEqual(missing, []);
});
