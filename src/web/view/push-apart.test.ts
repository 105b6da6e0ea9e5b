import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushApart } from './push-apart.ts';

test('two markers at one place end side by side, one alone stays where it is', () => {
  const discs = [
    { x: 10, y: 10, room: 6 },
    { x: 10, y: 10, room: 6 },
    { x: 100, y: 100, room: 6 },
  ];
  pushApart(discs, 3);
  const [one, two, alone] = discs;
  assert.ok(Math.hypot(one!.x - two!.x, one!.y - two!.y) > 11.5);
  assert.deepEqual(alone, { x: 100, y: 100, room: 6 });
});
