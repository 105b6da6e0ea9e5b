/** Titles of one well-known name: `Repair Café de Brest` and `Repair Café d’Auray` begin with the same two words. */
import { tokens } from '#lib/text/tokens.ts';
import { stemOf } from './analysis/stem-of.ts';
import { stopWords } from './analysis/stop-words.ts';
import { nameHash } from './memory/names.ts';

/** Of a query, so many words are looked at. */
const mostAsked = 8;

/** The same number for titles whose first two content words have the same stems; undefined for a shorter title. */
export function familyOf(title: string): number | undefined {
  const [first, second] = contentStems(title);
  return first === undefined || second === undefined ? undefined : nameHash([first, second]);
}

/** The families that a query names with its own words: whoever types `repair café` wants them in a row. */
export function familiesAsked(query: string): ReadonlySet<number> {
  const stems = contentStems(query).slice(0, mostAsked);
  return new Set(stems.flatMap((one) => stems.filter((other) => other !== one).map((other) => nameHash([one, other]))));
}

function contentStems(text: string): string[] {
  return tokens(text)
    .filter((word) => !stopWords.has(word))
    .map(stemOf);
}
