import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noCriteria } from '#model/criteria.ts';
import { documents } from '../contract/some-documents.ts';
import { createMemoryEngine } from '../memory/engine.ts';
import { irregularVerbs } from './irregular-verbs.ts';
import { stemOf } from './stem-of.ts';
import { stopWords } from './stop-words.ts';
import { wordingOf } from './synonyms.ts';

test('a verb finds its participle and its noun, and they find it; the very word comes first', async () => {
  const engine = createMemoryEngine();
  const put = documents({
    noun: { title: 'Vente de paniers' },
    verb: { title: 'Vendre des paniers' },
    participle: { title: 'Paniers vendus' },
    other: { title: 'Paniers offerts' },
  });
  await engine.apply({ put, remove: [] });
  for (const [q, first] of [
    ['vendre', 'verb'],
    ['vente', 'noun'],
    ['vendus', 'participle'],
  ] as const) {
    const { hits } = await engine.search({ criteria: { ...noCriteria, q } });
    assert.equal(hits[0]?.id, first);
    assert.deepEqual(hits.map(({ id }) => id).sort(), ['noun', 'participle', 'verb']);
  }
});

test('each form is one word that says something, and is found by no other form without its line', () => {
  const known = new Map<string, string>();
  for (const forms of irregularVerbs) {
    assert.ok(forms.length > 1, forms[0]);
    for (const form of forms) {
      const [word, ...more] = wordingOf(form);
      assert.ok(word !== undefined && more.length === 0 && !stopWords.has(word), form);
      assert.equal(known.get(stemOf(word)), undefined, form);
      known.set(stemOf(word), form);
    }
  }
});
