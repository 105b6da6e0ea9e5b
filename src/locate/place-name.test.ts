import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nameReadings, placeLetters, placeWords, readArrondissement } from './place-name.ts';
import { edits, tolerance } from './spelling.ts';

test('abbreviations are spelled out and CEDEX dropped', () => {
  assert.equal(placeWords('SAINT-ETIENNE CEDEX 1'), 'saint etienne');
  assert.equal(placeWords('Ste-Foy-lès-Lyon'), 'sainte foy les lyon');
  assert.equal(placeWords('Châlons s/ Saône'), 'chalons sur saone');
  assert.equal(placeWords('Villeneuve-lez-Avignon'), placeWords('Villeneuve-lès-Avignon'));
  assert.equal(placeWords('Œting'), 'oeting');
  assert.equal(placeWords('Mt-Dore'), 'mont dore');
});

test('articles are left out of the looser key, unless nothing else is left', () => {
  assert.equal(placeLetters('La Roche-sur-Yon'), placeLetters('Roche Yon'));
  assert.equal(placeLetters('L’Haÿ-les-Roses'), placeLetters('hay roses'));
  assert.equal(placeLetters('Sous'), 'sous');
});

test('law: the keys of a key are itself', () => {
  fc.assert(fc.property(fc.string(), (text) => assert.equal(placeWords(placeWords(text)), placeWords(text))));
});

test('remarks around a name are read apart', () => {
  assert.ok(nameReadings('Rennes - Campus').includes('Rennes'));
  assert.ok(nameReadings('Campus - Rennes').includes('Rennes'));
  assert.equal(nameReadings('Rochelle (La)')[0], 'La Rochelle');
  assert.ok(nameReadings('Lyon (accès réservé').includes('Lyon'));
  assert.deepEqual(nameReadings('12'), []);
});

const arrondissements: [string, string | undefined][] = [
  ['Paris 13e', '75113'],
  ['PARIS 01', '75101'],
  ['Paris-8E-Arrondissement', '75108'],
  ['Paris XX', '75120'],
  ['Paris XIVe', '75114'],
  ['Lyon 3ème', '69383'],
  ['Marseille 1er', '13201'],
  ['13e arrondissement de Paris', '75113'],
  ['2nd arrondissement de Lyon', '69382'],
  ['Paris 21e', undefined],
  ['Lyon 10', undefined],
  ['Paris', undefined],
  ['Paris La Défense', undefined],
  ['Nantes 2', undefined],
];
for (const [text, code] of arrondissements) {
  test(`"${text}" names ${code ?? 'no arrondissement'}`, () => {
    assert.equal(readArrondissement(text)?.arrondissement, code);
  });
}

test('edits count what separates two spellings, up to a limit', () => {
  assert.equal(edits('epernay', 'epernay', 2), 0);
  assert.equal(edits('epernay', 'eprenay', 2), 1);
  assert.equal(edits('lile', 'lille', 2), 1);
  assert.equal(edits('nantes', 'rennes', 1), 2);
  assert.equal(edits('a', 'abcdef', 2), 3);
});

test('law: edits are symmetric, and none only between equals', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(edits(a, b, 8), edits(b, a, 8));
      assert.equal(edits(a, b, 8) === 0, a === b);
    }),
  );
});

test('short names forgive nothing', () => {
  assert.equal(tolerance('lyon'), 0);
  assert.equal(tolerance('nantes'), 1);
  assert.equal(tolerance('villeurbanne'), 2);
});
