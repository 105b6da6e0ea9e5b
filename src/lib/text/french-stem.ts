/**
 * The French stemmer of the Snowball project, as published in its version 3
 * (https://snowballstem.org/algorithms/french/stemmer.html), told again in plain functions.
 *
 * Regions: `rv` opens after the first vowel that is not the first letter (or after a few known beginnings), `r1` after
 * the first consonant that follows a vowel, `r2` the same once more. A suffix goes only when it lies in its region.
 * Capitals mark letters that stand as consonants: `I`, `U`, `Y` between vowels, `He` and `Hi` for ë and ï.
 */

const vowels = new Set('aeiouyâàëéêèïîôûù');

interface Word {
  text: string;
  rv: number;
  r1: number;
  r2: number;
}

/** The stem of one word, given and returned in lower case, with its accents. */
export function frenchStem(word: string): string {
  const text = markConsonants(withoutElision(word));
  const w: Word = { text, ...regions(text) };
  if (standardSuffix(w) || iVerbSuffix(w) || verbSuffix(w)) {
    if (w.text.endsWith('Y')) w.text = `${w.text.slice(0, -1)}i`;
    else if (w.text.endsWith('ç')) w.text = `${w.text.slice(0, -1)}c`;
  } else residualSuffix(w);
  undouble(w);
  unaccent(w);
  return unmark(w.text);
}

function withoutElision(word: string): string {
  const elided = /^(?:qu|[cdjlmnst])'/.exec(word)?.[0].length ?? 0;
  return elided > 0 && elided < word.length ? word.slice(elided) : word;
}

function markConsonants(word: string): string {
  let out = '';
  for (let i = 0; i < word.length; i++) {
    const letter = word[i]!;
    const before = out[out.length - 1] ?? '';
    const beforeVowel = isVowel(word, i + 1);
    if (letter === 'ë' || letter === 'ï') out += letter === 'ë' ? 'He' : 'Hi';
    else if (letter === 'u' && (before === 'q' || (vowels.has(before) && beforeVowel))) out += 'U';
    else if (letter === 'i' && vowels.has(before) && beforeVowel) out += 'I';
    else if (letter === 'y' && (vowels.has(before) || beforeVowel)) out += 'Y';
    else out += letter;
  }
  return out;
}

function unmark(text: string): string {
  return text.replace(/He|Hi|[HIUY]/g, (mark) => {
    if (mark === 'He') return 'ë';
    if (mark === 'Hi') return 'ï';
    return mark === 'H' ? '' : mark.toLowerCase();
  });
}

function isVowel(text: string, at: number): boolean {
  return vowels.has(text[at] ?? '');
}

function regions(text: string): { rv: number; r1: number; r2: number } {
  const end = text.length;
  const pastVowel = (from: number) => {
    for (let i = from; i < end; i++) if (isVowel(text, i)) return i + 1;
    return -1;
  };
  const pastConsonant = (from: number) => {
    for (let i = from; i < end; i++) if (!isVowel(text, i)) return i + 1;
    return -1;
  };
  const known = /^(?:par|col|tap|ni(?=[aeiouyâàëéêèïîôûù]))/.exec(text)?.[0];
  let rv = end;
  if (isVowel(text, 0) && isVowel(text, 1) && end > 2) rv = 3;
  else if (known !== undefined) rv = known === 'ni' ? 3 : known.length;
  else {
    const past = end > 0 ? pastVowel(1) : -1;
    if (past >= 0) rv = past;
  }
  const region = (from: number) => {
    const vowel = pastVowel(from);
    return vowel < 0 ? -1 : pastConsonant(vowel);
  };
  const first = region(0);
  const second = first < 0 ? -1 : region(first);
  return { rv, r1: first < 0 ? end : first, r2: second < 0 ? end : second };
}

/** The longest of the suffixes that ends the text and begins at `from` or later; undefined when none does. */
function longest(text: string, suffixes: ReadonlySet<string>, from = 0): string | undefined {
  for (let length = Math.min(9, text.length - from); length > 0; length--) {
    const suffix = text.slice(text.length - length);
    if (suffixes.has(suffix)) return suffix;
  }
  return undefined;
}

function cut(w: Word, suffix: string, instead = ''): void {
  w.text = w.text.slice(0, w.text.length - suffix.length) + instead;
}

/** Cuts the suffix when the text ends with it and it lies in the region; says whether it did. */
function cutIn(w: Word, region: number, suffix: string, instead = ''): boolean {
  if (!w.text.endsWith(suffix) || w.text.length - suffix.length < region) return false;
  cut(w, suffix, instead);
  return true;
}

const words = (list: string) => new Set(list.split(' '));
const groups: [ReadonlySet<string>, (w: Word, suffix: string) => boolean][] = [
  [words('ance iqUe isme able iste eux ances iqUes ismes ables istes'), (w, s) => cutIn(w, w.r2, s)],
  [
    words('atrice ateur ation atrices ateurs ations'),
    (w, s) => {
      if (!cutIn(w, w.r2, s)) return false;
      if (w.text.endsWith('ic')) cut(w, 'ic', w.text.length - 2 >= w.r2 ? '' : 'iqU');
      return true;
    },
  ],
  [words('logie logies'), (w, s) => cutIn(w, w.r2, s, 'log')],
  [words('usion ution usions utions'), (w, s) => cutIn(w, w.r2, s, 'u')],
  [words('ence ences'), (w, s) => cutIn(w, w.r2, s, 'ent')],
  [words('ement ements'), adverb],
  [words('ité ités'), quality],
  [
    words('if ive ifs ives'),
    (w, s) => {
      if (!cutIn(w, w.r2, s)) return false;
      if (cutIn(w, w.r2, 'at') && w.text.endsWith('ic')) cut(w, 'ic', w.text.length - 2 >= w.r2 ? '' : 'iqU');
      return true;
    },
  ],
  [words('eaux'), (w, s) => cutIn(w, 0, s, 'eau')],
  [words('aux'), (w, s) => cutIn(w, w.r1, s, 'al')],
  [words('oux'), (w, s) => /[bhjlnp]oux$/.test(w.text) && cutIn(w, 0, s, 'ou')],
  [words('euse euses'), (w, s) => cutIn(w, w.r2, s) || cutIn(w, w.r1, s, 'eux')],
  [
    words('issement issements'),
    (w, s) => w.text.length > s.length && !isVowel(w.text, w.text.length - s.length - 1) && cutIn(w, w.r1, s),
  ],
  // What follows is shortened, and the search for a verb's ending goes on: `confusément` comes from `confusé`.
  [words('amment'), (w, s) => cutIn(w, w.rv, s, 'ant') && false],
  [words('emment'), (w, s) => cutIn(w, w.rv, s, 'ent') && false],
  [
    words('ment ments'),
    (w, s) => {
      const before = w.text.length - s.length - 1;
      if (before >= w.rv && isVowel(w.text, before)) cut(w, s);
      return false;
    },
  ],
];
const ruleOf = new Map(groups.flatMap(([suffixes, rule]) => [...suffixes].map((suffix) => [suffix, rule] as const)));
const standardSuffixes = new Set(ruleOf.keys());

function standardSuffix(w: Word): boolean {
  const suffix = longest(w.text, standardSuffixes);
  return suffix !== undefined && ruleOf.get(suffix)!(w, suffix);
}

function adverb(w: Word, suffix: string): boolean {
  if (!cutIn(w, w.rv, suffix)) return false;
  if (w.text.endsWith('iv')) {
    if (cutIn(w, w.r2, 'iv')) cutIn(w, w.r2, 'at');
  } else if (w.text.endsWith('eus')) {
    if (!cutIn(w, w.r2, 'eus')) cutIn(w, w.r1, 'eus', 'eux');
  } else if (w.text.endsWith('abl')) cutIn(w, w.r2, 'abl');
  else if (w.text.endsWith('iqU')) cutIn(w, w.r2, 'iqU');
  else if (/[iI]èr$/.test(w.text)) cutIn(w, w.rv, w.text.slice(-3), 'i');
  return true;
}

function quality(w: Word, suffix: string): boolean {
  if (!cutIn(w, w.r2, suffix)) return false;
  if (w.text.endsWith('abil')) cut(w, 'abil', w.text.length - 4 >= w.r2 ? '' : 'abl');
  else if (w.text.endsWith('ic')) cut(w, 'ic', w.text.length - 2 >= w.r2 ? '' : 'iqU');
  else cutIn(w, w.r2, 'iv');
  return true;
}

const iVerbSuffixes = words(
  'îmes ît îtes i ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent issais ' +
    'issait issant issante issantes issants isse issent isses issez issiez issions issons it',
);

function iVerbSuffix(w: Word): boolean {
  if (w.text.length < w.rv) return false;
  const suffix = longest(w.text, iVerbSuffixes, w.rv);
  if (suffix === undefined) return false;
  const before = w.text.length - suffix.length - 1;
  if (before < w.rv || w.text[before] === 'H' || isVowel(w.text, before)) return false;
  cut(w, suffix);
  return true;
}

const eVerbSuffixes = words(
  'é ée ées és èrent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez',
);
const aVerbSuffixes = words('âmes ât âtes a ai aIent ait ant ante antes ants as asse assent asses assiez assions');
const aiseSuffixes = words('ais aise aises');
const verbSuffixes = new Set([...eVerbSuffixes, ...aVerbSuffixes, ...aiseSuffixes, 'eais', 'ions']);

function verbSuffix(w: Word): boolean {
  if (w.text.length < w.rv) return false;
  const suffix = longest(w.text, verbSuffixes, w.rv);
  if (suffix === undefined) return false;
  if (suffix === 'ions') return cutIn(w, w.r2, suffix);
  // Palais, Calais, mauvais, déplais: not a verb's ending.
  if (aiseSuffixes.has(suffix) && /(?:^.al|auv|épl)$/.test(w.text.slice(0, -suffix.length))) return false;
  cut(w, suffix);
  if (aVerbSuffixes.has(suffix)) cutIn(w, w.rv, 'e');
  return true;
}

const residualSuffixes = words('ion ier ière Ier Ière e');

function residualSuffix(w: Word): void {
  if (/(?:Hi|[^aiouès])s$/.test(w.text)) cut(w, 's');
  if (w.text.length < w.rv) return;
  const suffix = longest(w.text, residualSuffixes, w.rv);
  if (suffix === undefined) return;
  const at = w.text.length - suffix.length;
  if (suffix === 'e') cut(w, suffix);
  else if (suffix !== 'ion') cut(w, suffix, 'i');
  else if (at >= w.r2 && at - 1 >= w.rv && /[st]ion$/.test(w.text)) cut(w, suffix);
}

function undouble(w: Word): void {
  if (/(?:enn|onn|ett|ell|eill)$/.test(w.text)) w.text = w.text.slice(0, -1);
}

function unaccent(w: Word): void {
  let i = w.text.length - 1;
  while (i >= 0 && !isVowel(w.text, i)) i--;
  const letter = w.text[i];
  if (i < w.text.length - 1 && (letter === 'é' || letter === 'è'))
    w.text = `${w.text.slice(0, i)}e${w.text.slice(i + 1)}`;
}
