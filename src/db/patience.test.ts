/** Nothing waits for the database for ever: not for a lock, not for a circle of locks that leads through this program. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import { kyselyOn, makePool } from './connect.ts';
import type { Tables } from './tables.ts';
import { type TestDatabase, testDatabase } from './testing.ts';
import { isMomentary } from './unavailable.ts';

let database: TestDatabase;
let hasty: Kysely<Tables>;
before(async () => {
  database = await testDatabase();
  hasty = kyselyOn(makePool(database.config, 3, { lock: 150, statement: 400, idle: 600 }));
  await sql`create table thing (id int primary key)`.execute(database.db);
  await sql`insert into thing values (1), (2)`.execute(database.db);
});
after(async () => {
  await hasty?.destroy();
  await database?.close();
});

const lock = (db: Kysely<Tables>, id: number) => sql`select from thing where id = ${id} for update`.execute(db);
const momentary = (error: unknown) => isMomentary(error);

test('two transactions that wait for each other through the program: PostgreSQL cannot see it, and it ends', async () => {
  const other = database.db.transaction().execute(async (tx) => {
    await lock(tx, 1);
    // Holds the first, and waits for work on another connection that waits for the first.
    await hasty.transaction().execute((inner) => lock(inner, 1));
  });
  await assert.rejects(other, momentary);
  await hasty.transaction().execute((tx) => lock(tx, 1));
});

test('a query that runs too long, and a transaction in which nobody asks anything any more, end likewise', async () => {
  await assert.rejects(sql`select pg_sleep(30)`.execute(hasty), momentary);
  const held = Promise.withResolvers<void>();
  const forgotten = Promise.withResolvers<void>();
  const asleep = hasty.transaction().execute(async (tx) => {
    await lock(tx, 2);
    held.resolve();
    await forgotten.promise;
    await lock(tx, 2);
  });
  await held.promise;
  // The lock is free once its holder was cut off.
  await database.db.transaction().execute((tx) => lock(tx, 2));
  forgotten.resolve();
  await assert.rejects(asleep, momentary);
  assert.equal((await sql`select 1`.execute(hasty)).rows.length, 1, 'and the pool goes on');
});

test('the same patience holds on every connection of a pool, the later ones too', async () => {
  const told = await Promise.all(
    [1, 2, 3].map(() =>
      hasty.connection().execute(async (one) => {
        await sql`select pg_sleep(0.05)`.execute(one);
        return (await sql<{ lock: string }>`select current_setting('lock_timeout') as lock`.execute(one)).rows[0]!.lock;
      }),
    ),
  );
  assert.deepEqual(told, ['150ms', '150ms', '150ms']);
});

test('what is broken is not taken for what is busy', async () => {
  await assert.rejects(sql`select 1 / 0`.execute(hasty), (error) => !isMomentary(error));
  await assert.rejects(sql`select nothing`.execute(hasty), (error) => !isMomentary(error));
});
