/** What a query can cost: bounded whatever is typed, and the bounds are those of `docs/search.md`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { facetNames, noCriteria, parameterNames, readCriteria } from '#model/criteria.ts';
import { readQuery } from '../analysis/query.ts';
import { anyParameters, anyText } from '../contract/hostile.ts';
import { someDocuments } from '../contract/some-documents.ts';
import { mostRead, postingsOf } from '../contract/work-bound.ts';
import { createMemoryEngine } from './engine.ts';
import { noted } from './scratch.ts';

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

test('whatever is typed and chosen, each word asked for costs at most one reading of the index', async () => {
  const engine = createMemoryEngine();
  // Two segments, some of the first replaced: as an index is that lives.
  await engine.apply({ put: documents, remove: [] });
  await engine.apply({ put: documents.slice(0, 40), remove: [] });
  const postings = postingsOf([...documents, ...documents.slice(0, 40)]);
  let most = 0;
  const tried = async (text: string) => {
    const { criteria } = readCriteria(new URLSearchParams(text));
    await engine.search({
      criteria,
      facets: facetNames,
      maps: [{ box: [-180, -90, 180, 90], columns: 256 }],
      nearby: 100,
    });
    const bound = mostRead(postings, criteria.q);
    assert.ok(noted() <= bound, `${noted()} read of at most ${bound}`);
    most = Math.max(most, noted());
  };
  const words = anyText.map((q) => new URLSearchParams({ q: q.toWellFormed() }).toString());
  await fc.assert(fc.asyncProperty(words, tried), { numRuns: 1_000 });
  await fc.assert(fc.asyncProperty(anyParameters(parameterNames), tried), { numRuns: 1_000 });
  assert.ok(most > 0, 'something was read at all');
  await engine.close();
});
