import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { parameterNames, readCriteria } from '#model/criteria.ts';
import { vocabularyNames } from '#model/vocabulary.ts';
import { criteriaQuery } from './criteria-query.ts';
import { errorSchema } from './errors.ts';
import { projectListSchema } from './projects.ts';
import { known, testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

async function refused(query: string) {
  const response = await api.ask(`/v1/projects?${query}`);
  assert.equal(response.status, 400, `${query}: ${await response.clone().text()}`);
  const { error } = errorSchema.parse(await response.json());
  assert.equal(error.code, 'parameters-refused');
  assert.equal(response.headers.get('Cache-Control'), 'no-store');
  return error.details;
}

test('a parameter that cannot be read is refused, by name, with what it accepts', async () => {
  for (const [query, parameter] of [
    ['page=0', 'page'],
    ['page=deux', 'page'],
    ['page=501', 'page'],
    ['page=101&pageSize=100', 'page'],
    ['pageSize=101', 'pageSize'],
    ['theme=botanique', 'theme'],
    ['partenaire=inconnu', 'partenaire'],
    ['langue=français', 'langue'],
    ['territoire=nantes', 'territoire'],
    ['territoire=commune-00000', 'territoire'],
    ['de=hier', 'de'],
    ['de=2020&a=2010', 'de'],
    ['pres=47', 'pres'],
    ['pres=,', 'pres'],
    ['pres=91,0', 'pres'],
    ['pres=47&pres=2', 'pres'],
    ['rayon=5', 'rayon'],
    ['pres=47,2&rayon=0', 'rayon'],
    ['cadre=2,47,1,48', 'cadre'],
    ['zone=47,2,48,3', 'zone'],
    ['zone=47,2,48,3,nord,4', 'zone'],
    ['zone=80,0,80,120,80,-120', 'zone'],
    ['tri=hasard', 'tri'],
    ['tri=distance', 'tri'],
    ['lang=de', 'lang'],
    ['q=a&q=b', 'q'],
    [`q=${'a'.repeat(301)}`, 'q'],
  ] as const) {
    const [detail] = await refused(query);
    assert.equal(detail?.parameter, parameter, query);
    assert.ok(detail.reason.length > 5);
  }
});

test('a parameter that doesn’t exist is refused, and the nearest one named', async () => {
  assert.deepEqual(await refused('teme=habitat'), [
    { parameter: 'teme', reason: 'ce paramètre n’existe pas ici', nearest: 'theme' },
  ]);
  assert.equal((await refused('audience=jeunes&lang=en'))[0]?.nearest, 'public', 'its English name');
  assert.equal((await refused('bbox=1,2,3,4'))[0]?.nearest, 'cadre');
  assert.equal((await refused('utm_source=lettre'))[0]?.nearest, undefined);
});

test('a label or a misspelling in place of a code is refused with the code that was meant', async () => {
  assert.equal((await refused('theme=Habitat+et+logement'))[0]?.nearest, 'habitat');
  assert.equal((await refused('theme=habitat,alimentatoin'))[0]?.nearest, 'alimentation');
  assert.equal((await refused('theme=habitat,alimentatoin'))[0]?.value, 'alimentatoin');
});

test('messages follow `lang`', async () => {
  const message = async (query: string) =>
    errorSchema.parse(await (await api.ask(`/v1/projects?${query}`)).json()).error.message;
  assert.match(await message('page=0'), /ne se lisent pas/);
  assert.match(await message('page=0&lang=en'), /cannot be read/);
});

const anyValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' ', '0', '-1', '1e9', 'NaN', 'null', '__proto__', 'constructor', '47.2,-1.5', '-2,46,0,48'),
  fc.constantFrom('habitat', 'alimentation', '44', '2A', 'R52', 'departement-44', '44109', 'nom', 'distance', '2010'),
  fc.integer({ min: -5, max: 3000 }).map(String),
);
const anyName = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...parameterNames, 'lang') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'toString', 'level', 'within', '') },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);
const anyQuery = fc
  .array(fc.tuple(anyName, anyValue), { maxLength: 6 })
  .map((pairs) => new URLSearchParams(pairs).toString());

test('whatever the address holds, the API answers or says why not: never a failure of its own', async () => {
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('/v1/projects', '/v1/projects.csv', '/v1/projects.geojson') },
    { weight: 2, arbitrary: fc.constantFrom('/v1/territories', '/v1/sources', '/v1/vocabularies', '/') },
    { weight: 1, arbitrary: fc.constantFrom(...vocabularyNames.map((name) => `/v1/vocabularies/${name}`)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('/v1/projects/', '/v1/territories/', '/v1/vocabularies/', '/'), anyValue)
        .map(([start, end]) => start + encodeURIComponent(end.toWellFormed())),
    },
  );
  await fc.assert(
    fc.asyncProperty(path, anyQuery, async (where, query) => {
      const response = await api.ask(`${where}?${query}`);
      const text = await response.text();
      assert.ok([200, 301, 400, 404].includes(response.status), `${response.status} ${text.slice(0, 200)}`);
      if (response.status >= 400) errorSchema.parse(JSON.parse(text));
      else if (where === '/v1/projects') projectListSchema.parse(JSON.parse(text));
      assert.ok(!text.includes(known.bocal.contacts[1]!.value));
    }),
    { numRuns: 300 },
  );
  assert.deepEqual(api.failures, []);
});

test('whatever the API accepts, the criteria read without a problem: pages and API cannot drift apart', () => {
  const schema = criteriaQuery(api.rooms);
  let accepted = 0;
  fc.assert(
    fc.property(anyQuery, (query) => {
      const search = new URLSearchParams(query);
      const given = Object.fromEntries(
        [...new Set(search.keys())].map((name) => {
          const values = search.getAll(name);
          return [name, values.length === 1 ? values[0] : values];
        }),
      );
      if (!schema.safeParse(given).success) return;
      accepted++;
      assert.deepEqual(readCriteria(search).problems, []);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(accepted > 100, `${accepted} accepted`);
});

test('an address without end is refused before it is read', async () => {
  const response = await api.ask(`/v1/projects?q=${'a'.repeat(9_000)}`);
  assert.equal(response.status, 414);
});
