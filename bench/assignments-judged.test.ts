/**
 * Assignments of the real catalogues against those judged one by one by hand (assignments-judged.json: sheet,
 * vocabulary, concept): two draws of a hundred, the first before what it showed was corrected.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dataFolder } from '../test/catalogues/records.ts';
import { draw, realAssignments } from './assignments.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';
type Verdicts = [sheet: string, vocabulary: string, concept: string][];
const judged = JSON.parse(readFileSync(new URL('./assignments-judged.json', import.meta.url), 'utf8')) as {
  right: Verdicts;
  wrong: Verdicts;
};

test('what was judged right is still assigned, and of what is assigned and judged at least 95 in 100 are right', {
  skip,
}, async () => {
  const assigned = new Set((await realAssignments()).map((one) => `${one.sheet} ${one.vocabulary} ${one.concept}`));
  const standing = (verdicts: Verdicts) => verdicts.filter((one) => assigned.has(one.join(' '))).length;
  const [right, wrong] = [standing(judged.right), standing(judged.wrong)];
  assert.ok(judged.right.length + judged.wrong.length >= 190);
  assert.ok(right >= 0.97 * judged.right.length, `${right} of ${judged.right.length} right ones stand`);
  assert.ok(right / (right + wrong) >= 0.95, `${right} right, ${wrong} wrong`);
});

test('a draw is the same for the same seed, in whatever order the catalogues come', () => {
  const all = Array.from({ length: 50 }, (_, i) => ({ sheet: `a/${i}`, vocabulary: 'themes', concept: 'sport' }));
  assert.deepEqual(draw(all.toReversed(), 10, 'x'), draw(all, 10, 'x'));
  assert.notDeepEqual(draw(all, 10, 'x'), draw(all, 10, 'y'));
});
