/** What a search hears of changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '#db/testing.ts';
import type { IndexChanges } from '#search/engine.ts';
import { indexChanges } from './indexing.ts';

test('what one transaction changed comes to the search at once, however much it is', async () => {
  const { db, close } = await testDatabase();
  try {
    // Two that end within the first thousand, one that goes beyond it, and one after.
    for (const [name, count] of Object.entries({ a: 400, b: 500, c: 1300, d: 3 }))
      await db
        .transaction()
        .execute((trx) =>
          sql`insert into index_change (project) select ${name}::text || n from generate_series(1, ${count}::int) n`.execute(
            trx,
          ),
        );
    const heard: IndexChanges[] = [];
    const engine = { apply: async (changes: IndexChanges) => void heard.push(changes) };
    assert.equal(await indexChanges(db, engine, 0), 2203);
    assert.deepEqual(
      heard.map(({ remove, position }) => [remove.length, position]),
      [
        [2200, 2200],
        [3, 2203],
      ],
    );
    assert.equal(await indexChanges(db, engine, 2203), 2203);
    assert.equal(heard.length, 2);
  } finally {
    await close();
  }
});
