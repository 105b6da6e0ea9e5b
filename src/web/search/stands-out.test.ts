import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fewestToCompare, standsOut } from './stands-out.ts';

test('what is clearly more or less here than in the whole is told, with both shares', () => {
  const out = standsOut(
    [
      { value: 'habitat', here: 50, everywhere: 500 },
      { value: 'emploi', here: 2, everywhere: 3000 },
      { value: 'sante', here: 21, everywhere: 2000 },
    ],
    100,
    10_000,
  );
  assert.deepEqual(out, {
    more: [{ value: 'habitat', here: 50, everywhere: 500, shareHere: 0.5, shareEverywhere: 0.05 }],
    less: [{ value: 'emploi', here: 2, everywhere: 3000, shareHere: 0.02, shareEverywhere: 0.3 }],
  });
});

test('with few projects, or the whole country, nothing is said', () => {
  const shares = [{ value: 'habitat', here: 20, everywhere: 30 }];
  assert.equal(standsOut(shares, fewestToCompare - 1, 10_000), undefined);
  assert.equal(standsOut(shares, 500, 500), undefined);
  assert.deepEqual(standsOut([{ value: 'rare', here: 3, everywhere: 10 }], 50, 10_000), { more: [], less: [] });
});

test('more is more, less is less, whatever the numbers', () => {
  const numbers = fc.record({
    total: fc.integer({ min: 100, max: 5000 }),
    here: fc.double({ min: 0, max: 1, noNaN: true }),
    everywhere: fc.double({ min: 0, max: 1, noNaN: true }),
    both: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(numbers, ({ total, here, everywhere, both }) => {
      const [n, k] = [Math.round(total * here), Math.round(total * everywhere)];
      const shared = Math.round(both * Math.min(n, k));
      const out = standsOut([{ value: 'x', here: shared, everywhere: k }], n, total);
      for (const { shareHere, shareEverywhere } of out?.more ?? []) assert.ok(shareHere > shareEverywhere);
      for (const { shareHere, shareEverywhere } of out?.less ?? []) assert.ok(shareHere < shareEverywhere);
    }),
  );
});
