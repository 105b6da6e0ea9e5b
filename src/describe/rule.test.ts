import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Rule, ruleSchema } from '#model/mapping.ts';
import { type VocabularyName, vocabularies } from '#model/vocabulary.ts';
import { findAll, findOne } from './rule.ts';

const row = {
  nom: ' Le Bocal ',
  vide: 'NA',
  rue: '3 rue du Four',
  ville: 'Nantes',
  mots: 'vélo, réparation ; don',
  liste: '["a", "b", "a"]',
  codes: ['EMP', 'XYZ'],
  cp: 44000,
  geo: { lat: 47.2 },
  actif: 'Oui',
};

function texts(rule: Rule, vocabulary?: VocabularyName): string[] {
  return findAll(row, ruleSchema.parse(rule), { vocabulary: vocabulary && vocabularies[vocabulary] }).map(
    ({ text }) => text,
  );
}

test('a rule finds what its manifest asks for', () => {
  const cases: [string, Rule, string[]][] = [
    ['a column', 'nom', ['Le Bocal']],
    ['a number', 'cp', ['44000']],
    ['a path', 'geo.lat', ['47.2']],
    ['an absent column', 'rien', []],
    ['a placeholder', 'vide', []],
    ['a list literal', 'liste', ['a', 'b']],
    ['several columns', { from: ['rue', 'vide', 'ville'] }, ['3 rue du Four', 'Nantes']],
    ['joined columns', { from: ['rue', 'vide', 'ville'], join: ', ' }, ['3 rue du Four, Nantes']],
    ['a template', { template: '{nom}, à {ville}' }, ['Le Bocal, à Nantes']],
    ['a template with an empty column', { template: '{nom} {vide}' }, []],
    ['a template around a value', { from: 'ville', template: 'Ville de {value} ({cp})' }, ['Ville de Nantes (44000)']],
    ['a constant', { constant: ['x', 'y'] }, ['x', 'y']],
    ['a split', { from: 'mots', split: [',', ';'] }, ['vélo', 'réparation', 'don']],
    ['an extract with a group', { from: 'rue', extract: '^\\d+ (\\w+)' }, ['rue']],
    ['an extract without a group', { from: 'rue', extract: '\\d+' }, ['3']],
    ['an extract that finds nothing', { from: 'ville', extract: '\\d+' }, []],
    [
      'a table',
      { from: 'mots', split: [',', ';'], translate: { VELO: 'mobilite', réparation: ['reemploi', 'x'], don: null } },
      ['mobilite', 'reemploi', 'x'],
    ],
    ['a word the table lacks, kept', { from: 'ville', translate: { Lyon: 'l' }, otherwise: 'keep' }, ['Nantes']],
    ['a word the table lacks, dropped', { from: 'ville', translate: { Lyon: 'l' }, otherwise: 'drop' }, []],
    ['kept when', { from: 'ville', keepWhen: { actif: 'oui' } }, ['Nantes']],
    ['not kept', { from: 'ville', keepWhen: { actif: 'non' }, default: 'x' }, []],
    ['except when', { from: 'ville', exceptWhen: { actif: 'oui' } }, []],
    ['a default', { from: 'vide', default: 'inconnue' }, ['inconnue']],
    ['several rules', ['vide', 'ville', 'nom'], ['Nantes', 'Le Bocal']],
  ];
  for (const [name, rule, expected] of cases) assert.deepEqual(texts(rule), expected, name);
});

test('codes of a known scheme become concepts', () => {
  assert.deepEqual(texts({ from: 'codes', scheme: 'cis-2018', otherwise: 'drop' }, 'themes'), ['emploi']);
  assert.deepEqual(texts({ from: 'codes', scheme: 'cis-2018', translate: { XYZ: 'habitat' } }, 'themes'), [
    'emploi',
    'habitat',
  ]);
});

test('for one value the first rule that gives something wins', () => {
  assert.equal(findOne(row, ['vide', { from: 'ville' }, 'nom'])?.text, 'Nantes');
  assert.equal(findOne(row, 'vide'), undefined);
  assert.equal(findOne(row, undefined), undefined);
});

test('a word that the table lacks is told, unless the manifest says what to do with it', () => {
  const told: string[] = [];
  const report = (code: string, value: string) => told.push(`${code} ${value}`);
  findAll(row, { from: 'ville', translate: { Lyon: 'l' } }, { report });
  findAll(row, { from: 'codes', scheme: 'cis-2018' }, { report, vocabulary: vocabularies.themes });
  findAll(row, { from: 'ville', translate: {}, otherwise: 'drop' }, { report });
  assert.deepEqual(told, ['value-not-translated Nantes', 'word-unknown XYZ']);
});

test('how a value came is kept with it', () => {
  const how = (rule: Rule) =>
    findAll(row, rule, { vocabulary: vocabularies.themes }).map((found) => [found.text, found.how, found.word]);
  assert.deepEqual(how('ville'), [['Nantes', 'word', 'Nantes']]);
  assert.deepEqual(how({ constant: 'habitat' }), [['habitat', 'constant', 'habitat']]);
  assert.deepEqual(how({ from: 'ville', translate: { nantes: 'habitat' } }), [['habitat', 'mapping', 'Nantes']]);
  assert.deepEqual(how({ from: 'codes', scheme: 'cis-2018', otherwise: 'drop' }), [['emploi', 'code', 'EMP']]);
});

test('any separator cuts as it is written, special to patterns or not', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 3 }).filter((text) => text.trim() !== '' && !/[ab]/.test(text)),
      (separator) => {
        const found = findAll({ cell: `a ${separator} b` }, { from: 'cell', split: separator });
        assert.deepEqual(
          found.map(({ text }) => text),
          ['a', 'b'],
        );
      },
    ),
  );
});
