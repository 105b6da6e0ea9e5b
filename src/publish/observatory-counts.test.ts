import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { indexState, observatoryCounts } from './observatory-counts.ts';

test('years and arrivals add up to the projects that are shown, and hidden ones are in none', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  assert.deepEqual(await observatoryCounts(db), { projects: 0, startYears: [], withoutStart: 0, arrivals: [] });
  const project = (id: string, first_seen: string, startYear?: number, hidden = false) => ({
    id,
    body: JSON.stringify({ id, ...(startYear !== undefined && { startYear }) }),
    hash: id,
    hidden,
    first_seen,
    updated_at: first_seen,
  });
  await db
    .insertInto('project')
    .values([
      project('a', '2026-01-31T23:30:00Z', 2014),
      project('b', '2026-02-01T00:30:00Z', 2014),
      project('c', '2026-02-02T00:00:00Z'),
      project('d', '2025-12-02T00:00:00Z', 1998),
      project('e', '2026-02-02T00:00:00Z', 2014, true),
    ])
    .execute();
  const counts = await observatoryCounts(db);
  assert.deepEqual(counts, {
    projects: 4,
    startYears: [
      { year: 1998, projects: 1 },
      { year: 2014, projects: 2 },
    ],
    withoutStart: 1,
    arrivals: [
      { month: '2025-12', projects: 1 },
      { month: '2026-01', projects: 1 },
      { month: '2026-02', projects: 2 },
    ],
  });
});

test('the state of the index changes when a project does, and stays when old changes are forgotten', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const before = await indexState(db);
  await db.insertInto('index_change').values({ project: 'a' }).execute();
  const after = await indexState(db);
  assert.notEqual(after, before);
  await db.deleteFrom('index_change').execute();
  assert.equal(await indexState(db), after);
});
