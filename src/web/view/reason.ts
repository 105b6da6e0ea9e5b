/** Why matching asks, in the reader's language: it speaks in English clauses, of which some hold a partner's word. */
import type { Words } from '../text/fr.ts';

/** `lang` is set when the clause has no words in the reader's language yet. */
export function sayReason(words: Words, clause: string): { text: string; lang?: 'en' } {
  const { reasons, onlyOne, twoKinds } = words.curation;
  const said = Object.hasOwn(reasons, clause) ? reasons[clause] : undefined;
  if (said !== undefined) return { text: said };
  const word = /^only one is “(.+)”$/.exec(clause)?.[1];
  if (word !== undefined) return { text: onlyOne(word) };
  const [, one, other] = /^one is a (.+), the other a (.+)$/.exec(clause) ?? [];
  if (one !== undefined && other !== undefined) return { text: twoKinds(one, other) };
  return { text: clause, lang: 'en' };
}
