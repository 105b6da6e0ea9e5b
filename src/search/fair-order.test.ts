import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { noCriteria } from '#model/criteria.ts';
import { emptyDocument, type Hit, type SearchEngine } from './engine.ts';
import {
  comparable,
  drawnPlace,
  fairly,
  fairWindow,
  furthest,
  inFairOrder,
  longestRun,
  seldomSeenFrom,
  withChance,
} from './fair-order.ts';
import { createMemoryEngine } from './memory/engine.ts';
import { familiesAsked, familyOf } from './title-family.ts';

const day = new Date('2026-05-03T22:00:00Z');
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
  const fair = fairly(engine, () => day);
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
  const fair = fairly(engine, () => day);
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

test('after three of one well-known name, the next comparable project comes, unless the name was asked for', () => {
  const cafes = ['Brest', 'Lyon', 'Auray', 'Dax'].map((town, i) => ({
    ...hit(`${i}`, 10),
    family: familyOf(`Repair Café de ${town}`)!,
  }));
  const garage = { ...hit('z', 9), family: familyOf('Garage solidaire')! };
  const orderFor = (q: string) =>
    inFairOrder([...cafes, garage], familiesAsked(q))
      .map(({ id }) => id)
      .join('');
  assert.equal(orderFor('réparation'), '012z3');
  assert.equal(orderFor('repair cafés'), '0123z');
  assert.equal(orderFor('repair'), '012z3');
  assert.equal(familyOf('Le Repair'), undefined, 'one word is no name of several');
});

test('a good project past the first page has the tenth place for a day, bounded by its score', () => {
  const many = Array.from(
    { length: 60 },
    (_, i): Hit => ({ ...hit(`${i}`, 100 - i / 10, `p${i % 7}`), good: i % 2 === 0 }),
  );
  const ids = (hits: readonly Hit[]) => hits.map(({ id }) => id);
  const least = many[drawnPlace]!.score * comparable;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const lot = (id: string) => Math.imul(Number(id) + 1, seed | 1) >>> 0;
      const drawn = withChance(many, lot);
      assert.deepEqual(new Set(ids(drawn)), new Set(ids(many)));
      assert.equal(drawn.length, many.length);
      assert.deepEqual(ids(drawn).slice(0, drawnPlace), ids(many).slice(0, drawnPlace));
      const one = drawn[drawnPlace]!;
      assert.ok(one.drawn && one.good && one.score >= least && Number(one.id) >= seldomSeenFrom);
      assert.deepEqual(
        ids(drawn).filter((id) => id !== one.id),
        ids(many).filter((id) => id !== one.id),
        'the others keep their order',
      );
    }),
  );
  const same = (hits: Hit[]) =>
    assert.deepEqual(
      withChance(hits, () => 1),
      hits,
    );
  same(many.map((one) => ({ ...one, good: false })));
  same(many.map((one, i) => (i < seldomSeenFrom ? one : { ...one, score: least - 0.001 })));
  same(many.slice(0, seldomSeenFrom));
  same([]);
});

test('each day draws anew, everyone the same, and all that may be drawn have their days', async () => {
  const good = createMemoryEngine();
  const put = Array.from({ length: 60 }, (_, i) => ({
    ...emptyDocument,
    id: String(i).padStart(4, '0'),
    title: 'Jardin',
    facets: { quality: ['50', '70'] },
  }));
  await good.apply({ put, remove: [] });
  const days = 2_000;
  const times = new Map<string, number>();
  for (let i = 0; i < days; i++) {
    const fair = fairly(good, () => new Date(Date.UTC(2026, 0, 1 + i)));
    const { hits } = await fair.search({ criteria: { ...noCriteria, q: 'jardin' } });
    const [one, ...others] = hits.filter(({ drawn }) => drawn);
    assert.equal(others.length, 0);
    assert.equal(hits[drawnPlace], one);
    times.set(one!.id, 1 + (times.get(one!.id) ?? 0));
    if (i === 0) assert.deepEqual((await fair.search({ criteria: { ...noCriteria, q: 'jardin' } })).hits, hits);
  }
  assert.equal(times.size, 40, 'each of those past the twentieth');
  const expected = days / times.size;
  for (const [id, n] of times) assert.ok(n > expected / 2 && n < expected * 2, `${id} was drawn ${n} times`);
  const first = await fairly(good, () => day).first({ ...noCriteria, q: 'jardin' });
  assert.ok(
    first.every(({ drawn }) => drawn === undefined),
    'hits alone are not drawn',
  );
});
