/** Titles in capitals, calmed; acronyms keep theirs. */
import { fold } from '#lib/text/fold.ts';
import { acronyms } from './acronyms.ts';

const small = new Set(
  'a à au aux avec chez d dans de des du en entre et l la le les lès ou où par pour sans sous sur un une vers of the and for'.split(
    ' ',
  ),
);
/** From this many words a title is a sentence: one capital, not one per word. */
const sentence = 8;

/** A title whose letters are nearly all capitals in a calm form; any other title as it is. */
export function calmShouting(title: string): string {
  const letters = title.match(/\p{L}/gu) ?? [];
  const capitals = title.match(/\p{Lu}/gu) ?? [];
  if (letters.length < 6 || capitals.length / letters.length < 0.8) return title;
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 2 && letters.length < 7) return title;
  const asSentence = words.length >= sentence;
  let first = true;
  return title.replace(/[\p{L}\p{N}]+(?:[.&@+][\p{L}\p{N}]+)*/gu, (word, at: number) => {
    const begins = first || /[.!?:«(/–—]\s*$/.test(title.slice(0, at)) || / [-/] $/.test(title.slice(0, at));
    first = false;
    if (staysCapital(word)) return word;
    const lower = word.toLocaleLowerCase('fr');
    const elided = /^['’]/.test(title.slice(at + word.length)) && /^(?:[cdjlmnst]|qu)$/.test(lower);
    if (!begins && (asSentence || small.has(lower) || elided)) return lower;
    return lower.replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase('fr'));
  });
}

function staysCapital(word: string): boolean {
  if (!/\p{L}{2}/u.test(word) && !/\d/.test(word)) return false;
  if (/\p{Ll}/u.test(word) || /\d/.test(word) || /[&@+]/.test(word)) return true;
  const plain = fold(word).replace(/\./g, '');
  if (acronyms.has(plain) || /^(?:\p{L}\.)+\p{L}?$/u.test(word)) return true;
  return (
    plain.length >= 2 &&
    plain.length <= 5 &&
    !/[aeiouy]/.test(plain) &&
    !small.has(plain) &&
    plain !== 'st' &&
    plain !== 'mr'
  );
}
