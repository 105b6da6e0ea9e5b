import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectSchema } from '#model/project.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { textOfHtml, toSearchDocument } from './document.ts';

const theme = vocabularies.themes.concepts[0]!;

const project = projectSchema.parse({
  id: 'abcdefgh12',
  slug: 'le-bocal',
  kind: 'projet',
  title: 'Le Bocal',
  summary: 'Une épicerie.',
  body: '<p>Des <strong>pro</strong>duits &amp; des gens</p><ul><li>Vrac</li></ul>',
  results: 'Deux emplois',
  themes: [theme.id],
  stage: 'inconnu-du-vocabulaire',
  holder: { name: ' Association\n Bocal ' },
  partners: [{ name: 'Ville de Nantes' }, { name: 'Association Bocal' }],
  sites: [
    {
      city: 'Nantes',
      commune: '44109',
      territories: ['commune-44109', 'departement-44'],
      point: { lat: 47.2, lon: -1.5 },
      precision: 'site',
    },
    { city: 'Rezé', territories: ['commune-44143', 'departement-44'], precision: 'commune' },
  ],
  area: { reach: 'region', territories: ['region-52'] },
  updatedAt: '1970-01-11',
  startYear: 2019,
  quality: 0.5,
  tags: ['vrac'],
  sources: ['partenaire'],
  tellings: [{ sheet: 's', source: 'partenaire', title: 'Bocal & cie', licence: 'lov2', attribution: 'P' }],
  provenance: {},
  licence: 'lov2',
});

test('a project becomes words, facets, places and numbers', () => {
  const document = toSearchDocument(project);
  assert.equal(document.body, 'Des produits & des gens Vrac\nDeux emplois');
  assert.equal(document.organisations, 'Association Bocal\nVille de Nantes');
  const { keywords } = document;
  for (const word of ['vrac', 'Nantes', 'Rezé', 'Bocal & cie', theme.label.fr, theme.label.en])
    assert.ok(keywords.split('\n').includes(word), word);
  assert.deepEqual(document.facets.partner, ['partenaire']);
  assert.deepEqual(document.facets.quality, ['50']);
  assert.deepEqual(toSearchDocument({ ...project, quality: 0.846 }).facets.quality, ['50', '70', '85']);
  assert.equal(toSearchDocument({ ...project, quality: 0.49 }).facets.quality, undefined);
  assert.deepEqual(document.facets.stage, ['inconnu-du-vocabulaire']);
  assert.deepEqual(document.territories, ['commune-44109', 'departement-44', 'commune-44143', 'region-52']);
  assert.deepEqual(document.points, [{ lat: 47.2, lon: -1.5 }]);
  assert.equal(document.updatedDay, 10);
});

test('a concept brings the broader ones, so that choosing these finds it', () => {
  const concept = (id: string, broader?: string) => ({ id, label: { fr: id, en: id }, ...(broader && { broader }) });
  const byId = new Map(
    [concept('fruit'), concept('pomme', 'fruit'), concept('reinette', 'pomme')].map((one) => [one.id, one]),
  );
  const known = { ...vocabularies, themes: { byId } };
  assert.deepEqual(toSearchDocument({ ...project, themes: ['reinette'] }, known).facets.theme, [
    'reinette',
    'pomme',
    'fruit',
  ]);
});

test('of HTML only the words are kept', () => {
  assert.equal(
    textOfHtml('<p>l&#39;été<br>à&nbsp;<em>Li</em>lle</p><p>&#x41;&unknown;</p>'),
    "l'été à Lille A&unknown;",
  );
  assert.equal(textOfHtml(''), '');
});
