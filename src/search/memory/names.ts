/** Names: their order, and a hash to know one again. */
import { foldToWords } from '#lib/text/fold.ts';
import type { Segment } from './segment.ts';

/** What names are sorted by: their words without accents, then as written. */
export function nameKey(title: string): string {
  return `${foldToWords(title)}\u0000${title}`;
}

/** FNV-1a over the words of a name. */
export function nameHash(words: readonly string[]): number {
  let hash = 2166136261;
  for (const word of words)
    for (let i = 0; i <= word.length; i++)
      hash = Math.imul(hash ^ (i < word.length ? word.charCodeAt(i) : 32), 16777619);
  return hash >>> 0;
}

/** Whether some title of the segment may have this hash: most queries are no title, and need not be held to each. */
export function mayBeTitle(segment: Segment, hash: number): boolean {
  const marks = titleMarks(segment);
  return marks[hash & (marks.length - 1)] === 1;
}

/** By the last bits of a hash, so many that no more than a quarter are marked: worked out once. */
export function titleMarks(segment: Segment): Uint8Array {
  let marks = known.get(segment);
  if (marks === undefined) {
    const { titleHash, size } = segment;
    marks = new Uint8Array(2 ** Math.ceil(Math.log2(4 * size + 1)));
    for (let doc = 0; doc < size; doc++) marks[titleHash[doc]! & (marks.length - 1)] = 1;
    known.set(segment, marks);
  }
  return marks;
}

const known = new WeakMap<Segment, Uint8Array>();

/** The numbers of some texts in the order of their UTF-16 units; equal ones as they stand. */
export function orderOf(texts: readonly string[]): Uint32Array {
  return Uint32Array.from(texts.keys()).sort((a, b) =>
    texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b,
  );
}

export function ranksOf(order: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(order.length);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank]!] = rank;
  return ranks;
}
