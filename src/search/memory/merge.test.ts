import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facetNames, noCriteria } from '#model/criteria.ts';
import { randomFrom, someCriteria, someDocuments } from '../contract/some-documents.ts';
import type { Hit, SearchAnswer } from '../engine.ts';
import { createMemoryEngine } from './engine.ts';

/** Sums of scores taken in another order differ in their last digits. */
function rounded(answer: SearchAnswer): SearchAnswer {
  const round = (hits: Hit[]) => hits.map((hit) => ({ ...hit, score: Math.round(hit.score * 1000) / 1000 }));
  return { ...answer, hits: round(answer.hits), nearby: round(answer.nearby ?? []) };
}

test('segments made into one answer as they did', async () => {
  const documents = someDocuments(41, 300);
  const parted = createMemoryEngine();
  for (let from = 0; from < 300; from += 100)
    await parted.apply({ put: documents.slice(from, from + 100), remove: [] });
  const whole = createMemoryEngine();
  for (let from = 0; from < 300; from += 100) await whole.apply({ put: documents.slice(from, from + 100), remove: [] });
  await whole.compact();
  assert.deepEqual([parted.segments, whole.segments], [[100, 100, 100], [300]]);
  const random = randomFrom(6);
  for (let i = 0; i < 100; i++) {
    const request = { criteria: someCriteria(random), facets: facetNames };
    assert.deepEqual(rounded(await whole.search(request)), rounded(await parted.search(request)), `question ${i}`);
  }
});

test('changes made while segments are merged are neither lost nor brought back', async () => {
  const documents = someDocuments(51, 400);
  let turns = 0;
  const engine = createMemoryEngine({
    breathe: async () => {
      turns++;
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  for (let from = 0; from < 400; from += 100)
    await engine.apply({ put: documents.slice(from, from + 100), remove: [] });
  const replaced = { ...documents[7]!, title: 'mirabelle' };
  await engine.apply({ put: [replaced], remove: documents.slice(300, 350).map(({ id }) => id) });
  await engine.settle();
  assert.ok(turns > 0, 'others had their turn');
  assert.equal(engine.size, 350);
  const { hits } = await engine.search({ criteria: { ...noCriteria, q: 'mirabelle' } });
  assert.deepEqual(
    hits.map(({ id }) => id),
    [replaced.id],
  );
  const left = documents.filter((_, i) => i < 300 || i >= 350).map(({ id }) => id);
  assert.deepEqual((await engine.every(noCriteria)).sort(), left.sort());
});

test('an index whose projects are all replaced again and again stays small', async () => {
  const engine = createMemoryEngine();
  for (let round = 0; round < 30; round++) await engine.apply({ put: someDocuments(round, 40), remove: [] });
  await engine.settle();
  assert.equal(engine.size, 40);
  assert.ok(engine.segments.reduce((a, b) => a + b, 0) <= 80, `${engine.segments}`);
});
