import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Corner, crossesItself, inSteps, insideOf } from './polygon.ts';

const square: Corner[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];
/** Its line crosses itself once: a loop at the left, a loop at the right, run the other way. */
const eight: Corner[] = [
  [0, 0],
  [4, 4],
  [4, 0],
  [0, 4],
];

test('what the line goes around is inside, the line and its corners too', () => {
  const isInside = insideOf(square);
  assert.ok(isInside(2, 2));
  for (const [x, y] of [...square, [2, 0], [4, 1], [2, 4], [0, 3]] as Corner[]) assert.ok(isInside(x, y), `${x} ${y}`);
  for (const [x, y] of [
    [-1, 2],
    [5, 2],
    [2, -1],
    [2, 4.0001],
    [4.0001, 4],
    [Number.NaN, 2],
  ] as Corner[])
    assert.ok(!isInside(x, y), `${x} ${y}`);
  assert.ok(insideOf([...square].reverse())(2, 2), 'whichever way it is run');
});

test('a notch is outside', () => {
  const isInside = insideOf([
    [0, 0],
    [6, 0],
    [6, 6],
    [3, 1],
    [0, 6],
  ]);
  assert.ok(!isInside(3, 4));
  assert.ok(isInside(1, 3) && isInside(5, 3) && isInside(3, 0.5));
});

test('both loops of an eight are inside, what lies between them is not; a line run twice holds what it holds once', () => {
  const isInside = insideOf(eight);
  assert.ok(isInside(0.5, 2) && isInside(3.5, 2));
  assert.ok(!isInside(2, 0.5) && !isInside(2, 3.5));
  assert.ok(insideOf([...square, ...square])(2, 2));
});

test('an area without any breadth holds its line alone', () => {
  const isInside = insideOf([
    [0, 0],
    [2, 0],
    [4, 0],
  ]);
  assert.ok(isInside(3, 0));
  assert.ok(!isInside(3, 0.1) && !isInside(5, 0));
});

test('sides that cross or touch are told from those that only follow each other', () => {
  assert.ok(!crossesItself(square));
  assert.ok(crossesItself(eight));
  assert.ok(
    crossesItself([
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 0],
      [0, 4],
    ]),
    'a corner on another side',
  );
  assert.ok(
    !crossesItself([
      [0, 0],
      [4, 0],
      [2, 3],
    ]),
  );
});

test('corners are added so that no side is longer than a step, and the figure stays', () => {
  const fine = inSteps(square, 1);
  assert.equal(fine.length, 16);
  assert.ok(square.every(([x, y]) => fine.some((corner) => corner[0] === x && corner[1] === y)));
});
