/**
 * A hundred queries of citizens, officials, holders and networks over every real catalogue, the first five results of
 * each judged by hand (`judged-queries.json`: the right ones by query): half looked at while mending, half held out. Of
 * each that does not have five right ones among them it is told why.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { toSearchDocument } from '#search/document.ts';
import { fairly } from '#search/fair-order.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { understandPlace } from '#web/search/understood.ts';
import { storeOf } from '#web/testing.ts';
import { realProjects } from './real-projects.ts';
import { dataFolder } from './records.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';

type Judged = Record<string, string[]>;
/** Why a query fails: `docs/search.md` tells what each means. */
type Why = 'none' | 'few' | 'otherwise' | 'meanings' | 'apart';
const judged = JSON.parse(readFileSync(new URL('judged-queries.json', import.meta.url), 'utf8')) as {
  seen: Judged;
  heldOut: Judged;
  why: Record<Why, string[]>;
};

/** What is reached; below it, something that was found is found no more, or lower. */
const floors = { seen: { p5: 0.575, ndcg5: 0.94 }, heldOut: { p5: 0.43, ndcg5: 0.874 } };

describe('a hundred queries judged by hand, over the real catalogues', { skip }, () => {
  const territories = loadGazetteer();
  let first: (typed: string) => Promise<string[]>;
  before(async () => {
    const all: Project[] = await realProjects(territories);
    const engine = fairly(createMemoryEngine(), () => new Date('2026-05-03'));
    await engine.apply({ put: all.map((project) => toSearchDocument(project)), remove: [] });
    const rooms = { engine, projects: storeOf(all), territories };
    first = async (typed) => {
      const asked = { ...noCriteria, q: typed };
      const meant = await understandPlace(rooms, asked);
      const { hits, nearby = [] } = await engine.search({
        criteria: meant.is === 'read' ? meant.criteria : asked,
        nearby: 5,
      });
      return [...hits, ...nearby].slice(0, 5).map(({ id }) => id);
    };
  });

  for (const half of ['seen', 'heldOut'] as const)
    test(`${half}: what was judged right comes no lower than it did`, async (t) => {
      const figures = await measure(judged[half], first);
      t.diagnostic(`${half}: P@5 ${figures.p5.toFixed(4)}, nDCG@5 ${figures.ndcg5.toFixed(4)}`);
      assert.ok(figures.p5 >= floors[half].p5, JSON.stringify(figures));
      assert.ok(figures.ndcg5 >= floors[half].ndcg5, JSON.stringify(figures));
    });

  test('there are a hundred, and why each fails that does is told', async () => {
    const all = { ...judged.seen, ...judged.heldOut };
    assert.equal(Object.keys(all).length, 100);
    assert.deepEqual(await unexplained(all, first), []);
  });
});

/** Verdicts are facts: a reason stands for each query that fails, once, and agrees with what was judged right. */
async function unexplained(queries: Judged, first: (typed: string) => Promise<string[]>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [typed, right] of Object.entries(queries)) {
    const ids = await first(typed);
    const found = ids.filter((id) => right.includes(id)).length;
    const reasons = (Object.keys(judged.why) as Why[]).filter((why) => judged.why[why].includes(typed));
    const fits: Record<Why, boolean> = {
      none: right.length === 0,
      few: right.length > 0 && right.length < 5 && found === right.length,
      otherwise: right.length > 0,
      meanings: right.length > 0,
      apart: right.length > 0,
    };
    const explained = found === 5 ? reasons.length === 0 : reasons.length === 1 && fits[reasons[0]!];
    if (!explained) wrong.push(`${typed}: ${found} of ${right.length} found, told as ${reasons.join() || 'right'}`);
  }
  return wrong;
}

/** P@5 over every query; nDCG@5 (binary, log2(rank + 1), ideal over min(5, right ones)) where something is right. */
async function measure(queries: Judged, first: (typed: string) => Promise<string[]>) {
  const gain = (ranks: readonly number[]) => ranks.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0);
  const sums = { p5: 0, ndcg5: 0, answerable: 0 };
  for (const [typed, right] of Object.entries(queries)) {
    const ids = await first(typed);
    const ranks = ids.flatMap((id, i) => (right.includes(id) ? [i + 1] : []));
    sums.p5 += ranks.length / 5;
    if (right.length === 0) continue;
    sums.answerable++;
    sums.ndcg5 += gain(ranks) / gain(Array.from({ length: Math.min(5, right.length) }, (_, i) => i + 1));
  }
  return { p5: sums.p5 / Object.keys(queries).length, ndcg5: sums.ndcg5 / sums.answerable };
}
