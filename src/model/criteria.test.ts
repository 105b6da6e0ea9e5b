/** What a shared address must keep: the same search for whoever opens it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { areaOf } from './area.ts';
import { type Criteria, facetNames, noCriteria, readCriteria, sorts, writeCriteria } from './criteria.ts';

const read = (query: string) => readCriteria(new URLSearchParams(query));

test('an address with every criterion is read back as it was written', () => {
  const plain = { noNullPrototype: true } as const;
  const value = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
  const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
  const degrees = (most: number) => fc.integer({ min: -most * 1000, max: most * 1000 }).map((n) => n / 1000);
  const corners = fc.array(fc.record({ lat: degrees(89), lon: degrees(180) }), { minLength: 3, maxLength: 60 });
  const area = corners.map(areaOf).filter((drawn) => drawn !== undefined);
  const criteria: fc.Arbitrary<Criteria> = fc.record(
    {
      q: fc.string({ maxLength: 40 }).map((text) => text.replace(/\s+/g, ' ').trim()),
      chosen: fc.record(Object.fromEntries(facetNames.map((name) => [name, values])), {
        requiredKeys: [],
        noNullPrototype: true,
      }),
      territories: fc.uniqueArray(fc.constantFrom('commune-44109', 'epci-244400404', 'departement-2A', 'region-52')),
      yearFrom: fc.option(fc.integer({ min: 1000, max: 2200 }), { nil: undefined }),
      yearTo: fc.option(fc.integer({ min: 1000, max: 2200 }), { nil: undefined }),
      near: fc.option(
        fc.record({ lat: degrees(90), lon: degrees(180), radiusKm: fc.integer({ min: 1, max: 1000 }) }, plain),
        {
          nil: undefined,
        },
      ),
      box: fc.option(fc.constant<[number, number, number, number]>([-2.6, 46.8, -0.9, 47.9]), { nil: undefined }),
      area: fc.option(area, { nil: undefined }),
      sort: fc.constantFrom(...sorts),
      page: fc.integer({ min: 1, max: 100 }),
      pageSize: fc.integer({ min: 1, max: 100 }),
    },
    plain,
  );
  fc.assert(
    fc.property(criteria, (wanted) => {
      const { criteria: found, problems } = readCriteria(new URLSearchParams(writeCriteria(wanted).toString()));
      assert.deepEqual(problems, []);
      assert.deepEqual(found, wanted);
    }),
  );
});

test('a point or a box that lacks a number is told, not read as 0', () => {
  for (const query of ['pres=,', 'pres=47.2,', 'pres=,-1.5', 'cadre=,,5,5', 'cadre=1, ,2,3']) {
    const { criteria, problems } = read(query);
    assert.equal(problems.length, 1, query);
    assert.equal(criteria.near ?? criteria.box, undefined, query);
  }
  assert.deepEqual(read('pres=47.2, -1.5').criteria.near, { lat: 47.2, lon: -1.5, radiusKm: 20 });
});

test('what is too long is cut between letters, never in the middle of one', () => {
  const { criteria, problems } = read(
    new URLSearchParams({
      q: `${'a'.repeat(299)}🌱`,
      theme: `${'b'.repeat(99)}🌱`,
      de: `${'c'.repeat(99)}🌱`,
    }).toString(),
  );
  assert.deepEqual(
    [criteria.q, criteria.chosen.theme, problems.map(({ value }) => value)],
    ['a'.repeat(299), ['b'.repeat(99)], ['c'.repeat(99)]],
  );
});

test('whatever stands in an address, reading it gives criteria and never throws', () => {
  const names = fc.constantFrom(
    'q',
    'theme',
    'territoire',
    'de',
    'a',
    'pres',
    'rayon',
    'cadre',
    'zone',
    'tri',
    'page',
    'pageSize',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string({ unit: 'binary' }))), (pairs) => {
      const { criteria } = readCriteria(new URLSearchParams(pairs));
      assert.ok(criteria.page >= 1 && criteria.pageSize <= 100 && criteria.q.length <= 300);
      const again = readCriteria(writeCriteria(criteria));
      assert.deepEqual(again.criteria, criteria);
    }),
  );
});

test('what cannot be read is left out and said', () => {
  const { criteria, problems } = read(
    'theme=alimentation&territoire=Atlantide&de=hier&cadre=1,2,3&zone=1,2,3,4&page=0',
  );
  assert.deepEqual(criteria, { ...noCriteria, chosen: { theme: ['alimentation'] } });
  assert.deepEqual(
    problems.map(({ parameter }) => parameter),
    ['territoire', 'de', 'cadre', 'zone', 'page'],
  );
});

test('bare codes name a commune, an EPCI, a département; a région says its R', () => {
  assert.deepEqual(read('territoire=44109,244400404,2a,971,R52').criteria.territories, [
    'commune-44109',
    'epci-244400404',
    'departement-2A',
    'departement-971',
    'region-52',
  ]);
});
