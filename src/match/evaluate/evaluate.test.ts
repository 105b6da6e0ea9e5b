/** The qualities that docs/matching.md claims, on data that nothing was tuned to by name. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { evaluateLists } from './evaluate-lists.ts';
import { evaluatePairs } from './evaluate-pairs.ts';
import { readFields, WrongLists } from './read-lists.ts';

const data = fileURLToPath(new URL('../../../../shared/data/matching/', import.meta.url));
const skip = existsSync(data) ? false : 'needs the real data in ../shared/data';

test('without labels: restaurants and papers', { skip }, () => {
  const restaurants = evaluatePairs({
    folder: join(data, 'structured-fodors-zagats'),
    ignored: ['class'],
    train: false,
  });
  assert.ok(restaurants.f1 >= 0.95, `F1 ${restaurants.f1}`);
  const papers = evaluatePairs({ folder: join(data, 'structured-dblp-acm'), ignored: [], train: false });
  assert.ok(papers.f1 >= 0.98, `F1 ${papers.f1}`);
  for (const { completeness, reduction } of [restaurants, papers]) assert.ok(completeness >= 0.99 && reduction >= 0.95);
});

test('after learning: products of two shops', { skip }, () => {
  const { f1 } = evaluatePairs({ folder: join(data, 'textual-abt-buy'), ignored: [], train: true });
  assert.ok(f1 >= 0.9, `F1 ${f1}`);
});

test('two lists of schools are linked without labels', { skip }, () => {
  const figures = evaluateLists({
    left: join(data, 'lycees/source.csv'),
    right: join(data, 'lycees/ref.csv'),
    gold: 'uai=numero_uai',
    fields: 'name=Lycées sources:full_name,city=commune:localite_acheminement_uai,postcode=département:code_postal_uai',
  });
  assert.equal(figures.pairs, 1232);
  assert.ok(figures.precision >= 0.95 && figures.recall >= 0.85, JSON.stringify(figures));
  assert.ok(figures.completeness >= 0.99 && figures.reduction >= 0.95);
});

test('the answer is never evidence, and a column that is not there is said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-lists-'));
  try {
    const [left, right] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
    writeFileSync(left, 'nom,code\nLe Bocal,1\nLa Ruche,2\n');
    writeFileSync(right, 'titre;id\nLE BOCAL;1\nAutre;9\n');
    assert.equal(evaluateLists({ left, right, gold: 'code=id', fields: 'name=nom:titre' }).pairs, 1);
    assert.throws(() => evaluateLists({ left, right, gold: 'code=id', fields: 'name=nom:id' }), WrongLists);
    assert.throws(() => evaluateLists({ left, right, gold: 'code=id', fields: 'name=nom:absent' }), /absent/);
    assert.throws(() => evaluateLists({ left, right, gold: 'code', fields: 'name=nom:titre' }), WrongLists);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a field is named by its two columns, by one that either has, or by several joined', () => {
  const read = (text: string) =>
    readFields(text, ['nom', 'ville', 'Composante /de: tout'], ['titre', 'sigle', 'ville']);
  assert.deepEqual(read('name=nom:titre+sigle').get('name'), { left: ['nom'], right: ['titre', 'sigle'] });
  assert.deepEqual(read('name=nom,name=titre').get('name'), { left: ['nom'], right: ['titre'] });
  assert.deepEqual(read('city=ville').get('city'), { left: ['ville'], right: ['ville'] });
  assert.deepEqual(read('name=Composante /de: tout').get('name'), { left: ['Composante /de: tout'], right: [] });
});
