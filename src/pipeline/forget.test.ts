import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { testDatabase } from '#db/testing.ts';
import { rowsOf } from '#harvest/read-payloads.ts';
import { harvestSource } from '#harvest/run.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { testSource } from '#model/testing.ts';
import { forget } from './forget.ts';
import { positionIsKnown } from './indexing.ts';
import { openLiveIndex } from './live-index.ts';
import { runSource } from './run-source.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrefour-forget-'));
});

after(() => rm(folder, { recursive: true }));

const source = testSource({ id: 'potager', expect: { dropAtMost: 1 } });

/** Reads a catalogue as it was on a day. */
async function read(db: Kysely<Tables>, day: string, text: string): Promise<string> {
  const path = join(folder, 'potager.csv');
  await writeFile(path, text);
  const at = new Date(`${day}T03:00:00Z`);
  const report = await harvestSource({ db, source, input: { kind: 'file', path }, now: () => at });
  return report.state;
}

const titlesByHash = async (db: Kysely<Tables>) => {
  const hashes = (await db.selectFrom('payload').select('hash').execute()).map(({ hash }) => hash);
  return [...(await rowsOf(db, hashes))].map(([hash, [row]]) => ({ hash, title: row?.nom as string }));
};

const titles = async (db: Kysely<Tables>) => (await titlesByHash(db)).map(({ title }) => title).sort();

const hashOf = async (db: Kysely<Tables>, wanted: string) =>
  (await titlesByHash(db)).find(({ title }) => title === wanted)!.hash;

async function withDatabase(work: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
  const database = await testDatabase();
  try {
    await work(database.db);
  } finally {
    await database.close();
  }
}

const now = new Date('2027-06-01T00:00:00Z');

test('a former state is forgotten when its time is over, the latest one never, even of what is gone', () =>
  withDatabase(async (db) => {
    await read(db, '2025-01-01', 'id,nom\n1,Jardin\n2,Verger\n3,Ruches\n');
    await read(db, '2025-06-01', 'id,nom\n1,Jardin partagé\n2,Verger\n');
    await read(db, '2027-05-01', 'id,nom\n1,Jardin en commun\n2,Verger\n');
    const forgotten = await forget(db, { keepDays: 365, now });
    // “Jardin” was replaced two years ago, “Jardin partagé” a month ago; “Ruches” is gone, and the last that is known.
    assert.deepEqual(await titles(db), ['Jardin en commun', 'Jardin partagé', 'Ruches', 'Verger']);
    assert.equal(forgotten.versions, 1);
    assert.equal(forgotten.payloads, 1);
    assert.deepEqual(
      await forget(db, { keepDays: 365, now }).then(({ versions, payloads }) => ({ versions, payloads })),
      {
        versions: 0,
        payloads: 0,
      },
    );
  }));

test('a state that came back is not a former one', () =>
  withDatabase(async (db) => {
    await read(db, '2024-01-01', 'id,nom\n1,Jardin\n');
    await read(db, '2024-02-01', 'id,nom\n1,Verger\n');
    await read(db, '2024-03-01', 'id,nom\n1,Jardin\n');
    await forget(db, { keepDays: 365, now });
    assert.deepEqual(await titles(db), ['Jardin']);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from record_version`.execute(db);
    assert.equal(rows[0]!.count, 2);
    assert.equal(await read(db, '2027-05-30', 'id,nom\n1,Verger\n'), 'done', 'what was forgotten may be sent again');
    assert.deepEqual(await titles(db), ['Jardin', 'Verger']);
  }));

test('two records of one content hold it together: it stays while one of them has it', () =>
  withDatabase(async (db) => {
    await read(db, '2024-01-01', 'id,nom\n1,Jardin\n2,Verger\n');
    await sql`update record set payload = (select payload from record where key = '2') where key = '1'`.execute(db);
    await sql`insert into record_version select record.id, payload, hash, ${new Date('2024-02-01')}, last_run from record where key = '1'`.execute(
      db,
    );
    await forget(db, { keepDays: 365, now });
    assert.deepEqual(await titles(db), ['Verger']);
  }));

test('the refusals and reports of old runs go; the last run of a source and its last good one stay', () =>
  withDatabase(async (db) => {
    await read(db, '2024-01-01', 'id,nom\n1,Jardin\n,Sans numéro\n');
    await read(db, '2024-02-01', 'id,nom\n1,Jardin\n,Sans numéro\n');
    await read(db, '2024-03-01', 'id,nom\n1,Jardin\n,Sans numéro\n');
    assert.equal(await read(db, '2024-04-01', ''), 'failed');
    const { refusals, runs } = await forget(db, { keepDays: 365, now });
    assert.equal(refusals, 2);
    // The first wrote the record, and stays without its report; the second wrote nothing that is still there.
    assert.equal(runs, 1);
    const kept = await db.selectFrom('run').select(['state', 'report', 'started_at']).orderBy('started_at').execute();
    assert.deepEqual(
      kept.map(({ state, report }) => [state, report !== null]),
      [
        ['done', false],
        ['done', true],
        ['failed', true],
      ],
    );
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from refusal`.execute(db);
    assert.equal(rows[0]!.count, 1);
  }));

test('kept forever, nothing that a partner sent is forgotten', () =>
  withDatabase(async (db) => {
    await read(db, '2020-01-01', 'id,nom\n1,Jardin\n,Sans numéro\n');
    await read(db, '2021-01-01', 'id,nom\n1,Verger\n');
    await forget(db, { keepDays: undefined, now });
    assert.deepEqual(await titles(db), ['Jardin', 'Verger']);
  }));

test('a table made later that refers to a payload keeps it', () =>
  withDatabase(async (db) => {
    await read(db, '2024-01-01', 'id,nom\n1,Jardin\n');
    await read(db, '2024-02-01', 'id,nom\n1,Verger\n');
    await sql`create table proof (payload text references payload (hash))`.execute(db);
    await sql`insert into proof values (${await hashOf(db, 'Jardin')})`.execute(db);
    await forget(db, { keepDays: 365, now });
    assert.deepEqual(await titles(db), ['Jardin', 'Verger']);
  }));

test('the payloads that a run would have changed stay as long as its changes are kept', () =>
  withDatabase(async (db) => {
    await read(db, '2024-01-01', 'id,nom\n1,Jardin\n');
    await read(db, '2024-02-01', 'id,nom\n1,Verger\n');
    await sql`insert into run_change (run, record, what, key, before)
      select id, 'potager/1', 'changed', '1', ${await hashOf(db, 'Jardin')}
      from run order by started_at desc limit 1
      on conflict (run, record) do update set before = excluded.before`.execute(db);
    await sql`update run set state = 'held' where id = (select id from run order by started_at desc limit 1)`.execute(
      db,
    );
    await forget(db, { keepDays: 365, now });
    assert.deepEqual(await titles(db), ['Jardin', 'Verger'], 'it waits for a person');
    await read(db, '2024-03-01', 'id,nom\n1,Verger\n');
    await forget(db, { keepDays: 365, now });
    assert.deepEqual(await titles(db), ['Verger']);
  }));

test('while a run writes, payloads are left for another night rather than the run be harmed', () =>
  withDatabase(async (db) => {
    await read(db, '2024-01-01', 'id,nom\n1,Jardin\n');
    await read(db, '2024-02-01', 'id,nom\n1,Verger\n');
    await db.transaction().execute(async (trx) => {
      await sql`insert into payload (hash, pack, place, first_seen) select 'x', pack, 9, now() from payload limit 1`.execute(
        trx,
      );
      const { postponed, payloads } = await forget(db, { keepDays: 365, now });
      assert.deepEqual({ postponed, payloads }, { postponed: true, payloads: 0 });
    });
    const { postponed, payloads } = await forget(db, { keepDays: 365, now });
    assert.deepEqual({ postponed, payloads }, { postponed: false, payloads: 1 });
  }));

test('index changes that are a month old go, and a search that was away longer makes its index anew', () =>
  withDatabase(async (db) => {
    const at = (days: number) => new Date(now.getTime() - days * 86_400_000);
    for (const days of [90, 60, 10, 5])
      await sql`insert into index_change (project, changed_at) values ('p', ${at(days)})`.execute(db);
    assert.equal((await forget(db, { keepDays: undefined, now })).indexChanges, 2);
    const known = await Promise.all([0, 1, 2, 3, 4, 5].map((position) => positionIsKnown(db, position)));
    assert.deepEqual(known, [false, false, true, true, true, false]);
    assert.equal((await forget(db, { keepDays: undefined, now: at(-365) })).indexChanges, 1);
    const { rows } = await sql<{ seq: string }>`select seq from index_change`.execute(db);
    assert.deepEqual(rows, [{ seq: '4' }], 'the latest stays: it holds the position');
  }));

test('a running search that slept through what was forgotten still shows all that is there', () =>
  withDatabase(async (db) => {
    const live = await openLiveIndex({ db, dataFolder: folder, say: () => {} });
    const path = join(folder, 'potager.csv');
    await writeFile(path, 'id,nom\n1,Jardin partagé du port\n2,Ressourcerie des deux rives\n');
    const rooms = { db, gazetteer: loadGazetteer(), sources: new Map([[source.id, source]]), now: () => now };
    await runSource(rooms, source, { kind: 'file', path }, { say: () => {} });
    await sql`update index_change set changed_at = '2020-01-01'`.execute(db);
    assert.equal((await forget(db, { keepDays: undefined, now })).indexChanges, 1);
    assert.equal(live.engine.size, 0);
    await live.catchUp();
    assert.equal(live.engine.size, 2);
  }));
