/** A few of the rounds that `npm run bench -- kill-rounds` makes by the thousand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killRounds } from './rounds.ts';

test('killed at any moment, a run loses nothing and makes nothing twice, and two never overlap', async () => {
  const figures = await killRounds({ rounds: 10, items: 120, seed: 7 }, () => {});
  const { lost, twice, different, addressesLost, overlapping, together } = figures;
  assert.deepEqual(
    { lost, twice, different, addressesLost, overlapping, together },
    { lost: 0, twice: 0, different: 0, addressesLost: 0, overlapping: 0, together: 1 },
  );
  assert.ok(figures.killed + figures.ended === 10 && figures.records > 0);
});
