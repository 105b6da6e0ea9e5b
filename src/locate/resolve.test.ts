import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlaceClues } from '#model/territory.ts';
import { loadGazetteer } from './gazetteer.ts';
import { resolvePlace } from './resolve.ts';

const gazetteer = loadGazetteer();
const resolve = (clues: PlaceClues) => resolvePlace(clues, gazetteer);
const codes = (clues: PlaceClues) => resolve(clues).problems.map(({ code }) => code);

/** What is written, then the commune it means. */
const meant: [string, PlaceClues, string][] = [
  ['a code', { inseeCode: '44109' }, '44109'],
  ['a code that a spreadsheet made a number', { inseeCode: '1160.0' }, '01160'],
  ['a code whose zero was lost', { inseeCode: '1053' }, '01053'],
  ['a Corsican code from before 1976', { inseeCode: '20004' }, '2A004'],
  ['a Corsican code in small letters', { inseeCode: '2b033' }, '2B033'],
  ['the code of a delegated commune', { inseeCode: '49321' }, '49160'],
  ['the code of an arrondissement', { inseeCode: '75113' }, '75056'],
  ['a postcode column that lost its zero', { postcode: '1210', city: 'Ferney-Voltaire' }, '01160'],
  ['a postcode written with a country prefix', { postcode: 'F-44300', city: 'Nantes' }, '44109'],
  ['a postcode in the city’s column', { city: '44300 NANTES' }, '44109'],
  ['St for Saint', { postcode: '42000', city: 'St-Etienne' }, '42218'],
  ['shouting with CEDEX', { postcode: '42023', city: 'SAINT ETIENNE CEDEX 1' }, '42218'],
  ['a CEDEX that the column cut short', { postcode: '08005', city: 'CHARLEVILLE-MEZIERES CED' }, '08105'],
  ['Ste for Sainte', { postcode: '44980', city: 'Ste Luce sur Loire' }, '44172'],
  ['s/ for sur', { postcode: '71100', city: 'Chalon s/ Saône' }, '71076'],
  ['a missing article', { postcode: '17000', city: 'Rochelle' }, '17300'],
  ['an article in parentheses', { postcode: '17000', city: 'Rochelle (La)' }, '17300'],
  ['a typographic apostrophe', { postcode: '94240', city: 'L’Haÿ les Roses' }, '94038'],
  ['a spelling mistake', { postcode: '59700', city: 'Marcq en Bareuil' }, '59378'],
  ['letters run together', { postcode: '59650', city: 'villeneuve dascq' }, '59009'],
  ['a remark after the name', { postcode: '76130', city: 'Mont Saint Aignan (atelier mobile)' }, '76451'],
  ['a campus after the name', { postcode: '35000', city: 'Rennes - Campus de Beaulieu' }, '35238'],
  ['a quarter before the name', { postcode: '13100', city: 'Quartier de la gare - Aix en Prove' }, '13001'],
  ['the beginning of a name', { postcode: '41200', city: 'Romorantin' }, '41194'],
  ['Paris and its arrondissement', { city: 'Paris 13e' }, '75056'],
  ['Lyon and its arrondissement in words', { postcode: '69005', city: 'Lyon-5E-Arrondissement' }, '69123'],
  ['Marseille by postcode alone', { postcode: '13013' }, '13055'],
  ['a name that was lengthened since', { postcode: '91000', city: 'Évry' }, '91228'],
  ['a slash for sur', { city: 'Saint Loup / Semouse' }, '70467'],
  ['a stray space in the name', { city: 'G rasse' }, '06069'],
  ['a département’s name in parentheses', { city: 'St-Denis (La Réunion)' }, '97411'],
  ['a postcode of Paris in the codes’ column', { inseeCode: '75011', postcode: '75011', city: 'Paris' }, '75056'],
  ['an arrondissement at the end of an address', { address: '10 rue de la Paix Paris 2e' }, '75056'],
  ['a hamlet that is a commune’s name elsewhere', { postcode: '97421', city: 'La Rivière', country: 'RE' }, '97414'],
  ['a commune that was absorbed', { postcode: '93380', city: 'Pierrefitte-sur-Seine' }, '93066'],
  ['a name and a département’s number', { city: 'Saint-Denis', departement: '93' }, '93066'],
  ['a name and a département’s name', { city: 'Saint-Denis', departement: 'La Réunion' }, '97411'],
  ['a département as D_21', { city: 'Chenove', departement: 'D_21' }, '21166'],
  ['a département in the city’s column', { city: 'Sainte-Anne (971)' }, '97128'],
  ['Corsica without saying which half', { postcode: '20200', city: 'BASTIA' }, '2B033'],
  ['a name and a région', { city: 'Saint-Denis', region: 'Île-de-France' }, '93066'],
  ['a name that only one commune bears', { city: 'nantes' }, '44109'],
  ['Réunion by its country code', { postcode: '97490', city: 'SAINTE CLOTILDE', country: 'RE' }, '97411'],
  ['New Caledonia', { postcode: '98800', city: 'NOUMEA' }, '98818'],
  ['Saint-Pierre-et-Miquelon', { postcode: '97500', city: 'Saint Pierre' }, '97502'],
  ['an address and nothing else', { address: '3 rue du Four, 44300 Nantes' }, '44109'],
  ['an address with its box', { address: 'Mairie - BP 12345 - 21600 LONGVIC CEDEX' }, '21355'],
  ['an address cut into segments', { address: '1 Rue du Lavoir, 51200, Épernay, Marne, Grand Est, FRA' }, '51230'],
  ['an address on several lines', { address: '12 quai du Port\n13002 Marseille\nFrance' }, '13055'],
  ['a city before its postcode', { address: 'Place du Marché, Nantes (44000)' }, '44109'],
  ['an address that ends with a city', { address: '8 rue des Tilleuls, Villeurbanne' }, '69266'],
  ['a postcode of several communes and an address', { postcode: '25220', address: '4 rue Haute, Thise' }, '25560'],
];
for (const [what, clues, commune] of meant) {
  test(`${what} leads to the commune`, () => {
    const found = resolve(clues);
    assert.equal(found.outcome, 'located');
    assert.equal(found.commune, commune);
    assert.deepEqual(found.territories, gazetteer.within(commune));
    assert.equal(found.precision, 'commune');
    assert.ok(found.point, 'the centre is given');
  });
}

test('a commune comes with its EPCI, its département and its région', () => {
  const { territories } = resolve({ inseeCode: '44109' });
  assert.deepEqual(territories, ['commune-44109', 'epci-244400404', 'departement-44', 'region-52']);
});

test('an arrondissement leads to its city and keeps its own centre', () => {
  const thirteenth = resolve({ city: 'Paris 13e' });
  assert.deepEqual(thirteenth.point, gazetteer.coded('75113')?.centre);
  assert.deepEqual(resolve({ postcode: '75013', city: 'PARIS' }).point, thirteenth.point);
  assert.notDeepEqual(resolve({ city: 'Paris' }).point, thirteenth.point);
});

test('homonyms stay ambiguous, with the most populous first', () => {
  const { outcome, candidates, commune, problems } = resolve({ city: 'Saint-Denis' });
  assert.equal(outcome, 'ambiguous');
  assert.equal(commune, undefined);
  assert.deepEqual(
    candidates.slice(0, 2).map(({ code }) => code),
    ['97411', '93066'],
  );
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['place-ambiguous'],
  );
});

test('a past commune of the same name makes a name ambiguous too', () => {
  assert.equal(resolve({ city: 'Massy' }).outcome, 'ambiguous');
  assert.equal(resolve({ city: 'Massy', departement: '91' }).commune, '91377');
});

test('a postcode of several communes alone is ambiguous, and says in which département', () => {
  const { outcome, candidates, territories } = resolve({ postcode: '25220' });
  assert.equal(outcome, 'ambiguous');
  assert.ok(candidates.length > 1);
  assert.ok(territories.includes('departement-25'));
});

const open: [string, PlaceClues][] = [
  ['a name that may be short for a much larger town’s', { city: 'Évry' }],
  ['several cities in one cell', { city: 'Lyon, Marseille' }],
  ['two cities and “et”', { city: 'Lille et Roubaix' }],
  ['two names that one text holds', { postcode: '95000', city: 'Cergy-Pontoise' }],
  ['a city that is in another région', { city: 'Nantes', region: 'Bretagne' }],
  ['a city that is in another département', { city: 'Nantes', departement: '75' }],
];
for (const [what, clues] of open) {
  test(`${what} is left open, with candidates`, () => {
    const { outcome, candidates, problems } = resolve(clues);
    assert.equal(outcome, 'ambiguous');
    assert.ok(candidates.length > 0);
    assert.equal(problems.length, 1);
  });
}

test('words that only look like a commune lead nowhere', () => {
  for (const city of ['en ligne', 'Toute la France', 'à définir'])
    assert.equal(resolve({ city }).outcome, 'unknown', city);
});

const areas: [PlaceClues, string][] = [
  [{ departement: '20' }, 'region-94'],
  [{ departement: 'Corse' }, 'region-94'],
  [{ departement: 'Seine St Denis' }, 'departement-93'],
  [{ departement: 'Côtes-du-Nord' }, 'departement-22'],
  [{ region: 'PACA' }, 'region-93'],
  [{ region: 'Midi-Pyrénées' }, 'region-76'],
  [{ city: 'Martinique' }, 'departement-972'],
  [{ city: 'La Réunion' }, 'departement-974'],
  [{ city: 'Bretagne' }, 'region-53'],
  [{ city: 'Nantes Métropole' }, 'epci-244400404'],
  [{ postcode: '92060', city: 'La Défense' }, 'departement-92'],
];
for (const [clues, id] of areas) {
  test(`${JSON.stringify(clues)} is an area: ${id}`, () => {
    const { outcome, commune, territories, precision } = resolve(clues);
    assert.deepEqual([outcome, commune, territories[0], precision], ['located', undefined, id, 'area']);
  });
}

test('“rue de Paris” is not Paris', () => {
  assert.equal(resolve({ address: '12 rue de Paris' }).outcome, 'unknown');
});

test('a name that lies elsewhere than its postcode is left open, the contradiction told', () => {
  const found = resolve({ postcode: '75011', city: 'Villeurbanne' });
  assert.equal(found.outcome, 'ambiguous');
  assert.deepEqual(found.candidates.map(({ code }) => code).sort(), ['69266', '75056']);
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['place-contradiction'],
  );
});

test('a postcode and a name that agree overrule a code', () => {
  const found = resolve({ inseeCode: '13055', postcode: '44300', city: 'Nantes' });
  assert.equal(found.commune, '44109');
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['place-contradiction'],
  );
});

test('an unknown code is told, and the other clues still count', () => {
  const found = resolve({ inseeCode: '44999', postcode: '44300', city: 'Nantes' });
  assert.equal(found.commune, '44109');
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['place-code-unknown'],
  );
});

test('what tables write for nothing is nothing', () => {
  for (const nothing of ['', '-', 'NA', 'null', 'nan', 'NR', '0', '(adresse non définie)']) {
    const found = resolve({
      inseeCode: nothing,
      postcode: nothing,
      city: nothing,
      address: nothing,
      country: nothing,
      latitude: nothing,
      longitude: nothing,
    });
    assert.equal(found.outcome, 'missing', nothing);
    assert.ok(
      found.problems.some(({ code }) => code === 'place-missing'),
      nothing,
    );
  }
});

test('a country alone is not a place in France', () => {
  assert.equal(resolve({ country: 'France' }).outcome, 'missing');
  assert.equal(resolve({ country: 'France, Espagne' }).outcome, 'missing');
});

const foreign: PlaceClues[] = [
  { country: 'Belgique', city: 'Namur' },
  { country: 'BE', postcode: '1000', city: 'Bruxelles' },
  { country: 'United Kingdom' },
  { city: 'Genève' },
  { address: 'Rue Haute 12, 1000 Bruxelles, Belgique' },
  { inseeCode: '99131' },
  { postcode: '1204', city: 'Genève' },
  { address: '12 rue du Rhône, 1204 Genève' },
  { city: 'Luxembourg' },
  { postcode: '98000', city: 'Monaco' },
  { latitude: '14.69', longitude: '-17.45' },
];
for (const clues of foreign) {
  test(`abroad is said abroad: ${JSON.stringify(clues)}`, () => {
    const found = resolve(clues);
    assert.equal(found.outcome, 'abroad');
    assert.equal(found.commune, undefined);
    assert.deepEqual(found.territories, []);
    assert.ok(found.problems.some(({ code }) => code === 'place-abroad'));
  });
}

test('Montréal in the Gers is in France', () => {
  assert.equal(resolve({ city: 'Montréal', departement: '32' }).commune, '32290');
});

test('a département alone is an area', () => {
  const found = resolve({ departement: 'Loire-Atlantique' });
  assert.equal(found.outcome, 'located');
  assert.equal(found.precision, 'area');
  assert.deepEqual(found.territories, ['departement-44', 'region-52']);
  assert.equal(found.point, undefined);
  assert.deepEqual(resolve({ region: 'Bretagne' }).territories, ['region-53']);
});

test('a point alone leads to the commune it lies in', () => {
  const found = resolve({ latitude: '47.2184', longitude: '-1.5536' });
  assert.equal(found.commune, '44109');
  assert.equal(found.precision, 'site');
  assert.deepEqual(found.how, ['point']);
  assert.equal(resolve({ latitude: '-22,27', longitude: '166,45' }).commune, '98818');
});

test('a point refines the commune that words give', () => {
  const found = resolve({ postcode: '44300', city: 'Nantes', latitude: '47.2459', longitude: '-1.5056' });
  assert.deepEqual(found.point, { lat: 47.2459, lon: -1.5056 });
  assert.equal(found.precision, 'site');
  assert.deepEqual(found.how, ['postcode+city', 'point']);
});

test('a point chooses among homonyms', () => {
  const found = resolve({ city: 'Saint-Denis', latitude: '48.93', longitude: '2.36' });
  assert.equal(found.commune, '93066');
  assert.deepEqual(found.problems, []);
});

const slipped: [string, PlaceClues][] = [
  ['swapped', { latitude: '-1.5536', longitude: '47.2184' }],
  ['without its sign', { latitude: '47.2184', longitude: '1.5536' }],
];
for (const [what, point] of slipped) {
  test(`a point ${what} is repaired when the words say how`, () => {
    const found = resolve({ postcode: '44000', city: 'Nantes', ...point });
    assert.equal(found.commune, '44109');
    assert.deepEqual(found.point, { lat: 47.2184, lon: -1.5536 });
    assert.deepEqual(
      found.problems.map(({ code }) => code),
      ['point-repaired'],
    );
  });
}

test('a point far from a commune that two clues give is refused, the commune’s centre taken', () => {
  const found = resolve({ postcode: '44000', city: 'Nantes', latitude: '43.6', longitude: '1.44' });
  assert.equal(found.commune, '44109');
  assert.equal(found.precision, 'commune');
  assert.deepEqual(found.point, gazetteer.coded('44109')?.centre);
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['point-outside'],
  );
});

test('a point outside the declared département is flagged and kept: the seat is elsewhere than the site', () => {
  for (const seat of [
    { departement: '28' },
    { departement: '75', postcode: '75011' },
    { departement: '93', postcode: '93100', region: 'Île-de-France' },
  ]) {
    const found = resolve({ ...seat, latitude: '45.7681', longitude: '4.8357' });
    assert.equal(found.commune, '69123');
    assert.deepEqual(found.point, { lat: 45.7681, lon: 4.8357 });
    assert.deepEqual(
      found.problems.map(({ code }) => code),
      ['point-outside'],
    );
  }
  assert.deepEqual(codes({ departement: '75', postcode: '75011', latitude: '48.8534', longitude: '2.4196' }), [
    'point-outside',
  ]);
  assert.deepEqual(codes({ departement: '69', latitude: '45.7681', longitude: '4.8357' }), []);
});

test('null island and the centre of France are no places', () => {
  for (const [latitude, longitude] of [
    ['0', '0'],
    ['46.227638', '2.213749'],
    ['46.603354', '1.8883335'],
  ]) {
    const found = resolve({ postcode: '44000', city: 'Nantes', latitude, longitude });
    assert.equal(found.precision, 'commune');
    assert.deepEqual(
      found.problems.map(({ code }) => code),
      ['point-default'],
    );
  }
});

test('problems are noted on the field that they are told', () => {
  const { problems } = resolvePlace({ city: 'Saint-Denis', latitude: 'ici', longitude: 'là' }, gazetteer, 'sites.2');
  assert.deepEqual(problems.map(({ field }) => field).sort(), ['sites.2', 'sites.2.point']);
});

const communes = gazetteer.all('commune');
const anyCommune = fc.integer({ min: 0, max: communes.length - 1 }).map((index) => communes[index]!);

/** The same words in other clothes: case, accents, hyphens, St for Saint. */
const clothes: ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD').replace(/\p{M}/gu, ''),
  (text) => text.normalize('NFD'),
  (text) => text.replace(/-/g, ' '),
  (text) => text.replace(/'/g, '’'),
  (text) => text.replace(/\bSaint(e?)\b/g, 'St$1'),
  (text) => `  ${text} `,
];

test('law: case, accents, hyphens and abbreviations change nothing', () => {
  fc.assert(
    fc.property(anyCommune, fc.constantFrom(...clothes), fc.boolean(), (commune, dress, withPostcode) => {
      const clues = (city: string) => ({ city, ...(withPostcode ? { postcode: commune.postcodes[0] } : {}) });
      const [plain, dressed] = [resolve(clues(commune.name)), resolve(clues(dress(commune.name)))];
      assert.equal(dressed.outcome, plain.outcome);
      assert.equal(dressed.commune, plain.commune);
    }),
    { numRuns: 600 },
  );
});

test('law: a commune’s own name and postcode never lead to another, and a name alone never chooses', () => {
  fc.assert(
    fc.property(anyCommune, (commune) => {
      const [postcode] = commune.postcodes;
      const both = resolve({ city: commune.name, postcode });
      if (postcode)
        assert.ok(both.commune === commune.code || both.candidates.some(({ code }) => code === commune.code));
      const alone = resolve({ city: commune.name });
      const bearers = communes.filter(({ name }) => name === commune.name);
      // “Bretagne” and “Aube” are two small communes each, and areas that everybody means.
      if (bearers.length > 1) assert.equal(alone.commune, undefined);
      else assert.ok(alone.commune === commune.code || alone.commune === undefined);
    }),
    { numRuns: 300 },
  );
});

test('law: a located commune lies in the département that the clues give', () => {
  const word = fc.constantFrom('Saint-Denis', 'Beaumont', 'Sainte-Colombe', 'Nantes', 'Bellevue', 'Le Port', 'Vienne');
  const departement = fc.constantFrom(...gazetteer.all('departement').map(({ code }) => code));
  fc.assert(
    fc.property(word, departement, (city, code) => {
      const { commune, territories } = resolve({ city, departement: code });
      if (commune !== undefined) assert.ok(territories.includes(`departement-${code}`));
    }),
    { numRuns: 300 },
  );
});
