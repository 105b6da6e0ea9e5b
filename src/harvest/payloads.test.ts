import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { migrate } from '#db/migrate.ts';
import { migrations } from '#db/migrations/index.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { testSource } from '#model/testing.ts';
import { compareRun } from './compare-run.ts';
import { dropFound, openFound } from './found-records.ts';
import { pairFound } from './pair-moved.ts';
import { packed, unpacked } from './payloads.ts';
import { payloadsWith, rowsOf } from './read-payloads.ts';
import { repack } from './repack.ts';
import { forgetOld } from './retention.ts';
import { harvestSource } from './run.ts';
import { diffOf, findRun } from './run-history.ts';
import { createRowTaker } from './take-rows.ts';
import { recordsWithRows } from './testing.ts';

let folder: string;
let database: TestDatabase;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrefour-payloads-'));
  database = await testDatabase();
});
after(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function harvest(id: string, text: string, now = new Date()) {
  const path = join(folder, `${id}.csv`);
  await writeFile(path, text);
  const source = testSource({ id, expect: { dropAtMost: 1 } });
  return harvestSource({ db: database.db, source, input: { kind: 'file', path }, now: () => now });
}

const packs = async () =>
  (
    await sql<{ bytes: number; payloads: number }>`
      select length(body) as bytes, payloads from payload_pack order by id`.execute(database.db)
  ).rows;

test('whatever is packed comes back as it was, in its order', () => {
  const payload = fc.jsonValue().map((value) => JSON.stringify([{ value }]));
  fc.assert(
    fc.property(fc.array(fc.tuple(payload, fc.nat(40_000)), { maxLength: 12 }), (sent) => {
      const texts = sent.map(([text, length]) => text + ' '.repeat(length));
      const made = packed(texts.map((text, index) => ({ hash: String(index), text })));
      assert.deepEqual(
        made.flatMap(({ hashes }) => hashes),
        texts.map((_, index) => String(index)),
      );
      assert.deepEqual(
        made.flatMap(({ body }) => unpacked(body)),
        texts,
      );
    }),
  );
});

test('a catalogue is kept in a fifth of its size, is read back whole, and is not kept again', async () => {
  const line = (n: number) => `${n},"Jardin partagé n° ${n} de la rue des Lilas, ouvert à tous le samedi matin"`;
  const text = `id,nom\n${Array.from({ length: 3000 }, (_, n) => line(n)).join('\n')}\n`;
  assert.equal((await harvest('jardins', text)).new, 3000);
  const kept = await packs();
  assert.equal(
    kept.reduce((sum, { payloads }) => sum + payloads, 0),
    3000,
  );
  assert.ok(kept.reduce((sum, { bytes }) => sum + bytes, 0) < text.length / 5);
  const records = await recordsWithRows(database.db, 'jardins');
  assert.deepEqual(
    records.map(({ key, rows }) => [key, rows]).sort(),
    Array.from({ length: 3000 }, (_, n) => [String(n), [{ id: String(n), nom: line(n).split('"')[1] }]]).sort(),
  );
  assert.equal((await harvest('jardins', text)).unchanged, 3000);
  assert.equal((await harvest('memes-jardins', text)).new, 3000);
  assert.deepEqual(await packs(), kept);
});

test('what is forgotten leaves its pack too, and its neighbours stay readable', async () => {
  await harvest('vergers', 'id,nom\n1,Verger des pommes\n2,Verger de madame Personne\n3,Verger des poires\n');
  const {
    found: [hash],
  } = await payloadsWith(database.db, (text) => text.includes('Personne'));
  await database.db.deleteFrom('record_version').where('payload', '=', hash!).execute();
  await database.db.deleteFrom('record').where('payload', '=', hash!).execute();
  await database.db.deleteFrom('payload').where('hash', '=', hash!).execute();
  await repack(database.db);
  const bodies = await database.db.selectFrom('payload_pack').select('body').execute();
  assert.ok(bodies.every(({ body }) => !unpacked(body).some((text) => text.includes('Personne'))));
  const names = (await recordsWithRows(database.db, 'vergers')).map(({ rows: [row] }) => row?.nom);
  assert.deepEqual(names, ['Verger des pommes', 'Verger des poires']);
  const counted = await packs();
  await repack(database.db);
  assert.deepEqual(await packs(), counted);
});

test('what two runs packed at once is kept once', async () => {
  const { db } = database;
  await harvest('ruches', 'id,nom\n1,Rucher\n');
  const {
    found: [hash],
  } = await payloadsWith(db, (text) => text.includes('Rucher'));
  // As the second run leaves it, whose payload another kept between its reading and its end.
  const [twin] = packed([{ hash: hash!, text: JSON.stringify((await rowsOf(db, [hash!])).get(hash!)) }]);
  await db.insertInto('payload_pack').values({ body: twin!.body, payloads: 1 }).execute();
  const before = (await packs()).length;
  await repack(db);
  assert.equal((await packs()).length, before - 1);
  assert.deepEqual((await recordsWithRows(db, 'ruches'))[0]!.rows, [{ id: '1', nom: 'Rucher' }]);
});

test('a former state that comes back in the very hour in which it is forgotten is kept again', async () => {
  const { db } = database;
  const at = (day: string) => new Date(`${day}T03:00:00Z`);
  await harvest('friches', 'id,nom\n1,Friche des brumes\n', at('2020-01-01'));
  await harvest('friches', 'id,nom\n1,Friche close\n', at('2020-02-01'));
  const source = testSource({ id: 'friches', expect: { dropAtMost: 1 } });
  const taken = createRowTaker(source).take(1, { id: '1', nom: 'Friche des brumes' });
  assert.ok(typeof taken === 'object' && 'record' in taken);
  await db.connection().execute(async (connection) => {
    const found = await openFound(connection, source);
    await found.add([taken.record]);
    const { payloads } = await forgetOld(db, { before: at('2027-01-01') });
    assert.ok(payloads >= 1, 'it was forgotten while the run was reading');
    await connection.transaction().execute(async (trx) => {
      await pairFound({ db: trx, source, deleted: undefined, formerKey: undefined, portray: undefined });
      const { id } = await trx
        .selectFrom('run')
        .select('id')
        .where('source', '=', 'friches')
        .orderBy('started_at', 'desc')
        .executeTakeFirstOrThrow();
      await compareRun(trx, source, id, at('2027-01-01'), undefined);
    });
    await dropFound(connection);
  });
  const kept = await rowsOf(db, [taken.record.payloadHash]);
  assert.deepEqual(kept.get(taken.record.payloadHash), [{ id: '1', nom: 'Friche des brumes' }]);
});

test('a held catalogue that brings the same every day is kept once', async () => {
  await harvest('fours', `id,nom\n${Array.from({ length: 20 }, (_, n) => `${n},Four ${n}`).join('\n')}\n`);
  const source = testSource({ id: 'fours', expect: { dropAtMost: 0.1 } });
  const path = join(folder, 'fours.csv');
  await writeFile(path, 'id,nom\n1,Four éteint\n2,Four froid\n');
  const again = () => harvestSource({ db: database.db, source, input: { kind: 'file', path }, now: () => new Date() });
  assert.equal((await again()).state, 'held');
  const kept = await packs();
  assert.equal((await again()).state, 'held');
  assert.deepEqual(await packs(), kept);
});

test('what a run changed is shown without the states that were forgotten since', async () => {
  const { db } = database;
  await harvest('puits', 'id,nom\n1,Puits de madame Untel\n2,Puits\n');
  const { run } = await harvest('puits', 'id,nom\n1,Puits du bourg\n2,Puits neuf\n');
  const past = await findRun(db, run!);
  assert.ok(typeof past === 'object');
  const {
    found: [hash],
  } = await payloadsWith(db, (text) => text.includes('Untel'));
  await db.deleteFrom('record_version').where('payload', '=', hash!).execute();
  await db.deleteFrom('payload').where('hash', '=', hash!).execute();
  assert.deepEqual((await diffOf(db, past, 10)).changes, [
    { key: '2', columns: [{ column: 'nom', from: 'Puits', to: 'Puits neuf' }] },
  ]);
});

test('a run that refers to payloads while their pack is packed anew is not in its way', async () => {
  const { db } = database;
  await harvest('sources', 'id,nom\n1,Source haute\n2,Source basse\n3,Source tarie\n');
  const hashOf = async (name: string) => (await payloadsWith(db, (text) => text.includes(name))).found[0]!;
  const [high, low, dry] = [await hashOf('Source haute'), await hashOf('Source basse'), await hashOf('Source tarie')];
  await db.deleteFrom('record_version').where('payload', '=', dry).execute();
  await db.deleteFrom('record').where('payload', '=', dry).execute();
  await db.deleteFrom('payload').where('hash', '=', dry).execute();
  let isOver = false;
  let packing: Promise<void> | undefined;
  await db.transaction().execute(async (trx) => {
    // As a foreign key does, for each record that a run writes.
    const refer = (hash: string) => sql`select from payload where hash = ${hash} for key share`.execute(trx);
    await refer(low);
    packing = repack(db).finally(() => {
      isOver = true;
    });
    packing.catch(() => {});
    const waits = async () =>
      (await sql`select from pg_locks where not granted`.execute(trx)).rows.length > 0 || isOver;
    while (!(await waits())) await new Promise((resolve) => setTimeout(resolve, 20));
    await refer(high);
  });
  await packing;
  const names = (await recordsWithRows(db, 'sources')).map(({ rows: [row] }) => row?.nom);
  assert.deepEqual(names, ['Source haute', 'Source basse']);
});

test('what a former version kept unpacked is packed when the tables are brought up to date', async () => {
  const { db, close } = await testDatabase({ migrated: false });
  try {
    await migrate(db, () => {}, Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0010')));
    const rows = Array.from({ length: 4500 }, (_, n) => [{ id: n, nom: `Fabrique “${n}”\nà la mer`, vide: null }]);
    const hashes = rows.map((_, n) => `h${n}`);
    await sql`
      insert into payload (hash, rows, first_seen)
      select hash, rows::jsonb, now()
      from unnest(${hashes}::text[], ${rows.map((row) => JSON.stringify(row))}::text[]) as sent(hash, rows)`.execute(
      db,
    );
    await sql`insert into source (id, manifest, updated_at) values ('s', '{}', now())`.execute(db);
    await sql`
      insert into run (id, source, origin, state, started_at) values (gen_random_uuid(), 's', 'f', 'done', now())`.execute(
      db,
    );
    await sql`
      insert into record (id, source, key, payload, hash, withheld, first_seen, last_seen, changed_at, last_run)
      select 's/' || hash, 's', hash, hash, hash, false, now(), now(), now(), (select id from run)
      from payload where hash < 'h3'`.execute(db);
    const applied = await migrate(db);
    assert.equal(applied[0], '0010-packed-payloads');
    const found = await rowsOf(db, hashes);
    assert.deepEqual(
      hashes.map((hash) => found.get(hash)),
      rows,
    );
    const { rows: wrong } = await sql`
      select id from payload_pack
      where payloads <> (select count(*) from payload where pack = payload_pack.id)`.execute(db);
    assert.deepEqual(wrong, []);
  } finally {
    await close();
  }
});
