/** What a curator asks of a pair gets an answer that adds up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { explainPair } from './explain.ts';
import { testMatcher, testSheet } from './testing.ts';

test('two sheets are explained finding by finding; sheets of two towns, of one source, or unknown too', async (t) => {
  const database = await testDatabase();
  t.after(() => database.close());
  const matcher = await testMatcher(database.db);
  await matcher.change([
    testSheet('a/1', 'Le Bocal partagé', '44109'),
    testSheet('b/1', 'LE BOCAL PARTAGE', '44109'),
    testSheet('c/1', 'Le Bocal partagé', '35238'),
    testSheet('a/2', 'Le Bocal partagé', '44109'),
  ]);
  const same = (await explainPair(database.db, ['a/1', 'b/1']))!;
  assert.equal(same.outcome, 'same');
  assert.ok(same.score >= same.threshold);
  const sum = same.evidence.reduce((total, { weight }) => total + weight, same.prior);
  assert.ok(Math.abs(sum - same.score) < 1e-9);
  assert.deepEqual((await explainPair(database.db, ['c/1', 'a/1']))?.reasons, ['in different places']);
  assert.deepEqual((await explainPair(database.db, ['a/1', 'a/2']))?.reasons, ['one source, told apart']);
  assert.equal(await explainPair(database.db, ['a/1', 'z/9']), undefined);
});
