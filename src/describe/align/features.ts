/** What a learner sees of a word: its stems, pairs of stems, and runs of letters that survive typos and endings. */
import { foldedStem } from '#lib/text/folded-stem.ts';
import { tokens } from '#lib/text/tokens.ts';

const grammar = new Set(
  (
    'a à au aux avec ce ces cet cette chez dans de des du elle en entre est et il ils je l la le les leur leurs lui ' +
    'mais me meme mes moi mon ne nos notre nous on ou par pas plus pour qu que qui s sa sans se ses si son sont sur ' +
    'ta te tes toi ton tu un une vers vos votre vous y d c j m n t etc via the of and or in for to with on by'
  ).split(' '),
);

/** The stems of a text in order, without the words of grammar. */
export function stemsOf(text: string): string[] {
  return tokens(text)
    .filter((word) => !grammar.has(word))
    .map(foldedStem);
}

/**
 * The features of a word with their weights, which together have length 1. Names say what they are: `emploi` a stem,
 * `emploi+insert` two that stand together, `=emploi insert` the whole, `~empl` a run of letters.
 */
export function featuresOf(word: string): Map<string, number> {
  const stems = stemsOf(word);
  const found = new Map<string, number>();
  const add = (name: string, weight: number) => found.set(name, (found.get(name) ?? 0) + weight);
  for (const [at, stem] of stems.entries()) {
    add(stem, 1);
    const next = stems[at + 1];
    if (next !== undefined) add(`${stem}+${next}`, 0.6);
    const padded = `^${stem}$`;
    for (let from = 0; from + 4 <= padded.length; from++) add(`~${padded.slice(from, from + 4)}`, 0.3);
  }
  if (stems.length > 0) add(`=${[...stems].sort().join(' ')}`, 1);
  let length = 0;
  for (const weight of found.values()) length += weight * weight;
  for (const [name, weight] of found) found.set(name, weight / Math.sqrt(length));
  return found;
}
