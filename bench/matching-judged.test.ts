/**
 * The pairs that the real catalogues give, against those judged one by one by hand (matching-judged.json: ids and
 * verdicts): how many are merged, and whether one of them is wrong.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { clusterAndAsk } from '#match/cluster.ts';
import { dataFolder } from '../test/catalogues/records.ts';
import { blocked, realSheets } from './matching/catalogues.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';
type Pairs = [string, string][];
type Verdicts = Record<'same' | 'unsure' | 'other', Pairs>;
const verdicts = (file: string): Verdicts =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Verdicts;
const judged = verdicts('./matching-judged.json');
/** The two hundred pairs of two catalogues that were nearest to being merged when they were drawn. */
const near = verdicts('./matching-near-misses.json');
/**
 * Within catalogues: every merge, judged one by one, and the hundred pairs that were nearest to one by the weights
 * when they were drawn, no sheet in more than two of them.
 */
const within = JSON.parse(readFileSync(new URL('./matching-within.json', import.meta.url), 'utf8')) as Verdicts & {
  merged: Pairs;
};
const name = (pair: readonly string[]): string => [...pair].sort().join('  =  ');
const both = (verdict: keyof Verdicts): Set<string> => new Set([...judged[verdict], ...near[verdict]].map(name));

describe('the real catalogues', { skip }, () => {
  let merged: Set<string>;
  let inside: Set<string>;
  let asked: Set<string>;
  before(async () => {
    const found = clusterAndAsk(blocked(await realSheets()), []);
    const pairs = found.groups.flatMap((group) =>
      group.flatMap((a, i) => group.slice(i + 1).map((b) => [a, b] as const)),
    );
    const of = (alike: boolean) =>
      new Set(pairs.filter(([a, b]) => (a.source === b.source) === alike).map(([a, b]) => name([a.id, b.id])));
    [inside, merged] = [of(true), of(false)];
    asked = new Set(found.asked.map(({ a, b }) => name([a, b])));
  });

  test('at least 140 pairs of partners tell of one project, and what was judged otherwise stays apart', () => {
    const good = both('same');
    const known = new Set([...good, ...both('unsure')]);
    assert.deepEqual(
      [...merged].filter((pair) => !known.has(pair)),
      [],
      'merged, and never judged: judge them, and add them to matching-judged.json',
    );
    assert.ok(merged.size >= 140, `${merged.size} pairs`);
    const precision = [...merged].filter((pair) => good.has(pair)).length / merged.size;
    assert.ok(precision >= 0.97, `precision ${precision}`);
    const wrong = both('other');
    assert.deepEqual(
      [...merged].filter((pair) => wrong.has(pair)),
      [],
    );
  });

  test('of the near misses that are one, most are merged or wait for a person; nobody is asked about many that are two', () => {
    const found = near.same.map(name).filter((pair) => merged.has(pair) || asked.has(pair));
    assert.ok(found.length >= 0.7 * near.same.length, `${found.length} of ${near.same.length}`);
    const inVain = near.other.map(name).filter((pair) => asked.has(pair));
    assert.ok(inVain.length <= 0.15 * near.other.length, `${inVain.length} asked in vain`);
  });

  test('within a catalogue only what was judged to be one is merged, and none of the hundred nearest others', () => {
    const good = new Set(within.merged.map(name));
    assert.deepEqual(inside, good, 'merged, and never judged: judge them, and add them to matching-within.json');
    const near = [...within.same, ...within.unsure, ...within.other].map(name);
    assert.equal(new Set(near).size, 100);
    for (const pair of near) assert.ok(!inside.has(pair) && !asked.has(pair), pair);
  });

  test('two hundred near misses are judged, each once', () => {
    const all = [...near.same, ...near.unsure, ...near.other].map(name);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.length >= 200);
  });
});
