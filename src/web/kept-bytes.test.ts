/** Kept bytes: made once while there is room, never more than there is room for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptBytes } from './kept-bytes.ts';

function counting(size: number) {
  const made: string[] = [];
  const make = (name: string) => async () => {
    made.push(name);
    return new Uint8Array(size);
  };
  return { made, make };
}

test('what was asked lately is not made again, what was asked longest ago is', async () => {
  const kept = new KeptBytes(800);
  const { made, make } = counting(100);
  for (const name of [...'abcdefgh', 'a', 'b']) await kept.get(name, make(name));
  assert.equal(made.join(''), 'abcdefgh');
  await kept.get('i', make('i'));
  await kept.get('a', make('a'));
  assert.equal(made.join(''), 'abcdefghi');
  await kept.get('c', make('c'));
  assert.equal(made.join(''), 'abcdefghic');
});

test('what is too large is not kept, and two that ask at once get their own', async () => {
  const kept = new KeptBytes(800);
  const { made, make } = counting(101);
  await kept.get('a', make('a'));
  await kept.get('a', make('a'));
  assert.equal(made.length, 2);
  const small = counting(10);
  const [one, other] = await Promise.all([kept.get('b', small.make('b')), kept.get('b', small.make('b'))]);
  assert.deepEqual(one, other);
});
