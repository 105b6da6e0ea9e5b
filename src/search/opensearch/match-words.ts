/** Which documents answer the words, by the rule of `docs/search.md`, and what ranks them. */
import { type ReadQuery, readQuery } from '../analysis/query.ts';
import type { Thesaurus } from '../analysis/synonyms.ts';
import type { Reading } from '../engine.ts';
import { rarity, scoring } from '../memory/bm25.ts';
import { areFew, enough, leastHeld, tellEnough, weightOf } from '../memory/nearest.ts';
import { factors } from '../memory/plan.ts';
import { nearness } from '../memory/rerank.ts';
import {
  type Clause,
  countQueries,
  holdsClause,
  holdsWording,
  nearlyHoldsClause,
  type Plan,
  planQuery,
  type Search,
} from './plan.ts';
import { anyOf, bool, holdsStem, matchNothing, type Query, worth } from './query.ts';
import { isMarked } from './to-indexed.ts';

export interface WordMatches {
  /** What a document must satisfy. */
  filter: Query;
  /** What adds to its score. */
  ranking: Query[];
  reading: Reading;
  /** Documents that hold some of the words, for a page that the answer doesn't fill; undefined when there is no need. */
  nearby: { filter: Query; ranking: Query[] } | undefined;
}

/** Undefined when the query has nothing to look for: then every document answers. */
export async function matchWords(
  search: Search,
  text: string,
  thesaurus?: Thesaurus,
): Promise<WordMatches | undefined> {
  const query = readQuery(text, thesaurus);
  if (query.wanted.length + query.phrases.length + query.without.length === 0) return undefined;
  const plan = await planQuery(search, query);
  const { clauses, unknown, corrected } = plan;
  const reading = (all: boolean): Reading => ({ all, unknown, corrected });
  const ranking = rankingOf(plan, query);
  if (clauses.length + query.phrases.length === 0) {
    const onlyWithout = query.wanted.length === 0;
    const filter = onlyWithout ? possible(plan) : matchNothing;
    return { filter, ranking, reading: reading(onlyWithout), nearby: undefined };
  }
  const whole = bool({ filter: [possible(plan), ...clauses.map(holdsClause)] });
  const complete = unknown.length === 0;
  const nearly = clauses.map(nearlyHoldsClause);
  const nearRanking = [...ranking, ...clauses.flatMap((clause) => alikeRanking(plan, clause))];
  const besides = (answering: Query) => bool({ filter: [possible(plan), anyOf(nearly)], mustNot: [answering] });
  const nobody = (): WordMatches => ({
    filter: matchNothing,
    ranking,
    reading: reading(false),
    nearby: { filter: besides(matchNothing), ranking: nearRanking },
  });
  if (!complete && query.phrases.length === 0 && areFew(query.wanted.length, query.question)) {
    const { counts } = await countQueries(search, clauses.map(holdsClause));
    if (!tellEnough(plan.size, counts, unknown.length)) return nobody();
  }
  if (clauses.length < 2) return { filter: whole, ranking, reading: reading(complete), nearby: undefined };
  const { counts } = await countQueries(search, [whole, ...nearly]);
  const found = counts[0]!;
  if (found > 0 && !query.question) {
    const nearby = found < enough ? { filter: besides(whole), ranking: nearRanking } : undefined;
    return { filter: whole, ranking, reading: reading(complete), nearby };
  }
  if (areFew(clauses.length, query.question)) return nobody();
  const held = nearly.map((holds, i) => worth(holds, weightOf(plan.size, counts[i + 1]!)));
  const filter = await nearestOnes(search, plan, held);
  return { filter, ranking: nearRanking, reading: reading(false), nearby: undefined };
}

function possible({ strict }: Plan): Query {
  return bool(strict);
}

/** Documents that hold as much of the query as `leastHeld` wants. Weights are whole: their sums are exact. */
async function nearestOnes(search: Search, plan: Plan, held: readonly Query[]): Promise<Query> {
  const some = bool({ filter: [possible(plan)], should: held, least: 1 });
  const { hits } = await search({ query: some, size: enough, _source: false, track_total_hits: false });
  const hundredth = hits.hits.length < enough ? 0 : (hits.hits.at(-1)?._score ?? 0);
  return { function_score: { query: some, min_score: leastHeld(hundredth) } };
}

/** The exact name first, then the words by field weight and rarity, then words that follow one another. */
function rankingOf({ clauses, size }: Plan, { name }: ReadQuery): Query[] {
  const most = clauses.reduce((sum, { count }) => sum + 2 * rarity(size, count), 1);
  return [
    ...(name === '' ? [] : [worth({ term: { exactTitle: name } }, most)]),
    ...clauses.map((clause) => rankingOfClause(clause, size)),
    ...clauses.slice(1).map((clause, i) => pairRanking(clauses[i]!, clause)),
  ];
}

function rankingOfClause({ word, stems, english, wordings, worth: sure, count }: Clause, size: number): Query {
  const ofStems = Array.from(stems)
    .filter(([stem]) => !isMarked(stem))
    .map(([value, boost]): Query => ({ term: { stemWeights: { value, boost: boost * sure } } }));
  if (english !== undefined) ofStems.push({ term: { englishWeights: english } });
  const whole = [
    ...(wordings.length > 0 ? [holdsWording(wordings)] : []),
    ...([...stems.keys()].some(isMarked) ? [holdsStem([...stems.keys()].filter(isMarked))] : []),
  ].map((query) => worth(query, factors.synonym * rarity(size, count)));
  return bool({
    should: [
      { dis_max: { queries: [...ofStems, ...whole], tie_breaker: 0 } },
      { term: { wordWeights: { value: word, boost: scoring.exact } } },
    ],
  });
}

function alikeRanking({ size }: Plan, { beginning, count }: Clause): Query[] {
  if (beginning === undefined) return [];
  return [worth({ prefix: { wordWeights: beginning } }, scoring.alike * rarity(size, count))];
}

function pairRanking(a: Clause, b: Clause): Query {
  const [first, second] = [a, b].map(({ stems }) => [...stems.keys()].find((stem) => !isMarked(stem)));
  if (first === undefined || second === undefined) return matchNothing;
  const boost = nearness.worth * Math.min(a.worth, b.worth);
  return { match_phrase: { stems: { query: `${first} ${second}`, slop: nearness.reach - 1, boost } } };
}
