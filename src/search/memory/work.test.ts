/** What a query can cost: bounded whatever is typed, and the bounds are those of `docs/search.md`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { noCriteria } from '#model/criteria.ts';
import { readQuery } from '../analysis/query.ts';
import { anyText } from '../contract/hostile.ts';
import { someDocuments } from '../contract/some-documents.ts';
import { createMemoryEngine } from './engine.ts';

const documents = someDocuments(5, 300);

test('whatever is typed, at most 24 words, 4 phrases and 4 exclusions are read of 300 characters', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { wanted, phrases, without } = readQuery(text);
      assert.ok(wanted.length <= 24 && phrases.length <= 4 && without.length <= 4);
      assert.ok([...phrases, ...without].every((words) => words.length <= 24));
      assert.deepEqual(readQuery(text), readQuery(text.slice(0, 300)), 'what follows is not read');
    }),
    { numRuns: 500 },
  );
});

test('whatever is typed, the answer comes, adds up and is the same twice', async () => {
  const engine = createMemoryEngine();
  await engine.apply({ put: documents, remove: [] });
  await fc.assert(
    fc.asyncProperty(anyText, async (q) => {
      const criteria = { ...noCriteria, q };
      const answer = await engine.search({ criteria, facets: ['theme'] });
      assert.equal((await engine.every(criteria)).length, answer.total);
      assert.deepEqual(await engine.search({ criteria, facets: ['theme'] }), answer);
      assert.ok((await engine.complete(q, 10)).length <= 10);
    }),
    { numRuns: 300 },
  );
  await engine.close();
});
