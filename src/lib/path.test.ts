import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coversPath, pathsOf, readPath, readTexts } from './path.ts';

const row = {
  title: 'Le Bocal',
  geo: { lat: 47.2, lon: null },
  tags: [{ name: 'vélo', sub: ['a', 'b'] }, { name: 'réparation' }],
  themes: ['x', 'y'],
  'geo.point': '47.2, -1.5',
  'Tags[]': 'a named column',
  'a.b': { c: 1 },
  empty: [],
};

test('a path reads nested objects, lists and columns whose names hold dots or brackets', () => {
  assert.deepEqual(readPath(row, 'title'), ['Le Bocal']);
  assert.deepEqual(readPath(row, 'geo.lat'), [47.2]);
  assert.deepEqual(readPath(row, 'geo.lon'), []);
  assert.deepEqual(readPath(row, 'tags[].name'), ['vélo', 'réparation']);
  assert.deepEqual(readPath(row, 'tags.name'), ['vélo', 'réparation']);
  assert.deepEqual(readPath(row, 'tags[1].name'), ['réparation']);
  assert.deepEqual(readPath(row, 'tags[].sub[]'), ['a', 'b']);
  assert.deepEqual(readPath(row, 'themes'), ['x', 'y']);
  assert.deepEqual(readPath(row, 'themes[]'), ['x', 'y']);
  assert.deepEqual(readPath(row, 'geo.point'), ['47.2, -1.5']);
  assert.deepEqual(readPath(row, 'Tags[]'), ['a named column']);
  assert.deepEqual(readPath(row, 'a.b.c'), [1]);
  assert.deepEqual(readPath(row, 'empty'), []);
});

test('a path never reaches what a row inherits', () => {
  assert.deepEqual(readPath(row, 'constructor.name'), []);
  assert.deepEqual(readPath(row, '__proto__.toString'), []);
});

test('texts are trimmed, and empty ones are no value', () => {
  assert.deepEqual(readTexts({ a: [' x ', '', 3, false, null] }, 'a'), ['x', '3', 'false']);
});

test('the paths of a row name every place that holds something', () => {
  assert.deepEqual(pathsOf(row), [
    'title',
    'geo.lat',
    'geo.lon',
    'tags[].name',
    'tags[].sub',
    'themes',
    'geo.point',
    'Tags[]',
    'a.b.c',
    'empty',
  ]);
});

test('reading an object or a list counts as reading what is inside', () => {
  assert.ok(coversPath('geo', 'geo.lat'));
  assert.ok(coversPath('tags', 'tags[].name'));
  assert.ok(coversPath('tags[]', 'tags'));
  assert.ok(coversPath('sites[0].city', 'sites[].city'));
  assert.ok(!coversPath('geo', 'geography'));
  assert.ok(!coversPath('tags[].name', 'tags[].code'));
});

test('whatever a flat row is called, its columns are read back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })), (flat) => {
      for (const [name, value] of Object.entries(flat)) assert.deepEqual(readPath(flat, name), [value]);
    }),
  );
});
