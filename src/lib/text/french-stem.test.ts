import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { foldedStem } from './folded-stem.ts';
import { frenchStem } from './french-stem.ts';

/** Written for this test, worked out by hand from the published rules. */
const cases: Record<string, string> = {
  continu: 'continu',
  continuation: 'continu',
  continuellement: 'continuel',
  majestueusement: 'majestu',
  associations: 'associ',
  animatrice: 'anim',
  créatrices: 'créatric',
  indicateur: 'indiqu',
  écologie: 'écolog',
  contributions: 'contribu',
  présences: 'présenc',
  solidarités: 'solidar',
  mobilité: 'mobil',
  possibilité: 'possibil',
  authenticité: 'authent',
  activité: 'activ',
  collectif: 'collect',
  alternatives: 'altern',
  bateaux: 'bateau',
  régionaux: 'régional',
  bijoux: 'bijou',
  choux: 'chou',
  heureuse: 'heureux',
  établissements: 'établ',
  couramment: 'cour',
  récemment: 'récent',
  confusément: 'confus',
  finissant: 'fin',
  rendrions: 'rendrion',
  jardiniers: 'jardini',
  épicières: 'épici',
  partagée: 'partag',
  mangeait: 'mang',
  envoyait: 'envoi',
  plaçait: 'plac',
  anciennes: 'ancien',
  nouvelle: 'nouvel',
  règle: 'regl',
  "l'eau": 'eau',
  "qu'ils": 'il',
  haïti: 'haït',
  calais: 'calais',
  mauvaises: 'mauvais',
  jouaient: 'jou',
  paris: 'paris',
  y: 'y',
  '': '',
};

test('a word is stemmed as the published algorithm says', () => {
  const got = Object.fromEntries(Object.keys(cases).map((word) => [word, frenchStem(word)]));
  assert.deepEqual(got, cases);
});

const vocabulary = new URL('../../../../shared/data/language/french-stems.tsv', import.meta.url);

test('every line of the published vocabulary gives its stem', {
  skip: existsSync(vocabulary) ? false : 'needs the real data in ../shared/data',
}, () => {
  const lines = readFileSync(vocabulary, 'utf8').split('\n').filter(Boolean);
  const wrong = lines.filter((line) => {
    const [word, stem] = line.split('\t');
    return frenchStem(word!) !== stem;
  });
  assert.ok(lines.length > 10_000);
  assert.deepEqual(wrong, []);
});

test('without accents, the forms of a word still meet', () => {
  for (const forms of [
    ['solidarite', 'solidarites'],
    ['epicerie', 'epiceries'],
    ['salarie', 'salaries', 'salariee', 'salariees'],
    ['paye', 'payes', 'payer', 'payee'],
    ['employe', 'employer', 'employee', 'employait'],
    ['financiere', 'financier', 'financieres'],
    ['jardin', 'jardins'],
  ])
    assert.deepEqual(new Set(forms.map(foldedStem)).size, 1, `${forms} give ${forms.map(foldedStem)}`);
  assert.notEqual(foldedStem('social'), foldedStem('solidaire'));
  assert.equal(foldedStem('2024'), '2024');
});
