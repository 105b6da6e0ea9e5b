/** Documents that hold one word of the query, its synonyms or its phrases. */
import { score } from './bm25.ts';
import type { Check } from './filter.ts';
import { type Held, holding, narrowByGroup, scoresOf } from './held.ts';
import { matchAmong, postingCount, sift } from './matches.ts';
import { matchPhrase } from './phrases.ts';
import { type Clause, type Group, phraseStep } from './plan.ts';
import { either, type Scored, together } from './scored.ts';
import type { Part, View } from './view.ts';

export function inOrderOfCost(part: Part, p: number, clauses: readonly Clause[]): readonly Clause[] {
  const sorted: Clause[] = [];
  const costs: number[] = [];
  for (const clause of clauses) {
    const cost = costOf(part, p, clause);
    let i = sorted.length;
    for (; i > 0 && costs[i - 1]! > cost; i--) {
      sorted[i] = sorted[i - 1]!;
      costs[i] = costs[i - 1]!;
    }
    sorted[i] = clause;
    costs[i] = cost;
  }
  return sorted;
}

function costOf(part: Part, p: number, clause: Clause): number {
  let cost = postingCount(part, clause.group.byPart[p]!);
  // Finding where words stand costs more than finding them.
  for (const phrase of clause.phrases)
    cost += 4 * Math.min(...phrase.map(({ byPart }) => postingCount(part, byPart[p]!)));
  return cost;
}

/** Documents that hold the clause and pass the checks. */
export function matchClause(view: View, p: number, { group, phrases }: Clause, checks: readonly Check[] = []): Held {
  const part = view.parts[p]!;
  const held = holding(part, p, group, checks);
  if (phrases.length === 0) return held;
  let scored = scoresOf(view, p, held);
  for (const phrase of phrases) {
    const lists = phrase.map(({ byPart }) => byPart[p]!);
    scored = either(scored, score(view, p, rarestOf(phrase), sift(matchPhrase(part, lists, phraseStep), checks)));
  }
  return asHeld(scored);
}

/** Of these documents those that hold the clause too. */
export function narrow(view: View, p: number, { group, phrases }: Clause, held: Held): Held {
  const part = view.parts[p]!;
  if (phrases.length === 0) {
    narrowByGroup(part, p, group, held);
    return held;
  }
  const scored = scoresOf(view, p, held);
  let own = score(view, p, group, matchAmong(part, group.byPart[p]!, scored.docs, scored.length));
  for (const phrase of phrases) own = either(own, matchPhraseScored(view, p, phrase, phraseStep, scored));
  return asHeld(together(scored, own));
}

function asHeld({ length, docs, scores }: Scored): Held {
  return { length, docs, found: [{ how: 'scored', scores }] };
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
