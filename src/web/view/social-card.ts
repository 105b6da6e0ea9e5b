/** The picture that goes with a link where it is shared: 1200 × 630, drawn, with a project's own face. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { hexOf, type Oklch, readTokens } from '../styles/contrast.ts';
import { type Lettering, letteringOf } from './lettering.ts';
import { type Face, type Ink, texture } from './texture.ts';
import { markPaths } from './wordmark.tsx';
import { xmlText } from './xml.ts';

export const cardSize = { width: 1200, height: 630 } as const;

/** What a card says: all of it is text, whatever it holds. */
export interface CardWords {
  /** What the drawing is made from. */
  id: string;
  face: Face;
  title: string;
  /** What it is and where, above the title. */
  kicker: string;
  /** Under the title: themes. */
  themes: string;
  /** Who tells it, from the longest way of saying it: the first that fits is written. */
  told: readonly string[];
  /** In a frame, for what is invented. */
  flag: string;
  name: { first: string; second: string };
}

const tokens = readTokens(readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8'), 'light');
const token = (name: string): Oklch => tokens.get(name) ?? [0, 0, 0];
const colour = (name: string) => hexOf(token(name));
const inkColour: Record<Ink, string> = {
  violet: colour('violet'),
  sun: hexOf(token('sun'), token('sun-deep'), 0.68),
  water: hexOf(token('water'), token('water-deep'), 0.4),
  clay: colour('clay'),
};

let fonts: { title: Lettering; text: Lettering; strong: Lettering } | undefined;
const lettering = () =>
  (fonts ??= {
    title: letteringOf('bricolage-grotesque', 740),
    text: letteringOf('figtree', 480),
    strong: letteringOf('figtree', 650),
  });

/** Pixels: where text begins, how wide it may be, where the face begins. */
const [left, room, faceAt] = [72, 664, 800];
const titleSizes = [88, 76, 66, 58, 50] as const;
const titleTop = 134;
const titleRoom = 250;

/** What only decorates or steers: pictographs, their joiners and tints, marks of direction, controls. */
const ornament =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\p{Variation_Selector}|\u20e3|[\u{e0020}-\u{e007f}]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cc}|\p{Cs}|\p{Co}/gu;

/** A text as it can be set on one paragraph. Symbols that are letters in no language are left out with the pictographs. */
export const settable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(ornament, (sign) => (/[\s©®™]/.test(sign) ? sign : ' '))
    .replace(/[^\S\u00a0\u202f]+/g, ' ')
    .trim();

/** The card as an SVG without any text element, and the title apart when our fonts lack its script. */
export function drawCard(words: CardWords): { svg: string; foreign: string | undefined } {
  const { title, text, strong } = lettering();
  const { ink } = words.face;
  const wanted = settable(words.title) || `${words.name.first} ${words.name.second}`;
  const foreign = title.lacks(wanted).some((character) => /[\p{L}\p{N}]/u.test(character));
  const size = titleSizes.find((one) => title.lines(wanted, one, room, linesAt(one)) !== undefined) ?? 50;
  const lines = foreign ? [] : title.cut(wanted, size, room, linesAt(size));
  const leading = Math.round(size * 1.09);
  const titleEnd = foreign ? titleTop + titleRoom : titleTop + lines.length * leading;
  const fill = (name: string, inside: string) => `<g fill="${colour(name)}">${inside}</g>`;
  const line = (fitted: Lettering, said: string, at: number, y: number) =>
    fitted
      .cut(settable(said), at, room, 1)
      .map((one) => fitted.path(one, at, left, y))
      .join('');
  const flag = settable(words.flag);
  const told = words.told.find((said) => text.width(settable(said), 25) <= room) ?? words.told.at(-1);
  const drawing = texture(words.id, words.face, 200, 315).replace(
    '<svg ',
    `<svg x="${faceAt}" y="0" width="400" height="630" `,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}" viewBox="0 0 1200 630">
<style>.ink-${ink}{color:${inkColour[ink]}}.spot{fill:${colour(ink === 'sun' ? 'violet' : 'sun')};stroke:${colour('surface')};stroke-width:3}</style>
<rect width="1200" height="630" fill="${colour('paper')}"/>
<rect x="${faceAt}" width="400" height="630" fill="${colour(`${ink}-soft`)}"/>${drawing}
${fill('muted', line(text, words.kicker, 29, 98))}
${fill('ink', lines.map((one, n) => title.path(one, size, left - 2, titleTop + Math.round(size * 0.86) + n * leading)).join(''))}
${fill('water-deep', line(strong, words.themes, 27, titleEnd + 44))}
${fill('muted', told === undefined ? '' : line(text, told, 25, titleEnd + (words.themes === '' ? 44 : 84)))}
<g transform="translate(${left} 524) scale(1.6)">${mark}</g>
${fill('ink', title.path(words.name.first, 27, left + 80, 550) + title.path(words.name.second, 27, left + 80, 579))}
${flag === '' ? '' : `<rect x="${faceAt + 24}" y="24" width="${Math.ceil(strong.width(flag, 24)) + 36}" height="48" rx="24" fill="${colour('surface')}"/>${fill('ink', strong.path(flag, 24, faceAt + 42, 56))}`}
</svg>`;
  return { svg, foreign: foreign ? wanted.slice(0, 160) : undefined };
}

const linesAt = (size: number) => Math.floor(titleRoom / (size * 1.09));

const mark = `<clipPath id="m"><rect width="40" height="40" rx="11.5"/></clipPath><g clip-path="url(#m)" fill="none" stroke-width="4.4"><rect width="40" height="40" fill="${colour('violet')}"/><path stroke="${colour('water')}" d="${markPaths.one}"/><path stroke="${colour('sun')}" d="${markPaths.two}"/><circle cx="20" cy="20" r="5.4" stroke-width="2.6" fill="${colour('violet')}" stroke="${colour('on-violet')}"/></g>`;

/** The card as a PNG. A title in a script that our fonts lack is set in a font of the machine, if it has one. */
export async function paintCard(words: CardWords): Promise<Uint8Array<ArrayBuffer>> {
  const { svg, foreign } = drawCard(words);
  const picture = sharp(Buffer.from(svg));
  if (foreign !== undefined) {
    const set = await sharp({
      text: {
        text: `<span foreground="${colour('ink')}">${xmlText(foreign)}</span>`,
        font: 'sans-serif bold',
        width: room,
        height: titleRoom,
        rgba: true,
        wrap: 'word-char',
      },
    })
      .png()
      .toBuffer();
    picture.composite([{ input: set, left, top: titleTop }]);
  }
  // A hundred and twenty-eight colours are more than a card has; its letters keep their soft edges.
  return new Uint8Array(await picture.png({ palette: true, colours: 128, dither: 0, effort: 7 }).toBuffer());
}
