import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest } from '#model/source.ts';
import { testManifest } from '#model/testing.ts';
import { describeRecord } from './describe-record.ts';

const manifest = (map: object, more: object = {}): Manifest =>
  testManifest({ map: { title: 'titre', ...map }, ...more });

const codes = (problems: { field: string; code: string }[]) => problems.map(({ field, code }) => `${field} ${code}`);

test('a word of the vocabulary is found in any spelling; an unknown one stays as a tag and is told', () => {
  const row = { titre: 'Le Bocal', themes: "l'alimentation;Les Énergies renouvelables;bidule" };
  const { sheet, problems } = describeRecord([row], manifest({ themes: { from: 'themes', split: ';' } }));
  assert.deepEqual(sheet.themes, ['alimentation', 'energies-renouvelables']);
  assert.deepEqual(sheet.tags, ['bidule']);
  assert.deepEqual(codes(problems), ['themes word-unknown']);
  assert.deepEqual(
    sheet.assignments.map(({ concept, how }) => [concept, how]),
    [
      ['alimentation', 'word'],
      ['energies-renouvelables', 'word'],
    ],
  );
});

test('a word that the vocabulary lacks is understood when it is sure, with how and why; the word stays', () => {
  const row = { titre: 'Le Bocal', themes: 'accueil de migrants;bidule' };
  const { sheet, problems } = describeRecord([row], manifest({ themes: { from: 'themes', split: ';' } }));
  assert.deepEqual(sheet.themes, ['accueil-exiles']);
  assert.deepEqual(sheet.tags, ['accueil de migrants', 'bidule']);
  assert.deepEqual(codes(problems), ['themes word-unknown']);
  const [assignment] = sheet.assignments;
  assert.deepEqual([assignment?.how, assignment?.word], ['stem', 'accueil de migrants']);
  assert.ok(assignment!.confidence! >= 0.6 && assignment!.confidence! < 1);
  assert.ok(assignment!.because!.length > 0);
});

test('a sheet without a theme gets what its own text surely says, and suggestions for the rest', () => {
  const sure = describeRecord(
    [{ titre: 'Jardin partagé des Tanneurs', texte: 'Un potager et des composteurs.' }],
    manifest({ body: 'texte' }),
  );
  assert.deepEqual(sure.sheet.themes, ['jardinage']);
  assert.equal(sure.sheet.assignments[0]?.how, 'text');
  const unsure = describeRecord([{ titre: 'La Maison', texte: 'On y parle de musique.' }], manifest({ body: 'texte' }));
  assert.deepEqual(unsure.sheet.themes, []);
  assert.equal(unsure.sheet.suggestions?.[0]?.concept, 'arts');
  const named = describeRecord([{ titre: 'Jardin partagé', themes: 'culture' }], manifest({ themes: 'themes' }));
  assert.deepEqual(named.sheet.themes, ['culture'], 'what the partner says is not doubted');
});

test('rows of one record: the first that gives something for one value, lists united, a place per row, equal ones once', () => {
  const rows = [
    { titre: 'Le Bocal', ville: 'Nantes', mots: 'vélo', resume: '' },
    { titre: 'Autre', ville: 'Rezé', mots: 'don', resume: 'Un bocal.' },
    { titre: 'Autre', ville: 'Nantes', mots: 'vélo', resume: 'Deux.' },
  ];
  const { sheet, places } = describeRecord(
    rows,
    manifest({ summary: 'resume', tags: 'mots', sites: [{ city: 'ville' }] }),
  );
  assert.equal(sheet.title, 'Le Bocal');
  assert.equal(sheet.summary, 'Un bocal.');
  assert.deepEqual(sheet.tags, ['vélo', 'don']);
  assert.deepEqual(places, [{ clues: { city: 'Nantes' } }, { clues: { city: 'Rezé' } }]);
});

test('a summary is made from the body, and the body does not say it again', () => {
  const body = `<p>Un café où l’on répare. ${'On y vient à pied ou à vélo. '.repeat(12)}</p><p>Ouvert à tous.</p>`;
  const { sheet } = describeRecord([{ titre: 'Le Bocal', body }], manifest({ body: 'body' }));
  assert.ok(sheet.summary.startsWith('Un café où l’on répare. On y vient'));
  assert.ok(sheet.summary.length <= 280 && sheet.summary.endsWith('.'));
  assert.ok(!sheet.body.includes('On répare') && sheet.body.endsWith('<p>Ouvert à tous.</p>'));
  assert.ok(!sheet.body.startsWith('<p>Un café'));
  const short = describeRecord([{ titre: 'Le Bocal', body: 'Un café.' }], manifest({ body: 'body' })).sheet;
  assert.deepEqual([short.summary, short.body], ['Un café.', '']);
  const title = describeRecord(
    [{ titre: 'Le Bocal', body: 'LE BOCAL', s: 'Le bocal' }],
    manifest({ body: 'body', summary: 's' }),
  ).sheet;
  assert.deepEqual([title.summary, title.body], ['', '']);
});

test('a summary that is too long is shortened at a sentence and kept whole in the body', () => {
  const long = 'Une phrase entière qui dit quelque chose. '.repeat(12).trim();
  const { sheet } = describeRecord([{ titre: 'Le Bocal', s: long }], manifest({ summary: 's' }));
  assert.ok(sheet.summary.length <= 280 && sheet.summary.endsWith('chose.'));
  assert.equal(`${sheet.summary} ${sheet.body.replace(/<\/?p>/g, '')}`, long);
});

test('personal mails and mobiles are withheld everywhere, and that is told', () => {
  const row = {
    titre: 'Le Bocal',
    mail: 'contact@lebocal.fr',
    mobile: '06 12 34 56 78',
    texte: 'Écrire à jeanne.martin@free.fr, 02 41 05 40 00.',
  };
  const map = { mails: 'mail', phones: 'mobile', body: 'texte' };
  const { sheet, problems } = describeRecord([row], manifest(map, { introductions: true }));
  assert.deepEqual(sheet.contacts, [
    { kind: 'mail', value: 'contact@lebocal.fr', published: true },
    { kind: 'phone', value: '06 12 34 56 78', published: false },
    { kind: 'mail', value: 'jeanne.martin@free.fr', published: false },
    { kind: 'phone', value: '02 41 05 40 00', published: true },
  ]);
  const without = describeRecord([row], manifest(map));
  assert.deepEqual(
    without.sheet.contacts,
    sheet.contacts.filter(({ published }) => published),
    'not even kept',
  );
  assert.deepEqual(without.problems, problems);
  const { contacts: _, ...shown } = sheet;
  assert.doesNotMatch(JSON.stringify(shown), /jeanne|06 12/);
  assert.deepEqual(codes(problems), ['contacts contact-withheld']);
});

test('what cannot be read is told on its field and left out', () => {
  const row = { titre: '', annee: 'bientôt', site: 'en cours', siret: '123', img: 'data:image/png;base64,x' };
  const map = {
    startYear: 'annee',
    links: [{ url: 'site' }],
    images: [{ url: 'img' }],
    holder: { name: { constant: 'Le Bocal' }, siret: 'siret' },
  };
  const { sheet, problems } = describeRecord([row], manifest(map));
  assert.deepEqual(codes(problems).sort(), [
    'holder.siret identifier-invalid',
    'images address-not-web',
    'links address-not-web',
    'startYear date-unreadable',
    'title title-missing',
  ]);
  assert.deepEqual(
    [sheet.startYear, sheet.links, sheet.images, sheet.holder],
    [undefined, [], [], { name: 'Le Bocal' }],
  );
});

test('codes that a spreadsheet spoilt are mended; half a point and a country alone are no place', () => {
  const map = { sites: [{ inseeCode: 'insee', postcode: 'cp', latitude: 'lat', longitude: 'lon', country: 'pays' }] };
  const places = (row: object) => describeRecord([{ titre: 'x', ...row }], manifest(map)).places;
  assert.deepEqual(places({ insee: 1053, cp: '1000.0' }), [{ clues: { inseeCode: '01053', postcode: '01000' } }]);
  assert.deepEqual(places({ insee: '0', cp: '0', lat: '47,2', pays: 'France' }), []);
  assert.deepEqual(places({ pays: 'Belgique' }), [{ clues: { country: 'Belgique' } }]);
  assert.deepEqual(places({ lat: '47,2', lon: '-1,5' }), [{ clues: { latitude: '47,2', longitude: '-1,5' } }]);
});

test('kind, stage, holder, reach and language come from the partner’s words', () => {
  const row = {
    titre: 'Le Bocal',
    nature: 'Lieux',
    etape: 'en activité',
    porteur: 'LE BOCAL SOLIDAIRE',
    forme: 'SCIC',
    portee: 'Régionale',
    langue: 'EN',
  };
  const map = {
    kind: 'nature',
    stage: 'etape',
    holder: { name: 'porteur', kind: 'forme' },
    reach: 'portee',
    language: 'langue',
  };
  const { sheet, reach, problems } = describeRecord([row], manifest(map));
  assert.deepEqual([sheet.kind, sheet.stage, reach, sheet.language], ['lieu', 'installe', 'region', 'en']);
  assert.deepEqual(sheet.holder, { name: 'Le Bocal Solidaire', kind: 'cooperative' });
  assert.deepEqual(problems, []);
});

test('describing changes nothing in what it was given, and says the same twice', () => {
  const row = Object.freeze({ titre: 'LE BOCAL', body: '<p>CafÃ©</p>' });
  const first = describeRecord([row], manifest({ body: 'body' }));
  assert.deepEqual(describeRecord([row], manifest({ body: 'body' })), first);
});
