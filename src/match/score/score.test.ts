/** Laws of the scorer: what would make a merge wrong without anybody noticing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compete, rivals } from './compete.ts';
import { weighCandidates } from './fellegi-sunter.ts';
import { boost } from './gradient-boosting.ts';
import { neverFalling } from './levels.ts';
import { randomFrom } from './random.ts';

test('a better agreement is never worse evidence, and nothing is invented', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })), { minLength: 1 }),
      (all) => {
        const values = all.map(([value]) => value);
        const masses = all.map(([, mass]) => mass);
        const risen = neverFalling(values, masses);
        for (let i = 1; i < risen.length; i++) assert.ok(risen[i]! >= risen[i - 1]! - 1e-9);
        const sum = (list: number[]) => list.reduce((total, value, i) => total + value * masses[i]!, 0);
        assert.ok(Math.abs(sum(risen) - sum(values)) < 1e-6);
      },
    ),
  );
});

test('the candidates of one row share one chance', () => {
  const pairs = [
    { left: 0, right: 0 },
    { left: 0, right: 1 },
    { left: 1, right: 1 },
  ];
  const chances = compete(pairs, [50, 50, 0.01]);
  assert.ok(chances[0]! + chances[1]! <= 1);
  assert.ok(chances[0]! < 0.51, 'a tie is nobody’s');
  assert.deepEqual([...rivals(pairs, [3, 2, 1]).left], [2, 3, Number.NEGATIVE_INFINITY]);
});

test('without labels, the partners are found among their rivals', () => {
  const random = randomFrom(7);
  const candidates = Array.from({ length: 60 }, (_, left) =>
    Array.from({ length: 8 }, (_, k) => {
      const same = k === 0;
      const likeness = Float64Array.of(same ? 0.75 + 0.25 * random() : 0.65 * random(), same || random() < 0.3 ? 1 : 0);
      return { left, right: (left + k * 7) % 60, likeness, surplus: [], values: [], same };
    }),
  ).flat();
  const { chances } = weighCandidates(candidates);
  const wrong = candidates.filter(({ same }, i) => chances[i]! > 0.5 !== same);
  assert.ok(wrong.length <= 3, `${wrong.length} wrong of ${candidates.length}`);
});

test('the learner finds what no single feature says, bears silence, and learns the same twice', () => {
  const random = randomFrom(3);
  const rows = Array.from({ length: 600 }, () => Float64Array.of(random(), random(), Number.NaN));
  const labels = rows.map(([a, b]) => (a! > 0.5 !== b! > 0.5 ? 1 : 0));
  const model = boost(rows, labels);
  assert.ok(model.predict(Float64Array.of(0.9, 0.1, Number.NaN)) > 0.9);
  assert.ok(model.predict(Float64Array.of(0.9, 0.9, Number.NaN)) < 0.1);
  assert.equal(boost(rows, labels).predict(rows[5]!), model.predict(rows[5]!));
});
