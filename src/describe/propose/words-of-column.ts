/** The words that a column lists: cut where its values are lists, each with how often it stands. */
import type { Column } from './column.ts';

export interface ListedWords {
  /** What cuts a value into words; none when each value is one. */
  split: string[];
  /** Word → how often it stands. */
  words: Map<string, number>;
  total: number;
}

const separators = [';', '|', '\n', ',', ' / ', '/'] as const;

/** A separator counts when what it cuts stands again elsewhere: a comma in a sentence cuts nothing that repeats. */
export function listedWords(column: Column): ListedWords {
  const whole = countWords(column.values, []);
  let found: ListedWords = { split: [], words: whole, total: column.values.length };
  for (const separator of separators) {
    const holding = column.values.filter((value) => value.includes(separator)).length;
    if (holding < Math.max(2, column.values.length * 0.05)) continue;
    const split = [...found.split, separator];
    const words = countWords(column.values, split);
    const isPlain = separator === ';' || separator === '|';
    if (words.size > found.words.size * (isPlain ? 6 : 1.5) || meanLength(words) > 70) continue;
    const total = [...words.values()].reduce((sum, times) => sum + times, 0);
    // Cutting must make words that repeat more than what they were cut from.
    if (total / words.size < (found.total / found.words.size) * 1.15 && !isPlain) continue;
    found = { split, words, total };
  }
  return found;
}

function countWords(values: readonly string[], split: readonly string[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const value of values) {
    let parts = [value];
    for (const separator of split) parts = parts.flatMap((part) => part.split(separator));
    for (const part of parts.map((one) => one.trim()).filter(Boolean)) words.set(part, (words.get(part) ?? 0) + 1);
  }
  return words;
}

/** In characters, each word as often as it stands. */
function meanLength(words: ReadonlyMap<string, number>): number {
  let [characters, total] = [0, 0];
  for (const [word, times] of words) {
    characters += word.length * times;
    total += times;
  }
  return total === 0 ? 0 : characters / total;
}
