/** Documents that hold most of the words: where none holds them all, and to complete a page. */
import { score, scoring } from './bm25.ts';
import { matchClause } from './clauses.ts';
import type { Check, Checks } from './filter.ts';
import { scoresOf } from './held.ts';
import { matchTerms, sift } from './matches.ts';
import { beginningOf, type Clause, type Plan, withAlike } from './plan.ts';
import type { Scored } from './scored.ts';
import { sumsFor, takeFloat32, takeUint32 } from './scratch.ts';
import type { Part, View } from './view.ts';

/** When the nearest answer: this many, and all that are as near as the last of them. */
export const enough = 100;

/** Of up to so many words every one is wanted: a common one does not answer where a rarer one is not said. */
const fewWords = 3;

export function areFew(words: number, question: boolean): boolean {
  return words > 1 && words <= fewWords && !question;
}

/**
 * Of a few words of which some are nowhere: whether the known ones tell at least half as much as the unknown ones would.
 * `locale` does not answer for `monnaie locale` where nobody says _monnaie_; `incubateur` does for `incubateur xylophage`.
 */
export function tellEnough(size: number, counts: readonly number[], unknown: number): boolean {
  return 2 * counts.reduce((sum, count) => sum + weightOf(size, count), 0) >= unknown * weightOf(size, 0);
}

/** How much must be held: as much as the `enough`-th best of the index holds. */
export function leastHeld(hundredth: number): number {
  return Math.max(1, hundredth);
}

/** What a clause weighs in the rule: whole numbers, so that sums are exact in any order. */
export function weightOf(size: number, count: number): number {
  return Math.round(1000 * Math.log(1 + size / Math.max(1, count)));
}

/** Documents that hold something of the query and pass the checks. */
export function holdingAny(view: View, plan: Plan, checks: Checks): Scored[] {
  return view.parts.map((part, p) => {
    const lists = plan.clauses.map((clause) => scoredClause(view, p, nearly(view, clause), checks[p]));
    const weights = lists.map(() => 1);
    return holdingSome(part, lists, weights, [...lists, ...beginningAlike(view, p, plan, checks[p])]);
  });
}

/** What words that begin like those of the query add to the scores: a coarser view of each word, with its own rarity. */
function beginningAlike(view: View, p: number, plan: Plan, checks: readonly Check[] = []): Scored[] {
  return plan.clauses
    .map(({ group }) => beginningOf(view, group))
    .filter((group) => group !== undefined)
    .map((group) => {
      const found = sift(matchTerms(view.parts[p]!, group.byPart[p]!), checks);
      return score(view, p, { ...group, worth: scoring.alike }, found);
    });
}

function nearly(view: View, clause: Clause): Clause {
  return { ...clause, group: withAlike(view, clause.group) };
}

function scoredClause(view: View, p: number, clause: Clause, checks?: readonly Check[]): Scored {
  return scoresOf(view, p, matchClause(view, p, clause, checks));
}

/** Documents that hold something of the query, and as much of it as `leastHeld` wants. */
export function holdingMost(view: View, plan: Plan, finish: (scored: Scored[]) => Scored[]): Scored[] {
  const held = plan.clauses.map((clause) => view.parts.map((_, p) => scoredClause(view, p, nearly(view, clause))));
  const weights = held.map((parts) =>
    weightOf(
      view.size,
      parts.reduce((sum, { length }) => sum + length, 0),
    ),
  );
  const all = view.parts.map((part, p) => {
    const lists = held.map((parts) => parts[p]!);
    return holdingSome(part, lists, weights, [...lists, ...beginningAlike(view, p, plan)]);
  });
  const before = all.map(({ docs, length }) => docs.slice(0, length));
  const candidates = finish(all);
  const best = new BestWeights(enough);
  for (const [p, { length, docs }] of candidates.entries()) {
    // What was left out since has no weight here: both lists go up together.
    const own = all[p]!.weights;
    for (let k = 0, i = 0; k < length; k++, i++) {
      while (before[p]![i]! < docs[k]!) i++;
      own[k] = own[i]!;
      best.add(own[k]!);
    }
  }
  const least = leastHeld(best.last());
  for (const [p, list] of candidates.entries()) {
    const own = all[p]!.weights;
    let n = 0;
    for (let k = 0; k < list.length; k++) {
      if (own[k]! < least) continue;
      list.docs[n] = list.docs[k]!;
      list.scores[n++] = list.scores[k]!;
    }
    list.length = n;
  }
  return candidates;
}

/** Documents of any list, with the weights of the lists that they are in, and their scores in the ranking lists. */
export function holdingSome(
  part: Part,
  lists: readonly Scored[],
  weights: readonly number[],
  ranking: readonly Scored[],
) {
  // Sums of a few whole numbers: exact in 32 bits.
  const { sums: weight, exactSums: scores } = sumsFor(part.segment.size);
  const touched = takeUint32(lists.reduce((sum, { length }) => sum + length, 0));
  let n = 0;
  for (const [c, { length, docs }] of lists.entries()) {
    const worth = weights[c]!;
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      if (weight[doc] === 0) touched[n++] = doc;
      weight[doc]! += worth;
    }
  }
  for (const { length, docs, scores: own } of ranking)
    for (let k = 0; k < length; k++) if (weight[docs[k]!] !== 0) scores[docs[k]!]! += own[k]!;
  const found = { length: n, docs: takeUint32(n), scores: takeFloat32(n), weights: takeFloat32(n) };
  if (n * 24 > part.segment.size) {
    for (let doc = 0, k = 0; k < n; doc++) if (weight[doc] !== 0) found.docs[k++] = doc;
  } else found.docs.set(touched.subarray(0, n).sort());
  for (let k = 0; k < n; k++) {
    const doc = found.docs[k]!;
    found.weights[k] = weight[doc]!;
    found.scores[k] = scores[doc]!;
    weight[doc] = 0;
    scores[doc] = 0;
  }
  return found;
}

/** The largest few of many weights. */
class BestWeights {
  private readonly weights: number[] = [];
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(weight: number): void {
    const { weights, most } = this;
    if (weights.length === most && weight <= weights[most - 1]!) return;
    let i = weights.length < most ? weights.length : most - 1;
    for (; i > 0 && weights[i - 1]! < weight; i--) weights[i] = weights[i - 1]!;
    weights[i] = weight;
  }

  /** The smallest of the largest; 0 while there are fewer. */
  last(): number {
    return this.weights.length < this.most ? 0 : this.weights[this.most - 1]!;
  }
}
