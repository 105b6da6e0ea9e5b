import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { typeset } from './typeset.ts';

test('French spaces never leave a sign alone at the start of a line', () => {
  assert.equal(
    typeset('Où ? Ici : « oui » ; 71 % !'),
    'Où\u202f? Ici\u00a0: «\u00a0oui\u00a0»\u202f; 71\u202f% !'.replace(' !', '\u202f!'),
  );
  assert.equal(typeset("l'école d'ici"), 'l’école d’ici');
  assert.equal(typeset('12 638 projets'), '12\u202f638 projets');
});

test('addresses and hours stay as they are', () => {
  assert.equal(typeset('https://exemple.org/?q=a à 10:30'), 'https://exemple.org/?q=a à 10:30');
});

test('setting twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...' «»:;!?%\'…."a9é\u00a0\u202f') }), (text) => {
      assert.equal(typeset(typeset(text)), typeset(text));
    }),
  );
});
