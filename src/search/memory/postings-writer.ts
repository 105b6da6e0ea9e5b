/** Writes the postings of a segment. */
import { GrowingBytes, GrowingUint32 } from './growing.ts';
import { blockSize, type Postings } from './segment.ts';

/** Writes postings, word after word, document after document. */
export class PostingsWriter {
  private readonly starts = new GrowingUint32();
  private readonly docs = new GrowingUint32();
  private readonly weights = new GrowingBytes();
  private readonly positions = new GrowingBytes();
  private readonly blocks = new GrowingUint32();
  private readonly blockStarts = new GrowingUint32();
  private inWord = 0;
  private lastPosition = 0;

  beginWord(): void {
    this.starts.push(this.docs.length);
    this.blockStarts.push(this.blocks.length);
    this.inWord = 0;
  }

  beginPosting(doc: number, weight: number): void {
    if (this.inWord++ % blockSize === 0) this.blocks.push(this.positions.length);
    this.docs.push(doc);
    this.weights.push(Math.min(255, weight));
    this.lastPosition = 0;
  }

  position(position: number, another: boolean): void {
    this.positions.pushNumber((position - this.lastPosition) * 2 + (another ? 1 : 0));
    this.lastPosition = position;
  }

  /** The positions of a posting as they stand in another segment. */
  positionBytes(bytes: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.positions.push(bytes[i]!);
  }

  done(): Postings {
    this.starts.push(this.docs.length);
    this.blockStarts.push(this.blocks.length);
    return {
      starts: this.starts.done(),
      docs: this.docs.done(),
      weights: this.weights.done(),
      positions: this.positions.done(),
      blocks: this.blocks.done(),
      blockStarts: this.blockStarts.done(),
    };
  }
}
