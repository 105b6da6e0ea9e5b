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

test('a text that was cut off or broken gives way to a shorter whole one; the better picture, place and dates stand first', () => {
  const at = (more: object) => ({ commune: nantes, territories: [], how: [], precision: 'commune' as const, ...more });
  const picture = { url: 'https://a.example/1.jpg', alt: '' };
  const told = { url: 'https://b.example/2.jpg', alt: 'Des bocaux', credit: 'Ana' };
  const best = testSheet('a/1', 'LE BOCAL PARTAGÉ', nantes, {
    quality: 0.9,
    kind: 'organisation',
    body: '<p>Une épicerie où chacun paie selon ses moyens, et où l’on mange ensemble le…</p>',
    lessons: 'Le dÃ©marrage a demandÃ© deux ans de patience Ã  tout le monde.',
    images: [picture],
    updatedAt: '2024-05-01',
    createdAt: '2020-02-01',
    endYear: 2030,
    sites: [at({ city: 'Nantes' }), at({ commune: '35238', address: '2 rue Y', precision: 'street' })],
  });
  const other = testSheet('b/1', 'Le Bocal partagé', nantes, {
    quality: 0.2,
    body: '<p>Une épicerie pour tous.</p>',
    lessons: 'Deux ans de patience.',
    images: [told, picture],
    updatedAt: '2025-05-01',
    createdAt: '2021-02-01',
    endYear: 2026,
    sites: [at({ address: '1 rue X', precision: 'site' }), at({ commune: '35238' })],
  });
  const project = mergeSheets('x', [best, other], testSources);
  assert.deepEqual(project, mergeSheets('x', [other, best], testSources));
  assert.equal(project.title, 'Le Bocal partagé');
  assert.equal(project.kind, 'projet');
  assert.deepEqual([project.body, project.lessons], [other.body, other.lessons]);
  assert.deepEqual(
    project.images.map(({ url }) => url),
    [told.url, picture.url],
  );
  assert.deepEqual([project.updatedAt, project.createdAt, project.endYear], ['2025-05-01', '2020-02-01', 2026]);
  assert.deepEqual(
    project.sites.map(({ address }) => address),
    ['2 rue Y', '1 rue X'],
    'each town from the sheet that knows it best',
  );
});

test('a picture that a closed catalogue names too is shown as the open one lets it be', () => {
  const url = 'https://bocal.example/photo.jpg';
  const copy = '/images/0123456789abcdef01234567.webp';
  const closed = testSheet('a/1', 'Le Bocal', nantes, { quality: 0.9, images: [{ url, alt: '' }] });
  const open = testSheet('b/1', 'Le Bocal', nantes, { quality: 0.1, images: [{ url, alt: '', copy }] });
  assert.deepEqual(mergeSheets('x', [closed, open], testSources).images, [{ url, alt: '', copy }]);
});
