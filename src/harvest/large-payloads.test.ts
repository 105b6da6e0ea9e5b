/** Payloads of megabytes are read a few at a time: what one question to the database brings stays bounded. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { type Kysely, type KyselyPlugin, sql } from 'kysely';
import { migrate } from '#db/migrate.ts';
import { migrations } from '#db/migrations/index.ts';
import type { Tables } from '#db/tables.ts';
import { testDatabase } from '#db/testing.ts';
import { addPacked, keepPacked, openPacked } from './payloads.ts';
import { payloadsWith, withRows } from './read-payloads.ts';
import { repack } from './repack.ts';
import { portionsOf } from './testing.ts';

const count = 8;
/** Hardly smaller once it is packed. */
const large = () => randomBytes(3_000_000).toString('base64');
/** In bytes: a few portions of 8 MB, and what is left of one that did not fit. */
const most = 20_000_000;

/** The database, and the most bytes that it gave in one answer. */
function measured(db: Kysely<Tables>): { db: Kysely<Tables>; most(): number } {
  let found = 0;
  const sizeOf = (value: unknown): number =>
    Buffer.isBuffer(value) ? value.length : typeof value === 'string' ? value.length : JSON.stringify(value)?.length;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      const size = result.rows.reduce(
        (sum: number, row) => sum + Object.values(row).reduce((own: number, value) => own + sizeOf(value), 0),
        0,
      );
      found = Math.max(found, size);
      return result;
    },
  };
  return { db: db.withPlugin(plugin), most: () => found };
}

test('payloads of megabytes are read, searched and packed anew a few at a time', async () => {
  const { db, close } = await testDatabase();
  try {
    const texts = Array.from({ length: count }, (_, n) => JSON.stringify([{ n, texte: large() }]));
    await db.connection().execute(async (connection) => {
      await openPacked(connection);
      for (const [n, text] of texts.entries()) await addPacked(connection, [{ hash: `h${n}`, text }]);
      await keepPacked(connection, new Date());
    });
    const watched = measured(db);
    const portions = await portionsOf(
      watched.db,
      texts.map((_, n) => ({ payload: `h${n}` })),
    );
    assert.ok(portions.length > 1);
    assert.deepEqual(
      portions.flatMap(({ read }) => read.map(({ rows }) => JSON.stringify(rows))),
      texts,
    );
    assert.ok(portions.every(({ read }) => JSON.stringify(read).length < 40_000_000));
    const { found } = await payloadsWith(watched.db, (text) => text.includes('"n":7,'));
    assert.deepEqual(found, ['h7']);
    await db.deleteFrom('payload').where('hash', '=', 'h3').execute();
    await sql`update payload_pack set payloads = payloads + 1`.execute(db);
    await repack(watched.db);
    assert.equal((await db.selectFrom('payload_pack').select('id').execute()).length, count - 1);
    assert.ok(watched.most() < most, `${watched.most()} bytes at once`);
  } finally {
    await close();
  }
});

test('payloads of megabytes that a former version kept are packed a few at a time', async () => {
  const { db, close } = await testDatabase({ migrated: false });
  try {
    await migrate(db, () => {}, Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0010')));
    const texts = Array.from({ length: count }, large);
    for (const [n, text] of texts.entries())
      await sql`
        insert into payload (hash, rows, first_seen)
        values (${`h${n}`}, ${JSON.stringify([{ n, text }])}::jsonb, now())`.execute(db);
    const watched = measured(db);
    await migrate(watched.db);
    assert.ok(watched.most() < most, `${watched.most()} bytes at once`);
    for (const [n, text] of texts.entries()) {
      for await (const { read } of withRows(db, [{ payload: `h${n}` }])) assert.deepEqual(read[0]!.rows, [{ n, text }]);
    }
  } finally {
    await close();
  }
});
