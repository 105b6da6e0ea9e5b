/**
 * Cuts a JSON text into the items of one list without holding the text: every item is handed over as text, to be parsed
 * strictly, with the line where it starts. Made for texts from strangers: each item is bounded in size and depth.
 */
import { parseJson } from '#lib/json.ts';

/** Characters. */
export const largestItem = 8 * 1024 * 1024;
const deepest = 100;

export type Piece =
  /** An item of the list; `name` is its name when the list is an object. */
  | { line: number; item: string; name?: string }
  | { line: number; refused: string }
  /** The list begins here, be it empty. */
  | { line: number; opened: true }
  /** A value beside the list, with its path. */
  | { line: number; path: string; beside: string }
  | { line: number; failed: string };

interface Level {
  close: '}' | ']';
  path: string;
  isList: boolean;
}

/** The pieces of a text whose list stands at `items` (`''` when the text is the list; `data.results`). */
export async function* scanJson(cursor: TextCursor, items: string): AsyncGenerator<Piece> {
  const levels: Level[] = [];
  let path = '';
  do {
    const level = levels.at(-1);
    if (level !== undefined) {
      const next = await cursor.peek();
      if (next === level.close) {
        cursor.skip();
        levels.pop();
        if (!(await separated(cursor, levels))) return yield broken(cursor);
        continue;
      }
      if (level.close === '}') {
        const name = next === '"' ? await cursor.capture() : undefined;
        if (name?.text === undefined) return yield broken(cursor);
        const parsed = parseJson(name.text);
        if (typeof parsed !== 'string' || (await cursor.peek()) !== ':') return yield broken(cursor);
        cursor.skip();
        path = level.path === '' ? parsed : `${level.path}.${parsed}`;
        if (level.isList) path = parsed;
      }
    }
    const first = await cursor.peek();
    const here = level?.isList ? undefined : path;
    if ((first === '{' || first === '[') && here !== undefined && leadsTo(here, items, first)) {
      if (here === items) yield { line: cursor.line, opened: true };
      cursor.skip();
      levels.push({ close: first === '{' ? '}' : ']', path: here, isList: here === items });
      continue;
    }
    const line = cursor.line;
    const value = await cursor.capture();
    if (value.text === '' || value.reason === 'cut') return yield broken(cursor);
    if (level?.isList) {
      if (value.text === undefined) yield { line, refused: tooMuch[value.reason] };
      else yield { line, item: value.text, ...(level.close === '}' && { name: path }) };
    } else if (value.text !== undefined) yield { line, path, beside: value.text };
    if (!(await separated(cursor, levels))) return yield broken(cursor);
  } while (levels.length > 0);
  if ((await cursor.peek()) !== '')
    yield { line: cursor.line, failed: `Line ${cursor.line}: the JSON text goes on after its end.` };
}

const tooMuch = {
  cut: '',
  large: 'The item is larger than 8 MB.',
  deep: `The item is nested deeper than ${deepest} levels.`,
};

function leadsTo(here: string, items: string, first: string): boolean {
  if (here === items) return true;
  return first === '{' && (here === '' || items.startsWith(`${here}.`));
}

/** After a value: a comma before the next, or the end of what holds it. */
async function separated(cursor: TextCursor, levels: Level[]): Promise<boolean> {
  const level = levels.at(-1);
  if (level === undefined) return true;
  const next = await cursor.peek();
  if (next === level.close) return true;
  if (next !== ',') return false;
  cursor.skip();
  const after = await cursor.peek();
  return after !== level.close && after !== '';
}

function broken(cursor: TextCursor): Piece {
  const { line } = cursor;
  const failed = cursor.atEnd
    ? `The JSON text is cut: it ends at line ${line} in the middle of the list.`
    : `Line ${line}: the text is not JSON.`;
  return { line, failed };
}

type Captured = { text: string; reason?: never } | { text?: never; reason: 'cut' | 'large' | 'deep' };

/** A place in a text that arrives in chunks. */
export class TextCursor {
  line = 1;
  private buffer = '';
  private at = 0;
  private ended = false;
  private readonly chunks: AsyncIterator<string>;

  constructor(text: AsyncIterable<string>) {
    this.chunks = text[Symbol.asyncIterator]();
  }

  /** True when nothing is left to read. */
  get atEnd(): boolean {
    return this.ended && this.at >= this.buffer.length;
  }

  /** The next character that is not a space, without taking it; `''` at the end. */
  async peek(): Promise<string> {
    for (;;) {
      for (; this.at < this.buffer.length; this.at++) {
        const code = this.buffer.charCodeAt(this.at);
        if (code === 10) this.line++;
        else if (code !== 32 && code !== 13 && code !== 9) return this.buffer[this.at]!;
      }
      if (!(await this.more())) return '';
    }
  }

  /** Takes the character that `peek` showed. */
  skip(): void {
    this.at++;
  }

  /**
   * The line that begins here, without taking it: its text if it is `whole` within `most` characters, and whether
   * nothing follows it (`alone`).
   */
  async lookAtLine(most: number): Promise<{ text: string; whole: boolean; alone: boolean }> {
    for (;;) {
      const end = this.buffer.indexOf('\n', this.at);
      if (end !== -1) {
        while (this.buffer.slice(end).trim() === '' && this.buffer.length - end < most && (await this.more()));
        const from = this.buffer.indexOf('\n', this.at);
        return { text: this.buffer.slice(this.at, from), whole: true, alone: this.buffer.slice(from).trim() === '' };
      }
      if (this.buffer.length - this.at > most) return { text: '', whole: false, alone: false };
      if (!(await this.more())) return { text: this.buffer.slice(this.at), whole: true, alone: true };
    }
  }

  /** Takes one whole line, without its end; nothing at the end of the text. `closed` when a line break ends it. */
  async takeLine(): Promise<{ text: string; line: number; closed: boolean; large: boolean } | undefined> {
    let [text, large, closed] = ['', false, false];
    while (!closed) {
      if (this.at >= this.buffer.length && !(await this.more())) break;
      const end = this.buffer.indexOf('\n', this.at);
      closed = end !== -1;
      text += this.buffer.slice(this.at, closed ? end : undefined);
      this.at = closed ? end + 1 : this.buffer.length;
      if (text.length > largestItem) [text, large] = ['', true];
    }
    if (text === '' && !closed && !large) return undefined;
    return { text, line: closed ? this.line++ : this.line, closed, large };
  }

  /** Takes one JSON value, whose first character was peeked at. Its grammar is left to `JSON.parse`. */
  async capture(): Promise<Captured> {
    const first = this.buffer[this.at];
    const plain = first !== '{' && first !== '[' && first !== '"';
    let [depth, quoted, escaped, reached] = [0, false, false, 0];
    let reason: 'large' | 'deep' | undefined;
    const parts: string[] = [];
    let kept = 0;
    for (;;) {
      const from = this.at;
      let done = false;
      for (; this.at < this.buffer.length && !done; this.at++) {
        const code = this.buffer.charCodeAt(this.at);
        if (code === 10) this.line++;
        if (escaped) escaped = false;
        else if (quoted) {
          if (code === 92) escaped = true;
          else if (code === 34) {
            quoted = false;
            done = depth === 0;
          }
        } else if (code === 34) quoted = true;
        else if (code === 123 || code === 91) {
          depth++;
          if (depth > reached) reached = depth;
        } else if (code === 125 || code === 93 || (plain && (code === 44 || code <= 32))) {
          if (plain) {
            done = true;
            if (code === 10) this.line--;
            break;
          }
          depth--;
          done = depth === 0;
        }
      }
      if (reached > deepest) reason = 'deep';
      kept += this.at - from;
      if (kept > largestItem) reason ??= 'large';
      if (reason === undefined) parts.push(this.buffer.slice(from, this.at));
      else parts.length = 0;
      if (done) break;
      if (!(await this.more())) {
        if (plain && kept > 0) break;
        return { reason: 'cut' };
      }
    }
    return reason === undefined ? { text: parts.join('') } : { reason };
  }

  private async more(): Promise<boolean> {
    if (this.ended) return false;
    const next = await this.chunks.next();
    if (next.done) {
      this.ended = true;
      return false;
    }
    this.buffer = this.at >= this.buffer.length ? next.value : this.buffer.slice(this.at) + next.value;
    this.at = 0;
    return true;
  }
}
