/** Stems, remembered: a query asks for those of the same few words many times, and people ask alike. */
import { foldedStem } from '#lib/text/folded-stem.ts';

const mostRemembered = 20_000;
const longestRemembered = 40;
const remembered = new Map<string, string>();

export function stemOf(word: string): string {
  let stem = remembered.get(word);
  if (stem === undefined) {
    stem = foldedStem(word);
    if (remembered.size >= mostRemembered) remembered.clear();
    if (word.length <= longestRemembered) remembered.set(word, stem);
  }
  return stem;
}
