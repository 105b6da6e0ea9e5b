/** Words that follow one another: phrases in quotes, and wordings of several words. */
import { type Matches, matchAmong, matchTerms, noMatches, postingCount, type Term } from './matches.ts';
import { Places, TermsCursor } from './positions.ts';
import type { Part } from './view.ts';

/**
 * Documents in which the words follow one another, each at most `step` after the one before (1: side by side).
 * Only documents of `within`, when it is given. The amount is twice the number of places, as for words of the body.
 */
export function matchPhrase(
  part: Part,
  words: readonly (readonly Term[])[],
  step: number,
  within?: { docs: Uint32Array; length: number },
): Matches {
  const [rarest, ...others] = rarestFirst(part, words);
  if (rarest === undefined) return noMatches();
  let among = within === undefined ? matchTerms(part, rarest) : matchAmong(part, rarest, within.docs, within.length);
  for (const terms of others) {
    if (among.length === 0) return among;
    among = matchAmong(part, terms, among.docs, among.length);
  }
  const phrase = new PhraseCursor(part, words, step);
  let n = 0;
  for (let k = 0; k < among.length; k++) {
    const doc = among.docs[k]!;
    const places = phrase.count(doc);
    if (places === 0) continue;
    among.docs[n] = doc;
    among.amounts[n] = 2 * places;
    among.exact[n++] = 2 * places;
  }
  among.length = n;
  return among;
}

const docsPerLook = 4096;

/** Whether the words follow one another anywhere: reading ends soon after the first place. */
export function hasPhrase(part: Part, words: readonly (readonly Term[])[], step: number): boolean {
  const [rarest] = rarestFirst(part, words);
  if (rarest === undefined) return false;
  const { docs, length } = matchTerms(part, rarest);
  for (let from = 0; from < length; from += docsPerLook) {
    const some = docs.subarray(from, Math.min(length, from + docsPerLook));
    if (matchPhrase(part, words, step, { docs: some, length: some.length }).length > 0) return true;
  }
  return false;
}

function rarestFirst(part: Part, words: readonly (readonly Term[])[]): (readonly Term[])[] {
  return [...words].sort((a, b) => postingCount(part, a) - postingCount(part, b));
}

/** Goes up the documents that hold every word, and counts where they follow one another. */
class PhraseCursor {
  private readonly cursors: readonly TermsCursor[];
  private readonly places: readonly Places[];
  private readonly step: number;
  /** The first of the two neighbours that are rarest: where they don't follow one another, the others are not read. */
  private readonly rare: number;

  constructor(part: Part, words: readonly (readonly Term[])[], step: number) {
    this.cursors = words.map((terms) => new TermsCursor(part.segment, terms));
    this.places = words.map(() => new Places());
    this.step = step;
    const counts = words.map((terms) => postingCount(part, terms));
    this.rare = 0;
    for (let w = 1; w + 1 < words.length; w++)
      if (counts[w]! * counts[w + 1]! < counts[this.rare]! * counts[this.rare + 1]!) this.rare = w;
  }

  /** How many chains of positions, one of each word, go up by 1 to `step`. */
  count(doc: number): number {
    const { cursors, places, rare, step } = this;
    cursors[rare]!.read(doc, places[rare]!);
    if (cursors.length === 1) return places[0]!.length;
    cursors[rare + 1]!.read(doc, places[rare + 1]!);
    following(places[rare]!, places[rare + 1]!, step, ends);
    if (ends.length === 0 || cursors.length === 2) return ends.length;
    for (let w = 0; w < cursors.length; w++) if (w !== rare && w !== rare + 1) cursors[w]!.read(doc, places[w]!);
    let from = places[0]!;
    for (let w = 1; w < cursors.length && from.length > 0; w++) {
      const into = from === ends ? otherEnds : ends;
      following(from, places[w]!, step, into);
      from = into;
    }
    return from.length;
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
