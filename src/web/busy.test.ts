/** A page that could not wait for the database any longer says so, and that the same may be sent again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import { kyselyOn, makePool } from '#db/connect.ts';
import type { Tables } from '#db/tables.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { inventedSite } from './testing.ts';

let database: TestDatabase;
let hasty: Kysely<Tables>;
before(async () => {
  database = await testDatabase();
  hasty = kyselyOn(makePool(database.config, 2, { lock: 100, statement: 1000, idle: 1000 }));
  await sql`create table thing (id int primary key)`.execute(database.db);
  await sql`insert into thing values (1)`.execute(database.db);
});
after(async () => {
  await hasty?.destroy();
  await database?.close();
});

test('in both languages, with the moment to come back; and the page is there again afterwards', async () => {
  const complaints: string[] = [];
  const { site } = await inventedSite({
    rooms: {
      // Like any page that reads what somebody holds.
      freshness: async () => {
        await sql`select from thing where id = 1 for update`.execute(hasty);
        return new Map();
      },
      log: { error: (_fields, message) => complaints.push(message) },
    },
  });
  await database.db.transaction().execute(async (tx) => {
    await sql`select from thing where id = 1 for update`.execute(tx);
    for (const [path, words] of [
      ['/partenaires', /très occupé[\s\S]*envoyé deux fois ne compte qu’une fois/],
      ['/en/partenaires', /very busy[\s\S]*sent twice counts once/],
    ] as const) {
      const answer = await site.request(path);
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get('retry-after'), '10');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.match(await answer.text(), words);
    }
  });
  assert.deepEqual([...new Set(complaints)], ['a page could not wait for the database any longer']);
  assert.equal((await site.request('/partenaires')).status, 200);
});
