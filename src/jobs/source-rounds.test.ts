import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextRound } from './next-round.ts';
import { cronOf } from './source-rounds.ts';

const ids = Array.from({ length: 600 }, (_, i) => `catalogue-${i}`);

test('a source always has the same turn, and every turn is in the night', () => {
  for (const id of ids)
    for (const schedule of ['daily', 'weekly', 'monthly'] as const) {
      const cron = cronOf({ id, schedule })!;
      assert.equal(cron, cronOf({ id, schedule }));
      assert.ok(nextRound(cron, new Date()).getUTCHours() < 5);
    }
});

test('the turns are spread: no minute, no day of the week, no day of the month is crowded', () => {
  const count = (of: (cron: string) => string, schedule: 'daily' | 'weekly' | 'monthly') => {
    const counts = new Map<string, number>();
    for (const id of ids) {
      const key = of(cronOf({ id, schedule })!);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts.values()];
  };
  assert.ok(Math.max(...count((cron) => cron, 'daily')) <= 10, 'two a minute when they are even');
  const days = count((cron) => cron.split(' ')[4]!, 'weekly');
  assert.equal(days.length, 7);
  assert.ok(Math.max(...days) < 2 * Math.min(...days));
  assert.equal(count((cron) => cron.split(' ')[2]!, 'monthly').length, 28, 'days that every month has');
});

test('a monthly turn comes twelve times a year', () => {
  let at = new Date('2027-01-01T00:00:00Z');
  let rounds = 0;
  for (;;) {
    at = nextRound(cronOf({ id: 'potager', schedule: 'monthly' })!, at);
    if (at.getUTCFullYear() > 2027) break;
    rounds++;
  }
  assert.equal(rounds, 12);
});

test('the manifest’s own line wins, except over reading by hand', () => {
  assert.equal(cronOf({ id: 'a', schedule: 'daily', cron: '5 12 * * *' }), '5 12 * * *');
  assert.equal(cronOf({ id: 'a', schedule: 'manual', cron: '5 12 * * *' }), undefined);
});
