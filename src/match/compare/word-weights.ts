/** How much a word says: the rarer it is in the lists at hand, the more (inverse document frequency). */

export interface WordWeights {
  /** From about 0.1 (in most records) to log(1 + records); a word never seen weighs as much as one seen once. */
  of(word: string): number;
}

/** `records`: the words of each record, in any order. */
export function weighWords(records: Iterable<Iterable<string>>): WordWeights {
  const holders = new Map<string, number>();
  let count = 0;
  for (const words of records) {
    count++;
    for (const word of new Set(words)) holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  return { of: (word) => Math.log(1 + count / (holders.get(word) ?? 1)) };
}
