/** Where words stand in a document: read from the postings, one document after another. */
import type { Term } from './matches.ts';
import { gallop } from './meet.ts';
import { blockSize, type Segment } from './segment.ts';

/** Where a word stands in a document, ascending; the room is used again for the next one. */
export class Places {
  length = 0;
  at = new Uint32Array(64);

  put(position: number): void {
    if (this.length === this.at.length) {
      const more = new Uint32Array(2 * this.length);
      more.set(this.at);
      this.at = more;
    }
    this.at[this.length++] = position;
  }

  sort(): void {
    const { at, length } = this;
    if (length > fewPlaces) at.subarray(0, length).sort();
    else
      for (let i = 1; i < length; i++) {
        const position = at[i]!;
        let k = i;
        for (; k > 0 && at[k - 1]! > position; k--) at[k] = at[k - 1]!;
        at[k] = position;
      }
  }
}

/** So few are put in order one by one. */
const fewPlaces = 24;

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
  read(doc: number, into: Places): boolean {
    const { docs, to } = this;
    const found = gallop(docs, this.next, to, doc);
    this.next = found;
    if (found >= to || docs[found] !== doc) return false;
    this.readPosting(found, into);
    return true;
  }

  /** The positions of a posting that is known to be there. Postings go up. */
  readPosting(found: number, into: Places): void {
    const { positions } = this;
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
      into.put(position);
    }
  }
}

/** Reads the positions of any of some terms, in documents that go up. */
export class TermsCursor {
  private readonly cursors: PositionCursor[];

  constructor(segment: Segment, terms: readonly Term[]) {
    this.cursors = terms.map(({ number }) => new PositionCursor(segment, number));
  }

  /** Ascending, in place of what `into` held. */
  read(doc: number, into: Places): void {
    into.length = 0;
    let lists = 0;
    for (let c = 0; c < this.cursors.length; c++) if (this.cursors[c]!.read(doc, into)) lists++;
    if (lists > 1) into.sort();
  }

  /** The same, of a posting of the only term. */
  readPosting(posting: number, into: Places): void {
    into.length = 0;
    this.cursors[0]!.readPosting(posting, into);
  }
}
