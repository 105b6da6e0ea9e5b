/** The laws of an introduction, whatever is done in whatever order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Side } from '#model/introduction.ts';
import { type Act, act, due, type Effect, type Standing, shared, times } from './states.ts';

const began = new Date('2026-03-02T10:00:00Z');
const fresh = (): Standing => ({
  state: 'unconfirmed',
  lastAt: began,
  closedAt: null,
  reminders: 0,
  answered: false,
  agrees: { asker: false, holder: false },
  reported: { asker: false, holder: false },
  reportWaits: false,
});

interface Step {
  side: Side;
  does: Act;
  hours: number;
}
const steps = fc.array(
  fc.record({
    side: fc.constantFrom<Side>('asker', 'holder'),
    does: fc.constantFrom<Act>('confirm', 'write', 'agree', 'withdraw', 'close', 'report'),
    hours: fc.integer({ min: 0, max: 24 * 9 }),
  }),
  { maxLength: 30 },
);

/** Plays the steps with the sweeps between them; gives all that left, in order. */
function play(given: readonly Step[]) {
  let standing = fresh();
  let now = began.getTime();
  const left: { what: Effect | 'remind' | 'sleep'; side?: Side; before: Standing; after: Standing }[] = [];
  let forgotten = false;
  for (const { side, does, hours } of given) {
    now += hours * 3600_000;
    for (;;) {
      const fell = due(standing, new Date(now));
      if (fell === undefined) break;
      if (fell.is === 'forget') {
        forgotten = true;
        return { standing, left, forgotten };
      }
      left.push({ what: fell.is, before: standing, after: fell.standing });
      standing = fell.standing;
    }
    const before = standing;
    const answer = act(standing, side, does, new Date(now));
    if (answer.is === 'refused') continue;
    standing = answer.standing;
    for (const what of answer.effects) left.push({ what, side, before, after: standing });
  }
  return { standing, left, forgotten };
}

test('nothing leaves before the asker has proven the address, and it leaves first', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { left } = play(given);
      const confirmed = given.some(({ does, side }) => does === 'confirm' && side === 'asker');
      if (!confirmed) assert.deepEqual(left, []);
      if (left.length > 0) assert.equal(left[0]!.before.state, 'unconfirmed');
    }),
  );
});

test('addresses are shared once, and only when both said yes', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { left, standing } = play(given);
      const shares = left.filter(({ what }) => what === 'share');
      assert.ok(shares.length <= 1);
      for (const { after } of shares) assert.ok(shared(after));
      if (shared(standing)) assert.equal(shares.length, 1, 'and never without telling');
    }),
  );
});

test('a holder who said nothing receives one message and two reminders at most', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const silent = play(given.filter(({ side }) => side === 'asker'));
      const received = silent.left.filter(({ what }) => what === 'deliver' || what === 'remind');
      assert.ok(received.length <= 3, received.map(({ what }) => what).join(' '));
    }),
  );
});

test('after it is closed nothing passes and nothing is reminded', () => {
  fc.assert(
    fc.property(steps, (given) => {
      for (const { before, what } of play(given).left) assert.notEqual(before.state, 'closed', what);
    }),
  );
});

test('an answer is counted once, and the one who answered never sleeps', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { left } = play(given);
      assert.ok(left.filter(({ what }) => what === 'answered').length <= 1);
      for (const { before } of left.filter(({ what }) => what === 'sleep')) assert.equal(before.answered, false);
    }),
  );
});

test('left alone, everything is forgotten in the end, and sweeping again changes nothing', () => {
  fc.assert(
    fc.property(steps, (given) => {
      let { standing, forgotten } = play(given);
      const end = new Date(began.getTime() + 24 * 9 * 31 * 3600_000 + times.keptReported);
      for (let sweeps = 0; !forgotten; sweeps++) {
        assert.ok(sweeps < 5, 'sweeping ends');
        const fell = due(standing, end);
        assert.ok(fell !== undefined, `${standing.state} is never forgotten`);
        forgotten = fell.is === 'forget';
        standing = fell.standing;
      }
    }),
  );
});

test('seven days, fourteen days, three weeks; late sweeps do not send two reminders at once', () => {
  const day = 24 * 3600_000;
  const waiting: Standing = { ...fresh(), state: 'waiting' };
  const at = (days: number, from = waiting) => due(from, new Date(began.getTime() + days * day));
  assert.equal(at(6.9), undefined);
  assert.equal(at(7)?.is, 'remind');
  assert.equal(at(8, at(7)!.standing), undefined);
  assert.equal(at(14, at(7)!.standing)?.is, 'remind');
  const late = at(15)!;
  assert.equal(late.standing.reminders, 2);
  assert.equal(at(15, late.standing), undefined);
  assert.equal(at(21)?.is, 'sleep');
});
