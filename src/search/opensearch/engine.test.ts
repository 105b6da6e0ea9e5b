/** What only an engine of several machines must do. The rest is in the contract. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { facetNames, noCriteria } from '#model/criteria.ts';
import { PlainSearch } from '../contract/plain-search.ts';
import { randomFrom, someCriteria, someDocument, someDocuments } from '../contract/some-documents.ts';
import { openCluster } from './ask.ts';
import { openOpenSearch } from './engine.ts';
import { dropIndex, indexBehind } from './indices.ts';
import { packPoint } from './points.ts';
import { openTestIndex, testUrls } from './testing.ts';
import { toIndexed } from './to-indexed.ts';

const skip = testUrls ? false : 'needs a cluster: npm run test:servers';

test('cut into three shards, totals and counts stay exact', { skip }, async () => {
  const told = someDocuments(41, 300);
  const engine = await openTestIndex({ shards: 3 });
  try {
    await engine.apply({ put: told, remove: [] });
    const plain = new PlainSearch(told);
    const random = randomFrom(43);
    for (let i = 0; i < 60; i++) {
      const criteria = someCriteria(random);
      const { total, facets } = await engine.search({ criteria, facets: facetNames });
      const about = `question ${i}: ${JSON.stringify(criteria)}`;
      assert.equal(total, plain.answering(criteria).length, about);
      for (const name of facetNames) assert.deepEqual(facets[name], plain.counting(criteria, name), about);
    }
  } finally {
    await engine.close();
  }
});

test('changes that come late or twice leave what is newer', { skip }, async () => {
  const random = randomFrom(3);
  const named = (title: string) => ({ ...someDocument(random, 'a'), title });
  const engine = await openTestIndex();
  try {
    const titles = async () => (await engine.complete('jardin', 5)).map(({ label }) => label);
    await engine.apply({ put: [named('Jardin neuf')], remove: [], position: 20 });
    await engine.apply({ put: [named('Jardin ancien')], remove: [], position: 10 });
    await engine.apply({ put: [], remove: ['a'], position: 19 });
    assert.deepEqual(await titles(), ['Jardin neuf']);
    await engine.apply({ put: [], remove: ['a'], position: 21 });
    await engine.apply({ put: [named('Jardin ancien')], remove: [], position: 20 });
    assert.deepEqual(await titles(), []);
    assert.equal(engine.size, 0);
  } finally {
    await engine.close();
  }
});

test('while an index is made anew the former one answers; one that fails changes nothing', { skip }, async () => {
  const engine = await openTestIndex();
  try {
    const total = async () => (await engine.search({ criteria: noCriteria })).total;
    await engine.apply({ put: someDocuments(1, 5), remove: [], position: 1 });
    assert.equal(await engine.position(), undefined);
    await engine.rebuild(async (into) => {
      await into.apply({ put: someDocuments(2, 30), remove: [], position: 7 });
      assert.equal(await total(), 5);
      return 7;
    });
    assert.deepEqual([await total(), engine.size, await engine.position()], [30, 30, 7]);
    const failing = engine.rebuild(async (into) => {
      await into.apply({ put: someDocuments(3, 3), remove: [], position: 9 });
      throw new Error('the database went away');
    });
    await assert.rejects(failing, /the database went away/);
    assert.deepEqual([await total(), await engine.position()], [30, 7]);
  } finally {
    await engine.close();
  }
});

test('an index that was lost is not made by a change: it is told, and made anew', { skip }, async () => {
  const name = `carrefour-test-${randomBytes(5).toString('hex')}`;
  const engine = await openTestIndex({ name });
  const cluster = openCluster(testUrls!);
  try {
    await engine.apply({ put: someDocuments(1, 5), remove: [], position: 1 });
    await dropIndex(cluster, (await indexBehind(cluster, name))!);
    await assert.rejects(engine.apply({ put: someDocuments(1, 5), remove: [], position: 2 }), /alias|no such index/);
    await assert.rejects(engine.position(), /make it anew/);
    await engine.rebuild(async (into) => {
      await into.apply({ put: someDocuments(2, 30), remove: [], position: 7 });
      return 7;
    });
    assert.equal((await engine.search({ criteria: noCriteria })).total, 30);
  } finally {
    await cluster.close();
    await engine.close();
  }
});

test('completion names concepts too, each once, the most used first', { skip }, async () => {
  const concepts = [
    { facet: 'theme' as const, id: 'food', label: 'Alimentation' },
    { facet: 'theme' as const, id: 'food', label: 'Aliments' },
    { facet: 'audience' as const, id: 'many', label: 'Bien alimentés' },
    { facet: 'theme' as const, id: 'none', label: 'Alicament' },
  ];
  const engine = await openTestIndex({ concepts });
  try {
    const about = someDocument(randomFrom(9), 'a');
    const facets = [{ theme: ['food'], audience: ['many'] }, { audience: ['many'] }];
    const put = facets.map((one, i) => ({ ...about, id: `doc${i}`, title: 'Jardin', organisations: '', facets: one }));
    await engine.apply({ put, remove: [] });
    assert.deepEqual(await engine.complete('ALI', 8), [
      { kind: 'concept', label: 'Bien alimentés', value: 'audience:many', count: 2 },
      { kind: 'concept', label: 'Alimentation', value: 'theme:food', count: 1 },
    ]);
  } finally {
    await engine.close();
  }
});

test('a cluster that is not there is told in a sentence, without its password', async () => {
  const urls = ['http://user:secret@127.0.0.1:9'];
  await assert.rejects(openOpenSearch({ urls, name: 'carrefour', pauses: [1, 1] }), (error: Error) => {
    assert.match(error.message, /OpenSearch does not answer.*OPENSEARCH_URL/);
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});

test('a point keeps its ten-millionth of a degree in one whole number', () => {
  const degrees = (most: number) => fc.integer({ min: -most * 1e7, max: most * 1e7 }).map((parts) => parts / 1e7);
  fc.assert(
    fc.property(degrees(90), degrees(180), (lat, lon) => {
      const packed = BigInt(packPoint({ lat, lon }));
      assert.ok(packed < 2n ** 63n);
      assert.equal((Number(packed / 2n ** 32n) - 900_000_000) / 1e7, lat);
      assert.equal((Number(packed % 2n ** 32n) - 1_800_000_000) / 1e7, lon);
    }),
  );
});

test('a document is indexed as words at positions, with the wordings of the thesaurus that it holds', () => {
  const document = { ...someDocument(randomFrom(5), 'a'), summary: '', body: '', organisations: '', keywords: '' };
  const { words, wordWeights, wordings, vocabulary } = toIndexed({
    ...document,
    title: "Tiers-lieux de l'économie sociale et solidaire, SCIC",
  });
  assert.match((words as string[])[0]!, /^tiers\|tierslieux\|/);
  assert.match(wordWeights as string, /(^| )solidaire\|8( |$)/);
  assert.deepEqual(wordings, ['tier lieu', 'econom social solidair']);
  assert.ok(!(vocabulary as string[]).some((word) => word < ' '));
});
