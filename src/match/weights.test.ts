/** Laws of the weights: what would bend every later judgement without anybody noticing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnNames, columns, type Levels } from './agreement.ts';
import { blockKeys } from './block-keys.ts';
import { decoysOf } from './decoys.ts';
import { judge, see } from './judge.ts';
import {
  enoughDecisions,
  firstBelief,
  type LabelledPair,
  learnFromDecisions,
  learnUnlabelled,
  metPairs,
} from './learn-weights.ts';
import { testSheet } from './testing.ts';
import { usualScale, usualWeights } from './usual-weights.ts';
import { evidenceOf, scaleOf, weigh } from './weights.ts';

const nantes = '44109';
const anyLevels = fc.tuple(...columnNames.map((column) => fc.integer({ min: -1, max: columns[column].length - 1 })));
const blocked = (sheets: readonly ReturnType<typeof testSheet>[]) =>
  sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) }));

test('better agreement never weighs less, whatever was decided', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ levels: anyLevels, same: fc.boolean() }), { maxLength: 120 }), (decided) => {
      const { byColumn } = scaleOf(learnFromDecisions(decided, usualWeights) ?? usualWeights);
      for (const weights of byColumn)
        for (let level = 1; level < weights.length; level++) assert.ok(weights[level]! >= weights[level - 1]! - 1e-9);
    }),
  );
});

test('what is said of a pair adds up to its score', () => {
  fc.assert(
    fc.property(anyLevels, (levels: Levels) => {
      const sum = evidenceOf(levels, usualScale).reduce((total, { weight }) => total + weight, usualScale.prior);
      assert.ok(Math.abs(sum - weigh(levels, usualScale)) < 1e-9);
    }),
  );
});

test('a few decisions change nothing; many bend what they contradict, and the order of the pairs does not matter', () => {
  const level = (column: (typeof columnNames)[number], value: number): Levels =>
    columnNames.map((name) => (name === column ? value : -1));
  const phone = columnNames.indexOf('contact');
  const decided = (count: number): LabelledPair[] => [
    ...Array.from({ length: count }, () => ({ levels: level('contact', 1), same: true })),
    ...Array.from({ length: count }, () => ({ levels: level('contact', 0), same: false })),
  ];
  assert.equal(learnFromDecisions(decided(enoughDecisions - 1), usualWeights), undefined);
  const learned = learnFromDecisions(decided(100), usualWeights)!;
  assert.ok(scaleOf(learned).byColumn[phone]![1]! > usualScale.byColumn[phone]![1]! + 0.3);
  assert.deepEqual(learned.shares.place, usualWeights.shares.place);
  assert.deepEqual(learnFromDecisions(decided(100).toReversed(), usualWeights)!.prior, learned.prior);
});

test('without labels, from a first belief: the same names at one place come out heavy, and a town alone light', () => {
  const names = 'bolat vernil rotumi galdo sofer pinacha quebel tourmi delvan nachol'.split(' ');
  const at = (lat: number) => ({
    sites: [{ commune: nantes, precision: 'site' as const, point: { lat, lon: -1.5 }, territories: [], how: [] }],
  });
  const sheets = names.flatMap((name, i) => [
    testSheet(`a/${i}`, `${name} ${names[(i + 1) % 10]}`, nantes, at(47 + i / 50)),
    testSheet(`b/${i}`, `${name} ${names[(i + 1) % 10]}`, nantes, at(47 + i / 50)),
  ]);
  const scale = scaleOf(learnUnlabelled(metPairs(blocked(sheets)), firstBelief()));
  const [name, place] = [scale.byColumn[0]!, scale.byColumn[2]!];
  assert.ok(name.at(-1)! > 1 && place.at(-1)! > 1 && name[2]! < name.at(-1)!, JSON.stringify({ name, place }));
});

test('a judgement lists what it rests on, the heaviest first, in words', () => {
  const one = see(testSheet('a/1', 'Le Bocal partagé', nantes));
  const verdict = judge(one, see(testSheet('b/1', 'LE BOCAL PARTAGE', nantes)));
  assert.deepEqual(
    verdict.evidence.map(({ says }) => says),
    ['the same name', 'a rare word in common', 'in one commune'],
  );
  assert.ok(verdict.evidence[0]!.weight > 0 && verdict.evidence[2]!.weight < 0);
});

test('decoys: a catalogue full of namesakes makes one expect errors; one without any does not', () => {
  const told = (source: string, title: string, key: string) => testSheet(`${source}/${key}`, title, nantes);
  const clean = blocked([told('a', 'Le Bocal', '1'), told('a', 'Bocage fleuri', '2'), told('b', 'Le Bocal', '3')]);
  const dirty = blocked([told('a', 'Le Bocal', '1'), told('a', 'Bocal', '2'), told('b', 'Le Bocal', '3')]);
  assert.equal(decoysOf(clean, [1]).errors[0]!.rate, 0);
  assert.equal(decoysOf(dirty, [1]).errors[0]!.rate, 1);
  assert.deepEqual(decoysOf(blocked([]), [1]).errors[0], { threshold: 1, decoys: 0, merged: 0, wrong: 0, rate: 0 });
});
