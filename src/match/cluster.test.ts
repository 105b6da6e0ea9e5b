/** What a visitor would notice if sheets were grouped by accident: by the order they came in, or through a third. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Sheet } from '#model/sheet.ts';
import { blockKeys } from './block-keys.ts';
import { cluster, type PairDecision } from './cluster.ts';
import { judge, see } from './judge.ts';
import { testSheet } from './testing.ts';

const nantes = '44109';
const at = (lat: number): Partial<Sheet> => ({
  sites: [{ commune: nantes, city: 'Nantes', precision: 'site', point: { lat, lon: -1.55 }, territories: [], how: [] }],
});
const groups = (sheets: readonly Sheet[], decisions: readonly PairDecision[] = []): string[] =>
  cluster(
    sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) })),
    decisions,
  )
    .map((group) =>
      group
        .map(({ id }) => id)
        .sort()
        .join(' '),
    )
    .sort();

test('a chain of neighbours does not swallow a street: whoever is too far from one of the group stays out', () => {
  const chain = [
    testSheet('a/1', 'Le Bocal', nantes, at(47.2)),
    testSheet('b/1', 'Le Bocal', nantes, at(47.204)),
    testSheet('c/1', 'Le Bocal', nantes, at(47.219)),
  ];
  assert.deepEqual(groups(chain), ['a/1 b/1', 'c/1']);
});

test('two that cannot be one are as good for a third: it goes with neither, whose id comes first or not', () => {
  const middle = [
    testSheet('a/1', 'Le Bocal', nantes, at(47.2)),
    testSheet('b/1', 'Le Bocal', nantes),
    testSheet('c/1', 'Le Bocal', nantes, at(47.25)),
  ];
  assert.deepEqual(groups(middle), ['a/1', 'b/1', 'c/1']);
  assert.deepEqual(groups(middle.slice(0, 2)), ['a/1 b/1'], 'while it has no rival it is one');

  const three = ['a/1', 'b/1', 'c/1'].map((id) => testSheet(id, 'Le Bocal', nantes));
  assert.deepEqual(groups(three), ['a/1 b/1 c/1']);
  assert.deepEqual(groups(three, [{ kind: 'not-same', sheets: ['a/1', 'c/1'] }]), ['a/1', 'b/1', 'c/1']);
});

test('namesakes with holders of different numbers are not joined by a third that names no holder', () => {
  const heldBy = (siren: string): Partial<Sheet> => ({ holder: { name: 'Les Bocaux', siren } });
  const namesakes = [
    testSheet('a/1', 'Le Bocal', nantes, heldBy('732829320')),
    testSheet('b/1', 'Le Bocal', nantes),
    testSheet('c/1', 'Le Bocal', nantes, heldBy('552100554')),
  ];
  assert.deepEqual(groups(namesakes), ['a/1', 'b/1', 'c/1']);
});

test('a plain repetition within one catalogue is one page; the same name at another door is not', () => {
  assert.deepEqual(groups([testSheet('a/1', 'Alpha', nantes, at(47.2)), testSheet('a/2', 'ALPHA', nantes, at(47.2))]), [
    'a/1 a/2',
  ]);
  assert.equal(
    groups([testSheet('a/1', 'Alpha', nantes, at(47.2)), testSheet('a/2', 'Alpha', nantes, at(47.2001))]).length,
    2,
  );
});

test('two that are as good: neither, until a person parts one of them', () => {
  const tied = [
    testSheet('a/1', 'Le Bocal', nantes),
    testSheet('b/1', 'Le Bocal', nantes),
    testSheet('b/2', 'Bocal', nantes),
  ];
  assert.equal(groups(tied).length, 3);
  assert.deepEqual(groups(tied, [{ kind: 'not-same', sheets: ['a/1', 'b/2'] }]), ['a/1 b/1', 'b/2']);
});

test('a judgement says why, the same for either order', () => {
  const one = see(
    testSheet('a/1', 'Fablab Bocal', nantes, { ...at(47.2), links: [{ url: 'https://bocal.example/' }] }),
  );
  const other = see(
    testSheet('b/1', 'Le Bocal - antenne', nantes, { ...at(47.2), links: [{ url: 'http://www.bocal.example' }] }),
  );
  const verdict = judge(one, other);
  assert.equal(verdict.outcome, 'ask');
  assert.deepEqual(verdict.reasons.slice(1), ['at one address', 'the same web page', 'only one is “antenne”']);
  assert.deepEqual(judge(other, one), verdict);
});

test('in whatever order the sheets stand, the groups are the same', () => {
  const sheet = fc.record({
    source: fc.constantFrom('a', 'b', 'c', 'd'),
    title: fc.constantFrom(
      'Le Bocal',
      'Bocal',
      'Le Bocal partagé',
      'Fablab Bocal',
      'La Ruche',
      'Ruche verte',
      'Ruche 2',
    ),
    lat: fc.constantFrom(47.2, 47.2003, 47.204, 47.21, 47.23),
    url: fc.constantFrom('', 'https://bocal.example', 'https://bocal.example/ici'),
  });
  fc.assert(
    fc.property(
      fc.array(sheet, { minLength: 2, maxLength: 9 }),
      fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
      (all, draws) => {
        const sheets = all.map(({ source, title, lat, url }, i) =>
          testSheet(`${source}/${i}`, title, nantes, { ...at(lat), links: url === '' ? [] : [{ url }] }),
        );
        const turned = sheets
          .map((one, i) => ({ one, by: draws[i]! }))
          .sort((x, y) => x.by - y.by)
          .map(({ one }) => one);
        assert.deepEqual(groups(turned), groups(sheets));
      },
    ),
    { numRuns: 300 },
  );
});
