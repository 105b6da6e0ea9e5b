import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { sourceFreshness } from './freshness.ts';

test('a catalogue is as fresh as its last complete reading, not as a failed one', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const at = (day: number) => new Date(Date.UTC(2025, 0, day));
  await db
    .insertInto('source')
    .values(['lu', 'jamais'].map((id) => ({ id, manifest: '{}', updated_at: at(1) })))
    .execute();
  const run = (state: 'done' | 'failed', day: number) => ({
    id: randomUUID(),
    source: 'lu',
    origin: 'test',
    state,
    started_at: at(day),
    ended_at: at(day),
    report: null,
  });
  await db
    .insertInto('run')
    .values([run('done', 2), run('done', 4), run('failed', 9)])
    .execute();
  assert.deepEqual([...(await sourceFreshness(db))], [['lu', at(4)]]);
});
