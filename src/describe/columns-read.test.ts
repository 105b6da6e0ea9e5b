import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testManifest } from '#model/testing.ts';
import { columnsRead, unreadColumns } from './columns-read.ts';

const manifest = testManifest({
  format: { type: 'json' },
  uncounted: ['maj'],
  withhold: { publier: 'non' },
  refuse: { total: 'oui' },
  map: {
    title: ['titre', { template: '{nom} à {geo.ville}' }],
    themes: [
      { constant: 'habitat', keepWhen: { genre: 'a' } },
      { from: ['t1', 't2'], exceptWhen: { autre: 'b' } },
    ],
    sites: [{ city: 'geo.ville' }],
    links: [{ url: { from: 'site', template: 'https://{value}' }, label: 'texte' }],
    holder: { name: 'porteur' },
    tags: 'mots',
  },
  unread: ['horaires_*', 'N° (ancien)'],
});

test('every column that a manifest reads is known, wherever it is named', () => {
  const read = [
    'id',
    'maj',
    'publier',
    'total',
    'titre',
    'nom',
    'geo.ville',
    'genre',
    't1',
    't2',
    'autre',
    'site',
    'texte',
    'porteur',
    'mots',
  ];
  assert.deepEqual([...columnsRead(manifest)].sort(), read.sort());
});

test('a column that nobody reads is reported, unless it is left out knowingly', () => {
  const columns = ['id', 'geo.ville', 'geo.lat', 'mots[].fr', 'horaires_lundi', 'N° (ancien)', 'nouveau'];
  assert.deepEqual(unreadColumns(columns, manifest), ['geo.lat', 'nouveau']);
});
