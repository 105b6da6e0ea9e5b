/**
 * Acronyms, learnt from the corpus: a word that some project writes in capitals (`CDD`) is found by the words whose
 * initials it is (`contrat à durée déterminée`), and titles are found by their initials. Both are indexed as words of
 * their own that nobody can type.
 */
import { stopWords } from './stop-words.ts';

/** Before a word that was written in capitals. */
export const acronymMark = '\u0001';
/** Before the initials of words that follow one another in a title. */
export const initialsMark = '\u0002';

const fewest = 3;
const most = 6;

/** Whether a word may be an acronym: three to six letters. */
export function mayBeAcronym(word: string): boolean {
  return word.length >= fewest && word.length <= most && /^[a-z]+$/.test(word);
}

/** The initials of words in a row, with the row: from the first to the last word, both content words. */
export interface Initials {
  letters: string;
  from: number;
  to: number;
}

/** Every row of three to six content words, by its initials, with those of stop words between and without. */
export function initialsIn(words: readonly string[]): Initials[] {
  const found: Initials[] = [];
  if (words.length < fewest) return found;
  for (let from = 0; from < words.length; from++) {
    if (stopWords.has(words[from]!)) continue;
    let content = '';
    let all = '';
    for (let to = from; to < words.length && content.length < most && all.length < 2 * most; to++) {
      const word = words[to]!;
      const letter = /^[a-z]/.test(word) ? word[0]! : '';
      if (letter === '') break;
      all += letter;
      if (stopWords.has(word)) continue;
      content += letter;
      if (content.length < fewest) continue;
      found.push({ letters: content, from, to });
      if (all !== content && all.length <= most) found.push({ letters: all, from, to });
    }
  }
  return found;
}
