/** Words that follow one another: phrases in quotes, and wordings of several words. */
import type { Check } from './filter.ts';
import { type Held, holding, narrowByGroup, postingsOf } from './held.ts';
import { type Matches, noMatches, postingCount } from './matches.ts';
import type { Group } from './plan.ts';
import { Places, TermsCursor } from './positions.ts';
import type { Part } from './view.ts';

/**
 * Documents in which the words follow one another, each at most `step` after the one before (1: side by side).
 * Only documents of `within`, when it is given, or that pass the checks. The amount is twice the number of places, as
 * for words of the body.
 */
export function matchPhrase(
  part: Part,
  p: number,
  words: readonly Group[],
  step: number,
  { within, checks = [] }: { within?: { docs: Uint32Array; length: number }; checks?: readonly Check[] } = {},
): Matches {
  const [rarest, ...others] = rarestFirst(part, p, words);
  if (rarest === undefined) return noMatches();
  const held: Held =
    within === undefined ? holding(part, p, rarest, checks) : { docs: within.docs, length: within.length, found: [] };
  if (within !== undefined) narrowByGroup(part, p, rarest, held);
  for (const word of others) if (held.length > 0) narrowByGroup(part, p, word, held);
  const found = noMatches(held.length);
  if (held.length === 0) return found;
  const phrase = new PhraseCursor(part, p, words, step, held);
  let n = 0;
  for (let k = 0; k < held.length; k++) {
    const places = phrase.count(k);
    found.docs[n] = held.docs[k]!;
    found.amounts[n] = 2 * places;
    found.exact[n] = 2 * places;
    if (places > 0) n++;
  }
  found.length = n;
  return found;
}

const docsPerLook = 4096;

/** Whether the words follow one another anywhere: reading ends soon after the first place. */
export function hasPhrase(part: Part, p: number, words: readonly Group[], step: number): boolean {
  const [rarest] = rarestFirst(part, p, words);
  if (rarest === undefined) return false;
  const { docs, length } = holding(part, p, rarest, []);
  for (let from = 0; from < length; from += docsPerLook) {
    const some = docs.subarray(from, Math.min(length, from + docsPerLook));
    if (matchPhrase(part, p, words, step, { within: { docs: some, length: some.length } }).length > 0) return true;
  }
  return false;
}

function rarestFirst(part: Part, p: number, words: readonly Group[]): Group[] {
  return [...words].sort((a, b) => postingCount(part, a.byPart[p]!) - postingCount(part, b.byPart[p]!));
}

/** One word of the phrase. */
interface Word {
  cursor: TermsCursor;
  /** Beside the documents, where one term was found; undefined where it must be looked for. */
  postings: Uint32Array | undefined;
  places: Places;
}

/** Goes up the documents that hold every word, and counts where they follow one another. */
class PhraseCursor {
  private readonly docs: Uint32Array;
  private readonly words: readonly Word[];
  private readonly step: number;
  /** The first of the two neighbours that are rarest: where they don't follow one another, the others are not read. */
  private readonly rare: number;

  constructor(part: Part, p: number, words: readonly Group[], step: number, { docs, found }: Held) {
    this.docs = docs;
    this.words = words.map((group) => ({
      cursor: new TermsCursor(part.segment, group.byPart[p]!),
      postings: words.length > 1 ? postingsOf(found, group) : undefined,
      places: new Places(),
    }));
    this.step = step;
    const counts = words.map(({ byPart }) => postingCount(part, byPart[p]!));
    this.rare = 0;
    for (let w = 1; w + 1 < words.length; w++)
      if (counts[w]! * counts[w + 1]! < counts[this.rare]! * counts[this.rare + 1]!) this.rare = w;
  }

  /** How many chains of positions, one of each word, go up by 1 to `step` in the document at this place. */
  count(k: number): number {
    const { words, rare, step } = this;
    const first = this.read(rare, k);
    if (words.length === 1) return first.length;
    following(first, this.read(rare + 1, k), step, ends);
    if (ends.length === 0 || words.length === 2) return ends.length;
    for (let w = 0; w < words.length; w++) if (w !== rare && w !== rare + 1) this.read(w, k);
    let from = words[0]!.places;
    for (let w = 1; w < words.length && from.length > 0; w++) {
      const into = from === ends ? otherEnds : ends;
      following(from, words[w]!.places, step, into);
      from = into;
    }
    return from.length;
  }

  private read(w: number, k: number): Places {
    const { cursor, postings, places } = this.words[w]!;
    if (postings === undefined) cursor.read(this.docs[k]!, places);
    else cursor.readPosting(postings[k]!, places);
    return places;
  }
}

const ends = new Places();
const otherEnds = new Places();

/** The places of the second word that stand 1 to `step` after one of the first. */
function following(first: Places, second: Places, step: number, into: Places): void {
  into.length = 0;
  let i = 0;
  for (let k = 0; k < second.length; k++) {
    const position = second.at[k]!;
    while (i < first.length && first.at[i]! + step < position) i++;
    if (i === first.length) return;
    if (first.at[i]! < position) into.put(position);
  }
}
