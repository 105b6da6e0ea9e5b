/** Stems of words that have lost their accents: the same for `SOLIDARITES`, `solidarités` and `solidarite`. */
import { fold } from './fold.ts';
import { frenchStem } from './french-stem.ts';

/** Endings whose accent the stemmer needs, and which hardly a French word has without it. */
const accented: [RegExp, string][] = [
  [/(?<!a)ite(s?)$/, 'ité$1'],
  [/ee(s?)$/, 'ée$1'],
  [/iere(s?|ment)$/, 'ière$1'],
  [/erent$/, 'èrent'],
];

/** Plurals in x of words in eu: the stemmer takes them for adjectives, as `heureux` is. */
const inEux = /^((?:mi|tiers)?lieu|(?:en)?jeu|feu|voeu|aveu|cheveu|neveu|pieu|essieu|adieu)x$/;

/** The stem, folded, of a folded word. Numbers and words of three letters or fewer are their own stem. */
export function foldedStem(word: string): string {
  if (word.length <= 3 || !/^[a-z']+$/.test(word)) return word;
  const singular = inEux.exec(word)?.[1];
  if (singular !== undefined) return singular;
  let restored = word;
  for (const [ending, instead] of accented) {
    const changed = word.replace(ending, instead);
    if (changed !== word) {
      restored = changed;
      break;
    }
  }
  // Snowball keeps the plural of `vélos`, `métros`, `euros`.
  const stem = fold(frenchStem(restored))
    .replace(/y$/, 'i')
    .replace(/(?<=[^o]o)s$/, '');
  // `salarié` would give `salar` and `salariée` `salari`: without accents nothing tells the two endings apart.
  return stem.length > 4 ? stem.replace(/i$/, '') : stem;
}
