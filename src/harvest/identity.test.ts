import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contentHash, keyOf, storable, withoutPaths } from './identity.ts';

const key = (row: Record<string, unknown>, columns: string[]) => keyOf(row, { key: columns, uncounted: [] });

test('a key is made of its columns, and two keys never become one by the accident of a separator', () => {
  assert.equal(key({ a: ' x ', b: { c: 3 } }, ['a', 'b.c']), 'x | 3');
  assert.equal(key({ a: 'x', b: '' }, ['a', 'b']), 'x | ');
  assert.equal(key({ a: ' ', b: null }, ['a', 'b']), undefined);
  assert.notEqual(key({ a: 'x | y', b: 'z' }, ['a', 'b']), key({ a: 'x', b: 'y | z' }, ['a', 'b']));
  assert.notEqual(key({ a: 'x\\', b: 'y' }, ['a', 'b']), key({ a: 'x', b: '\\y' }, ['a', 'b']));
});

test('keyed by content, the order of columns and what is not counted make no difference', () => {
  const manifest = { key: 'content' as const, uncounted: ['maj', 'meta.seen', 'tags[].n'] };
  const one = keyOf({ a: 1, b: 2, maj: 'x', meta: { seen: 1, kept: 2 }, tags: [{ n: 1, t: 'a' }] }, manifest);
  const two = keyOf({ b: 2, a: 1, maj: 'y', meta: { seen: 9, kept: 2 }, tags: [{ n: 5, t: 'a' }] }, manifest);
  assert.equal(one, two);
  assert.notEqual(one, keyOf({ a: 1, b: 3, meta: { kept: 2 }, tags: [{ t: 'a' }] }, manifest));
});

test('leaving out a column leaves the row as it was', () => {
  const row = { a: 1, b: { c: 2, d: 3 } };
  assert.deepEqual(withoutPaths(row, ['b.c', 'z', 'a.x']), { a: 1, b: { d: 3 } });
  assert.deepEqual(row, { a: 1, b: { c: 2, d: 3 } });
});

test('what is stored has no character that PostgreSQL refuses, and is the same where there is none', () => {
  const sound = { a: 'é', b: ['\u{1f33b}'] };
  assert.equal(storable(sound), sound);
  assert.deepEqual(storable({ a: '\\u0000' }), { a: '\\u0000' });
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (row) => {
      const text = JSON.stringify(storable({ ...row, x: '\u0000' }));
      assert.doesNotMatch(text.replace(/\\\\/g, ''), /\\u(0000|d[89a-f])/i);
    }),
  );
});

test('the hash of a record tells its rows apart and in order', () => {
  assert.equal(contentHash([{ a: 1, m: 2 }], ['m']), contentHash([{ m: 3, a: 1 }], ['m']));
  assert.notEqual(contentHash([{ a: 1 }, { a: 2 }], []), contentHash([{ a: 2 }, { a: 1 }], []));
});
