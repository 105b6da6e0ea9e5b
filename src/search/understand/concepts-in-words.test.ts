import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tokens } from '#lib/text/tokens.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { conceptsInWords } from './concepts-in-words.ts';

const named = (query: string) =>
  conceptsInWords(query, vocabularies).map(({ facet, id, rest }) => `${facet}:${id} | ${rest}`);

test('a kind, a public, a theme is known by its names, in the plural and without accents too', () => {
  assert.deepEqual(named('fablab'), ['placeKind:fablab | ']);
  assert.deepEqual(named('jardins partages pour les enfants handicapés').slice(0, 1), [
    'placeKind:jardin-partage | pour les enfants handicapés',
  ]);
  assert.deepEqual(named('projets pour les jeunes'), ['audience:jeunes | ']);
  assert.ok(named('repair café réutilisant des bouchons').includes('placeKind:repair-cafe | réutilisant des bouchons'));
  assert.deepEqual(named('second souffle'), []);
});

test('quotes, words to leave out, and words for everything name nothing', () => {
  assert.deepEqual(named('"fablab"'), []);
  assert.deepEqual(named('jardin -fablab'), []);
  assert.deepEqual(named('projets'), []);
});

test('nothing is read that was not typed, and no typing is too strange', () => {
  const words = fc.constantFrom(
    ...'jardins partagés fablab pour les jeunes à tiers-lieu repair café " - é’ ?'.split(' '),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words).map((all) => all.join(' ')),
        fc.string({ unit: 'binary' }),
      ),
      (query) => {
        const typed = new Set(tokens(query));
        const found = conceptsInWords(query, vocabularies);
        assert.ok(found.length <= 4);
        for (const { written, rest } of found)
          for (const word of [...tokens(written), ...tokens(rest)]) assert.ok(typed.has(word), word);
      },
    ),
  );
});
