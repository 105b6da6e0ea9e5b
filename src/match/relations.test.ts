/** What inspired what, among very many: what is looked up is what concerns the project. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { relationsOf, relationsQuery } from './relations.ts';
import { testMatcher, testSheet } from './testing.ts';

let database: TestDatabase;
let ids: Record<string, string>;
const many = 10_000;

before(async () => {
  database = await testDatabase();
  const { db } = database;
  const matcher = await testMatcher(db);
  await matcher.change([
    testSheet('a/1', 'Le Bocal partagé', '44109'),
    testSheet('b/2', 'Le Moulin de la Côte', '59350'),
    testSheet('c/3', 'La Scierie du Lac', '38185'),
  ]);
  ids = Object.fromEntries(
    Object.entries(await matcher.projects()).flatMap(([id, sheets]) => sheets.map((sheet) => [sheet, id])),
  );
  // The others are of sheets that are not here: what is asked must not read them.
  await sql`
    insert into decision (id, kind, body, author, made_at)
    select gen_random_uuid(), 'relate', jsonb_build_object(
        'sheets', jsonb_build_array('x/' || n), 'modelSheets', jsonb_build_array('y/' || n % 97), 'by', 'taker'),
      'somebody', now()
    from generate_series(1, ${many}) n`.execute(db);
  for (const [sheets, modelSheets, by] of [
    [['a/1'], ['b/2'], 'taker'],
    [['a/1'], ['b/2'], 'model'],
    [['c/3'], ['a/1'], 'taker'],
  ] as const)
    await db
      .insertInto('decision')
      .values({
        id: crypto.randomUUID(),
        kind: 'relate',
        body: JSON.stringify({ sheets, modelSheets, by }),
        author: 'somebody',
        made_at: new Date(),
      })
      .execute();
  await sql`analyze decision`.execute(db);
});
after(() => database?.close());

test('those of a project are told among ten thousand, from both sides, the confirmed first', async () => {
  const told = await relationsOf(database.db, ids['a/1']!);
  assert.deepEqual(
    told.map(({ project, as, saidBy }) => [project, as, saidBy]),
    [
      [ids['b/2'], 'model', ['model', 'taker']],
      [ids['c/3'], 'taker', ['taker']],
    ],
  );
  assert.deepEqual(
    (await relationsOf(database.db, ids['b/2']!)).map(({ project, as }) => [project, as]),
    [[ids['a/1'], 'taker']],
  );
});

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

test('the plan goes by both indexes and reads the relations of this project, not all', async () => {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`
    explain (analyze, format json) ${relationsQuery(ids['a/1']!)}`.execute(database.db);
  const all = nodes(rows[0]!['QUERY PLAN'][0].Plan);
  const indexes = all.flatMap((node) => node['Index Name'] ?? []);
  for (const name of ['decision_takers', 'decision_models']) assert.ok(indexes.includes(name), indexes.join(', '));
  const read = all.filter((node) => node['Relation Name'] === 'decision');
  assert.deepEqual(
    read.map((node) => [node['Node Type'], node['Actual Rows']]),
    [['Bitmap Heap Scan', 3]],
  );
});
