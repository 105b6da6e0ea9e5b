/** What a curator would notice if learning went wrong: decisions ignored, or a few of them turning everything over. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { decisionStore } from './decisions.ts';
import { rebuildAll } from './rebuild-all.ts';
import { testMatcher, testSheet, testSources } from './testing.ts';
import { usualScale, usualWeights } from './usual-weights.ts';
import { keepWeights, learnFromStore, scaleInForce } from './weights-in-force.ts';

const nantes = '44109';
const word = (i: number): string => `${'bcdfglmnpr'[i % 10]}a${'bcdfglmnpr'[Math.floor(i / 10)]}ovel`;

test('weights are learned from decisions, put in force, and everything is judged by them', async (t) => {
  const database = await testDatabase();
  t.after(() => database.close());
  const { db } = database;
  const matcher = await testMatcher(db);
  const sheets = Array.from({ length: 64 }, (_, i) => {
    const phone = (n: number) => [
      { kind: 'phone' as const, value: `02 00 00 00 ${String(n).padStart(2, '0')}`, published: true },
    ];
    return [
      testSheet(`a/${i}`, `Bocal ${word(i)}`, nantes, { contacts: phone(i) }),
      testSheet(`b/${i}`, `Cagette ${word(i)}`, nantes, { contacts: phone(i % 2 === 0 ? i : 99) }),
    ];
  }).flat();
  await matcher.change(sheets);
  const decide = (i: number) =>
    db
      .insertInto('decision')
      .values({
        id: randomUUID(),
        kind: i % 2 === 0 ? 'same' : 'not-same',
        body: JSON.stringify({ sheets: [`a/${i}`, `b/${i}`] }),
        author: 'curatrice',
        made_at: new Date(),
      })
      .execute();
  for (let i = 0; i < 40; i++) await decide(i);
  assert.deepEqual(await scaleInForce(db), usualScale);
  const few = await learnFromStore(db);
  assert.deepEqual([few.same, few.notSame, few.weights], [20, 20, undefined]);
  for (let i = 40; i < 64; i++) await decide(i);
  const learning = await learnFromStore(db);
  assert.ok(learning.weights);
  const before = await matcher.projects();
  await db.transaction().execute(async (trx) => {
    await keepWeights(trx, { ...learning, weights: learning.weights! }, new Date());
    await rebuildAll(trx, testSources, new Date());
  });
  const scale = await scaleInForce(db);
  const contact = 5;
  assert.ok(scale.byColumn[contact]![1]! > usualScale.byColumn[contact]![1]!);
  const after = Object.values(await matcher.projects());
  assert.equal(after.filter((told) => told.length === 2).length, 32, 'each “same” is one project');
  assert.equal(Object.keys(before).length, 128);
  assert.equal(after.length, 96);
});

test('weights that no longer fit what is compared are left aside', async (t) => {
  const database = await testDatabase();
  t.after(() => database.close());
  const { name, ...shares } = usualWeights.shares;
  await database.db
    .insertInto('match_weights')
    .values({
      body: JSON.stringify({ prior: 0, shares: { ...shares, title: name } }),
      decisions: 60,
      learned_at: new Date(),
    })
    .execute();
  assert.deepEqual(await scaleInForce(database.db), usualScale);
});

test('a sheet taken out of a project teaches that it is not what each of the others tells of, once a pair', async (t) => {
  const database = await testDatabase();
  t.after(() => database.close());
  const { db } = database;
  const matcher = await testMatcher(db);
  await matcher.change(['a', 'b', 'c'].map((source) => testSheet(`${source}/1`, 'Le Bocal partagé', nantes)));
  assert.deepEqual(Object.values(await matcher.projects()), [['a/1', 'b/1', 'c/1']]);
  const store = decisionStore({ db, sources: async () => testSources, now: () => new Date() });
  const told = async () => {
    const { same, notSame } = await learnFromStore(db);
    return { same, notSame };
  };
  const split = await store.decide({ kind: 'split', sheet: 'c/1' }, { author: 'Ana' });
  assert.deepEqual(await told(), { same: 0, notSame: 2 });
  await store.decide({ kind: 'not-same', sheets: ['c/1', 'a/1'] }, { author: 'Ana' });
  assert.deepEqual(await told(), { same: 0, notSame: 2 });
  assert.equal(split.is, 'done');
  await store.undo((split as { decision: string }).decision, { author: 'Ana' });
  assert.deepEqual(await told(), { same: 0, notSame: 1 });
});
