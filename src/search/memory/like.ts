/** Documents that share the rarest of some words: what a project's own words find beside it. */
import { tokens } from '#lib/text/tokens.ts';
import { noCriteria } from '#model/criteria.ts';
import { mostWanted } from '../analysis/query.ts';
import { stemOf } from '../analysis/stem-of.ts';
import { stopWords } from '../analysis/stop-words.ts';
import type { Hit } from '../engine.ts';
import { hitOf } from './answer.ts';
import { score } from './bm25.ts';
import { matchTerms } from './matches.ts';
import { holdingSome } from './nearest.ts';
import { bestOf, inOrder } from './order.ts';
import { type Group, wordGroup } from './plan.ts';
import { startOver } from './scratch.ts';
import type { View } from './view.ts';

/** Postings that are read: in a large index the commonest words, which tell least, are left out. */
const mostPostings = 100_000;

/** The best `most` by what they hold of the words, each by its rarity; the rarest words first, while the bound allows. */
export function likeIn(view: View, text: string, most: number): Hit[] {
  startOver();
  const groups = rarestGroups(view, text);
  const ranked = view.parts.flatMap((part, p) => {
    const lists = groups.map((group) => score(view, p, group, matchTerms(part, group.byPart[p]!)));
    const { docs, scores, length } = holdingSome(
      part,
      lists,
      lists.map(() => 1),
      lists,
    );
    return bestOf(part, { docs, scores, length, missing: new Map(), whole: undefined }, noCriteria, most);
  });
  return inOrder(ranked, noCriteria)
    .slice(0, most)
    .map((one) => hitOf(one, noCriteria));
}

function rarestGroups(view: View, text: string): Group[] {
  const byStem = new Map<string, string>();
  for (const word of tokens(text)) if (word.length > 1 && !stopWords.has(word)) byStem.set(stemOf(word), word);
  const groups = [...byStem.values()]
    .slice(0, mostWanted)
    .map((word) => wordGroup(view, word))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count);
  let postings = 0;
  return groups.filter(({ count }) => {
    postings += count;
    return postings <= mostPostings;
  });
}
