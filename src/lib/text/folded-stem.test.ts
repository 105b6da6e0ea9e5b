import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldedStem } from './folded-stem.ts';

test('the plural of words in o is found with the singular', () => {
  for (const word of ['velo', 'photo', 'auto', 'metro', 'euro', 'video'])
    assert.equal(foldedStem(`${word}s`), foldedStem(word), word);
});

test('the plural in x of words in eu is found with the singular; adjectives stay what they are', () => {
  for (const word of ['lieu', 'milieu', 'tierslieu', 'jeu', 'enjeu', 'feu', 'voeu', 'cheveu'])
    assert.equal(foldedStem(`${word}x`), foldedStem(word), word);
  assert.equal(foldedStem('heureuse'), foldedStem('heureux'));
});

test('words that have lost their accents keep the stem of those that have them', () => {
  assert.equal(foldedStem('solidarites'), foldedStem('solidarite'));
  assert.equal(foldedStem('salaries'), foldedStem('salarie'));
});
