/** Where words stand in a document: for phrases and for words that follow one another. */
import { gallop, type Matches, matchAmong, matchTerms, noMatches, postingCount, type Term } from './matches.ts';
import { blockSize, type Segment } from './segment.ts';
import type { Part } from './view.ts';

/** Goes up the postings of one word and reads where it stands. */
class PositionCursor {
  private readonly docs: Uint32Array;
  private readonly positions: Uint8Array;
  private readonly blocks: Uint32Array;
  /** Of the word, in the list of all blocks. */
  private readonly firstBlock: number;
  private readonly from: number;
  private readonly to: number;
  /** A posting, and the first byte of its positions. */
  private at: number;
  private byte: number;
  /** The first posting that may be the next document's. */
  private next: number;

  constructor({ postings }: Segment, word: number) {
    const { starts, blocks, blockStarts, docs, positions } = postings;
    this.docs = docs;
    this.positions = positions;
    this.blocks = blocks;
    this.firstBlock = blockStarts[word]!;
    this.from = starts[word]!;
    this.to = starts[word + 1]!;
    this.at = this.from;
    this.byte = blocks[this.firstBlock]!;
    this.next = this.from;
  }

  /** The positions in a document, ascending, added to `into`; false when the word does not stand there. Documents go up. */
  read(doc: number, into: number[]): boolean {
    const { docs, positions, to } = this;
    const found = gallop(docs, this.next, to, doc);
    this.next = found;
    if (found >= to || docs[found] !== doc) return false;
    const block = ((found - this.from) / blockSize) | 0;
    const ofBlock = this.from + block * blockSize;
    let byte = this.byte;
    let skip = found - this.at;
    if (ofBlock > this.at) {
      byte = this.blocks[this.firstBlock + block]!;
      skip = found - ofBlock;
    }
    while (skip > 0) {
      // The lowest bit of a number's first byte says whether another follows in the same document.
      let bits = positions[byte++]!;
      skip -= 1 - (bits & 1);
      while (bits > 127) bits = positions[byte++]!;
    }
    this.at = found;
    this.byte = byte;
    for (let position = 0, another = 1; another === 1; ) {
      let bits = positions[byte++]!;
      another = bits & 1;
      let number = bits & 127;
      for (let shift = 7; bits > 127; shift += 7) {
        bits = positions[byte++]!;
        number |= (bits & 127) << shift;
      }
      position += number >>> 1;
      into.push(position);
    }
    return true;
  }
}

/** Reads the positions of any of some terms, in documents that go up. */
export class TermsCursor {
  private readonly cursors: PositionCursor[];

  constructor(segment: Segment, terms: readonly Term[]) {
    this.cursors = terms.map(({ number }) => new PositionCursor(segment, number));
  }

  /** Ascending, in place of what `into` held. */
  read(doc: number, into: number[]): void {
    into.length = 0;
    let lists = 0;
    for (let c = 0; c < this.cursors.length; c++) if (this.cursors[c]!.read(doc, into)) lists++;
    if (lists > 1) into.sort((a, b) => a - b);
  }
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
  const cursors = words.map((terms) => new TermsCursor(part.segment, terms));
  let n = 0;
  for (let k = 0; k < among.length; k++) {
    const doc = among.docs[k]!;
    const places = countPlaces(cursors, doc, step);
    if (places === 0) continue;
    among.docs[n] = doc;
    among.amounts[n] = 2 * places;
    among.exact[n++] = 2 * places;
  }
  among.length = n;
  return among;
}

let ends: number[] = [];
let next: number[] = [];
const positions: number[] = [];

/** How many chains of positions, one of each word, go up by 1 to `step`. */
function countPlaces(cursors: readonly TermsCursor[], doc: number, step: number): number {
  cursors[0]!.read(doc, ends);
  for (let i = 1; i < cursors.length && ends.length > 0; i++) {
    cursors[i]!.read(doc, positions);
    next.length = 0;
    let from = 0;
    for (const position of positions) {
      while (from < ends.length && ends[from]! + step < position) from++;
      if (from < ends.length && ends[from]! < position) next.push(position);
    }
    [ends, next] = [next, ends];
  }
  return ends.length;
}
