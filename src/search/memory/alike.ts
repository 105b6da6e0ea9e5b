/** Words that are one edit from one that is said: to ask whether another was meant. */
import { mostEdits } from '#lib/text/distance.ts';
import { stemOf } from '../analysis/stem-of.ts';
import { stopWords } from '../analysis/stop-words.ts';
import type { AlikeWords } from '../engine.ts';
import { wordsLike, wordsOfStem, writtenAt } from './lexicon.ts';
import { liveCount } from './plan.ts';
import type { View } from './view.ts';

export function alikeWords(view: View, word: string, most: number): AlikeWords {
  const stem = stemOf(word);
  const counts = new Map<string, number>();
  let count = 0;
  for (const part of view.parts) {
    const { lexicon } = part.segment;
    for (const number of wordsOfStem(lexicon, stem)) count += liveCount(part, number);
    if (mostEdits(word) === 0) continue;
    for (const number of [...wordsLike(lexicon, word, 1, true), ...wordsLike(lexicon, word, 1, false)]) {
      const other = writtenAt(lexicon, number);
      if (stopWords.has(other) || stemOf(other) === stem) continue;
      const held = liveCount(part, number);
      if (held > 0) counts.set(other, held + (counts.get(other) ?? 0));
    }
  }
  const others = Array.from(counts, ([other, held]) => ({ word: other, count: held }));
  others.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return { count, others: others.slice(0, most) };
}
