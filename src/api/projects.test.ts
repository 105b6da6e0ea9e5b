import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { projectListSchema } from './projects.ts';
import { baseUrl, known, shown, testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

async function list(query: string) {
  const response = await api.ask(`/v1/projects${query}`);
  assert.equal(response.status, 200, await response.clone().text());
  return projectListSchema.parse(await response.json());
}

test('with no criterion every project answers, twenty to a page', async () => {
  const answer = await list('');
  assert.equal(answer.total, shown.length);
  assert.equal(answer.results.length, 20);
  assert.deepEqual([answer.page, answer.pageSize], [1, 20]);
});

test('criteria narrow the answer as on the page: OR within one, AND between them', async () => {
  const habitat = await list('?theme=habitat');
  assert.deepEqual(habitat.results.map(({ title }) => title).sort(), ['Un projet gardé ici', 'Un projet inventé']);
  assert.equal((await list('?theme=habitat&theme=alimentation')).total, 48);
  assert.equal((await list('?theme=habitat,alimentation')).total, 48);
  assert.equal((await list('?theme=habitat&territoire=departement-2A')).total, 1);
  assert.equal((await list('?de=2030&a=2034')).total, 5);
  assert.equal((await list('?theme=&q=&territoire=')).total, shown.length, 'empty fields of a form are no criteria');
});

test('counts are by parameter, with labels in the language asked for', async () => {
  const french = await list('?theme=habitat');
  const english = await list('?theme=habitat&lang=en');
  const of = (answer: typeof french, value: string) => answer.facets.theme?.find((one) => one.value === value);
  assert.deepEqual(of(french, 'habitat'), { value: 'habitat', label: 'Habitat et logement', count: 2 });
  assert.deepEqual(of(english, 'alimentation'), { value: 'alimentation', label: 'Food and farming', count: 46 });
  assert.deepEqual(
    french.facets.partenaire?.find(({ value }) => value === 'ferme'),
    {
      value: 'ferme',
      label: 'Catalogue ferme',
      count: 1,
    },
  );
  assert.deepEqual(french.facets.langue, [{ value: 'fr', label: 'français', count: 2 }]);
  assert.deepEqual(
    french.territories.departement.find(({ value }) => value === 'departement-2A'),
    { value: 'departement-2A', label: 'Corse-du-Sud', count: 1 },
  );
});

test('following `next` from the first page meets every project once, and `prev` leads back', async () => {
  const met: string[] = [];
  let path: string | undefined = '/v1/projects?tri=nom&pageSize=7';
  let before: string | undefined;
  while (path !== undefined) {
    const response = await api.ask(path);
    const { results, links } = projectListSchema.parse(await response.json());
    met.push(...results.map(({ id }) => id));
    assert.equal(links.prev, before);
    assert.match(response.headers.get('Link')!, /<https:\/\/carrefour\.example\/api\/v1\/projects\?[^>]*>; rel="self"/);
    assert.equal(response.headers.get('Link')!.includes('rel="next"'), links.next !== undefined);
    before = links.self;
    path = links.next?.replace(`${baseUrl}/api`, '');
  }
  assert.equal(met.length, shown.length);
  assert.equal(new Set(met).size, shown.length);
});

test('a page past the end is empty, and leads back to the last one', async () => {
  const answer = await list('?page=400');
  assert.deepEqual([answer.total, answer.results.length, answer.links.next], [shown.length, 0, undefined]);
  assert.equal(answer.links.prev, `${baseUrl}/api/v1/projects?page=3`);
});

test('around a point, each result says how far it is, in metres', async () => {
  const { results } = await list('?pres=47.218,-1.554&rayon=3&theme=alimentation&tri=distance');
  assert.ok(results[0]!.distance! < 10);

  const kept = await list('?pres=47.218,-1.554&rayon=3&theme=habitat&tri=distance');
  assert.deepEqual(
    kept.results.map(({ title, distance }) => [title, distance]),
    [['Un projet gardé ici', undefined]],
    'where a closed catalogue has it is not told in metres either',
  );
});

test('a past commune leads to today’s', async () => {
  // Annecy-le-Vieux (74011) became part of Annecy (74010) in 2017.
  const today = api.rooms.territories.territory('commune-74011');
  assert.equal(today?.id, 'commune-74010');
  const answer = await list('?territoire=74011');
  assert.equal(answer.links.self, `${baseUrl}/api/v1/projects?territoire=commune-74010`);
});

test('a result tells who tells it, under which licence, and only contacts that are published', async () => {
  const { results } = await list('?q=épicerie+bocal');
  const [bocal] = results;
  assert.equal(bocal?.id, known.bocal.id);
  assert.equal(bocal.url, `${baseUrl}/projets/epicerie-du-bocal-${known.bocal.id}`);
  assert.deepEqual(bocal.contacts, [{ kind: 'mail', value: 'contact@bocal.example' }]);
  assert.deepEqual(
    bocal.tellings.map(({ licence }) => licence.id),
    ['LO-2.0', 'ODbL-1.0'],
  );
});

test('how the words were read is told, and what holds only some of them is apart', async () => {
  const answer = await list('?q=jardn+sociale');
  assert.deepEqual(answer.reading?.corrected, [{ from: 'jardn', to: 'jardin' }]);
  assert.equal(answer.reading?.all, false);
  const some = await list('?q=jardin+01');
  assert.equal(some.total, 1);
  assert.equal(some.nearby.length, 19);
  const found = new Set(some.results.map(({ id }) => id));
  assert.ok(some.nearby.every(({ id }) => !found.has(id)));
  const without = await list('');
  assert.deepEqual(without.nearby, []);
  assert.equal(without.reading, undefined);
});

test('when nothing answers, the nearest searches that find something are given, each finding what it says', async () => {
  const nothing = await list('?q=jardin&territoire=2A004&theme=alimentation');
  assert.equal(nothing.total, 0);
  assert.ok(nothing.looser!.length > 0 && nothing.looser!.length <= 5);
  assert.ok(nothing.looser!.some(({ how, what }) => how === 'without' && what === 'territoire'));
  for (const { total, link } of nothing.looser!) assert.equal((await list(new URL(link).search)).total, total, link);
  assert.equal((await list('?q=jardin')).looser, undefined);
});
