/** Compares an engine with the search told plainly: ids, totals, every facet count, of random questions. */
import assert from 'node:assert/strict';
import { type Criteria, facetNames } from '#model/criteria.ts';
import type { SearchDocument, SearchEngine } from '../engine.ts';
import { PlainSearch } from './plain-search.ts';
import { randomFrom, someCriteria } from './some-documents.ts';

const levels = ['departement', 'region'];
const countedTogether = 40;

/** The same question without each of its criteria. */
function looserThan(criteria: Criteria): Criteria[] {
  const { chosen, territories, near, box, area, yearFrom, yearTo, q } = criteria;
  return [
    ...(q === '' ? [] : [{ ...criteria, q: '' }]),
    ...(territories.length === 0 ? [] : [{ ...criteria, territories: [] }]),
    ...(near === undefined ? [] : [{ ...criteria, near: undefined }]),
    ...(box === undefined ? [] : [{ ...criteria, box: undefined }]),
    ...(area === undefined ? [] : [{ ...criteria, area: undefined }]),
    ...(yearFrom === undefined && yearTo === undefined
      ? []
      : [{ ...criteria, yearFrom: undefined, yearTo: undefined }]),
    ...Object.keys(chosen).map((name) => ({ ...criteria, chosen: { ...chosen, [name]: [] } })),
  ];
}

/** Asks `count` questions made from the seed; throws at the first whose answer is not the plain one, and says which. */
export async function agree(
  engine: SearchEngine,
  told: readonly SearchDocument[],
  seed: number,
  count: number,
  tell: (questions: number) => void = () => undefined,
): Promise<void> {
  const plain = new PlainSearch(told);
  const random = randomFrom(seed);
  const asked: { criteria: Criteria; expected: number; about: string }[] = [];
  /** Searches for the same words and others, as a page counts its ways out. */
  const countTogether = async () => {
    const counted = await engine.count(asked.map(({ criteria }) => criteria));
    for (const [i, { expected, about }] of asked.entries())
      assert.equal(counted[i]!.total, expected, `counted, ${about}`);
    asked.length = 0;
  };
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
    asked.push(...looserThan(criteria).map((one) => ({ criteria: one, expected: plain.answering(one).length, about })));
    asked.push({ criteria, expected: expected.length, about });
    if (asked.length > countedTogether) await countTogether();
    assert.deepEqual(
      (await engine.first(criteria)).map(({ id }) => id),
      answer.hits.map(({ id }) => id),
      `first, ${about}`,
    );
    tell(i + 1);
  }
  await countTogether();
}
