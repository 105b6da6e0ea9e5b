/**
 * The English stemmer of the Snowball project (Porter2), as published in its version 3
 * (https://snowballstem.org/algorithms/english/stemmer.html), told again in plain functions.
 *
 * Regions: `r1` opens after the first consonant that follows a vowel (or after a few known beginnings), `r2` the same
 * once more. A capital `Y` marks a y that stands as a consonant.
 */

const vowels = new Set('aeiouy');

interface Word {
  text: string;
  r1: number;
  r2: number;
}

/** Words whose stem no rule gives; some are left as they are. */
const exceptions = new Map(
  'skis:ski skies:sky idly:idl gently:gentl ugly:ugli early:earli only:onli singly:singl sky news howe atlas cosmos bias andes'
    .split(' ')
    .map((line) => line.split(':'))
    .map(([word, stem]) => [word!, stem ?? word!]),
);
/** Beginnings after which `r1` opens: the words of each are no family of one another (`university`, `universe`). */
const beginnings = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/;

/** The stem of one word, given and returned in lower case. */
export function englishStem(word: string): string {
  const known = exceptions.get(word);
  if (known !== undefined) return known;
  if (word.length < 3) return word;
  const text = markConsonants(word.startsWith("'") ? word.slice(1) : word);
  const w: Word = { text, ...regions(text) };
  plural(w);
  pastOrPresent(w);
  if (w.text.length > 2 && /[yY]$/.test(w.text) && !isVowel(w.text, w.text.length - 2))
    w.text = `${w.text.slice(0, -1)}i`;
  apply(w, secondSuffixes, w.r1);
  apply(w, thirdSuffixes, w.r1);
  apply(w, fourthSuffixes, w.r2);
  lastLetter(w);
  return w.text.replaceAll('Y', 'y');
}

function markConsonants(word: string): string {
  let out = '';
  for (const letter of word) out += letter === 'y' && (out === '' || vowels.has(out.at(-1)!)) ? 'Y' : letter;
  return out;
}

function isVowel(text: string, at: number): boolean {
  return vowels.has(text[at] ?? '');
}

function regions(text: string): { r1: number; r2: number } {
  const next = (from: number) => {
    let i = from;
    while (i < text.length && !isVowel(text, i)) i++;
    while (i < text.length && isVowel(text, i)) i++;
    return Math.min(text.length, i + 1);
  };
  const r1 = beginnings.exec(text)?.[0].length ?? next(0);
  return { r1, r2: next(r1) };
}

function hasVowel(text: string): boolean {
  return /[aeiouy]/.test(text);
}

/** A short syllable ends the text: `hop`, `bed`, and `at` where it is the whole word. */
function endsShort(text: string): boolean {
  return /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/.test(text);
}

function plural(w: Word): void {
  w.text = w.text.replace(/'(?:s'?)?$/, '');
  const { text } = w;
  if (text.endsWith('sses')) w.text = text.slice(0, -2);
  else if (/ie[ds]$/.test(text)) w.text = text.length > 4 ? text.slice(0, -2) : text.slice(0, -1);
  else if (/[^us]s$/.test(text) && hasVowel(text.slice(0, -2))) w.text = text.slice(0, -1);
}

function pastOrPresent(w: Word): void {
  const suffix = /(?:eedly|ingly|edly|eed|ing|ed)$/.exec(w.text)?.[0];
  if (suffix === undefined) return;
  const before = w.text.slice(0, -suffix.length);
  if (suffix.startsWith('eed')) {
    if (before.length >= w.r1 && !/^(?:proc|exc|succ)$/.test(before)) w.text = `${before}ee`;
    return;
  }
  if (suffix === 'ing') {
    if (/^(?:inn|out|cann|herr|earr|even)$/.test(before)) return;
    // `dying` comes from `die`.
    if (/^[^aeiouy]y$/.test(before)) {
      w.text = `${before[0]}ie`;
      return;
    }
  }
  if (!hasVowel(before)) return;
  w.text = before;
  if (/(?:at|bl|iz)$/.test(before)) w.text = `${before}e`;
  else if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(before)) {
    if (!/^[aeo]..$/.test(before)) w.text = before.slice(0, -1);
  } else if (before.length === w.r1 && endsShort(before)) w.text = `${before}e`;
}

/** A suffix, what takes its place, and what must stand before it. */
type Suffix = readonly [suffix: string, instead: string, after?: RegExp];

const suffixes = (lines: string): Suffix[] =>
  lines
    .split(/[,\n]/)
    .map((line) => line.trim().split('='))
    .map(([suffix, instead]): Suffix => [suffix!, instead ?? '']);

const longestFirst = (list: Suffix[]): Suffix[] => list.sort(([a], [b]) => b.length - a.length);

const secondSuffixes = longestFirst([
  ...suffixes(`tional=tion,enci=ence,anci=ance,abli=able,entli=ent,izer=ize,ization=ize,ational=ate,ation=ate,ator=ate
    alism=al,aliti=al,alli=al,fulness=ful,ousli=ous,ousness=ous,iveness=ive,iviti=ive,biliti=ble,bli=ble,ogist=og
    fulli=ful,lessli=less`),
  ['ogi', 'og', /l$/],
  ['li', '', /[cdeghkmnrt]$/],
]);
const thirdSuffixes = longestFirst([
  ...suffixes('tional=tion,ational=ate,alize=al,icate=ic,iciti=ic,ical=ic,ful,ness'),
  ['ative', ''],
]);
const fourthSuffixes = longestFirst([
  ...suffixes('al,ance,ence,er,ic,able,ible,ant,ement,ment,ent,ism,ate,iti,ous,ive,ize'),
  ['ion', '', /[st]$/],
]);

/** The longest of the suffixes that ends the word goes, if it lies in the region. */
function apply(w: Word, list: readonly Suffix[], region: number): void {
  const found = list.find(([suffix]) => w.text.endsWith(suffix));
  if (found === undefined) return;
  const [suffix, instead, after] = found;
  const before = w.text.slice(0, -suffix.length);
  if (before.length < (suffix === 'ative' ? w.r2 : region) || after?.test(before) === false) return;
  w.text = before + instead;
}

function lastLetter(w: Word): void {
  const before = w.text.slice(0, -1);
  if (w.text.endsWith('e')) {
    if (before.length >= w.r2 || (before.length >= w.r1 && !endsShort(before))) w.text = before;
  } else if (w.text.endsWith('ll') && before.length >= w.r2) w.text = before;
}
