/** Two ways of writing one name that a person would not stumble over, and two names that only look alike. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bagOf, coverage } from './bag.ts';
import { weighWords } from './word-weights.ts';
import { wordsOf } from './words.ts';

const names = ['Médiathèque Jules Verne', 'Médiathèque Simone Veil', 'Médiathèque du port', 'Le Bocal', 'Espace Verne'];
const weigh = weighWords(names.map(wordsOf));
const share = (a: string, b: string): number => coverage(bagOf(wordsOf(a), weigh), bagOf(wordsOf(b), weigh)).share;

test('a typo, a hyphen, an abbreviation or an acronym does not part a name from itself', () => {
  assert.ok(share('Médiathèque Jules Vernes', 'Médiathèque Jules Verne') > 0.9);
  assert.equal(share('Tiers-lieu du Bocal', 'Tierslieu du Bocal'), 1);
  assert.equal(share('St Exupéry', 'Saint-Exupéry'), 1);
  assert.equal(share('MJC', 'Maison des jeunes et de la culture'), 1);
  assert.equal(share('Maison des jeunes et de la culture', 'MJC'), 1);
});

test('a rare word in common says more than a common one, and another number is another thing', () => {
  assert.ok(share('Médiathèque Verne', 'Espace Verne') > share('Médiathèque Verne', 'Médiathèque Veil'));
  assert.ok(share('Lot 12', 'Lot 13') < 0.6);
});
