import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlighter } from '../analysis/highlight.ts';
import type { SearchDocument } from '../engine.ts';
import { explainWords, isItsName, pairsFound } from './explain.ts';

const document: SearchDocument = {
  id: 'a',
  title: 'Les jardins du parking',
  summary: 'On y partage des graines.',
  body: 'Un jardin partagé avec une école.',
  organisations: 'Association des voisins',
  keywords: 'Nantes',
  facets: {},
  territories: [],
  points: [],
  startYear: undefined,
  updatedDay: 0,
  quality: 1,
};
const told = (query: string) =>
  explainWords(document, highlighter(query)!).map(
    ({ word, field, weight, exact }) => `${word}: ${field ?? 'nowhere'} ${weight}${exact ? ' exact' : ''}`,
  );

test('each word is told with the field that counts most, and whether it is the very word', () => {
  assert.deepEqual(told('jardin parking nantes'), [
    'jardin: title 8 exact',
    'parking: title 8 exact',
    'nantes: keywords 2 exact',
  ]);
  assert.deepEqual(told('graine voisin'), ['graine: summary 3', 'voisin: organisations 3']);
  assert.deepEqual(told('jardin volcan'), ['jardin: title 8 exact', 'volcan: nowhere 0']);
});

test('words close to one another are told, and a title that is the very query', () => {
  assert.deepEqual(pairsFound(document, ['jardin', 'parking', 'nantes']), [['jardin', 'parking']]);
  assert.deepEqual(pairsFound(document, ['parking', 'jardin']), [], 'the other way round');
  assert.deepEqual(pairsFound(document, ['jardin', 'ecoles']), [['jardin', 'ecoles']], 'four words apart');
  assert.deepEqual(pairsFound(document, ['un', 'ecoles']), [], 'five words apart');
  assert.deepEqual(pairsFound(document, ['jardin']), []);
  assert.ok(isItsName(document, 'les JARDINS du parking !'));
  assert.ok(!isItsName(document, 'jardins du parking'));
});
