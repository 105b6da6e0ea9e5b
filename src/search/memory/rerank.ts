/**
 * The first few results again, with a closer look at where the words stand: words that follow one another in the query
 * do so in the text, they stand in one passage rather than all over it, and early.
 */
import { mostWanted } from '../analysis/query.ts';
import { postingsOf } from './held.ts';
import type { WordMatches } from './match-words.ts';
import type { Ranked } from './order.ts';
import { Places, TermsCursor } from './positions.ts';

/** How many results are looked at again: always the same ones, so that pages agree. */
const reranked = 50;

/** Of one word there is nothing more to see. */
export function lookedAgain({ plan }: WordMatches): number {
  return plan.clauses.length > 1 ? reranked : 0;
}

/**
 * What a pair of neighbours adds, as a share of its commoner word's worth; what is left of it the other way round, or
 * with a word between them; and how far apart they may be.
 */
export const nearness = { worth: 0.45, backwards: 0.5, skipping: 0.5, reach: 4 };

/**
 * What the words cost, as a share of their worth, that the best stretch of so many words does not hold; and what a
 * word adds that stands first: less by the logarithm of how many `near` words come before it.
 */
export const standing = { apart: 0.1, stretch: 20, early: 0.1, near: 10 };

/** In place. Whether the results stand in the very lists in which their words were found: then postings are known. */
export function rerank(ranked: Ranked[], words: WordMatches | undefined, asFound = false): Ranked[] {
  const pairs = words === undefined ? [] : pairsOf(words);
  if (pairs.length === 0) return ranked;
  const again = ranked.slice(0, reranked);
  for (let p = 0; p < words!.parts.length; p++) lookAgain(again, words!, p, pairs, asFound);
  // One by one: so few are put in order sooner than they are compared by a function. Equal ones stay as they stand.
  for (let i = 0; i < again.length; i++) {
    const one = again[i]!;
    let rank = i;
    for (; rank > 0 && ranked[rank - 1]!.key < one.key; rank--) ranked[rank] = ranked[rank - 1]!;
    ranked[rank] = one;
  }
  return ranked;
}

/** One word of the query: what it is worth, and where it stands in a document. */
interface Standing {
  worth: number;
  cursor: TermsCursor;
  /** Beside the documents, where one term was found; undefined where it must be looked for. */
  postings: Uint32Array | undefined;
  places: Places;
}

function lookAgain(
  again: readonly Ranked[],
  { parts, plan, worths, scored }: WordMatches,
  p: number,
  pairs: readonly Pair[],
  asFound: boolean,
): void {
  const part = parts[p]!;
  const found = asFound ? scored[p]!.found : undefined;
  // Documents in order: what reads positions only goes up.
  const own: Ranked[] = [];
  for (let i = 0; i < again.length; i++) {
    const one = again[i]!;
    if (one.part !== part) continue;
    let place = own.length;
    for (; place > 0 && own[place - 1]!.doc > one.doc; place--) own[place] = own[place - 1]!;
    own[place] = one;
  }
  if (own.length === 0) return;
  const standings = plan.clauses.map(
    ({ group }, c): Standing => ({
      worth: worths[c]!,
      cursor: new TermsCursor(part.segment, group.byPart[p]!),
      postings: found && postingsOf(found, group),
      places: rooms[c]!,
    }),
  );
  for (let i = 0; i < own.length; i++) {
    const one = own[i]!;
    for (let c = 0; c < standings.length; c++) {
      const { cursor, postings, places } = standings[c]!;
      if (postings === undefined) cursor.read(one.doc, places);
      else cursor.readPosting(postings[one.place]!, places);
    }
    let key = one.key;
    for (let c = 0; c < pairs.length; c++) {
      const { first, second, worth } = pairs[c]!;
      const gap = smallestStep(rooms[first]!, rooms[second]!, nearness.reach);
      if (gap > 0) key += (nearness.worth * worth) / gap;
    }
    one.key = key + (standing.early * worthOfBeginning(standings) - standing.apart * worthApart(standings));
  }
}

/** Where the words of a query stand, one after another. Shared: a search never waits. */
const rooms: readonly Places[] = Array.from({ length: mostWanted }, () => new Places());

interface Pair {
  first: number;
  second: number;
  worth: number;
}

function worthOfBeginning(words: readonly Standing[]): number {
  let sum = 0;
  for (let c = 0; c < words.length; c++) {
    const { worth, places } = words[c]!;
    if (places.length > 0) sum += worth / lateness(places.at[0]!);
  }
  return sum;
}

function lateness(position: number): number {
  return position < latenesses.length ? latenesses[position]! : latenessOf(position);
}

function latenessOf(position: number): number {
  return 1 + Math.log1p(position / standing.near);
}

/** Logarithms take long: those of most places are worked out once. */
const latenesses = Float64Array.from({ length: 1024 }, (_, position) => latenessOf(position));

/** The worth of the words that stand outside the stretch that holds most. */
function worthApart(words: readonly Standing[]): number {
  let whole = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  for (let c = 0; c < words.length; c++) {
    const { worth, places } = words[c]!;
    if (places.length === 0) continue;
    whole += worth;
    first = Math.min(first, places.at[0]!);
    last = Math.max(last, places.at[places.length - 1]!);
  }
  if (last - first <= standing.stretch) return 0;
  let best = 0;
  // A stretch that holds most can begin at a word; places only go up.
  for (let b = 0; b < words.length; b++) {
    const starts = words[b]!.places;
    for (let c = 0; c < words.length; c++) next[c] = 0;
    for (let i = 0; i < starts.length; i++) {
      const from = starts.at[i]!;
      let held = 0;
      for (let c = 0; c < words.length; c++) {
        const { worth, places } = words[c]!;
        let place = next[c]!;
        while (place < places.length && places.at[place]! < from) place++;
        next[c] = place;
        if (place < places.length && places.at[place]! <= from + standing.stretch) held += worth;
      }
      if (held === whole) return 0;
      if (held > best) best = held;
    }
  }
  return whole - best;
}

const next = new Uint32Array(mostWanted);

/** A pair is worth its commoner word. */
function pairsOf({ plan, worths }: WordMatches): Pair[] {
  const pairs: Pair[] = [];
  for (let c = 0; c + 1 < plan.clauses.length; c++) {
    pairs.push(pairOf(worths, c, c + 1, 1), pairOf(worths, c + 1, c, nearness.backwards));
    if (c + 2 < plan.clauses.length) pairs.push(pairOf(worths, c, c + 2, nearness.skipping));
  }
  return pairs;
}

function pairOf(worths: readonly number[], first: number, second: number, share: number): Pair {
  return { first, second, worth: share * Math.min(worths[first]!, worths[second]!) };
}

/** The smallest step from a position of `a` up to one of `b`, at most `reach`; 0 when there is none. */
function smallestStep({ at: as, length }: Places, { at: bs, length: count }: Places, reach: number): number {
  if (length === 0) return 0;
  let smallest = 0;
  let i = 0;
  for (let k = 0; k < count; k++) {
    const position = bs[k]!;
    while (i + 1 < length && as[i + 1]! < position) i++;
    const step = position - as[i]!;
    if (step > 0 && step <= reach && (smallest === 0 || step < smallest)) smallest = step;
  }
  return smallest;
}
