/** Addresses and fingerprints that must stay the same for ever. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shortId, shortIdPattern, stableJson } from './hash.ts';

test('an id is ten characters of Crockford base32, always the same for the same text', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(5), (text, salt) => {
      const id = shortId(text, salt);
      assert.match(id, shortIdPattern);
      assert.equal(id, shortId(text, salt));
    }),
  );
  assert.equal(shortId('demo/1'), '79k5v2edj6');
  assert.notEqual(shortId('demo/1'), shortId('demo/1', 1));
});

test('ids are spread: a hundred thousand texts give a hundred thousand ids', () => {
  const ids = new Set(Array.from({ length: 100_000 }, (_, i) => shortId(`source/${i}`)));
  assert.equal(ids.size, 100_000);
});

test('the order of an object’s keys does not change its text', () => {
  assert.equal(stableJson({ b: [{ d: 1, c: 2 }], a: null }), '{"a":null,"b":[{"c":2,"d":1}]}');
});
