/** The words of a PDF that Chromium printed: enough of the format for its own files, and no more. */
import { inflateSync } from 'node:zlib';

interface Part {
  head: string;
  stream: string | undefined;
}

/** Text page after page, in the order in which it is drawn; words that are drawn apart are parted by a space. */
export function pdfText(pdf: Buffer): string {
  const parts = partsOf(pdf);
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  const lettersOf = (font: string) => {
    const known = fonts.get(font) ?? readLetters(parts, font);
    fonts.set(font, known);
    return known;
  };
  let text = '';
  for (const { head } of parts.values()) {
    if (!/\/Type\s*\/Page\b/.test(head)) continue;
    const named = new Map([...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, id!]));
    let letters: ReadonlyMap<string, string> = new Map();
    for (const [, content] of head.matchAll(/\/Contents (\d+) 0 R/g))
      for (const [, font, glyphs] of parts
        .get(content!)!
        .stream!.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>(?=[^<>]*T[jJ]|[^<>]*<)/g)) {
        if (font !== undefined) {
          letters = lettersOf(named.get(font) ?? '');
          text += ' ';
        } else
          text += inCodes(glyphs!, letters)
            .map((code) => letters.get(code) ?? '')
            .join('');
      }
    text += '\n';
  }
  return text.replace(/[ \u00a0\u202f]+/g, ' ');
}

export const pdfPages = (pdf: Buffer) =>
  [...partsOf(pdf).values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head)).length;

function partsOf(pdf: Buffer): ReadonlyMap<string, Part> {
  const raw = pdf.toString('latin1');
  const parts = new Map<string, Part>();
  for (const match of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = match.index + match[0].length;
    const end = raw.indexOf('endobj', from);
    const opens = raw.indexOf('stream\n', from);
    if (opens < 0 || opens > end) {
      parts.set(match[1]!, { head: raw.slice(from, end), stream: undefined });
      continue;
    }
    const head = raw.slice(from, opens);
    const start = opens + 'stream\n'.length;
    const body = pdf.subarray(start, start + Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0));
    parts.set(match[1]!, {
      head,
      stream: (head.includes('FlateDecode') ? inflateSync(body) : body).toString('latin1'),
    });
  }
  return parts;
}

/** Codes have two hexadecimal digits or four, as the font's table has them. */
const inCodes = (glyphs: string, letters: ReadonlyMap<string, string>) =>
  glyphs.toUpperCase().match(letters.keys().next().value?.length === 4 ? /.{4}/g : /../g) ?? [];

/** Code → letters, by the table that lets a reader copy text. */
function readLetters(parts: ReadonlyMap<string, Part>, font: string): ReadonlyMap<string, string> {
  const table = parts.get(/\/ToUnicode (\d+) 0 R/.exec(parts.get(font)?.head ?? '')?.[1] ?? '')?.stream ?? '';
  const letters = new Map<string, string>();
  const number = (hex: string) => Number.parseInt(hex, 16);
  const written = (hex: string) => (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(number(unit))).join('');
  for (const [, list] of table.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, code, text] of list!.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(code!.toUpperCase(), written(text!));
  for (const [, list] of table.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from, to, first] of list!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let code = number(from!); code <= number(to!); code++)
        letters.set(
          code.toString(16).toUpperCase().padStart(from!.length, '0'),
          String.fromCharCode(number(first!) + code - number(from!)),
        );
  return letters;
}
