import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { testSource } from '#model/testing.ts';
import { payloadsWith } from './read-payloads.ts';
import { repack } from './repack.ts';
import { harvestSource } from './run.ts';
import { portionsOf, recordsWithRows } from './testing.ts';

let folder: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrefour-damaged-'));
  database = await testDatabase();
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function harvest(id: string, text: string) {
  const path = join(folder, `${id}.csv`);
  await writeFile(path, text);
  const source = testSource({ id, expect: { dropAtMost: 1 } });
  return harvestSource({ db: database.db, source, input: { kind: 'file', path }, now: () => new Date() });
}

const packOf = (source: string) => sql<string>`(
  select min(payload.pack) from payload join record on record.payload = payload.hash where record.source = ${source})`;

/** A bit that fell over on the disk: what is kept does not unpack any more. */
const damage = (source: string) =>
  sql`update payload_pack set body = overlay(body placing '\\x0000'::bytea from 20) where id = ${packOf(source)}`.execute(
    database.db,
  );

const namesOf = async (source: string) =>
  (await recordsWithRows(database.db, source)).map(({ rows: [row] }) => row?.nom);

const mills = 'id,nom\n1,Moulin du bas\n2,Moulin du haut\n3,Moulin de madame Personne\n';

test('a damaged pack is passed over and said, and what lies in others is found', async () => {
  const { db } = database;
  await harvest('moulins', mills);
  await harvest('lavoirs', 'id,nom\n1,Lavoir de madame Personne\n');
  await damage('moulins');
  const { found, unread } = await payloadsWith(db, (text) => text.includes('Personne'));
  assert.deepEqual([found.length, unread.length], [1, 3]);
  assert.deepEqual(await namesOf('moulins'), []);
  assert.deepEqual(await namesOf('lavoirs'), ['Lavoir de madame Personne']);
});

test('the next harvest brings anew what lay in a damaged pack, though nothing changed', async () => {
  const { db } = database;
  await harvest('moulins', mills);
  await damage('moulins');
  await db.updateTable('record').set({ described_with: 'done' }).execute();
  await db
    .insertInto('fetched')
    .values({ source: 'moulins', address: 'a', etag: 'e', last_modified: null, reading: 'r', fetched_at: new Date() })
    .execute();
  await payloadsWith(db, () => false);
  assert.deepEqual(await db.selectFrom('fetched').selectAll().execute(), [], 'the server is asked for all of it');
  const again = await harvest('moulins', mills);
  assert.deepEqual([again.state, again.unchanged, again.new], ['done', 3, 0]);
  assert.deepEqual(await namesOf('moulins'), ['Moulin du bas', 'Moulin du haut', 'Moulin de madame Personne']);
  const waiting = await db.selectFrom('record').select('id').where('described_with', 'is', null).execute();
  assert.equal(waiting.length, 3, 'they are described again');
  await repack(db);
  const packs = await db.selectFrom('payload_pack').select('damaged').execute();
  assert.deepEqual(packs, [{ damaged: false }]);
});

test('what is forgotten leaves the other packs, beside one that is damaged', async () => {
  const { db } = database;
  await harvest('moulins', mills);
  await harvest('lavoirs', 'id,nom\n1,Lavoir de madame Personne\n2,Lavoir\n');
  await damage('moulins');
  const { found } = await payloadsWith(db, (text) => text.includes('Personne'));
  const [oneOfDamaged] = await db.selectFrom('record').select('payload').where('source', '=', 'moulins').execute();
  for (const hash of [found[0]!, oneOfDamaged!.payload]) {
    await db.deleteFrom('record_version').where('payload', '=', hash).execute();
    await db.deleteFrom('record').where('payload', '=', hash).execute();
    await db.deleteFrom('payload').where('hash', '=', hash).execute();
  }
  await repack(db);
  assert.deepEqual(await namesOf('lavoirs'), ['Lavoir']);
  const packs = await db.selectFrom('payload_pack').select('payloads').orderBy('id').execute();
  assert.deepEqual(packs, [{ payloads: 3 }, { payloads: 1 }], 'nothing is lost of what may be mended one day');
});

test('what the database itself cannot read any more is passed over, alone', async (t) => {
  const { db } = database;
  const long = randomBytes(30_000).toString('base64');
  await harvest('barrages', `id,nom\n1,${long}\n`);
  await harvest('lavoirs', 'id,nom\n1,Lavoir\n');
  try {
    await sql`create extension pg_surgery`.execute(db);
  } catch (error) {
    return t.skip(`needs the extension pg_surgery and a user who may create it: ${(error as Error).message}`);
  }
  // Only the long one lies beside its table.
  const { rows } = await sql<{ beside: string }>`
    select reltoastrelid::regclass::text as beside from pg_class where oid = 'payload_pack'::regclass`.execute(db);
  const beside = sql.raw(rows[0]!.beside);
  await sql`
    select heap_force_kill(${rows[0]!.beside}::regclass, array(select ctid from ${beside}))`.execute(db);
  await assert.rejects(sql`select body from payload_pack`.execute(db), /missing chunk/);
  const search = await payloadsWith(db, () => true);
  assert.deepEqual([search.found.length, search.unread.length], [1, 1]);
  await db.transaction().execute(async (trx) => {
    const records = await trx.selectFrom('record').select(['id', 'payload']).orderBy('id').execute();
    const portions = await portionsOf(trx, records);
    assert.deepEqual(
      portions.map(({ read, unread }) => [read.map(({ id }) => id), unread.map(({ id }) => id)]),
      [[['lavoirs/1'], ['barrages/1']]],
    );
  });
  await harvest('barrages', `id,nom\n1,${long}\n`);
  assert.deepEqual(await namesOf('barrages'), [long]);
  await repack(db);
  assert.equal((await sql`select body from payload_pack`.execute(db)).rows.length, 2);
});
