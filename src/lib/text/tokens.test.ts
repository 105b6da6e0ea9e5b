import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eachToken, tokens } from './tokens.ts';

test('a text becomes folded words, whatever the way of typing it', () => {
  const cases: Record<string, string[]> = {
    "L'épicerie d’à côté": ['epicerie', 'a', 'cote'],
    'jusqu’au cœur': ['au', 'coeur'],
    'la ﬁn des ﬂeurs, un œuf ex æquo': ['la', 'fin', 'des', 'fleurs', 'un', 'oeuf', 'ex', 'aequo'],
    "aujourd'hui": ['aujourdhui'],
    "O'Connor": ['o', 'connor'],
    'E.S.S. et l’A.M.A.P': ['ess', 'et', 'amap'],
    '13ème, 13e, 1er, 1ère, 2nde': ['13', '13', '1', '1', '2'],
    '2014-2015': ['2014', '2015'],
    'habitant·e·s, acteur.rice.s, salarié.e': ['habitant', 'acteur', 'salarie'],
    'Tiers-Lieux': ['tiers', 'lieux'],
    'fin.Début': ['fin', 'debut'],
    '« … » — !': [],
  };
  for (const [text, words] of Object.entries(cases)) assert.deepEqual(tokens(text), words, text);
});

test('a compound is also one word, where it begins; acronyms are seen', () => {
  const seen: [string, number, boolean, boolean][] = [];
  const count = eachToken('un tiers-lieu CDD l’E.S.S.', (word, position, { alternative, capitals }) => {
    seen.push([word, position, alternative, capitals]);
  });
  assert.deepEqual(seen, [
    ['un', 0, false, false],
    ['tiers', 1, false, false],
    ['lieu', 2, false, false],
    ['tierslieu', 1, true, false],
    ['cdd', 3, false, true],
    ['ess', 4, false, true],
  ]);
  assert.equal(count, 5);
});

test('any text is read: positions go up one by one and no word is empty or long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      let next = 0;
      const count = eachToken(text, (word, position, { alternative }) => {
        assert.ok(word.length > 0 && word.length <= 64);
        if (!alternative) assert.equal(position, next++);
      });
      assert.equal(count, next);
    }),
  );
});
