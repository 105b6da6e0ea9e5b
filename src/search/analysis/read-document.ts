/** A document as words at positions, each weighed by its field: what every engine indexes. */
import { eachToken } from '#lib/text/tokens.ts';
import type { SearchDocument } from '../engine.ts';
import { acronymMark, initialsIn, initialsMark, mayBeAcronym } from './acronyms.ts';
import { englishMark, isInEnglish } from './language.ts';
import { saysNothing } from './stop-words.ts';

/** What a word weighs in each field, and the fields in the order of their positions. */
export const fields = [
  ['title', 8],
  ['summary', 3],
  ['body', 2],
  ['organisations', 3],
  ['keywords', 2],
] as const;
export const titleWeight = fields[0][1];
/** Words of two fields never look like neighbours. */
const gapBetweenFields = 10;
/** A field is read to this many words, so that one document can't take over the index. */
const longestField = 20_000;
/** Of longer titles only the first words give initials. */
const longestTitle = 20;

/** How long a document is, stop words left out, which say nothing: in words, and in words weighed as `emit` tells. */
export interface DocumentLength {
  words: number;
  weighed: number;
}

/**
 * Calls `emit` for each word, its position and its weight; the positions of one word go up. Words of a document in
 * English have its mark.
 */
export function readDocument(
  document: SearchDocument,
  emit: (word: string, position: number, weight: number) => void,
): DocumentLength {
  let position = 0;
  const inEnglish = isInEnglish(document);
  const mark = inEnglish ? englishMark : '';
  const length = { words: 0, weighed: 0 };
  for (const [field, weight] of fields) {
    const text = document[field];
    const first = position;
    // In a text that is all capitals, they tell nothing.
    const capitalsTell = text !== text.toUpperCase();
    const words: string[] = [];
    let telling = 0;
    const count = eachToken(
      text,
      (word, at, { alternative, capitals }) => {
        if (at - first >= longestField) return;
        emit(mark + word, at, weight);
        if (!alternative && !saysNothing(word, inEnglish)) telling++;
        if (capitals && capitalsTell && mayBeAcronym(word)) emit(acronymMark + word, at, weight);
        if (field === 'title' && !alternative && words.length < longestTitle) words.push(word);
      },
      first,
    );
    for (const { letters, from } of initialsIn(words)) emit(initialsMark + letters, first + from, weight);
    position += Math.min(count, longestField) + gapBetweenFields;
    length.words += telling;
    length.weighed += telling * weight;
  }
  return length;
}
