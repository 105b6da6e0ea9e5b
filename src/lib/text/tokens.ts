/** Tokens: a text as a row of folded words, the same for every way of typing it. */
import { fold } from './fold.ts';

/** One stretch of letters as it stands between spaces: its words, and the same written as one word if it was cut. */
interface Stretch {
  words: readonly string[];
  /** `tierslieux` for `tiers-lieux`: found by whoever writes it in one word. */
  joined?: string;
  /** It is one word in capitals: `CDD`, `l'E.S.S.` */
  capitals?: boolean;
}

/** What is known of a word beside its letters. */
export interface TokenNote {
  /** The whole of a compound, beside its parts. */
  alternative: boolean;
  /** Written in capitals, two letters or more. */
  capitals: boolean;
}

const plain: TokenNote = { alternative: false, capitals: false };
const inCapitals: TokenNote = { alternative: false, capitals: true };
const whole: TokenNote = { alternative: true, capitals: false };

const stretchPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’‘ʼ.\-‐‑·][\p{L}\p{N}\p{M}]+)*/gu;
const elided = new Set('c d j l m n s t qu jusqu lorsqu puisqu quoiqu'.split(' '));
const longestWord = 64;
const known = new Map<string, Stretch>();
const mostKnown = 200_000;

/**
 * Calls `emit` with each word of the text and its position (0, 1, 2…), in order. Words are folded; `l'`, `d'`, `qu'`…
 * are left out; a compound gives its parts, then the whole in one word at the position of its first part
 * (an alternative); `13ème` and `13e` give `13`; `E.S.S.` gives `ess`. Returns the number of positions.
 */
export function eachToken(
  text: string,
  emit: (word: string, position: number, note: TokenNote) => void,
  from = 0,
): number {
  let position = from;
  // One pattern for all texts: where it goes on is kept here, whatever `emit` reads meanwhile.
  for (let next = 0; ; ) {
    stretchPattern.lastIndex = next;
    const found = stretchPattern.exec(text);
    if (found === null) break;
    next = stretchPattern.lastIndex;
    const { words, joined, capitals } = stretchOf(found[0]);
    const first = position;
    for (const word of words) emit(word, position++, capitals ? inCapitals : plain);
    if (joined !== undefined) emit(joined, first, whole);
  }
  return position - from;
}

/** The words of a text in order, without the joined forms of compounds. */
export function tokens(text: string): string[] {
  const words: string[] = [];
  eachToken(text, (word, _, { alternative }) => {
    if (!alternative) words.push(word);
  });
  return words;
}

function stretchOf(written: string): Stretch {
  const before = known.get(written);
  if (before !== undefined) return before;
  const stretch = cut(fold(written));
  if (
    stretch.words.length === 1 &&
    /\p{Lu}.?\p{Lu}/u.test(written) &&
    !/\p{Ll}/u.test(written.replace(/^\p{L}['’]/u, ''))
  )
    stretch.capitals = true;
  if (written.length <= longestWord) {
    if (known.size >= mostKnown) known.clear();
    known.set(written, stretch);
  }
  return stretch;
}

function cut(folded: string): Stretch {
  const ordinal = /^(\d+)-?(?:ers?|eres?|res?|i?emes?|es?|nde?s?)$/.exec(folded);
  if (ordinal) return { words: [ordinal[1]!] };
  if (folded === "aujourd'hui") return { words: ['aujourdhui'] };
  let rest = folded;
  const apostrophe = rest.indexOf("'");
  if (apostrophe > 0 && elided.has(rest.slice(0, apostrophe))) rest = rest.slice(apostrophe + 1);
  if (/^(?:\p{L}\.)+\p{L}$/u.test(rest)) return { words: [rest.replaceAll('.', '')] };
  // Inclusive spellings: `habitant·e·s` is `habitant`, `acteur.rice.s` is `acteur`.
  rest = rest.replace(/(\p{L}{3,})[·.](?:e|ne|te|le|se|ve|rice|trice|euse|ice|ere)s?(?:[·.]s)?(?=$|[-'])/gu, '$1');
  const words = rest
    .split(/['.\-·]/)
    .filter(
      (word, i, all) => word !== '' && !(i < all.length - 1 && i > 0 && elided.has(word) && rest.includes(`${word}'`)),
    )
    .map((word) => word.slice(0, longestWord));
  if (words.length < 2 || words.length > 3 || /[.\d]/.test(rest)) return { words };
  return { words, joined: words.join('').slice(0, longestWord) };
}
