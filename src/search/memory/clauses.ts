/** Documents that hold one word of the query, its synonyms or its phrases, scored. */
import { score } from './bm25.ts';
import type { Check } from './filter.ts';
import { matchAmong, matchTerms, postingCount, sift } from './matches.ts';
import { narrowByTerm, scoreTerm } from './one-term.ts';
import { type Clause, type Group, phraseStep } from './plan.ts';
import { matchPhrase } from './positions.ts';
import { either, type Scored, together } from './scored.ts';
import type { Part, View } from './view.ts';

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
  const terms = group.byPart[p]!;
  let scored =
    terms.length === 1
      ? scoreTerm(view, p, group, terms[0]!, checks)
      : score(view, p, group, sift(matchTerms(part, terms), checks));
  for (const phrase of phrases) {
    const lists = phrase.map(({ byPart }) => byPart[p]!);
    scored = either(scored, score(view, p, rarestOf(phrase), sift(matchPhrase(part, lists, phraseStep), checks)));
  }
  return scored;
}

export function narrow(view: View, p: number, clause: Clause, scored: Scored): Scored {
  const { group, phrases } = clause;
  const terms = group.byPart[p]!;
  if (terms.length === 1 && phrases.length === 0) return narrowByTerm(view, p, group, terms[0]!, scored);
  const found = matchAmong(view.parts[p]!, terms, scored.docs, scored.length);
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
