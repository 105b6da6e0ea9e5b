/** Reads what a person typed: words, their synonyms, phrases in quotes, words to leave out. */
import { eachToken, tokens } from '#lib/text/tokens.ts';
import { stopWords } from './stop-words.ts';
import { longestWording, stemsOf, synonymsByStems, type Wording } from './synonyms.ts';

/** One thing that is asked for. A project holds it when it holds all its words, or another wording of them. */
export interface Wanted {
  /** Folded words: one, or several when together they are known to the thesaurus. */
  words: Wording;
  /** Other ways of saying it; of several words, they must follow one another. */
  synonyms: readonly Wording[];
  /** It is the last word: it may be unfinished. */
  last: boolean;
}

export interface ReadQuery {
  wanted: Wanted[];
  /** Phrases in quotes: every word, in order, side by side. */
  phrases: Wording[];
  /** Words and phrases after a minus sign: projects that hold them don't answer. */
  without: Wording[];
  /** All its words, stop words too, as one: to know a title by its exact name. */
  name: string;
}

/** What is read of a query: the rest is left unread, so that the work stays bounded. */
export const longestQuery = 300;
export const mostWanted = 24;
const mostPhrases = 4;

export function readQuery(text: string): ReadQuery {
  const phrases: Wording[] = [];
  const without: Wording[] = [];
  const put = (list: Wording[], words: Wording) => {
    if (words.length > 0 && list.length < mostPhrases) list.push(words.slice(0, mostWanted));
  };
  const quoted = /(^|\s)(-?)["«“]([^"«»“”]*)["»”]/g;
  const excluded = /(^|\s)-(?=[\p{L}\p{N}])(\S+)/gu;
  const rest = text
    .slice(0, longestQuery)
    .replace(quoted, (_, space: string, minus: string, inside: string) => {
      put(minus ? without : phrases, tokens(inside));
      return space;
    })
    .replace(excluded, (_, space: string, word: string) => {
      put(without, tokens(word));
      return space;
    });
  const all = compoundsAsTyped(rest);
  const content = all.filter(({ word }) => !stopWords.has(word));
  const kept = content.length > 0 || phrases.length > 0 ? content : all;
  return { wanted: wantedOf(kept).slice(0, mostWanted), phrases, without, name: tokens(rest).join(' ') };
}

interface Typed {
  word: string;
  joined?: string;
}

function compoundsAsTyped(text: string): Typed[] {
  const words: Typed[] = [];
  eachToken(text, (word, position, alternative) => {
    if (alternative) words[position]!.joined = word;
    else words.push({ word });
  });
  return words.slice(0, mostWanted * 4);
}

/** Words in order; the longest wordings that the thesaurus knows are taken as one. A word said twice counts once. */
function wantedOf(typed: readonly Typed[]): Wanted[] {
  const wanted: Wanted[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < typed.length; ) {
    let length = Math.min(longestWording, typed.length - i);
    let synonyms: readonly Wording[] | undefined;
    for (; length > 0; length--) {
      synonyms = synonymsByStems.get(stemsOf(typed.slice(i, i + length).map(({ word }) => word)));
      if (synonyms !== undefined) break;
    }
    const joined = typed[i]!.joined;
    const parts = joined === undefined ? 1 : partsOf(typed, i, joined);
    length = Math.max(length, parts, 1);
    const words = typed.slice(i, i + length).map(({ word }) => word);
    i += length;
    const key = words.join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    const others = [...(synonyms ?? [])];
    if (parts > 1 && joined !== undefined) others.push([joined]);
    wanted.push({ words, synonyms: others, last: i >= typed.length });
  }
  return wanted;
}

/** How many words from here make up the compound. */
function partsOf(typed: readonly Typed[], from: number, joined: string): number {
  let written = '';
  for (let i = from; i < typed.length && written.length < joined.length; i++) {
    written += typed[i]!.word;
    if (written === joined) return i - from + 1;
  }
  return 1;
}
