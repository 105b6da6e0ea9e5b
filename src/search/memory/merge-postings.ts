/** The postings of several segments as those of one: each word's lists are interleaved under their new numbers. */
import { PostingsWriter } from './postings-writer.ts';
import type { Segment } from './segment.ts';
import { allTexts, compareTexts } from './string-table.ts';
import type { Part } from './view.ts';

/** The new number of a document that is no more. */
export const gone = 0xffffffff;
const postingsPerTurn = 50_000;

/** Walks the postings of one segment in order, word after word. */
class Walker {
  /** The word it stands at; undefined past the last. */
  word: string | undefined;
  /** The new number of the document it stands at; undefined past the last of the word. */
  doc: number | undefined;
  private readonly segment: Segment;
  private readonly numbers: Uint32Array;
  private readonly words: Generator<string>;
  private wordNumber = -1;
  private at = 0;
  private byte = 0;
  private nextByte = 0;

  constructor(segment: Segment, numbers: Uint32Array) {
    this.segment = segment;
    this.numbers = numbers;
    this.words = allTexts(segment.lexicon.words);
    this.nextWord();
  }

  nextWord(): void {
    this.word = this.words.next().value as string | undefined;
    this.wordNumber++;
    this.at--;
    if (this.word !== undefined) this.nextDoc();
  }

  /** Goes to the next document of the word that is still there. */
  nextDoc(): void {
    const { starts, docs, positions } = this.segment.postings;
    const end = starts[this.wordNumber + 1]!;
    this.doc = undefined;
    for (this.at++; this.at < end; this.at++) {
      this.byte = this.nextByte;
      // The lowest bit of a number's first byte says whether another follows in the same document.
      for (let another = 1; another === 1; ) {
        another = positions[this.nextByte]! & 1;
        while (positions[this.nextByte]! > 127) this.nextByte++;
        this.nextByte++;
      }
      const doc = this.numbers[docs[this.at]!]!;
      if (doc === gone) continue;
      this.doc = doc;
      return;
    }
  }

  writeTo(writer: PostingsWriter): void {
    const { weights, positions } = this.segment.postings;
    writer.beginPosting(this.doc!, weights[this.at]!);
    writer.positionBytes(positions, this.byte, this.nextByte);
  }
}

/** Words in order and their postings; words that no document holds any more are left out. */
export async function mergePostings(
  parts: readonly Part[],
  numbers: readonly Uint32Array[],
  breathe: () => Promise<void>,
) {
  const walkers = parts.map(({ segment }, p) => new Walker(segment, numbers[p]!));
  const writer = new PostingsWriter();
  const words: string[] = [];
  let sinceTurn = 0;
  for (;;) {
    let word: string | undefined;
    for (const walker of walkers)
      if (walker.word !== undefined && (word === undefined || compareTexts(walker.word, word) < 0)) word = walker.word;
    if (word === undefined) break;
    const holding = walkers.filter((walker) => walker.word === word);
    let written = 0;
    for (;;) {
      let first: Walker | undefined;
      for (const walker of holding)
        if (walker.doc !== undefined && (first === undefined || walker.doc < first.doc!)) first = walker;
      if (first === undefined) break;
      if (written++ === 0) {
        words.push(word);
        writer.beginWord();
      }
      first.writeTo(writer);
      first.nextDoc();
    }
    for (const walker of holding) walker.nextWord();
    sinceTurn += written + 10;
    if (sinceTurn > postingsPerTurn) {
      sinceTurn = 0;
      await breathe();
    }
  }
  return { words, postings: writer.done() };
}
