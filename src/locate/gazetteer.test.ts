import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { territorySchema } from '#model/territory.ts';
import { kilometres } from './distance.ts';
import { loadGazetteer } from './gazetteer.ts';

const gazetteer = loadGazetteer();
const names = (text: string, most: number, levels?: Parameters<typeof gazetteer.find>[2]) =>
  gazetteer.find(text, most, levels).map(({ name }) => name);

test('a commune is told with its people, postcodes and centre', () => {
  const nantes = gazetteer.territory('commune-44109');
  assert.equal(nantes?.name, 'Nantes');
  assert.ok(nantes.population! > 300_000);
  assert.ok(nantes.postcodes.includes('44300'));
  assert.ok(kilometres(nantes.centre!, { lat: 47.2184, lon: -1.5536 }) < 5);
});

test('all territories keep to the schema, and what they lie in exists', () => {
  const all = (['commune', 'epci', 'departement', 'region'] as const).flatMap((level) => gazetteer.all(level));
  assert.equal(gazetteer.all('region').length, 18);
  assert.equal(gazetteer.all('departement').length, 109);
  assert.ok(gazetteer.all('commune').length > 34_900);
  for (const territory of all) {
    territorySchema.parse(territory);
    assert.deepEqual(gazetteer.territory(territory.id), territory);
    for (const id of territory.within) assert.ok(gazetteer.territory(id), `${territory.id} lies in ${id}`);
  }
});

test('only scattered islands have no centre', () => {
  const without = gazetteer.all('commune').filter(({ centre }) => !centre);
  assert.deepEqual(
    without.map(({ code }) => code),
    ['98415'],
  );
});

test('collectivités d’outre-mer have their communes, and belong to no région', () => {
  assert.deepEqual(gazetteer.within('98818'), ['commune-98818', 'departement-988']);
  assert.equal(gazetteer.communeCount('departement-988'), 33);
  assert.equal(gazetteer.territory('departement-987')?.name, 'Polynésie française');
});

test('past communes and arrondissements lead to today’s commune', () => {
  assert.equal(gazetteer.territory('commune-75113')?.id, 'commune-75056');
  assert.equal(gazetteer.territory('commune-93059')?.id, 'commune-93066');
  assert.deepEqual(gazetteer.within('20004')[0], 'commune-2A004');
  assert.equal(gazetteer.territory('commune-00000'), undefined);
  assert.deepEqual(gazetteer.within('00000'), []);
});

test('what a territory holds adds up', () => {
  assert.equal(gazetteer.children('region-53').length, 4);
  const inBrittany = gazetteer.children('region-53').reduce((sum, id) => sum + gazetteer.communeCount(id), 0);
  assert.equal(gazetteer.communeCount('region-53'), inBrittany);
  assert.equal(gazetteer.communeCount('epci-244400404'), gazetteer.children('epci-244400404').length);
  assert.equal(gazetteer.communeCount('commune-44109'), 1);
  assert.equal(gazetteer.communeCount('commune-00000'), 0);
});

test('completion puts whole names first, then the most populous', () => {
  assert.deepEqual(names('nantes', 2), ['Nantes', 'Nantes Métropole']);
  assert.equal(names('marseil', 3)[0], 'Marseille');
  assert.equal(names('st etienne', 1, ['commune'])[0], 'Saint-Étienne');
  assert.deepEqual(names('bretagne', 1, ['region']), ['Bretagne']);
  assert.deepEqual(names('ILLE ET VIL', 1), ['Ille-et-Vilaine']);
  assert.deepEqual(names('44300', 1), ['Nantes']);
  assert.deepEqual(names('2a', 1), ['Corse-du-Sud']);
  assert.deepEqual(names('   ', 5), []);
  assert.equal(names('rochelle', 1)[0], 'La Rochelle');
  assert.equal(names('metropole nant', 1)[0], 'Nantes Métropole');
  assert.deepEqual(
    gazetteer.find('saint denis 93', 1).map(({ code }) => code),
    ['93066'],
  );
  assert.equal(names('x', 3).length, 3);
  assert.equal(gazetteer.find('saint', 7).length, 7);
});

test('a département is read from its code or its name, however written', () => {
  const written: [string, string][] = [
    ['44', '44'],
    ['D_21', '21'],
    ['1', '01'],
    ['1.0', '01'],
    ['2a', '2A'],
    ['974', '974'],
    ['Réunion', '974'],
    ['loire atlantique', '44'],
    ['COTE D’OR', '21'],
    ['Gironde (33)', '33'],
    ['33 - Gironde', '33'],
    ['Département 35', '35'],
  ];
  for (const [text, code] of written) assert.equal(gazetteer.departement(text)?.code, code, text);
  assert.equal(gazetteer.departement('Bourgogne'), undefined);
  assert.equal(gazetteer.departement(''), undefined);
  assert.equal(gazetteer.region('ile-de-france')?.code, '11');
  assert.equal(gazetteer.region('Grand-Est ')?.code, '44');
});

test('neighbours touch each other', () => {
  const around = gazetteer.neighbours('44109');
  assert.ok(around.includes('commune-44143'), 'Rezé is beside Nantes');
  assert.ok(!around.includes('commune-44109'));
  for (const id of around) assert.ok(gazetteer.neighbours(id.slice(8)).includes('commune-44109'), id);
});

test('a point lies in its commune; in the sea and abroad in none', () => {
  assert.equal(gazetteer.communeAt({ lat: 47.2184, lon: -1.5536 })?.code, '44109');
  assert.equal(gazetteer.communeAt({ lat: 48.8534, lon: 2.3488 })?.code, '75056');
  assert.equal(gazetteer.communeAt({ lat: -20.88, lon: 55.45 })?.code, '97411');
  assert.equal(gazetteer.communeAt({ lat: -17.54, lon: -149.57 })?.code, '98735');
  assert.equal(gazetteer.communeAt({ lat: 50.85, lon: 4.35 }), undefined);
  assert.equal(gazetteer.communeAt({ lat: 46, lon: -6 }), undefined);
});

test('law: a commune’s centre lies in its commune or within 10 km of the one found', () => {
  const communes = gazetteer.all('commune').filter(({ centre, code }) => centre && code < '98');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: communes.length - 1 }), (index) => {
      const { centre } = communes[index]!;
      const found = gazetteer.communeAt(centre!);
      assert.ok(found?.centre && kilometres(found.centre, centre!) <= found.radius + 10);
    }),
    { numRuns: 300 },
  );
});

test('a commune’s outline goes around its centre; where there is none, none is made up', () => {
  for (const code of ['44109', '2A004', '97411']) {
    const { lat, lon } = gazetteer.territory(`commune-${code}`)!.centre!;
    const positions = gazetteer.outline(code).flat();
    assert.ok(positions.length >= 3, code);
    const [lons, lats] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
    assert.ok(Math.min(...lons) < lon && lon < Math.max(...lons), code);
    assert.ok(Math.min(...lats) < lat && lat < Math.max(...lats), code);
  }
  assert.deepEqual(gazetteer.outline('99999'), []);
});

test('areas are right within a few percent from an EPCI upwards, Paris by its arrondissements', () => {
  // IGN, square kilometres.
  for (const [id, known] of [
    ['commune-75056', 105.4],
    ['epci-244400404', 523.4],
    ['departement-48', 5167],
    ['region-53', 27_208],
  ] as const) {
    const area = gazetteer.area(id)!;
    assert.ok(Math.abs(area / known - 1) < 0.03, `${id}: ${area}`);
  }
  assert.equal(gazetteer.area('commune-98735'), undefined, 'an island without an outline');
  assert.equal(gazetteer.area('commune-00000'), undefined);
});
