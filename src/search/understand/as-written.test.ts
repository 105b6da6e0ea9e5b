import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tokens } from '#lib/text/tokens.ts';
import { insteadOf, keepAsWritten } from './as-written.ts';

test('the word that was read otherwise is put in quotes, as it was typed', () => {
  assert.equal(keepAsWritten('Jardn partagé', 'jardn'), '"Jardn" partagé');
  assert.equal(keepAsWritten('l’Épicrie de Lille', 'epicrie'), '"l’Épicrie" de Lille');
  assert.equal(keepAsWritten('tiers-lieux', 'lieux'), '"tiers-lieux"');
});

test('what is already in quotes or left out stays', () => {
  assert.equal(keepAsWritten('"jardn" jardn', 'jardn'), '"jardn" "jardn"');
  assert.equal(keepAsWritten('-jardn', 'jardn'), '-jardn');
  assert.equal(keepAsWritten('jardin', 'autre'), 'jardin');
});

test('another word takes its place wherever it stands outside quotes', () => {
  assert.equal(
    insteadOf('le Jardon des jardons "jardon" -jardon', 'jardon', 'jardin'),
    'le jardin des jardons "jardon" -jardon',
  );
  assert.equal(insteadOf('jardin', 'autre', 'mot'), 'jardin');
});

test('no word is added or lost, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.nat(20), (query, nth) => {
      const words = tokens(query);
      const word = words[nth % Math.max(1, words.length)] ?? 'mot';
      assert.deepEqual(tokens(keepAsWritten(query, word)), words);
    }),
  );
});
