/** A partner's word to concepts: known words at once, others as they resemble, each with how and how sure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vocabularies } from '#model/vocabulary.ts';
import { createAligner, sureFrom } from './align.ts';
import { featuresOf } from './features.ts';
import { learn } from './learn.ts';

const plain = createAligner(vocabularies.themes, []);
const sure = (word: string, aligner = plain) =>
  aligner
    .align(word)
    .filter(({ confidence }) => confidence >= sureFrom)
    .map(({ concept, how }) => `${concept} ${how}`);

test('a label or synonym is known in any spelling, and its stems in another form', () => {
  assert.deepEqual(sure('ÉNERGIES RENOUVELABLES')[0], 'energies-renouvelables word');
  assert.deepEqual(sure('les jardins partagés')[0], 'jardinage word');
  assert.deepEqual(sure('réparer et réparations').includes('reparation word'), true);
  assert.deepEqual(sure('insertions professionnels')[0], 'insertion stem');
});

test('a word that names several things is each of them', () => {
  const found = sure('Habitat - Urbanisme & Sports');
  for (const concept of ['habitat', 'urbanisme', 'sport']) assert.ok(found.includes(`${concept} word`), concept);
});

test('what curators decided is learned, with the words that spoke for it', () => {
  assert.deepEqual(sure('ruches communales'), []);
  const taught = createAligner(vocabularies.themes, [
    { word: 'ruches', concepts: ['biodiversite'] },
    { word: 'ruche-école', concepts: ['biodiversite'] },
    { word: 'installation de ruches', concepts: ['biodiversite'] },
  ]);
  const [first] = taught.align('ruches');
  assert.deepEqual([first?.concept, first?.how], ['biodiversite', 'learned']);
  assert.ok(first!.confidence >= sureFrom && first!.because.some((feature) => feature.includes('ruch')));
  assert.equal(taught.align('la ruche communale')[0]?.concept, 'biodiversite', 'at least a suggestion');
});

test('a word from nowhere is not assigned, and nothing is ever surer than certain', () => {
  for (const word of ['xyzzy', '', '42', '—', 'bidule truc']) {
    assert.deepEqual(sure(word), [], word);
    for (const { confidence } of plain.align(word)) assert.ok(confidence >= 0 && confidence <= 1);
  }
});

test('the same examples give the same learner', () => {
  const examples = [
    { word: 'vélo', labels: ['a'], weight: 1 },
    { word: 'vélos en libre-service', labels: ['a', 'b'], weight: 1 },
    { word: 'pain', labels: ['c'], weight: 1 },
  ];
  const [one, two] = [learn(examples), learn(examples)];
  assert.deepEqual(one.guess('vélo'), two.guess('vélo'));
  assert.equal(one.guess('vélo')[0]?.label, 'a');
  assert.equal(one.guess('pains')[0]?.label, 'c');
});

test('features have length one, and a word without letters none', () => {
  const length = [...featuresOf('Insertion par le logement').values()].reduce((sum, value) => sum + value * value, 0);
  assert.ok(Math.abs(length - 1) < 1e-9);
  assert.equal(featuresOf('de la').size, 0);
});
