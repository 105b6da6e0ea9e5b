/** The error of merging that decoys expect in the real catalogues, beside what was judged by hand. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cluster } from '#match/cluster.ts';
import { decoysOf } from '#match/decoys.ts';
import { blocked, realSheets } from './matching/catalogues.ts';

const thresholds = [-1, 0, 1, 1.5, 2, 3, 4, 5, 6, 8];
const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
const sheets = blocked(await realSheets());
const { within, between, errors, found } = decoysOf(sheets, thresholds);
const name = (a: string, b: string): string => [a, b].sort().join('\n');
const judged = ['./matching-judged.json', './matching-near-misses.json'].map(
  (file) =>
    JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Record<'same' | 'unsure', [string, string][]>,
);
const right = new Set(judged.flatMap(({ same }) => same.map((pair) => name(...pair))));
const unsure = new Set(judged.flatMap((verdicts) => verdicts.unsure.map((pair) => name(...pair))));
const merged = cluster(sheets, []).flatMap((group) =>
  group.flatMap((a, i) => group.slice(i + 1).flatMap((b) => (a.source === b.source ? [] : [name(a.id, b.id)]))),
);
const truth = {
  merged: merged.length,
  right: merged.filter((pair) => right.has(pair)).length,
  unsure: merged.filter((pair) => unsure.has(pair)).length,
};
if (values.json) console.log(JSON.stringify({ within, between, errors, truth }));
else {
  console.log(`${within} candidate pairs within catalogues, ${between} between them`);
  console.log('threshold  decoys  merged  expected wrong  rate');
  for (const { threshold, decoys, merged: count, wrong, rate } of errors)
    console.log(
      `${String(threshold).padStart(9)}${String(decoys).padStart(8)}${String(count).padStart(8)}${wrong.toFixed(2).padStart(16)}${`${(100 * rate).toFixed(1)} %`.padStart(7)}`,
    );
  console.log(`judged by hand: ${truth.merged} merged, ${truth.right} right, ${truth.unsure} unsure`);
  for (const { a, b, score } of found.slice(0, 80)) console.log(`${score.toFixed(1)}\n  ${a}\n  ${b}`);
}
