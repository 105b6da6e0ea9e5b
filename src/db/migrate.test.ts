import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { kyselyOn, makePool } from './connect.ts';
import { migrate, migrationState } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
let empty: Kysely<Tables>;

beforeEach(async () => {
  database = await testDatabase({ migrated: false });
  empty = database.db;
});

afterEach(() => database.close());

const making = (table: string): Migration => ({
  up: async (db) => {
    await db.schema.createTable(table).addColumn('n', 'integer').execute();
  },
});

const tables = async () => (await empty.introspection.getTables()).map(({ name }) => name).sort();

test('every migration of the Carrefour is applied to a test database, and none twice', async () => {
  const full = await testDatabase();
  try {
    const state = await migrationState(full.db);
    assert.deepEqual(state, { applied: Object.keys(migrations), pending: [], unknown: [] });
    assert.deepEqual(await migrate(full.db), []);
  } finally {
    await full.close();
  }
});

test('migrations are applied in the order of their names, and only those that are missing', async () => {
  assert.deepEqual(await migrate(empty, () => {}, { '0001-one': making('one') }), ['0001-one']);
  const more = { '0003-three': making('three'), '0002-two': making('two'), '0001-one': making('one') };
  assert.deepEqual((await migrationState(empty, more)).pending, ['0002-two', '0003-three']);
  assert.deepEqual(await migrate(empty, () => {}, more), ['0002-two', '0003-three']);
  assert.deepEqual(await tables(), ['one', 'three', 'two']);
});

test('one that comes late is applied, though one with a greater number was before it', async () => {
  const early = { '0001-one': making('one'), '0003-three': making('three') };
  await migrate(empty, () => {}, early);
  const all = { ...early, '0002-two': making('two'), '0004-four': making('four') };
  assert.deepEqual(await migrate(empty, () => {}, all), ['0002-two', '0004-four']);
  assert.deepEqual(await migrate(empty, () => {}, all), []);
  assert.deepEqual(await migrationState(empty, all), {
    applied: ['0001-one', '0002-two', '0003-three', '0004-four'],
    pending: [],
    unknown: [],
  });
});

test('processes that migrate at once apply each migration once', async () => {
  const list = { '0001-one': making('one'), '0002-two': making('two') };
  const others = [1, 2].map(() => kyselyOn(makePool(database.config, 1)));
  try {
    const applied = await Promise.all([empty, ...others].map((db) => migrate(db, () => {}, list)));
    assert.deepEqual(applied.flat().sort(), ['0001-one', '0002-two']);
  } finally {
    await Promise.all(others.map((db) => db.destroy()));
  }
});

test('a migration that fails leaves nothing of its run, and can be tried again', async () => {
  const broken: Migration = {
    up: async (db) => {
      await making('half').up(db);
      throw new Error('broken off');
    },
  };
  const list = { '0001-one': making('one'), '0002-broken': broken };
  await assert.rejects(
    migrate(empty, () => {}, list),
    /broken off/,
  );
  assert.deepEqual(await tables(), []);
  const mended = { ...list, '0002-broken': making('whole') };
  assert.equal((await migrate(empty, () => {}, mended)).length, 2);
});

test('a database of a newer Carrefour is refused with a sentence, and not touched', async () => {
  const newer = { '0001-one': making('one'), '0002-to-come': making('two') };
  await migrate(empty, () => {}, newer);
  await assert.rejects(
    migrate(empty, () => {}, { '0001-one': making('one') }),
    {
      reason: 'newer-database',
      message: /by a newer Carrefour \(0002-to-come\): run that version/,
    },
  );
  assert.deepEqual((await migrationState(empty, newer)).applied.length, 2);
});

test('forms that had been accepted and not done wait once more; a report is its side’s; what was typed proves nothing', async () => {
  const names = Object.keys(migrations);
  const before = names.slice(0, names.indexOf('0027-held-and-reported'));
  await migrate(empty, () => {}, Object.fromEntries(before.map((name) => [name, migrations[name]!])));
  const [held, told, introduction] = [1, 2, 3].map((n) => `0b0e1d0a-0000-4000-8000-00000000000${n}`);
  const matter = (id: string, kind: string, subject: string, state: string, hash: string | null) => sql`
    with raised as (
      insert into matter (id, kind, subject, language, title, facts, weight, rank, state, created_at, changed_at)
      values (${id}, ${kind}, ${subject}, 'fr', 'Une alerte', '[]', 0, 0, ${state}, now(), now()) returning id
    )
    insert into matter_author (matter, author_hash) select id, ${hash} from raised`;
  await sql`insert into held_form (id, form, once, mail, said, going, made_at)
    values (${held}, 'alert', 'a', 'x@exemple.fr', '{"label":"moulin"}', true, now())`.execute(empty);
  await matter(held!, 'held-alert', held!, 'accepted', 'hash').execute(empty);
  await sql`insert into introduction (id, project, title, sources, purpose, via, state, created_at, last_at)
    values (${introduction}, 'p', 'P', '{}', 'learn', 'sheet', 'closed', now(), now())`.execute(empty);
  await sql`insert into introduction_report (introduction, side, reason, at)
    values (${introduction}, 'holder', 'Des menaces.', now())`.execute(empty);
  await matter(told!, 'introduction-report', introduction!, 'waiting', 'hash').execute(empty);

  await migrate(empty, () => {}, migrations);
  const rows = await empty.selectFrom('matter').selectAll().orderBy('id').execute();
  assert.equal(rows[0]!.state, 'waiting');
  assert.match(rows[0]!.facts[0]!.value, /moulin/);
  assert.equal(rows[1]!.subject, `${introduction}/holder`);
  const authors = await empty.selectFrom('matter_author').select('is_proven').orderBy('matter').execute();
  assert.deepEqual(authors, [{ is_proven: false }, { is_proven: true }]);
});
