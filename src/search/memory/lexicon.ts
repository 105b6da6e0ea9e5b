/** The words of a segment, sorted, each with its stem; and the ways from a typed word to them. */
import { distanceWithin, letterSignature, mostEdits } from '#lib/text/distance.ts';
import { foldedStem } from '#lib/text/folded-stem.ts';
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
  /** Folded words, in the order of their bytes. */
  readonly words: StringTable;
  /** Stems, in the order of their bytes. */
  readonly stems: StringTable;
  /** Words of stem `s`: `stemWords` from `stemStarts[s]` to `stemStarts[s + 1]`. */
  readonly stemStarts: Uint32Array;
  readonly stemWords: Uint32Array;
  /** Built when a typo is first met: word numbers by length, and the letters that each holds. */
  spelling: Spelling | undefined;
}

interface Spelling {
  byLength: readonly Uint32Array[];
  signatures: Uint32Array;
}

/** From words already sorted by `compareTexts`, each once. */
export function lexiconOf(sortedWords: readonly string[]): Lexicon {
  const byStem = new Map<string, number[]>();
  for (const [number, word] of sortedWords.entries()) {
    const stem = foldedStem(word);
    const list = byStem.get(stem);
    if (list === undefined) byStem.set(stem, [number]);
    else list.push(number);
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

/** The number of the word itself, or -1. */
export function wordNumber(lexicon: Lexicon, word: string): number {
  return findText(lexicon.words, word);
}

/** The numbers of all words that have the stem of this one. */
export function wordsOfStem(lexicon: Lexicon, stem: string): Uint32Array {
  const number = findText(lexicon.stems, stem);
  if (number < 0) return new Uint32Array(0);
  return lexicon.stemWords.subarray(lexicon.stemStarts[number]!, lexicon.stemStarts[number + 1]!);
}

/** Words that begin like this one, from the first (included) to the last (excluded). */
export function wordsBeginning(lexicon: Lexicon, prefix: string): [number, number] {
  return prefixRange(lexicon.words, prefix);
}

/** Words at most `mostEdits(word)` edits away, with how many edits; none for words of fewer than four letters. */
export function wordsLike(lexicon: Lexicon, word: string): { number: number; edits: number }[] {
  const most = mostEdits(word);
  if (most === 0) return [];
  const spelling = (lexicon.spelling ??= spellingOf(lexicon));
  const signature = letterSignature(word);
  const found: { number: number; edits: number }[] = [];
  for (let length = Math.max(1, word.length - most); length <= word.length + most; length++)
    for (const number of spelling.byLength[length] ?? []) {
      if (bitCount(spelling.signatures[number]! ^ signature) > 2 * most) continue;
      const edits = distanceWithin(word, textAt(lexicon.words, number), most);
      if (edits <= most) found.push({ number, edits });
    }
  return found;
}

function spellingOf(lexicon: Lexicon): Spelling {
  const lists: GrowingUint32[] = [];
  const signatures = new Uint32Array(lexicon.words.length);
  let number = 0;
  for (const word of allTexts(lexicon.words)) {
    signatures[number] = letterSignature(word);
    // Numbers are not misspelt into one another; marked words are not words.
    if (!/[\d\u0000-\u001f]/.test(word)) (lists[word.length] ??= new GrowingUint32(16)).push(number);
    number++;
  }
  return { byLength: Array.from(lists, (list) => list?.done() ?? new Uint32Array(0)), signatures };
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
