/** A line of the thesaurus as a person writes it: `ressourcerie = recyclerie`. */
import { stemsOf, type Thesaurus, wordingOf } from '../analysis/synonyms.ts';

export const mostWordings = 12;
export const longestWritten = 120;
/** Words of one wording; the built-in ones have up to seven. */
const mostWords = 10;

/** Why a line is not taken. */
export type LineRefusal =
  | { refused: 'one-wording' }
  | { refused: 'too-many'; most: number }
  | { refused: 'too-long'; wording: string }
  | { refused: 'no-word'; wording: string }
  | { refused: 'same-words'; wordings: [string, string] }
  | { refused: 'known-already' };

/** The wordings of a line, cut at `=`, at line ends or at semicolons, spaces made one; or why it is none. */
export function readLine(written: string, thesaurus: Thesaurus): { wordings: string[] } | LineRefusal {
  const wordings = written
    .normalize('NFC')
    .split(/[=;\r\n]/)
    .map((wording) => wording.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((wording) => wording !== '');
  if (wordings.length < 2) return { refused: 'one-wording' };
  if (wordings.length > mostWordings) return { refused: 'too-many', most: mostWordings };
  const bySense = new Map<string, string>();
  for (const wording of wordings) {
    const words = wordingOf(wording);
    if (words.length === 0) return { refused: 'no-word', wording };
    if (wording.length > longestWritten || words.length > mostWords) return { refused: 'too-long', wording };
    const stems = stemsOf(words);
    const same = bySense.get(stems);
    if (same !== undefined) return { refused: 'same-words', wordings: [same, wording] };
    bySense.set(stems, wording);
  }
  const [first, ...others] = [...bySense.keys()];
  const known = new Set((thesaurus.byStems.get(first!) ?? []).map(stemsOf));
  if (others.every((stems) => known.has(stems))) return { refused: 'known-already' };
  return { wordings };
}
