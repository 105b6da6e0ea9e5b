import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCountry, readForeignCity } from './country.ts';
import { readAddress } from './read-address.ts';

const written: [string, string | undefined, string | undefined][] = [
  ['3 rue du Four, 44300 Nantes', '44300', 'Nantes'],
  ['3 rue du Four 44300 Nantes', '44300', 'Nantes'],
  ['1 Rue du Lavoir, 51200, Épernay, Marne, Grand Est, FRA', '51200', 'Épernay'],
  ['Mairie - BP 12345 - 21600 LONGVIC CEDEX', '21600', 'LONGVIC CEDEX'],
  ['Lot 2, voie urbaine 38 98 870 Bourail', '98870', 'Bourail'],
  ['12 quai du Port\n13002 Marseille\nFrance', '13002', 'Marseille'],
  ['F-67000 Strasbourg', '67000', 'Strasbourg'],
  ['12 rue de Paris', undefined, undefined],
  ['8 rue des Tilleuls, Villeurbanne', undefined, 'Villeurbanne'],
  ['', undefined, undefined],
];
for (const [text, postcode, city] of written) {
  test(`reads ${JSON.stringify(text)}`, () => {
    const reading = readAddress(text);
    assert.equal(reading.postcode, postcode);
    assert.equal(reading.cities[0], city);
  });
}

test('the last postcode of several is the place’s', () => {
  assert.equal(readAddress('Résidence 12345, 8 rue Haute, 44300 Nantes').postcode, '44300');
});

test('a country at the end of an address is read as one', () => {
  assert.equal(readAddress('Rue Haute 12, 1000 Bruxelles, Belgique').country, 'Belgique');
  assert.equal(readAddress('3 rue du Four, 44300 Nantes, France').country, 'France');
});

test('countries are read in French, in English and by code; overseas France is France', () => {
  assert.deepEqual(readCountry('Belgique'), { abroad: true, name: 'Belgique' });
  assert.deepEqual(readCountry('UNITED KINGDOM'), { abroad: true, name: 'Royaume-Uni' });
  assert.deepEqual(readCountry('DE'), { abroad: true, name: 'Allemagne' });
  assert.deepEqual(readCountry('Côte d’Ivoire'), { abroad: true, name: 'Côte d’Ivoire' });
  assert.deepEqual(readCountry('FRANCE'), { abroad: false });
  assert.deepEqual(readCountry('RE'), { abroad: false, departement: '974' });
  assert.deepEqual(readCountry('Nouvelle-Calédonie'), { abroad: false, departement: '988' });
  assert.equal(readCountry('NA'), undefined);
  assert.equal(readCountry('NR'), undefined);
  assert.equal(readCountry('Nantes'), undefined);
  assert.equal(readCountry(''), undefined);
  assert.deepEqual(readForeignCity('Genève'), { abroad: true, name: 'Suisse' });
  assert.equal(readForeignCity('Montréal'), undefined);
});
