import assert from 'node:assert/strict';
import { test } from 'node:test';
import { places } from '../testing-country.ts';
import { fullName, readPlace } from './place.ts';

const read = (query: string) => readPlace(new URLSearchParams(query), places());
const found = (query: string) => {
  const place = read(query);
  return place.is === 'changed' ? place.territory?.id : place.is;
};

test('a name, a postcode or a code leads to its territory', () => {
  assert.equal(found('ou=Nantes'), 'commune-44109');
  assert.equal(found('ou=bretagne'), 'region-53');
  assert.equal(found('ou=Creuse'), 'departement-23');
  assert.equal(found('ou=paris'), 'commune-75056');
});

test('homonyms are offered, not guessed', () => {
  const place = read('ou=Saint-Denis');
  assert.equal(place.is, 'ambiguous');
  const names = place.is === 'ambiguous' ? place.choices.map((choice) => fullName(choice, places())) : [];
  assert.ok(
    names.includes('Saint-Denis (Seine-Saint-Denis)') && names.includes('Saint-Denis (La Réunion)'),
    names.join(),
  );
});

test('what the completion chose is not guessed again', () => {
  assert.equal(found('ou=Saint-Denis&dans=commune-93066'), 'commune-93066');
});

test('a place that the box still shows stays, one that was erased goes', () => {
  assert.equal(read('ou=Saint-Denis&ici=commune-93066').is, 'unchanged');
  assert.deepEqual(read('ou=&ici=commune-93066'), { is: 'changed', replaces: 'commune-93066', territory: undefined });
});

test('an unknown place is said, no place is none', () => {
  assert.equal(read('ou=Xyzzyville').is, 'unknown');
  assert.equal(read('q=jardin').is, 'unsaid');
  assert.equal(read('ou=').is, 'unsaid');
});
