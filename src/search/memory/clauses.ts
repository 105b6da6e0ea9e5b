/** Documents that hold one word of the query, its synonyms or its phrases, scored. */
import type { Check } from './filter.ts';
import { type Matches, matchAmong, matchTerms, postingCount, sift } from './matches.ts';
import { type Clause, type Group, phraseStep } from './plan.ts';
import { matchPhrase } from './positions.ts';
import { either, type Scored, together } from './scored.ts';
import type { Part, View } from './view.ts';

/**
 * BM25: how soon occurrences stop paying, how much length costs; what the very word adds to its stem and, where the
 * nearest answer, words that begin alike.
 */
export const scoring = { k1: 0.9, b: 0.7, exact: 0.4, alike: 0.2 };

export function inOrderOfCost(part: Part, p: number, clauses: readonly Clause[]): Clause[] {
  return clauses
    .map((clause) => ({ clause, cost: costOf(part, p, clause) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ clause }) => clause);
}

export function costOf(part: Part, p: number, clause: Clause): number {
  let cost = postingCount(part, clause.group.byPart[p]!);
  // Finding where words stand costs more than finding them.
  for (const phrase of clause.phrases)
    cost += 4 * Math.min(...phrase.map(({ byPart }) => postingCount(part, byPart[p]!)));
  return cost;
}

/** Documents that hold the clause and pass the checks, scored. */
export function matchClause(view: View, p: number, clause: Clause, checks: readonly Check[] = []): Scored {
  const { group, phrases } = clause;
  const part = view.parts[p]!;
  let scored = score(view, p, group, sift(matchTerms(part, group.byPart[p]!), checks));
  for (const phrase of phrases) {
    const lists = phrase.map(({ byPart }) => byPart[p]!);
    scored = either(scored, score(view, p, rarestOf(phrase), sift(matchPhrase(part, lists, phraseStep), checks)));
  }
  return scored;
}

export function narrow(view: View, p: number, clause: Clause, scored: Scored): Scored {
  const { group, phrases } = clause;
  const found = matchAmong(view.parts[p]!, group.byPart[p]!, scored.docs, scored.length);
  let holding = score(view, p, group, found);
  for (const phrase of phrases) holding = either(holding, matchPhraseScored(view, p, phrase, phraseStep, scored));
  return together(scored, holding);
}

/** Documents of `within` in which the words follow one another. */
export function matchPhraseScored(
  view: View,
  p: number,
  groups: readonly Group[],
  step: number,
  within: Scored,
): Scored {
  const lists = groups.map(({ byPart }) => byPart[p]!);
  return score(view, p, rarestOf(groups), matchPhrase(view.parts[p]!, lists, step, within));
}

export function rarestOf(groups: readonly Group[]): Group {
  return groups.reduce((a, b) => (a.count < b.count ? a : b));
}

/** How much a word tells that stands in `count` of the documents. */
export function rarity(size: number, count: number): number {
  return Math.log(1 + (size - Math.min(count, size) + 0.5) / (Math.min(count, size) + 0.5));
}

/** BM25 of the stem, and of the very word beside it; the amounts are already weighed by field. */
export function score(view: View, p: number, group: Group, found: Matches): Scored {
  const { lengths } = view.parts[p]!.segment;
  const { k1, b } = scoring;
  const base = k1 * view.meanWeight * (1 - b);
  const slope = (k1 * view.meanWeight * b) / view.meanLength;
  const ofStem = group.worth * rarity(view.size, group.count);
  const ofWord = group.exactCount > 0 ? scoring.exact * rarity(view.size, group.exactCount) : 0;
  const { length, docs, amounts: scores, exact: exacts } = found;
  for (let k = 0; k < length; k++) {
    const held = base + slope * lengths[docs[k]!]!;
    const amount = scores[k]!;
    const exact = exacts[k]!;
    if (exact === amount) scores[k] = ((ofStem + ofWord) * amount) / (amount + held);
    else if (exact === 0) scores[k] = (ofStem * amount) / (amount + held);
    else scores[k] = (ofStem * amount) / (amount + held) + (ofWord * exact) / (exact + held);
  }
  return { length, docs, scores };
}
