import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vocabularies } from '#model/vocabulary.ts';
import { voices } from './language.ts';

test('one project is told in the singular, two in the plural', () => {
  assert.equal(voices.fr.words.count.projects(1, '1'), '1 projet');
  assert.equal(voices.fr.words.count.projects(0, '0'), 'aucun projet');
  assert.equal(voices.fr.words.count.projects(2, '2'), '2 projets');
  assert.equal(voices.en.words.count.projects(0, '0'), 'no projects');
  assert.equal(voices.en.words.count.projects(1, '1'), '1 project');
});

test('numbers, distances and days are written as each language writes them', () => {
  assert.equal(voices.fr.number(12638), '12\u202f638');
  assert.equal(voices.en.number(12638), '12,638');
  assert.equal(voices.fr.distance(430), '450\u00a0m');
  assert.equal(voices.fr.distance(3240), '3,2\u00a0km');
  assert.equal(voices.fr.distance(38_400), '38\u00a0km');
  assert.equal(voices.fr.day('2025-03-12'), '12 mars 2025');
  assert.equal(voices.en.day('2025-03-12'), '12 March 2025');
  assert.equal(voices.fr.day('un jour'), 'un jour');
});

/** Every string of a dictionary; functions are asked for 0, 1 and 2. */
function said(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return [0, 1, 2].map((n) => String(words(n, String(n), n, String(n))));
  return Object.values(words as object).flatMap(said);
}

test('no French sentence breaks before its punctuation', () => {
  const bad = said(voices.fr.words).filter((text) => / [;:!?»%]|« /.test(text));
  assert.deepEqual(bad, []);
});

test('no sentence in English is still in French', () => {
  const same = (one: unknown, other: unknown): string[] =>
    typeof one === 'string'
      ? one === other && / /.test(one)
        ? [one]
        : []
      : one !== null && typeof one === 'object'
        ? Object.entries(one).flatMap(([key, value]) => same(value, (other as Record<string, unknown>)[key]))
        : [];
  assert.deepEqual(
    same(voices.fr.words, voices.en.words),
    ['Carrefour des innovations sociales', 'Carrefour des', 'innovations sociales'].filter((text) => / /.test(text)),
  );
});

test('every theme has a label that fits its language', () => {
  for (const concept of vocabularies.themes.concepts) assert.doesNotMatch(voices.fr.set(concept.label.fr), /'/);
});
