import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents } from '../contract/some-documents.ts';
import { readDocument } from './read-document.ts';

function lengthOf(title: string, facets = {}) {
  const [document] = documents({ one: { title, facets } });
  return readDocument(document!, () => {});
}

test('small words make no text longer, in the language of the text', () => {
  assert.deepEqual(lengthOf('Le jardin de la ville'), lengthOf('Jardin ville'));
  assert.deepEqual(lengthOf('Our garden is at school'), { words: 5, weighed: 40 });
  assert.deepEqual(lengthOf('Our garden is at school', { language: ['en'] }), { words: 2, weighed: 16 });
});

test('they stand in their place all the same, for whoever writes them in quotes', () => {
  const [document] = documents({ one: { title: 'La ruche qui dit oui' } });
  const places = new Map<string, number>();
  readDocument(document!, (word, position) => places.set(word, position));
  assert.deepEqual([places.get('ruche'), places.get('qui'), places.get('oui')], [1, 2, 4]);
});
