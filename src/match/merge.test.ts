/** What a page would say wrongly if fields were merged wrongly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeSheets } from './merge.ts';
import { testSheet, testSources } from './testing.ts';

const nantes = '44109';

test('a mail that one partner withholds is not published because another shows it', () => {
  const contact = { kind: 'mail' as const, value: 'ana@bocal.example' };
  const shown = testSheet('a/1', 'Le Bocal', nantes, { quality: 0.9, contacts: [{ ...contact, published: true }] });
  const held = testSheet('b/1', 'Le Bocal', nantes, { quality: 0.1, contacts: [{ ...contact, published: false }] });
  assert.deepEqual(mergeSheets('x', [shown, held], testSources).contacts, [{ ...contact, published: false }]);
});

test('a choice of contacts publishes nothing that a partner withholds', () => {
  const contact = { kind: 'mail' as const, value: 'ana@bocal.example' };
  const shown = testSheet('a/1', 'Le Bocal', nantes, { contacts: [{ ...contact, published: true }] });
  const held = testSheet('b/1', 'Le Bocal', nantes, { contacts: [{ ...contact, published: false }] });
  const project = mergeSheets('x', [shown, held], testSources, { choices: [{ field: 'contacts', sheet: 'a/1' }] });
  assert.deepEqual(project.contacts, [{ ...contact, published: false }]);
});

test('each field knows its sheet and its rule, and the order of arrival changes nothing', () => {
  const a = testSheet('a/1', 'Le Bocal', nantes, {
    quality: 0.9,
    summary: 'Court.',
    body: '<p>Peu.</p>',
    themes: ['alimentation'],
    startYear: 2015,
    updatedAt: '2024-01-01',
    stage: 'experimentation',
  });
  const b = testSheet('b/1', 'LE BOCAL', nantes, {
    quality: 0.5,
    summary: 'Plus long, et moins bien décrit.',
    body: '<p>Beaucoup plus à lire ici.</p>',
    themes: ['lien-social', 'alimentation'],
    startYear: 2012,
    updatedAt: '2025-01-01',
    stage: 'installe',
    sites: [
      {
        commune: nantes,
        precision: 'site',
        point: { lat: 47.2, lon: -1.5 },
        address: '1 rue X',
        territories: [],
        how: [],
      },
    ],
  });
  const project = mergeSheets('x', [b, a], testSources);
  assert.deepEqual(project, mergeSheets('x', [a, b], testSources));
  assert.equal(project.title, 'Le Bocal');
  assert.equal(project.summary, 'Court.');
  assert.equal(project.body, '<p>Beaucoup plus à lire ici.</p>');
  assert.deepEqual(project.themes, ['alimentation', 'lien-social']);
  assert.equal(project.startYear, 2012);
  assert.equal(project.stage, 'installe');
  assert.equal(project.sites.length, 1);
  assert.equal(project.sites[0]!.precision, 'site');
  assert.deepEqual(project.provenance.body, { sheets: ['b/1'], rule: 'longest' });
  assert.deepEqual(project.provenance.themes, { sheets: ['a/1', 'b/1'], rule: 'union' });
  assert.deepEqual(
    project.tellings.map(({ attribution }) => attribution),
    ['Partenaire a', 'Partenaire b'],
  );
});
