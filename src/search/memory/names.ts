/** Names: their order, and a hash to know one again. */
import { foldToWords } from '#lib/text/fold.ts';

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
