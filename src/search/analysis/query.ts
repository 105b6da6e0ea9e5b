/** Reads what a person typed: words, their synonyms, phrases in quotes, words to leave out. */
import { eachToken, tokens } from '#lib/text/tokens.ts';
import { initialsIn } from './acronyms.ts';
import { isAccented, languageShown } from './language.ts';
import { stemOf } from './stem-of.ts';
import { saysNothing } from './stop-words.ts';
import { stemsOf, type Thesaurus, thesaurusInForce, type Wording } from './synonyms.ts';

/** One word that is asked for. A project holds it when it holds its stem, or another wording that it is part of. */
export interface Wanted {
  /** Folded. */
  word: string;
  /**
   * Other ways of saying it, or of saying the wording it is part of (`ess` for each word of `économie sociale et
   * solidaire`, `tierslieux` for each part of `tiers-lieux` or `tiers lieux`); of several words, they must follow one
   * another.
   */
  synonyms: readonly Wording[];
  /** What the initials of the words around it spell: it may be written so. */
  initials: readonly string[];
  /** It is the last word: it may be unfinished. */
  last: boolean;
}

export interface ReadQuery {
  wanted: Wanted[];
  /** Phrases in quotes: every word, in order, side by side. */
  phrases: Wording[];
  /** Words and phrases after a minus sign: projects that hold them don't answer. */
  without: Wording[];
  /** It is asked as a question: then not every word of it is expected in the answer. */
  question: boolean;
  /** What it is written in, where its small words or accents show it. */
  language: 'fr' | 'en' | undefined;
  /** All its words, stop words too, as one: to know a title by its exact name. */
  name: string;
}

/** What is read of a query: the rest is left unread, so that the work stays bounded. */
const longestQuery = 300;
export const mostWanted = 24;
const mostPhrases = 4;

/** What phrases and words to leave out begin with. */
const marks = /["«“»”-]/;

export function readQuery(text: string, thesaurus: Thesaurus = thesaurusInForce()): ReadQuery {
  const phrases: Wording[] = [];
  const without: Wording[] = [];
  // A question quotes what it asks about: `Qui surnomme-t-on le « Pétain roumain » ?` Its words are wanted like the others.
  const quoted = /(^|\s)(-?)["«“]([^"«»“”]*)["»”]/g;
  const read = text.slice(0, longestQuery);
  const asTyped = compoundsAsTyped(read);
  const words = asTyped.map(({ word }) => word);
  const language = languageShown(words, isAccented(read));
  // Most queries have neither quotes nor words to leave out: their words are read once.
  const unquoted = marks.test(read) ? read.replace(quoted, ' ') : read;
  const asks = isQuestion(unquoted, unquoted === read ? words : tokens(unquoted), language);
  const excluded = /(^|\s)-(?=[\p{L}\p{N}])(\S+)/gu;
  const rest = !marks.test(read)
    ? read
    : read
        .replace(quoted, (_, space: string, minus: string, inside: string) => {
          if (asks && minus === '') return `${space}${inside}`;
          put(minus ? without : phrases, tokens(inside));
          return space;
        })
        .replace(excluded, (_, space: string, word: string) => {
          put(without, tokens(word));
          return space;
        });
  const all = (rest === read ? asTyped : compoundsAsTyped(rest)).slice(0, mostWanted * 4);
  const content = all.filter(({ word }) => !saysNothing(word, language === 'en'));
  const kept = content.length > 0 || phrases.length > 0 ? content : all;
  writeInOne(kept);
  const initials = initialsIn(all.map(({ word }) => word));
  for (const { letters, from, to } of initials)
    for (const typed of all.slice(from, to + 1)) typed.initials.push(letters);
  return {
    wanted: wantedOf(kept, thesaurus).slice(0, mostWanted),
    phrases,
    without,
    question: asks,
    language,
    name: (rest === read ? words : tokens(rest)).join(' '),
  };
}

function put(list: Wording[], words: Wording): void {
  if (words.length > 0 && list.length < mostPhrases) list.push(words.slice(0, mostWanted));
}

const questionWords = new Set(
  'quel quelle quels quelles lequel laquelle lesquels lesquelles combien comment pourquoi qui quand que quoi'.split(
    ' ',
  ),
);

const englishQuestionWords = new Set('what which how where when why who'.split(' '));

/** It ends with a question mark, or one of its first three words asks (`à quelle date…`). */
function isQuestion(text: string, words: readonly string[], language: ReadQuery['language']): boolean {
  if (/\?\s*$/.test(text) || /^\s*où\b/iu.test(text)) return true;
  const asking = language === 'en' ? englishQuestionWords : questionWords;
  return words.length > 2 && words.slice(0, 3).some((word) => asking.has(word));
}

interface Typed {
  word: string;
  position: number;
  joined?: string;
  /** With the word before or after it, in one word. */
  inOne: string[];
  initials: string[];
}

function compoundsAsTyped(text: string): Typed[] {
  const words: Typed[] = [];
  eachToken(text, (word, position, { alternative }) => {
    if (alternative) words[position]!.joined = word;
    else words.push({ word, position, inOne: [], initials: [] });
  });
  return words;
}

/** Letters that a part must have, so that no chance word is made of two. */
const shortestPart = { first: 2, second: 3 };

/** What stands side by side may be written in one word: `video surveillance`, `co working`. */
function writeInOne(typed: readonly Typed[]): void {
  for (const [i, second] of typed.entries()) {
    const first = typed[i - 1];
    if (first === undefined || second.position !== first.position + 1) continue;
    if (first.word.length < shortestPart.first || second.word.length < shortestPart.second) continue;
    if (!isLetters(first.word) || !isLetters(second.word)) continue;
    const whole = first.word + second.word;
    first.inOne.push(whole);
    second.inOne.push(whole);
  }
}

function isLetters(word: string): boolean {
  return /^[a-z]+$/.test(word) || /^\p{L}+$/u.test(word);
}

/** Words in order, each with the other wordings of the longest one that begins here. A word said twice counts once. */
function wantedOf(typed: readonly Typed[], thesaurus: Thesaurus): Wanted[] {
  const wanted: { word: string; synonyms: Wording[]; initials: readonly string[]; last: boolean }[] = [];
  const lastWord = typed.at(-1)?.word;
  for (let i = 0; i < typed.length; ) {
    const { length, synonyms } = wordingAt(typed, i, thesaurus);
    for (let k = i; k < i + length; k++) {
      const { word, initials, inOne } = typed[k]!;
      let known = wanted.find((one) => one.word === word);
      if (known === undefined) {
        known = { word, synonyms: [], initials: uniqueOf(initials), last: word === lastWord };
        wanted.push(known);
      }
      known.synonyms.push(...synonyms);
      for (const whole of inOne) known.synonyms.push([whole]);
    }
    i += length;
  }
  return wanted;
}

function uniqueOf(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)];
}

/** The longest wording of the thesaurus, or the compound, that begins at a word; else the word alone. */
function wordingAt(
  typed: readonly Typed[],
  from: number,
  { byStems, longestFrom }: Thesaurus,
): { length: number; synonyms: readonly Wording[] } {
  const joined = typed[from]!.joined;
  const parts = joined === undefined ? 1 : partsOf(typed, from, joined);
  const whole: Wording[] = parts > 1 && joined !== undefined ? [[joined]] : [];
  const longest = longestFrom.get(stemOf(typed[from]!.word)) ?? 0;
  for (let length = Math.min(longest, typed.length - from); length >= parts; length--) {
    const synonyms = byStems.get(stemsOf(typed.slice(from, from + length).map(({ word }) => word)));
    if (synonyms !== undefined) return { length, synonyms: length === parts ? [...synonyms, ...whole] : synonyms };
  }
  return { length: parts, synonyms: whole };
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
