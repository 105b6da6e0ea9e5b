/**
 * Which documents answer the words, and with what score.
 *
 * The rule: every word is wanted. Of two or three words nothing answers that does not hold them all; what holds most is
 * only near. Where nobody says some of them, the others answer if they tell enough. Where no document of the whole index
 * holds all of more words, and for a question asked as a sentence, each word weighs what it tells (its rarity), and the
 * documents answer that hold at least as much of the query as `leastHeld` says. Criteria other than words play no part in
 * this: adding one only ever narrows.
 */
import { readQuery } from '../analysis/query.ts';
import type { Thesaurus } from '../analysis/synonyms.ts';
import { rarity } from './bm25.ts';
import { inOrderOfCost, matchClause, matchPhraseScored, narrow } from './clauses.ts';
import type { Check, Checks } from './filter.ts';
import { type Held, scoresOf } from './held.ts';
import { matchTerms } from './matches.ts';
import { mayBeTitle, nameHash } from './names.ts';
import { areFew, enough, holdingAny, holdingMost, tellEnough } from './nearest.ts';
import { matchPhrase } from './phrases.ts';
import { type Plan, planQuery } from './plan.ts';
import { apart, everything, nothing, type Scored, together } from './scored.ts';
import type { Part, View } from './view.ts';

export interface WordMatches {
  parts: readonly Part[];
  /** The rarity of each clause. */
  worths: number[];
  /** One for each part of the view. */
  scored: Scored[];
  plan: Plan;
  /** The query as a title. */
  name: Name;
  /** Whether every document that answers holds every word. */
  all: boolean;
  /** Whether every document of `scored` has passed the checks. */
  checked: boolean;
  /** Whether the nearest complete a page: where few of the whole index hold every word. `scored` are the nearest, or it has one word: never. */
  completed: 'always' | 'where few' | 'never';
}

/**
 * Undefined when the query has nothing to look for: then every document answers. Documents that fail a check may be left
 * out early; all others are there, and whether few or many answer is told over the whole index.
 */
export function matchWords(
  view: View,
  text: string,
  checks: Checks = [],
  thesaurus?: Thesaurus,
): WordMatches | undefined {
  const query = readQuery(text, thesaurus);
  if (query.wanted.length + query.phrases.length + query.without.length === 0) return undefined;
  const plan = planQuery(view, query);
  const worths = plan.clauses.map(({ group }) => group.worth * rarity(view.size, group.count));
  const words = query.name.split(' ');
  const name: Name = { hash: nameHash(words), words: Math.min(255, words.length) };
  const { parts } = view;
  const found: WordMatches = { parts, worths, scored: [], plan, name, all: false, checked: false, completed: 'never' };
  if (plan.clauses.length + plan.phrases.length === 0) {
    found.all = query.wanted.length === 0;
    found.scored = finished(view, plan, name, parts.map(found.all ? everything : nothing));
    return found;
  }
  if (plan.phrases.length === 0 && areFew(query.wanted.length, query.question) && !enoughIsKnown(view, plan))
    return nobody(found);
  const several = plan.clauses.length > 1;
  if (several && query.question) return mostly(view, found);
  found.scored = finished(
    view,
    plan,
    name,
    parts.map((_, p) => holdingAll(view, p, plan, checks[p])),
  );
  found.all = plan.unknown.length === 0;
  // Without a word there is no posting that could be left out.
  found.checked = checks.length > 0 && plan.clauses.length > 0;
  if (!several) return found;
  if (!hasAtLeast(view, found, 1))
    return areFew(plan.clauses.length, query.question) ? nobody(found) : mostly(view, found);
  found.completed = 'where few';
  return found;
}

/** The nearest besides that pass the checks; undefined when they are the answer already, or many hold every word. */
export function nearestBesides(view: View, found: WordMatches, checks: Checks): Scored[] | undefined {
  const { plan, name, completed } = found;
  if (completed === 'never' || (completed === 'where few' && hasAtLeast(view, found, enough))) return undefined;
  return finished(view, plan, name, holdingAny(view, plan, checks));
}

/** Nothing answers; what is nearest is only near. */
function nobody(found: WordMatches): WordMatches {
  return { ...found, scored: found.parts.map(nothing), all: false, checked: false, completed: 'always' };
}

/** What holds most of the words answers. */
function mostly(view: View, found: WordMatches): WordMatches {
  const { plan, name } = found;
  const scored = holdingMost(view, plan, (lists) => finished(view, plan, name, lists));
  return { ...found, scored, all: false, checked: false, completed: 'never' };
}

/** Phrases and exclusions, and the exact name: what is the same however the words were matched. */
function finished(view: View, plan: Plan, name: Name, scored: Scored[]): Scored[] {
  return scored.map((list, p) => favourName(view, p, name, plan, strictly(view, p, list, plan)));
}

/** Whether so many of the whole index, whatever the checks, hold every word. */
function hasAtLeast(view: View, { scored, plan, checked }: WordMatches, most: number): boolean {
  let left = 0;
  for (const { length } of scored) left += length;
  return left >= most || (checked && countHolding(view, plan, most) >= most);
}

function enoughIsKnown(view: View, plan: Plan): boolean {
  if (plan.unknown.length === 0) return true;
  const counts = plan.clauses.map((clause) =>
    view.parts.reduce((sum, _, p) => sum + matchClause(view, p, clause).length, 0),
  );
  return tellEnough(view.size, counts, plan.unknown.length);
}

/** How many documents of the whole index hold every clause; stops at `most`. */
function countHolding(view: View, plan: Plan, most: number): number {
  let count = 0;
  for (const [p, part] of view.parts.entries()) {
    const [first, ...others] = inOrderOfCost(part, p, plan.clauses);
    const { docs, length } = first === undefined ? everything(part) : matchClause(view, p, first);
    for (let from = 0; from < length && count < most; from += 1024) {
      const to = Math.min(length, from + 1024);
      let some: Held = { docs: docs.subarray(from, to), length: to - from, found: [] };
      for (const clause of others) if (some.length > 0) some = narrow(view, p, clause, some);
      if (plan.phrases.length + plan.without.length === 0) count += some.length;
      else count += strictly(view, p, scoresOf(view, p, some), plan).length;
    }
  }
  return count;
}

/** A name's hash, and how many words it has: at most 255. */
interface Name {
  hash: number;
  words: number;
}

/** A title that is the very words of the query comes first. */
function favourName(view: View, p: number, { hash, words }: Name, plan: Plan, scored: Scored): Scored {
  const { segment } = view.parts[p]!;
  if (!mayBeTitle(segment, hash)) return scored;
  const { titleHash, titleLength } = segment;
  const most = plan.clauses.reduce((sum, { group }) => sum + 2 * rarity(view.size, group.count), 1);
  const { docs, scores, length } = scored;
  for (let k = 0; k < length; k++) {
    const doc = docs[k]!;
    // Most are told apart by one byte.
    if (titleLength[doc] === words && titleHash[doc] === hash) scores[k]! += most;
  }
  return scored;
}

/** Documents that hold every clause of the plan, scored. */
function holdingAll(view: View, p: number, plan: Plan, checks: readonly Check[] = []): Scored {
  const part = view.parts[p]!;
  const [first, ...others] = inOrderOfCost(part, p, plan.clauses);
  if (first === undefined) return everything(part);
  let held = matchClause(view, p, first, checks);
  for (const clause of others) if (held.length > 0) held = narrow(view, p, clause, held);
  return scoresOf(view, p, held);
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
