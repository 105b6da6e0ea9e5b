/** The words of a segment, sorted, each with its stems; and the ways from a typed word to them. */
import { distanceWithin, letterSignature } from '#lib/text/distance.ts';
import { asWritten, englishMark, stemsOfIndexed } from '../analysis/language.ts';
import { GrowingUint32 } from './growing.ts';
import {
  allTexts,
  compareTexts,
  findText,
  prefixRange,
  type StringTable,
  stringTable,
  textAt,
} from './string-table.ts';

export interface Lexicon {
  /** Folded words, those of texts in English marked, in the order of their bytes. */
  readonly words: StringTable;
  /** Stems, in the order of their bytes. */
  readonly stems: StringTable;
  /** Words of stem `s`: `stemWords` from `stemStarts[s]` to `stemStarts[s + 1]`. */
  readonly stemStarts: Uint32Array;
  readonly stemWords: Uint32Array;
  /** Built when a typo is first met: word numbers by length, and the letters that each holds. */
  spelling: Spelling | undefined;
}

/** Words of one length, and the letters that each holds, side by side. */
interface SameLength {
  numbers: Uint32Array;
  signatures: Uint32Array;
}
export type Spelling = readonly (SameLength | undefined)[];

const wordsPerTurn = 10_000;

/** From words already sorted by `compareTexts`, each once. Others get a turn every ten thousand words. */
export async function lexiconOf(sortedWords: readonly string[], breathe: () => Promise<void>): Promise<Lexicon> {
  const byStem = new Map<string, number[]>();
  for (const [number, word] of sortedWords.entries()) {
    if (number % wordsPerTurn === wordsPerTurn - 1) await breathe();
    for (const stem of stemsOfIndexed(word)) {
      const list = byStem.get(stem);
      if (list === undefined) byStem.set(stem, [number]);
      else list.push(number);
    }
  }
  const stems = [...byStem.keys()].sort(compareTexts);
  const stemStarts = new Uint32Array(stems.length + 1);
  const stemWords = new GrowingUint32();
  for (const [number, stem] of stems.entries()) {
    for (const word of byStem.get(stem)!) stemWords.push(word);
    stemStarts[number + 1] = stemWords.length;
  }
  return {
    words: stringTable(sortedWords),
    stems: stringTable(stems),
    stemStarts,
    stemWords: stemWords.done(),
    spelling: undefined,
  };
}

/** The number of the word itself as texts in French, then as texts in English hold it. */
export function wordNumbers(lexicon: Lexicon, word: string): number[] {
  return [word, englishMark + word].map((text) => findText(lexicon.words, text)).filter((number) => number >= 0);
}

/** The number of the word as texts in English hold it, or -1. */
export function englishNumber(lexicon: Lexicon, word: string): number {
  return findText(lexicon.words, englishMark + word);
}

/** The word as it is written. */
export function writtenAt(lexicon: Lexicon, number: number): string {
  return asWritten(textAt(lexicon.words, number));
}

/** The numbers of all words that have this stem. */
export function wordsOfStem(lexicon: Lexicon, stem: string): Uint32Array {
  const number = findText(lexicon.stems, stem);
  if (number < 0) return new Uint32Array(0);
  return lexicon.stemWords.subarray(lexicon.stemStarts[number]!, lexicon.stemStarts[number + 1]!);
}

/** At most `most` of the words that begin so, in texts in French, and as many in texts in English. */
export function wordsBeginning(lexicon: Lexicon, prefix: string, most = Number.POSITIVE_INFINITY): number[] {
  return rangesBeginning(lexicon, prefix).flatMap(([from, to]) =>
    Array.from({ length: Math.min(most, to - from) }, (_, i) => from + i),
  );
}

/** The words that begin so, from the first (included) to the last (excluded): in texts in English, then in French. */
function rangesBeginning({ words }: Lexicon, prefix: string): [number, number][] {
  return [prefixRange(words, englishMark + prefix), prefixRange(words, prefix)];
}

/** Words exactly so many edits away, that begin with the same letter or that don't. Nearer ones are to be asked first. */
export function wordsLike(lexicon: Lexicon, word: string, edits: number, sameFirst: boolean): number[] {
  const spelling = (lexicon.spelling ??= spellingOf(lexicon));
  const signature = letterSignature(word);
  const first = word[0]!;
  const found: number[] = [];
  const look = ({ numbers, signatures }: SameLength, start: number, end: number) => {
    for (let i = start; i < end; i++) {
      if (bitCount(signatures[i]! ^ signature) > 2 * edits) continue;
      const text = writtenAt(lexicon, numbers[i]!);
      if ((text[0] === first) === sameFirst && distanceWithin(word, text, edits) === edits) found.push(numbers[i]!);
    }
  };
  const ranges = withFirst(lexicon, first, sameFirst);
  for (let length = Math.max(1, word.length - edits); length <= word.length + edits; length++) {
    const list = spelling[length];
    if (list === undefined) continue;
    for (const [from, to] of ranges) look(list, placeIn(list.numbers, from), placeIn(list.numbers, to));
  }
  return found;
}

/** Where the words that begin with a letter stand; or all others. */
function withFirst(lexicon: Lexicon, first: string, same: boolean): [number, number][] {
  const all = lexicon.words.length;
  // Halves of a letter outside the first plane have no place of their own in the order of words.
  if (first >= '\ud800') return [[0, all]];
  const [english, french] = rangesBeginning(lexicon, first) as [[number, number], [number, number]];
  if (same) return [english, french];
  return [
    [0, english[0]],
    [english[1], french[0]],
    [french[1], all],
  ];
}

/** The first place of a sorted list whose value is at least this. */
function placeIn(sorted: Uint32Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Before a typo is met: others get a turn every ten thousand words, and it ends when there is no more need. */
export async function readySpelling(lexicon: Lexicon, isNeeded: () => Promise<boolean>): Promise<void> {
  if (lexicon.spelling !== undefined) return;
  const reading = spellingInTurns(lexicon);
  for (let turn = reading.next(); ; turn = reading.next()) {
    if (turn.done === true) lexicon.spelling = turn.value;
    if (turn.done === true || !(await isNeeded())) return;
  }
}

function spellingOf(lexicon: Lexicon): Spelling {
  const reading = spellingInTurns(lexicon);
  for (let turn = reading.next(); ; turn = reading.next()) if (turn.done === true) return turn.value;
}

function* spellingInTurns(lexicon: Lexicon): Generator<undefined, Spelling> {
  const lists: { numbers: GrowingUint32; signatures: GrowingUint32 }[] = [];
  let number = 0;
  for (const text of allTexts(lexicon.words)) {
    const word = asWritten(text);
    // Numbers are not misspelt into one another; acronyms and initials are not words.
    if (!/[\d\u0000-\u001f]/.test(word)) {
      const list = (lists[word.length] ??= { numbers: new GrowingUint32(16), signatures: new GrowingUint32(16) });
      list.numbers.push(number);
      list.signatures.push(letterSignature(word));
    }
    number++;
    if (number % wordsPerTurn === 0) yield;
  }
  return Array.from(lists, (list) => list && { numbers: list.numbers.done(), signatures: list.signatures.done() });
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
