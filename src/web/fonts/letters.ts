/** The letters of our two font files, and the weights that the site draws with them: what `scripts/subset-fonts.mjs` keeps. */

/** Code points, first and last: Latin as Western Europe writes it, its punctuation, the signs of the dictionaries. */
const ranges: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  // French, Breton, Basque, Corsican, Catalan, Occitan, Alsatian, the creoles, Spanish, German, Portuguese…
  [0xa0, 0xff],
  [0x131, 0x131],
  [0x152, 0x153],
  // The glottal stops of Polynesia, loose accents.
  [0x2bb, 0x2bc],
  [0x2c6, 0x2c6],
  [0x2da, 0x2da],
  [0x2dc, 0x2dc],
  [0x304, 0x304],
  [0x308, 0x308],
  // Spaces, dashes, quotation marks, bullets, the ellipsis, per mille.
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2191, 0x2191],
  [0x2193, 0x2193],
  [0x2212, 0x2212],
  [0xfffd, 0xfffd],
];

const hexadecimal = (code: number) => code.toString(16).toUpperCase().padStart(4, '0');

/** As a stylesheet writes them. */
export const unicodeRange: string = ranges
  .map(([first, last]) => `U+${hexadecimal(first)}${first === last ? '' : `-${hexadecimal(last)}`}`)
  .join(',');

/** All of them, one after the other. */
export const letters: string = ranges
  .map(([first, last]) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, at) => first + at)))
  .join('');

export interface SubsetFont {
  /** As stylesheets name it. */
  family: string;
  /** Its package and its file here: `@fontsource-variable/<name>`, `<name>.woff2`. */
  name: string;
  /** The lightest and the boldest that a rule asks for; the same when there is one only. */
  weights: readonly [number, number];
  /** OpenType features: spacing of pairs, accents, and, for text, figures of one width. */
  features: readonly string[];
}

const usual = ['kern', 'mark', 'mkmk', 'ccmp', 'locl'];

/** Titles come in one weight: the outlines of their letters are rich, and a second weight doubles the file. */
export const subsetFonts: readonly SubsetFont[] = [
  { family: 'Bricolage Grotesque', name: 'bricolage-grotesque', weights: [700, 700], features: usual },
  { family: 'Figtree', name: 'figtree', weights: [400, 700], features: [...usual, 'tnum'] },
];
