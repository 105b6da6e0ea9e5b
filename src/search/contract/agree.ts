/** Compares an engine with the search told plainly: ids, totals, every facet count, of random questions. */
import assert from 'node:assert/strict';
import { facetNames } from '#model/criteria.ts';
import type { SearchDocument, SearchEngine } from '../engine.ts';
import { PlainSearch } from './plain-search.ts';
import { randomFrom, someCriteria } from './some-documents.ts';

const levels = ['departement', 'region'];

/** Asks `count` questions made from the seed; throws at the first whose answer is not the plain one, and says which. */
export async function agree(
  engine: SearchEngine,
  told: readonly SearchDocument[],
  seed: number,
  count: number,
  asked: (questions: number) => void = () => undefined,
): Promise<void> {
  const plain = new PlainSearch(told);
  const random = randomFrom(seed);
  for (let i = 0; i < count; i++) {
    const criteria = someCriteria(random);
    const about = `question ${i} of seed ${seed}: ${JSON.stringify(criteria)}`;
    const answer = await engine.search({ criteria, facets: facetNames, countTerritories: levels });
    const expected = plain.answering(criteria).sort();
    assert.deepEqual((await engine.every(criteria)).sort(), expected, about);
    assert.equal(answer.total, expected.length, about);
    for (const name of facetNames)
      assert.deepEqual(answer.facets[name], plain.counting(criteria, name), `${name}, ${about}`);
    for (const level of levels)
      assert.deepEqual(answer.territories[level], plain.countingTerritories(criteria, level), `${level}, ${about}`);
    asked(i + 1);
  }
}
