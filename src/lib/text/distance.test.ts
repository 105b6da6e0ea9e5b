import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { distanceWithin, letterSignature, mostEdits } from './distance.ts';

/** The definition, by recursion. */
function plain(a: string, b: string, i = a.length, j = b.length): number {
  if (i === 0 || j === 0) return i + j;
  const change = plain(a, b, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const one = Math.min(plain(a, b, i - 1, j), plain(a, b, i, j - 1)) + 1;
  const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? plain(a, b, i - 2, j - 2) + 1 : one;
  return Math.min(change, one, swap);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

test('the distance is that of its definition, as far as it is asked', () => {
  fc.assert(
    fc.property(word, word, fc.constantFrom(1, 2), (a, b, most) => {
      assert.equal(distanceWithin(a, b, most), Math.min(plain(a, b), most + 1));
    }),
    { numRuns: 500 },
  );
});

test('words at n edits differ by at most 2 n letters of their signatures', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const different = (letterSignature(a) ^ letterSignature(b)).toString(2).replace(/[^1]/g, '').length;
      assert.ok(different <= 2 * plain(a, b));
    }),
  );
});

test('short words and numbers are not forgiven', () => {
  assert.deepEqual(['lac', 'lacs', 'jardins', 'solidaire', '2024', '13eme'].map(mostEdits), [0, 1, 1, 2, 0, 0]);
});
