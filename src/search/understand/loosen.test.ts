import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { type Criteria, noCriteria } from '#model/criteria.ts';
import type { Territory } from '#model/territory.ts';
import type { SearchDocument, SearchEngine } from '../engine.ts';
import { createMemoryEngine } from '../memory/engine.ts';
import { loosenings } from './loosen.ts';

const document = (id: string, title: string, about: Partial<SearchDocument> = {}): SearchDocument => ({
  id,
  title,
  summary: '',
  body: '',
  organisations: '',
  keywords: '',
  facets: {},
  territories: ['commune-44109', 'epci-244400404', 'departement-44', 'region-52'],
  points: [{ lat: 47.2, lon: -1.55 }],
  startYear: 2015,
  updatedDay: 0,
  quality: 0.5,
  ...about,
});

const saintNazaire: Territory = {
  id: 'commune-44184',
  level: 'commune',
  code: '44184',
  name: 'Saint-Nazaire',
  postcodes: [],
  within: ['epci-244400644', 'departement-44', 'region-52'],
};
const territory = (id: string) => (id === saintNazaire.id ? saintNazaire : undefined);

let engine: SearchEngine;
before(async () => {
  engine = createMemoryEngine();
  const put = [
    document('a', 'Jardin partagé', { facets: { theme: ['environnement'] } }),
    document('b', 'Jardin des tours', { facets: { theme: ['environnement', 'lien-social'] } }),
    document('c', 'Épicerie solidaire', { facets: { theme: ['alimentation'] }, startYear: 2020 }),
  ];
  await engine.apply({ put, remove: [] });
});
const told = async (criteria: Partial<Criteria>, most?: number) => {
  const found = await loosenings(engine, { ...noCriteria, ...criteria }, territory, most);
  return found.map(({ step, total }) => `${Object.values(step).join(' ')}: ${total}`);
};

test('a place is widened to the first ground around it where something is', async () => {
  assert.deepEqual(await told({ q: 'jardin', territories: [saintNazaire.id] }), [
    'widened commune-44184 departement-44: 2',
    'without territories: 2',
  ]);
});

test('a radius is doubled until it finds', async () => {
  const near = { lat: 47.2, lon: -2.1, radiusKm: 15 };
  assert.deepEqual((await told({ q: 'épicerie', near })).slice(0, 1), ['radius 60: 1']);
});

test('words go one by one, quotes first', async () => {
  assert.deepEqual(await told({ q: '"partagé jardin"' }), ['quotes: 1', 'without words: 3']);
  assert.deepEqual((await told({ q: 'jardin "des jardin"' }))[0], 'quotes: 2');
});

test('a facet goes whole, years go together, the nearest step comes first', async () => {
  assert.deepEqual(await told({ chosen: { theme: ['alimentation', 'habitat'] }, yearTo: 2016 }), [
    'without theme: 2',
    'without years: 1',
  ]);
});

test('when no single step helps, each criterion is offered alone', async () => {
  const chosen = { theme: ['alimentation'], kind: ['lieu'], stage: ['clos'] };
  assert.deepEqual(await told({ chosen }), ['only theme: 1']);
});

test('every loosening finds exactly what it says, is one of at most five, and is wider than what was asked', async () => {
  const word = fc.constantFrom('jardin', 'partagé', 'épicerie', 'tours', '"jardin des tours"', 'xyzzy');
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { maxLength: 4 }),
      fc.subarray(['alimentation', 'lien-social', 'habitat']),
      fc.option(fc.constantFrom(saintNazaire.id, 'departement-44', 'commune-99999')),
      fc.option(fc.integer({ min: 2010, max: 2022 })),
      async (words, theme, place, year) => {
        const criteria: Criteria = {
          ...noCriteria,
          q: words.join(' '),
          chosen: theme.length > 0 ? { theme } : {},
          territories: place === null ? [] : [place],
          yearFrom: year ?? undefined,
        };
        const asked = await engine.search({ criteria });
        const found = await loosenings(engine, criteria, territory);
        assert.ok(found.length <= 5);
        for (const { step, criteria: loosened, total } of found) {
          const { total: truly } = await engine.search({ criteria: loosened });
          assert.equal(truly, total);
          assert.ok(total > 0);
          if (asked.total === 0 && step.how !== 'only') assert.ok(total > asked.total);
        }
      },
    ),
    { numRuns: 150 },
  );
});
