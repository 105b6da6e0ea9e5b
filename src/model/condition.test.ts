import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fulfils } from './condition.ts';

test('a condition compares words without their accents, case or outer spaces', () => {
  assert.ok(fulfils({ publier: ' NON ' }, { publier: 'non' }));
  assert.ok(fulfils({ état: 'Refusé' }, { état: ['refuse', 'retire'] }));
  assert.ok(!fulfils({ publier: 'oui' }, { publier: 'non' }));
});

test('every column of a condition must hold', () => {
  assert.ok(fulfils({ a: 'x', b: 2 }, { a: 'x', b: '2' }));
  assert.ok(!fulfils({ a: 'x', b: 3 }, { a: 'x', b: '2' }));
});

test('a pattern, a filled column, an empty one', () => {
  assert.ok(fulfils({ a: 'TOTAL général' }, { a: { matches: '^total' } }));
  assert.ok(fulfils({ a: '  ' }, { a: { filled: false } }));
  assert.ok(fulfils({ tags: [{ n: 'x' }] }, { 'tags[].n': { filled: true } }));
  assert.ok(fulfils({ a: '' }, { a: ['', '-'] }));
  assert.ok(!fulfils({ a: '' }, { a: { matches: '.*' } }));
});
