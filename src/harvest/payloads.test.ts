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
import { packed, payloadsWith, repack, rowsOf, unpacked } from './payloads.ts';
import { harvestSource } from './run.ts';
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

async function harvest(id: string, text: string) {
  const path = join(folder, `${id}.csv`);
  await writeFile(path, text);
  const source = testSource({ id, expect: { dropAtMost: 1 } });
  return harvestSource({ db: database.db, source, input: { kind: 'file', path }, now: () => new Date() });
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
  const [hash] = await payloadsWith(database.db, (text) => text.includes('Personne'));
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
  const [hash] = await payloadsWith(db, (text) => text.includes('Rucher'));
  // As the second run leaves it, whose payload another kept between its reading and its end.
  const [twin] = packed([{ hash: hash!, text: JSON.stringify((await rowsOf(db, [hash!])).get(hash!)) }]);
  await db.insertInto('payload_pack').values({ body: twin!.body, payloads: 1 }).execute();
  const before = (await packs()).length;
  await repack(db);
  assert.equal((await packs()).length, before - 1);
  assert.deepEqual((await recordsWithRows(db, 'ruches'))[0]!.rows, [{ id: '1', nom: 'Rucher' }]);
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
