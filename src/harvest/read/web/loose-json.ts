/** JSON as it is written into pages: with comments, line breaks inside texts, and marks around it. */
import { parseJson } from '#lib/json.ts';

/** The value, or undefined when even so it is none. */
export function parseLoosely(text: string): unknown {
  const bare = text
    .replace(/^\s*(<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*$/, '')
    .trim()
    .replace(/;$/, '');
  return parseJson(text) ?? parseJson(cleaned(text)) ?? parseJson(cleaned(bare));
}

/** Without comments and without commas before a closing bracket; line breaks and tabs inside texts are escaped. */
function cleaned(text: string): string {
  const pieces: string[] = [];
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quoted) {
      if (character === '\\') pieces.push(character, text[++at] ?? '');
      else pieces.push(character < ' ' ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character);
      if (character === '"') quoted = false;
    } else if (text.startsWith('//', at)) {
      while (at + 1 < text.length && text[at + 1] !== '\n') at++;
    } else if (text.startsWith('/*', at)) at = endOf(text, '*/', at);
    else if (text.startsWith('<!--', at)) at = endOf(text, '-->', at);
    else {
      if (character === '"') quoted = true;
      if (character === ']' || character === '}') dropLastComma(pieces);
      pieces.push(character);
    }
  }
  return pieces.join('');
}

/** Where the last character of a comment stands. */
function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from + 2);
  return end === -1 ? text.length : end + mark.length - 1;
}

function dropLastComma(pieces: string[]): void {
  let last = pieces.length - 1;
  while (last >= 0 && pieces[last]!.trim() === '') last--;
  if (pieces[last] === ',') pieces[last] = ' ';
}
