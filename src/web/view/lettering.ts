/** Text as paths, in the site's own fonts: for pictures, which are drawn where no font is installed. */
import { type Font, openFont } from '#lib/font/font.ts';
import { fontFile } from '../assets.ts';

export interface Lettering {
  /** Pixels that a text takes at a size. */
  width(text: string, size: number): number;
  /** The text as paths, its baseline beginning at x and y. */
  path(text: string, size: number, x: number, y: number): string;
  /** The characters of a text that the fonts lack, spaces apart. */
  lacks(text: string): string[];
  /** The text on lines of at most `most` pixels; undefined when it takes more of them than allowed. */
  lines(text: string, size: number, most: number, count: number): string[] | undefined;
  /** The same, cut at its end where it must be. */
  cut(text: string, size: number, most: number, count: number): string[];
}

/** Spaces that the fonts have not, as shares of the one they have. */
const spaces: Record<string, number> = { ' ': 1, '\u00a0': 1, '\u202f': 0.62, '\u2009': 0.62 };

/** A family of the site (`figtree`), both its parts, at a weight; read at once: some milliseconds. */
export function letteringOf(family: string, weight: number): Lettering {
  const fonts = ['latin', 'latin-ext'].map((part) =>
    openFont(fontFile(family, `${family}-${part}-wght-normal.woff2`), weight),
  );
  const fontOf = (character: string): Font | undefined => fonts.find((font) => font.has(character));
  const advance = (character: string, size: number) => {
    const space = spaces[character];
    const font = space === undefined ? fontOf(character) : fonts[0]!;
    if (font === undefined) return 0;
    return ((font.letter(space === undefined ? character : ' ').advance * size) / font.unitsPerEm) * (space ?? 1);
  };
  const width = (text: string, size: number) => [...text].reduce((sum, character) => sum + advance(character, size), 0);
  const lacks = (text: string) =>
    [...text].filter((character) => spaces[character] === undefined && fontOf(character) === undefined);

  /** As many lines as it takes; a word wider than a line is broken where it must be. */
  function wrap(text: string, size: number, most: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/[ \n]+|(?<=[-–])(?=\p{L})/u).filter(Boolean)) {
      const joined = line === '' ? word : /[-–]$/.test(line) ? line + word : `${line} ${word}`;
      if (width(joined, size) <= most) {
        line = joined;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const character of word) {
        if (width(line + character, size) > most) {
          lines.push(line);
          line = '';
        }
        line += character;
      }
    }
    return line === '' ? lines : [...lines, line];
  }

  return {
    width,
    lacks,
    path(text, size, x, y) {
      let paths = '';
      let at = x;
      for (const character of text) {
        const font = spaces[character] === undefined ? fontOf(character) : undefined;
        if (font !== undefined) {
          const scale = Math.round((size / font.unitsPerEm) * 1e5) / 1e5;
          paths += `<path transform="translate(${Math.round(at * 10) / 10} ${y}) scale(${scale})" d="${font.letter(character).path}"/>`;
        }
        at += advance(character, size);
      }
      return paths;
    },
    lines(text, size, most, count) {
      // A word broken in two says that the size is too large.
      const wide = text.split(' ').some((word) => width(word, size) > most);
      const lines = wrap(text, size, most);
      return wide || lines.length > count ? undefined : lines;
    },
    cut(text, size, most, count) {
      const lines = wrap(text, size, most);
      if (lines.length <= count) return lines;
      let last = lines[count - 1]!;
      while (last !== '' && width(`${last}…`, size) > most) last = last.slice(0, -1).trimEnd();
      return [...lines.slice(0, count - 1), `${last.replace(/[\s,;:.]+$/, '')}…`];
    },
  };
}
