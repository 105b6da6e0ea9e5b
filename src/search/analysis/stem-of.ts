/** Stems, remembered: a query asks for those of the same few words many times, and people ask alike. */
import { foldedStem } from '#lib/text/folded-stem.ts';
import { markedEnglishStem } from './language.ts';

const mostRemembered = 20_000;
const longestRemembered = 40;

function remembering(stem: (word: string) => string): (word: string) => string {
  const remembered = new Map<string, string>();
  return (word) => {
    let known = remembered.get(word);
    if (known === undefined) {
      known = stem(word);
      if (remembered.size >= mostRemembered) remembered.clear();
      if (word.length <= longestRemembered) remembered.set(word, known);
    }
    return known;
  };
}

export const stemOf = remembering(foldedStem);
/** The mark of English, and the English stem. */
export const englishStemOf = remembering(markedEnglishStem);
