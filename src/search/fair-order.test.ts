import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { noCriteria } from '#model/criteria.ts';
import type { Hit, SearchEngine } from './engine.ts';
import { comparable, fairly, fairWindow, furthest, inFairOrder, longestRun } from './fair-order.ts';
import { createMemoryEngine } from './memory/engine.ts';

const hit = (id: string, score: number, ...partners: string[]): Hit => ({ id, score, partners });
const order = (hits: Hit[]) =>
  inFairOrder(hits)
    .map(({ id }) => id)
    .join('');

test('after three of one partner, the next comparable one of another comes', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((id) => hit(id, 10, 'north'));
  assert.equal(order([...five, hit('z', 9, 'south')]), 'abczde');
  assert.equal(order([...five, hit('z', 8, 'south')]), 'abcdez', 'too far behind');
  assert.equal(order([...five, hit('z', 9, 'north', 'south')]), 'abczde', 'told by several is no one’s');
  assert.equal(order(five), 'abcde');
});

test('nothing is lost or doubled, the first three stay, a longer run has no comparable follower', () => {
  const partner = fc.constantFrom('north', 'south', 'east');
  const hits = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.array(partner, { maxLength: 2 })), { maxLength: 60 })
    .map((all) => all.sort(([a], [b]) => b - a).map(([score, told], i) => hit(`${i}`, score, ...new Set(told))));
  fc.assert(
    fc.property(hits, (given) => {
      const fair = inFairOrder(given);
      assert.deepEqual(new Set(fair.map(({ id }) => id)), new Set(given.map(({ id }) => id)));
      assert.equal(fair.length, given.length);
      assert.deepEqual(fair.slice(0, longestRun), given.slice(0, longestRun));
      const teller = ({ partners }: Hit) => (partners?.length === 1 ? partners[0] : undefined);
      for (let i = longestRun; i < fair.length; i++) {
        const run = fair.slice(i - longestRun, i + 1).map(teller);
        if (run[0] === undefined || run.some((one) => one !== run[0])) continue;
        const later = given.filter((one) => fair.indexOf(one) > i).slice(0, furthest);
        const passes = later.filter((one) => teller(one) !== run[0] && one.score >= fair[i]!.score * comparable);
        assert.equal(passes.length, 0, `${fair.map((one) => `${teller(one)}:${one.score}`)}`);
      }
    }),
  );
});

let engine: SearchEngine;
before(async () => {
  engine = createMemoryEngine();
  const put = Array.from({ length: 260 }, (_, i) => ({
    id: String(i).padStart(4, '0'),
    title: i % 2 === 0 ? 'Jardin' : 'Jardin partagé',
    summary: '',
    body: '',
    organisations: '',
    keywords: '',
    facets: { partner: [i < 200 ? 'north' : 'south'] },
    territories: [],
    points: [],
    startYear: undefined,
    updatedDay: 0,
    quality: 1 - i / 1000,
  }));
  await engine.apply({ put, remove: [] });
});

test('pages of any size agree, and every project stands on one of them', async () => {
  const fair = fairly(engine);
  for (const q of ['', 'jardin', 'jardin partagé']) {
    const read = async (pageSize: number) => {
      const ids: string[] = [];
      for (let page = 1; ; page++) {
        const { hits } = await fair.search({ criteria: { ...noCriteria, q, page, pageSize } });
        if (hits.length === 0) return ids;
        ids.push(...hits.map(({ id }) => id));
      }
    };
    const byTwenty = await read(20);
    assert.deepEqual(await read(30), byTwenty, q);
    assert.deepEqual(await read(fairWindow), byTwenty, q);
    const { total } = await engine.search({ criteria: { ...noCriteria, q } });
    assert.equal(new Set(byTwenty).size, total);
  }
});

test('counts are the engine’s; chosen partners and other sorts keep its order', async () => {
  const fair = fairly(engine);
  for (const more of [
    { chosen: { partner: ['north', 'south'] } },
    { sort: 'nom' as const },
    { q: 'partagé', pageSize: 3 },
  ]) {
    const request = { criteria: { ...noCriteria, ...more }, facets: ['partner' as const] };
    assert.deepEqual(await fair.search(request), await engine.search(request));
  }
  const request = { criteria: { ...noCriteria, q: 'jardin' }, facets: ['partner' as const] };
  const [one, other] = [await fair.search(request), await engine.search(request)];
  assert.deepEqual([one.total, one.facets], [other.total, other.facets]);
});
