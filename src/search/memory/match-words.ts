/**
 * Which documents answer the words, and with what score.
 *
 * The rule: every word is wanted. Where no document of the whole index holds them all, and for a question asked as a
 * sentence, each word weighs what it tells (its rarity), and the documents answer that hold at least as much of the
 * query as the `enough`-th best does. Criteria other than words play no part in this: adding one only ever narrows.
 */
import { readQuery } from '../analysis/query.ts';
import { type Matches, matchAmong, matchTerms, postingCount } from './matches.ts';
import { nameHash } from './names.ts';
import { type Clause, type Group, type Plan, phraseStep, planQuery } from './plan.ts';
import { matchPhrase } from './positions.ts';
import type { Part, View } from './view.ts';

/** When the nearest answer: this many, and all that are as near as the last of them. */
export const enough = 50;

/** BM25: how soon occurrences stop paying, how much length costs, what the very word adds to its stem. */
export const scoring = { k1: 0.8, b: 0.7, exact: 0.5 };

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
  /** The nearest besides, worked out when asked; undefined when they are the answer, or every word was held by many. */
  nearest: (() => Scored[]) | undefined;
}

/** Undefined when the query has nothing to look for: then every document answers. */
export function matchWords(view: View, text: string): WordMatches | undefined {
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
  const strict = finish(view.parts.map((_, p) => holdingAll(view, p, plan)));
  const found = strict.reduce((sum, { length }) => sum + length, 0);
  const complete = plan.unknown.length === 0;
  if (plan.clauses.length < 2) return { ...about, scored: strict, all: complete, nearest: undefined };
  if (found === 0 || query.question)
    return { ...about, scored: holdingMost(view, plan, finish, enough), all: false, nearest: undefined };
  const nearest = () => holdingMost(view, plan, finish, Number.POSITIVE_INFINITY);
  return { ...about, scored: strict, all: complete, nearest: found < enough ? nearest : undefined };
}

function nothing(): Scored {
  return { length: 0, docs: new Uint32Array(0), scores: new Float32Array(0) };
}

/** Every document that is there, without a score: for a query of phrases or of words to leave out. */
function everything({ segment, removed }: Part): Scored {
  const docs = new Uint32Array(segment.size);
  let length = 0;
  for (let doc = 0; doc < segment.size; doc++) if (removed === undefined || removed[doc] === 0) docs[length++] = doc;
  return { length, docs, scores: new Float32Array(segment.size) };
}

/** A title that is the very words of the query comes first. */
function favourName(view: View, p: number, name: number, plan: Plan, scored: Scored): Scored {
  const { titleHash } = view.parts[p]!.segment;
  const most = plan.clauses.reduce((sum, { group }) => sum + 2 * rarity(view.size, group.count), 1);
  for (let k = 0; k < scored.length; k++) if (titleHash[scored.docs[k]!] === name) scored.scores[k]! += most;
  return scored;
}

/** Documents that hold every clause of the plan, scored. */
function holdingAll(view: View, p: number, plan: Plan): Scored {
  const part = view.parts[p]!;
  const clauses = plan.clauses
    .map((clause) => ({ clause, cost: costOf(part, p, clause) }))
    .sort((a, b) => a.cost - b.cost);
  if (clauses.length === 0) return everything(part);
  let scored: Scored | undefined;
  for (const { clause } of clauses) {
    scored = scored === undefined ? matchClause(view, p, clause) : narrow(view, p, clause, scored);
    if (scored.length === 0) break;
  }
  return scored!;
}

function costOf(part: Part, p: number, clause: Clause): number {
  return postingCount(part, clause.group.byPart[p]!) + clause.phrases.length * 50;
}

/** Documents that hold the clause, scored. */
function matchClause(view: View, p: number, clause: Clause): Scored {
  const part = view.parts[p]!;
  let scored = score(view, p, clause.group, matchTerms(part, clause.group.byPart[p]!));
  for (const phrase of clause.phrases) scored = either(scored, matchPhraseScored(view, p, phrase, phraseStep));
  return scored;
}

function narrow(view: View, p: number, clause: Clause, scored: Scored): Scored {
  if (clause.phrases.length === 0) return narrowByGroup(view, p, clause.group, scored);
  return together(scored, matchClause(view, p, clause));
}

function narrowByGroup(view: View, p: number, group: Group, scored: Scored): Scored {
  const found = matchAmong(view.parts[p]!, group.byPart[p]!, scored.docs, scored.length);
  return together(scored, score(view, p, group, found));
}

function matchPhraseScored(view: View, p: number, groups: readonly Group[], step: number): Scored {
  const found = matchPhrase(
    view.parts[p]!,
    groups.map(({ byPart }) => byPart[p]!),
    step,
  );
  const rarest = groups.reduce((a, b) => (a.count < b.count ? a : b));
  return score(view, p, rarest, found);
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
  const scores = found.amounts;
  for (let k = 0; k < found.length; k++) {
    const held = base + slope * lengths[found.docs[k]!]!;
    const amount = found.amounts[k]!;
    const exact = found.exact[k]!;
    scores[k] = (ofStem * amount) / (amount + held) + (ofWord * exact) / (exact + held);
  }
  return { length: found.length, docs: found.docs, scores };
}

/** Documents of both, scores added. */
function together(a: Scored, b: Scored): Scored {
  let i = 0;
  let n = 0;
  for (let k = 0; k < b.length; k++) {
    const doc = b.docs[k]!;
    while (i < a.length && a.docs[i]! < doc) i++;
    if (i >= a.length) break;
    if (a.docs[i] !== doc) continue;
    b.docs[n] = doc;
    b.scores[n++] = b.scores[k]! + a.scores[i]!;
  }
  b.length = n;
  return b;
}

/** Documents of either, the better score kept. */
function either(a: Scored, b: Scored): Scored {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const most = a.length + b.length;
  const found: Scored = { length: 0, docs: new Uint32Array(most), scores: new Float32Array(most) };
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
    kept = together(kept, matchPhraseScored(view, p, phrase, 1));
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

/** Documents that hold something of the query, and as much of it as the `most`-th best. */
function holdingMost(view: View, plan: Plan, finish: (scored: Scored[]) => Scored[], most: number): Scored[] {
  const byClause = plan.clauses.map((clause) => {
    const nearly = { ...clause, group: clause.nearly() };
    return view.parts.map((_, p) => matchClause(view, p, nearly));
  });
  const weights = byClause.map((parts) =>
    weightOf(
      view.size,
      parts.reduce((sum, { length }) => sum + length, 0),
    ),
  );
  const held = view.parts.map((part) => new Float64Array(part.segment.size));
  const candidates = finish(
    view.parts.map((part, p) => {
      const weight = held[p]!;
      const scores = new Float32Array(part.segment.size);
      let n = 0;
      for (const [c, parts] of byClause.entries()) {
        const { length, docs, scores: own } = parts[p]!;
        for (let k = 0; k < length; k++) {
          const doc = docs[k]!;
          if (weight[doc] === 0) n++;
          weight[doc]! += weights[c]!;
          scores[doc]! += own[k]!;
        }
      }
      const found: Scored = { length: n, docs: new Uint32Array(n), scores: new Float32Array(n) };
      let k = 0;
      for (let doc = 0; k < n; doc++)
        if (weight[doc] !== 0) {
          found.docs[k] = doc;
          found.scores[k++] = scores[doc]!;
        }
      return found;
    }),
  );
  if (most === Number.POSITIVE_INFINITY) return candidates;
  const best = new BestWeights(most);
  for (const [p, { length, docs }] of candidates.entries())
    for (let k = 0; k < length; k++) best.add(held[p]![docs[k]!]!);
  const least = best.last();
  for (const [p, list] of candidates.entries()) {
    let n = 0;
    for (let k = 0; k < list.length; k++) {
      const doc = list.docs[k]!;
      if (held[p]![doc]! < least) continue;
      list.docs[n] = doc;
      list.scores[n++] = list.scores[k]!;
    }
    list.length = n;
  }
  return candidates;
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
