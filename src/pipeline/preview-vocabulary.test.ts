/** What an edited vocabulary would move is told before anything moves. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { testSource } from '#model/testing.ts';
import { readVocabulary, type Vocabulary, vocabularies } from '#model/vocabulary.ts';
import { wordDesk } from './curate-words.ts';
import { previewVocabulary } from './preview-vocabulary.ts';
import { runSource } from './run-source.ts';

const source = testSource({
  map: {
    title: 'nom',
    themes: [
      { from: 'mots', split: '|' },
      { from: 'rayon', translate: { froid: 'tourisme' }, otherwise: 'drop' },
    ],
  },
});
const sources = new Map([[source.id, source]]);
const { signal } = new AbortController();
let database: TestDatabase;
let folder: string;

before(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'carrefour-preview-'));
  const path = join(folder, 'a.csv');
  const rows = [
    '1;Le Bocal;jardins partagés;',
    '2;La Ruche;Zigouigoui|santé;',
    '3;Le Four;zigouigoui;froid',
    '4;Le Pré;;froid',
  ];
  await writeFile(path, ['id;nom;mots;rayon', ...rows].join('\n'));
  const rooms = { db: database.db, gazetteer: loadGazetteer(), sources, now: () => new Date() };
  await runSource(rooms, source, { kind: 'file', path }, { say: () => {} });
  const desk = wordDesk({ ...rooms, sources: () => sources, say: () => {}, signal });
  const carried = { vocabulary: 'themes', evidence: 'word', word: 'zigouigoui' } as const;
  await desk.answer(carried, { concepts: ['reparation'] }, { author: 'Ada', reason: '' });
});
after(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const edit = (change: (concepts: Record<string, unknown>[]) => Record<string, unknown>[], version = 99): Vocabulary => {
  const { title, concepts } = vocabularies.themes;
  const read = readVocabulary(
    'themes',
    JSON.stringify({ title, version, concepts: change([...structuredClone(concepts)]) }),
  );
  assert.ok('vocabulary' in read, JSON.stringify(read));
  return read.vocabulary;
};
const preview = (edited: Vocabulary) => previewVocabulary({ db: database.db, sources, signal, say: () => {} }, edited);
const state = async () => ({
  sheets: await database.db.selectFrom('sheet').selectAll().orderBy('record').execute(),
  marks: await database.db.selectFrom('record').select(['id', 'described_with']).orderBy('id').execute(),
});

test('the same vocabulary moves nothing', async () => {
  const same = await preview(edit((concepts) => concepts));
  assert.deepEqual(
    [same.sheets, same.concepts, same.words, same.orphans.mappings],
    [{ read: 4, moved: 0 }, [], [], []],
  );
});

test('a new synonym shows the words that it would take and the sheets that would move; nothing is written', async () => {
  const before = await state();
  const edited = edit((concepts) =>
    concepts.map((one) =>
      one.id === 'energie' ? { ...one, synonyms: { fr: ['énergie', 'Zigouigoui'], en: [] } } : one,
    ),
  );
  const { sheets, concepts, words, changed } = await preview(edited);
  assert.deepEqual(changed, ['energie']);
  assert.deepEqual(sheets, { read: 4, moved: 2 });
  assert.deepEqual(concepts, [
    { concept: 'energie', before: 0, after: 2 },
    { concept: 'reparation', before: 2, after: 0 },
  ]);
  assert.deepEqual(
    words.map(({ word, before, after, sheets }) => [word, before, after, sheets]),
    [
      ['Zigouigoui', ['reparation'], ['energie'], 1],
      ['zigouigoui', ['reparation'], ['energie'], 1],
    ],
  );
  assert.deepEqual(await state(), before);
});

test('a concept that is taken away shows what would be orphaned: sheets, manifests, answers', async () => {
  const edited = edit((concepts) => concepts.filter(({ id }) => id !== 'tourisme' && id !== 'reparation'));
  const { removed, orphans } = await preview(edited);
  assert.deepEqual(removed.sort(), ['reparation', 'tourisme']);
  assert.equal(orphans.sheets, 2);
  assert.deepEqual(orphans.mappings, [{ source: 'essai', concept: 'tourisme', sheets: 2 }]);
  assert.deepEqual(
    orphans.answers.map(({ written, concepts }) => [written, concepts]),
    [['Zigouigoui', ['reparation']]],
  );
});

test('codes and words that two concepts claim are told', async () => {
  const edited = edit((concepts) =>
    concepts.map((one) =>
      one.id === 'mobilite'
        ? { ...one, mappings: { 'cis-2018': ['MOB', 'ENE'] }, synonyms: { fr: ['sport'], en: [] } }
        : one,
    ),
  );
  const { doubledCodes, doubledWords } = await preview(edited);
  assert.deepEqual(doubledCodes, [{ code: 'cis-2018:ENE', concepts: ['energie', 'mobilite'] }]);
  assert.ok(doubledWords.some(({ word, concepts }) => word === 'sport' && concepts.includes('mobilite')));
});

test('a file that is no vocabulary says why', () => {
  const wrongOf = (text: string) => {
    const read = readVocabulary('themes', text);
    return 'wrong' in read ? read.wrong.join('; ') : '';
  };
  assert.match(wrongOf('{ title: ['), /neither YAML nor JSON/);
  assert.match(wrongOf(''), /expected object/i);
  assert.match(wrongOf('{"title":{"fr":"a","en":"b"},"version":1,"concepts":[{"id":"Été"}]}'), /concepts\.0/);
  const one = '{"id":"a","label":{"fr":"a","en":"a"},"broader":"z"}';
  const twice = `{"title":{"fr":"a","en":"b"},"version":1,"concepts":[${one},${one}]}`;
  assert.match(wrongOf(twice), /a stands twice; a names a broader concept that is missing: z/);
});
