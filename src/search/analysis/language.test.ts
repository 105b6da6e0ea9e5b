import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageShown, looksEnglish } from './language.ts';
import { readQuery } from './query.ts';

test('the small words and accents of a query show its language; where they show none or two, none is taken', () => {
  const cases: Record<string, 'fr' | 'en' | undefined> = {
    'jardin partagé': 'fr',
    'aide aux devoirs': 'fr',
    'how to start a repair café': undefined,
    'food for the elderly': 'en',
    'training for young people': 'en',
    formation: undefined,
    'open badges': undefined,
    'La Ruche for all': undefined,
    '': undefined,
  };
  for (const [q, language] of Object.entries(cases)) assert.equal(readQuery(q).language, language, q);
});

test('small words of English are left out of a query in English, and of no other', () => {
  const wanted = (q: string) => readQuery(q).wanted.map(({ word }) => word);
  assert.deepEqual(wanted('where can I repair my bike with the neighbours'), [
    'i',
    'repair',
    'my',
    'bike',
    'neighbours',
  ]);
  assert.deepEqual(wanted('un are de terrain'), ['are', 'terrain']);
  assert.ok(readQuery('how to reduce food waste').question);
  assert.ok(!readQuery('where jardin').question);
});

test('a text looks English when it has more small words of it than of French', () => {
  assert.ok(looksEnglish('we share the tools of our neighbours'.split(' ')));
  assert.ok(!looksEnglish('le collectif the shifters et ses amis dans la ville'.split(' ')));
  assert.ok(!looksEnglish(['printing']));
  assert.equal(languageShown([], false), undefined);
});
