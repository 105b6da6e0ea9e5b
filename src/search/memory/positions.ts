/** Where words stand in a document: for phrases and for words that follow one another. */
import { gallop, type Matches, matchAmong, matchTerms, noMatches, postingCount, type Term } from './matches.ts';
import { blockSize, type Segment } from './segment.ts';
import type { Part } from './view.ts';

/** The positions of a word in a document, ascending, added to `into`; false when it does not stand there. */
export function addPositions(segment: Segment, word: number, doc: number, into: number[]): boolean {
  const { starts, docs, positions, blocks, blockStarts } = segment.postings;
  const from = starts[word]!;
  const to = starts[word + 1]!;
  const at = gallop(docs, from, to, doc);
  if (at >= to || docs[at] !== doc) return false;
  const rank = at - from;
  let byte = blocks[blockStarts[word]! + Math.floor(rank / blockSize)]!;
  for (let skip = rank % blockSize; skip > 0; ) {
    // The lowest bit of a number's first byte says whether another follows in the same document.
    const another = positions[byte]! & 1;
    while (positions[byte]! > 127) byte++;
    byte++;
    if (another === 0) skip--;
  }
  for (let position = 0, another = 1; another === 1; ) {
    let number = 0;
    let shift = 0;
    let bits = positions[byte]!;
    another = bits & 1;
    while (bits > 127) {
      number |= (bits & 127) << shift;
      shift += 7;
      bits = positions[++byte]!;
    }
    byte++;
    position += (number | (bits << shift)) >>> 1;
    into.push(position);
  }
  return true;
}

/** The positions of any of the terms in a document, ascending. */
export function positionsOf(segment: Segment, terms: readonly Term[], doc: number): number[] {
  const positions: number[] = [];
  let lists = 0;
  for (const { number } of terms) if (addPositions(segment, number, doc, positions)) lists++;
  return lists > 1 ? positions.sort((a, b) => a - b) : positions;
}

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
  const [rarest, ...others] = [...words].sort((a, b) => postingCount(part, a) - postingCount(part, b));
  if (rarest === undefined) return noMatches();
  let among = within === undefined ? matchTerms(part, rarest) : matchAmong(part, rarest, within.docs, within.length);
  for (const terms of others) {
    if (among.length === 0) return among;
    among = matchAmong(part, terms, among.docs, among.length);
  }
  let n = 0;
  for (let k = 0; k < among.length; k++) {
    const doc = among.docs[k]!;
    const places = countPlaces(
      words.map((terms) => positionsOf(part.segment, terms, doc)),
      step,
    );
    if (places === 0) continue;
    among.docs[n] = doc;
    among.amounts[n] = 2 * places;
    among.exact[n++] = 2 * places;
  }
  among.length = n;
  return among;
}

/** How many chains of positions, one of each list, go up by 1 to `step`. */
function countPlaces(lists: readonly number[][], step: number): number {
  let ends = lists[0]!;
  for (let i = 1; i < lists.length && ends.length > 0; i++) {
    const next: number[] = [];
    let from = 0;
    for (const position of lists[i]!) {
      while (from < ends.length && ends[from]! + step < position) from++;
      if (from < ends.length && ends[from]! < position) next.push(position);
    }
    ends = next;
  }
  return ends.length;
}
