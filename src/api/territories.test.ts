import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { territoryViewSchema } from './territories.ts';
import { baseUrl, testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

const listSchema = z.object({ total: z.number(), results: z.array(territoryViewSchema) });

async function list(query: string) {
  const { total, results } = listSchema.parse(await api.json(`/v1/territories${query}`));
  return { total, ids: results.map(({ id }) => id) };
}

test('a territory is found by the beginning of its name, its code or its postcode', async () => {
  assert.equal((await list('?q=nantes')).ids[0], 'commune-44109');
  assert.ok((await list('?q=44300')).ids.includes('commune-44109'));
  assert.deepEqual((await list('?q=loire&level=departement')).ids.slice(0, 1), ['departement-42']);
});

test('with nothing asked, the régions; within one, its départements; within those, their communes', async () => {
  assert.equal((await list('')).total, 18);
  assert.deepEqual((await list('?within=region-94')).ids, ['departement-2A', 'departement-2B']);
  const communes = await list('?within=region-94&level=commune&pageSize=100');
  assert.ok(communes.total > 300);
  assert.ok(communes.ids.every((id) => /^commune-2[AB]/.test(id)));
  assert.ok((await list('?within=departement-44&level=epci')).ids.includes('epci-244400404'));
  assert.ok((await list('?q=saint&within=departement-2A&level=commune')).total < 20);
});

test('pages of territories go on where the last one ended', async () => {
  const all = (await list('?within=departement-2A&pageSize=100')).ids;
  const second = (await list('?within=departement-2A&pageSize=10&page=2')).ids;
  assert.deepEqual(second, all.slice(10, 20));
});

test('a territory says what it lies in and how many projects it has', async () => {
  const territory = (await api.json('/v1/territories/departement-2A')) as Record<string, unknown>;
  assert.deepEqual(territory.within, [{ id: 'region-94', level: 'region', name: 'Corse' }]);
  assert.equal(territory.projects, 2);
});

test('a code or a past commune leads to the territory’s own address, an unknown one is not found', async () => {
  for (const [asked, own] of [
    ['44109', 'commune-44109'],
    ['2a', 'departement-2A'],
    ['commune-74011', 'commune-74010'],
  ]) {
    const response = await api.ask(`/v1/territories/${asked}`);
    assert.equal(response.status, 301);
    assert.equal(response.headers.get('Location'), `${baseUrl}/api/v1/territories/${own}`);
  }
  assert.equal((await api.ask('/v1/territories/atlantide')).status, 404);
  assert.equal((await api.ask('/v1/territories?within=atlantide')).status, 400);
});
