import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadGazetteer } from '../gazetteer.ts';
import { resolvePlace } from '../resolve.ts';
import { acceptAnswer, addressToAsk, communeOfPoint } from './accept.ts';

const gazetteer = loadGazetteer();
const resolve = (clues: Parameters<typeof resolvePlace>[0]) => resolvePlace(clues, gazetteer);
const door = (commune: string, rest: object = {}) => ({
  point: { lat: 47.2122, lon: -1.5555 },
  score: 0.97,
  type: 'housenumber',
  label: '8 Rue Kervégan 44000 Nantes',
  commune,
  ...rest,
});
const nantes = { address: '8 rue Kervégan', postcode: '44000', city: 'Nantes' };

test('a street in a known commune is asked there; a commune’s name again, or nothing, is not', () => {
  assert.deepEqual(addressToAsk(nantes, resolve(nantes)), { line: '8 rue Kervégan', commune: '44109' });
  for (const address of ['', 'Nantes', '44000 Nantes', 'Mairie'])
    assert.equal(addressToAsk({ ...nantes, address }, resolve(nantes)), undefined, address);
});

test('in Paris, Lyon and Marseille the arrondissement is left to the service, with the city in the question', () => {
  const paris = { address: '3 rue des Lilas', postcode: '75019', city: 'Paris' };
  assert.deepEqual(addressToAsk(paris, resolve(paris)), { line: '3 rue des Lilas 75019 Paris' });
  const accepted = acceptAnswer(door('75119'), resolve(paris), gazetteer);
  assert.ok(typeof accepted === 'object');
  assert.equal(accepted.commune, '75056');
});

test('a point that the partner gave is not asked', () => {
  const placed = { ...nantes, latitude: '47.21', longitude: '-1.55' };
  assert.equal(addressToAsk(placed, resolve(placed)), undefined);
});

test('the door, the street; never a commune’s centre, another commune, or an address too unlike', () => {
  const found = resolve(nantes);
  assert.deepEqual(acceptAnswer(door('44109'), found, gazetteer), {
    commune: '44109',
    point: { lat: 47.2122, lon: -1.5555 },
    precision: 'site',
  });
  const street = acceptAnswer(door('44109', { type: 'street' }), found, gazetteer);
  assert.equal(typeof street === 'object' && street.precision, 'street');
  assert.equal(acceptAnswer(door('44109', { type: 'municipality' }), found, gazetteer), 'coarse');
  assert.equal(acceptAnswer(door('35238'), found, gazetteer), 'elsewhere');
  assert.equal(acceptAnswer(door('44109', { score: 0.4 }), found, gazetteer), 'unlike');
  assert.equal(acceptAnswer('none', found, gazetteer), 'none');
});

test('among homonyms a street can tell which one, but only one of them', () => {
  const saint = { address: '4 place de l’Église', city: 'Saint-Sauveur' };
  const found = resolve(saint);
  assert.equal(found.outcome, 'ambiguous');
  assert.deepEqual(addressToAsk(saint, found), { line: '4 place de l’Église Saint-Sauveur' });
  const [first] = found.candidates;
  const accepted = acceptAnswer(door(first!.code), found, gazetteer);
  assert.equal(typeof accepted === 'object' && accepted.commune, first!.code);
  assert.equal(acceptAnswer(door('44109'), found, gazetteer), 'elsewhere');
});

test('the commune of a point is that of the nearest address, when it is near', () => {
  const point = { lat: 47.2125, lon: -1.5551 };
  assert.equal(communeOfPoint(point, door('44109'), gazetteer), '44109');
  assert.equal(communeOfPoint({ lat: 47.25, lon: -1.5551 }, door('44109'), gazetteer), undefined);
  assert.equal(communeOfPoint(point, door('44109', { type: 'municipality' }), gazetteer), undefined);
});
