/**
 * Which documents answer the words, and with what score.
 *
 * The rule: every word is wanted. Where no document of the whole index holds them all, and for a question asked as a
 * sentence, each word weighs what it tells (its rarity), and the documents answer that hold at least as much of the
 * query as the `enough`-th best does. Criteria other than words play no part in this: adding one only ever narrows.
 */
import { readQuery } from '../analysis/query.ts';
import type { Check } from './filter.ts';
import { type Matches, matchAmong, matchTerms, postingCount, sift } from './matches.ts';
import { nameHash } from './names.ts';
import { type Clause, type Group, type Plan, phraseStep, planQuery } from './plan.ts';
import { matchPhrase } from './positions.ts';
import { sumsFor, takeFloat32, takeUint32 } from './scratch.ts';
import type { Part, View } from './view.ts';

/** When the nearest answer: this many, and all that are as near as the last of them. */
export const enough = 100;

/**
 * BM25: how soon occurrences stop paying, how much length costs; what the very word adds to its stem and, where the
 * nearest answer, words that begin alike.
 */
export const scoring = { k1: 0.9, b: 0.7, exact: 0.4, alike: 0.2 };

/** Ascending documents with their scores. */
export interface Scored {
  length: number;
  docs: Uint32Array;
  scores: Float32Array;
}

export interface WordMatches {
  parts: readonly Part[];
  /** The rarity of each clause. */
  worths: number[];
  /** One for each part of the view. */
  scored: Scored[];
  plan: Plan;
  /** Whether every document that answers holds every word. */
  all: boolean;
  /**
   * The nearest besides that pass the checks, worked out when asked; undefined when they are the answer, and gives nothing when many hold
   * every word.
   */
  nearest: ((checks: Checks) => Scored[] | undefined) | undefined;
}

/** What a search asks besides words and facets, by part of the view. */
type Checks = readonly (readonly Check[])[];

/**
 * Undefined when the query has nothing to look for: then every document answers. Documents that fail a check may be left
 * out early; all others are there, and whether few or many answer is told over the whole index.
 */
export function matchWords(view: View, text: string, checks: Checks = []): WordMatches | undefined {
  const query = readQuery(text);
  if (query.wanted.length + query.phrases.length + query.without.length === 0) return undefined;
  const plan = planQuery(view, query);
  const worths = plan.clauses.map(({ group }) => group.worth * rarity(view.size, group.count));
  const about = { parts: view.parts, worths, plan };
  const name = nameHash(query.name.split(' '));
  const finish = (scored: Scored[]) =>
    scored.map((list, p) => favourName(view, p, name, plan, strictly(view, p, list, plan)));
  if (plan.clauses.length + plan.phrases.length === 0) {
    const onlyWithout = query.wanted.length === 0;
    const scored = view.parts.map((part) => (onlyWithout ? everything(part) : nothing()));
    return { ...about, scored: finish(scored), all: onlyWithout, nearest: undefined };
  }
  const complete = plan.unknown.length === 0;
  const several = plan.clauses.length > 1;
  const mostly = () => ({ ...about, scored: holdingMost(view, plan, finish), all: false, nearest: undefined });
  if (several && query.question) return mostly();
  const early = several ? checks : [];
  const scored = finish(view.parts.map((_, p) => holdingAll(view, p, plan, early[p])));
  if (!several) return { ...about, scored, all: complete, nearest: undefined };
  const left = scored.reduce((sum, { length }) => sum + length, 0);
  const foundAt = (most: number) => (early.length === 0 || left >= most ? left : countHolding(view, plan, most));
  if (foundAt(1) === 0) return mostly();
  const nearest = (every: Checks) => (foundAt(enough) < enough ? finish(holdingAny(view, plan, every)) : undefined);
  return { ...about, scored, all: complete, nearest };
}

/** How many documents of the whole index hold every clause; stops at `most`. */
function countHolding(view: View, plan: Plan, most: number): number {
  let count = 0;
  for (const [p, part] of view.parts.entries()) {
    const [first, ...others] = inOrderOfCost(part, p, plan.clauses);
    const { docs, scores, length } = first === undefined ? everything(part) : matchClause(view, p, first);
    for (let from = 0; from < length && count < most; from += 1024) {
      const to = Math.min(length, from + 1024);
      let list: Scored = { docs: docs.subarray(from, to), scores: scores.subarray(from, to), length: to - from };
      for (const clause of others) if (list.length > 0) list = narrow(view, p, clause, list);
      count += strictly(view, p, list, plan).length;
    }
  }
  return count;
}

function nothing(): Scored {
  return { length: 0, docs: takeUint32(0), scores: takeFloat32(0) };
}

/** Every document that is there, without a score: for a query of phrases or of words to leave out. */
function everything({ segment, removed }: Part): Scored {
  const docs = takeUint32(segment.size);
  const scores = takeFloat32(segment.size);
  let length = 0;
  for (let doc = 0; doc < segment.size; doc++) if (removed === undefined || removed[doc] === 0) docs[length++] = doc;
  return { length, docs, scores: scores.fill(0) };
}

/** A title that is the very words of the query comes first. */
function favourName(view: View, p: number, name: number, plan: Plan, scored: Scored): Scored {
  const { titleHash } = view.parts[p]!.segment;
  const most = plan.clauses.reduce((sum, { group }) => sum + 2 * rarity(view.size, group.count), 1);
  for (let k = 0; k < scored.length; k++) if (titleHash[scored.docs[k]!] === name) scored.scores[k]! += most;
  return scored;
}

/** Documents that hold every clause of the plan, scored. */
function holdingAll(view: View, p: number, plan: Plan, checks: readonly Check[] = []): Scored {
  const part = view.parts[p]!;
  const [first, ...others] = inOrderOfCost(part, p, plan.clauses);
  if (first === undefined) return everything(part);
  let scored = matchClause(view, p, first, checks);
  for (const clause of others) if (scored.length > 0) scored = narrow(view, p, clause, scored);
  return scored;
}

function inOrderOfCost(part: Part, p: number, clauses: readonly Clause[]): Clause[] {
  return clauses
    .map((clause) => ({ clause, cost: costOf(part, p, clause) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ clause }) => clause);
}

function costOf(part: Part, p: number, clause: Clause): number {
  let cost = postingCount(part, clause.group.byPart[p]!);
  // Finding where words stand costs more than finding them.
  for (const phrase of clause.phrases)
    cost += 4 * Math.min(...phrase.map(({ byPart }) => postingCount(part, byPart[p]!)));
  return cost;
}

/** Documents that hold the clause and pass the checks, scored. */
function matchClause(view: View, p: number, clause: Clause, checks: readonly Check[] = []): Scored {
  const { group, phrases } = clause;
  const part = view.parts[p]!;
  let scored = score(view, p, group, sift(matchTerms(part, group.byPart[p]!), checks));
  for (const phrase of phrases) {
    const lists = phrase.map(({ byPart }) => byPart[p]!);
    scored = either(scored, score(view, p, rarestOf(phrase), sift(matchPhrase(part, lists, phraseStep), checks)));
  }
  return scored;
}

function narrow(view: View, p: number, clause: Clause, scored: Scored): Scored {
  const { group, phrases } = clause;
  const found = matchAmong(view.parts[p]!, group.byPart[p]!, scored.docs, scored.length);
  let holding = score(view, p, group, found);
  for (const phrase of phrases) holding = either(holding, matchPhraseScored(view, p, phrase, phraseStep, scored));
  return together(scored, holding);
}

/** Documents of `within` in which the words follow one another. */
function matchPhraseScored(view: View, p: number, groups: readonly Group[], step: number, within: Scored): Scored {
  const lists = groups.map(({ byPart }) => byPart[p]!);
  return score(view, p, rarestOf(groups), matchPhrase(view.parts[p]!, lists, step, within));
}

function rarestOf(groups: readonly Group[]): Group {
  return groups.reduce((a, b) => (a.count < b.count ? a : b));
}

/** How much a word tells that stands in `count` of the documents. */
export function rarity(size: number, count: number): number {
  return Math.log(1 + (size - Math.min(count, size) + 0.5) / (Math.min(count, size) + 0.5));
}

/** BM25 of the stem, and of the very word beside it; the amounts are already weighed by field. */
function score(view: View, p: number, group: Group, found: Matches): Scored {
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

/** Documents of both, scores added. */
function together(a: Scored, b: Scored): Scored {
  const { docs, scores } = b;
  const { length, docs: others, scores: otherScores } = a;
  let i = 0;
  let n = 0;
  for (let k = 0; k < b.length; k++) {
    const doc = docs[k]!;
    while (i < length && others[i]! < doc) i++;
    if (i >= length) break;
    if (others[i] !== doc) continue;
    docs[n] = doc;
    scores[n++] = scores[k]! + otherScores[i]!;
  }
  b.length = n;
  return b;
}

/** Documents of either, the better score kept. */
function either(a: Scored, b: Scored): Scored {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const most = a.length + b.length;
  const found: Scored = { length: 0, docs: takeUint32(most), scores: takeFloat32(most) };
  let i = 0;
  let k = 0;
  let n = 0;
  while (i < a.length || k < b.length) {
    const left = i < a.length ? a.docs[i]! : Number.POSITIVE_INFINITY;
    const right = k < b.length ? b.docs[k]! : Number.POSITIVE_INFINITY;
    found.docs[n] = Math.min(left, right);
    found.scores[n++] = Math.max(left <= right ? a.scores[i]! : 0, right <= left ? b.scores[k]! : 0);
    if (left <= right) i++;
    if (right <= left) k++;
  }
  found.length = n;
  return found;
}

/** What is never loosened: phrases in quotes, and words to leave out. */
function strictly(view: View, p: number, scored: Scored, plan: Plan): Scored {
  let kept = scored;
  for (const phrase of plan.phrases) {
    if (kept.length === 0) return kept;
    kept = together(kept, matchPhraseScored(view, p, phrase, 1, kept));
  }
  for (const groups of plan.without) {
    const part = view.parts[p]!;
    const lists = groups.map(({ byPart }) => byPart[p]!);
    kept = apart(kept, lists.length === 1 ? matchTerms(part, lists[0]!) : matchPhrase(part, lists, 1));
  }
  return kept;
}

function apart(a: Scored, b: Matches): Scored {
  let k = 0;
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    const doc = a.docs[i]!;
    while (k < b.length && b.docs[k]! < doc) k++;
    if (k < b.length && b.docs[k] === doc) continue;
    a.docs[n] = doc;
    a.scores[n++] = a.scores[i]!;
  }
  a.length = n;
  return a;
}

/** What a clause weighs in the rule: whole numbers, so that sums are exact in any order. */
export function weightOf(size: number, count: number): number {
  return Math.round(1000 * Math.log(1 + size / Math.max(1, count)));
}

/** Documents that hold something of the query and pass the checks. */
function holdingAny(view: View, plan: Plan, checks: Checks): Scored[] {
  return view.parts.map((part, p) => {
    const lists = plan.clauses.map((clause) => matchClause(view, p, nearly(clause), checks[p]));
    const weights = lists.map(() => 1);
    return holdingSome(part, lists, weights, beginningAlike(view, p, plan, checks[p]));
  });
}

/** What words that begin like those of the query add to the scores: a coarser view of each word, with its own rarity. */
function beginningAlike(view: View, p: number, plan: Plan, checks: readonly Check[] = []): Scored[] {
  return plan.clauses
    .map(({ beginning }) => beginning())
    .filter((group) => group !== undefined)
    .map((group) => {
      const found = sift(matchTerms(view.parts[p]!, group.byPart[p]!), checks);
      return score(view, p, { ...group, worth: scoring.alike }, found);
    });
}

function nearly(clause: Clause): Clause {
  return { ...clause, group: clause.nearly() };
}

/** Documents that hold something of the query, and as much of it as the `enough`-th best. */
function holdingMost(view: View, plan: Plan, finish: (scored: Scored[]) => Scored[]): Scored[] {
  const byClause = plan.clauses.map((clause) => {
    const group = nearly(clause);
    return view.parts.map((_, p) => matchClause(view, p, group));
  });
  const weights = byClause.map((parts) =>
    weightOf(
      view.size,
      parts.reduce((sum, { length }) => sum + length, 0),
    ),
  );
  const all = view.parts.map((part, p) =>
    holdingSome(
      part,
      byClause.map((parts) => parts[p]!),
      weights,
      beginningAlike(view, p, plan),
    ),
  );
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
  const least = best.last();
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

/** Documents of any list: their scores added, those of `besides` too, and the weights of the lists that they are in. */
function holdingSome(part: Part, lists: readonly Scored[], weights: readonly number[], besides: readonly Scored[]) {
  // Sums of a few whole numbers: exact in 32 bits.
  const { sums: weight, exactSums: scores } = sumsFor(part.segment.size);
  const touched = takeUint32(lists.reduce((sum, { length }) => sum + length, 0));
  let n = 0;
  for (const [c, { length, docs, scores: own }] of lists.entries()) {
    const worth = weights[c]!;
    for (let k = 0; k < length; k++) {
      const doc = docs[k]!;
      if (weight[doc] === 0) touched[n++] = doc;
      weight[doc]! += worth;
      scores[doc]! += own[k]!;
    }
  }
  for (const { length, docs, scores: own } of besides)
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
