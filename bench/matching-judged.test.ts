/**
 * The pairs that the real catalogues give, against those judged one by one by hand (matching-judged.json: ids and
 * verdicts): how many are merged, and whether one of them is wrong.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { describeRecord } from '#describe/describe-record.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { blockKeys } from '#match/block-keys.ts';
import { cluster } from '#match/cluster.ts';
import type { Sheet } from '#model/sheet.ts';
import { placeSites, resolvePlaces } from '#pipeline/place-sites.ts';
import { dataFolder, filesOf, realSources, takeFile } from '../test/catalogues/records.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';
type Pairs = [string, string][];
const judged = JSON.parse(readFileSync(new URL('./matching-judged.json', import.meta.url), 'utf8')) as {
  same: Pairs;
  unsure: Pairs;
  other: Pairs;
};

async function realSheets(): Promise<Sheet[]> {
  const gazetteer = loadGazetteer();
  const sheets: Sheet[] = [];
  for (const source of realSources().filter(({ listed }) => listed)) {
    const file = filesOf(source, dataFolder).at(-1);
    assert.ok(file, `${source.id}: no file`);
    for (const { key, rows, withheld } of (await takeFile(source, file)).records) {
      if (withheld) continue;
      const draft = describeRecord(rows, source);
      if (draft.sheet.title === '') continue;
      const placed = placeSites(
        { resolved: resolvePlaces(draft.places, gazetteer), reach: draft.reach },
        gazetteer,
      ).located;
      sheets.push({ ...draft.sheet, ...placed, id: `${source.id}/${key}`, quality: 0, problems: [] });
    }
  }
  return sheets;
}

test('at least 140 pairs of partners tell of one project, and what was judged otherwise stays apart', {
  skip,
}, async () => {
  const sheets = await realSheets();
  const groups = cluster(
    sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) })),
    [],
  );
  const name = (pair: readonly string[]): string => [...pair].sort().join('  =  ');
  const merged = groups.flatMap((group) =>
    group.flatMap((a, i) => group.slice(i + 1).flatMap((b) => (a.source === b.source ? [] : [name([a.id, b.id])]))),
  );
  const good = new Set(judged.same.map(name));
  const known = new Set([...good, ...judged.unsure.map(name)]);
  assert.deepEqual(
    merged.filter((pair) => !known.has(pair)),
    [],
    'merged, and never judged: judge them, and add them to matching-judged.json',
  );
  assert.ok(merged.length >= 140, `${merged.length} pairs`);
  const precision = merged.filter((pair) => good.has(pair)).length / merged.length;
  assert.ok(precision >= 0.97, `precision ${precision}`);
  const wrong = new Set(judged.other.map(name));
  assert.deepEqual(
    merged.filter((pair) => wrong.has(pair)),
    [],
  );
});
