/** Reads JSON: a list at a path, an object whose values are the items, or one object per line. */
import { isObject } from '#lib/json.ts';
import { readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import { excerpt, type Reading } from '../reading.ts';
import { largestItem, scanJson, TextCursor } from './json-scan.ts';

export interface JsonShape {
  /** The path of the list; `''` when the text is the list. */
  items: string;
  /** The text is a list or nothing: an object in its place is an answer of another kind, not a list by names. */
  onlyList?: boolean | undefined;
  /** The path of the next page's address. */
  next?: string | undefined;
  /** The path of the number of items that the server says it has. */
  total?: string | undefined;
  /** What becomes of an item; by default it is the row. */
  toRow?: ((item: Row) => Row | { refused: string }) | undefined;
  /** What stands beside the list may tell that the rows can't be read. */
  checkBeside?: ((path: string, value: unknown) => string | undefined) | undefined;
}

/**
 * The rows of a JSON text, nested as they are. When the list is an object, its names are in the column `@key`.
 * Numbers that a double cannot hold are kept as the text that stands there.
 */
export async function* readJson(text: AsyncIterable<string>, shape: JsonShape): AsyncGenerator<Reading> {
  const cursor = new TextCursor(text);
  if ((await cursor.peek()) === '') return;
  if (shape.items === '' && (await cursor.peek()) === '{') {
    if (shape.onlyList === true) {
      const said = (await cursor.capture()).text;
      return yield { line: 1, failed: `The answer is not a list: ${tellOther(said ?? '')}.` };
    }
    const first = await cursor.lookAtLine(largestItem);
    const object = first.whole ? parseItem(first.text) : undefined;
    if (isObject(object) && !(first.alone && isMap(object))) return yield* readLines(cursor, object, first.alone);
  }
  const toRow = shape.toRow ?? ((item: Row) => item);
  const lists = new Set<string>();
  const others = new Map<string, string>();
  const beside: Row = {};
  let met = false;
  for await (const piece of scanJson(cursor, shape.items)) {
    if ('beside' in piece) {
      const value = parseItem(piece.beside);
      if (value === undefined) return yield { line: piece.line, failed: `Line ${piece.line}: the text is not JSON.` };
      const problem = shape.checkBeside?.(piece.path, value);
      if (problem !== undefined) return yield { line: piece.line, failed: problem };
      const wanted = [shape.next, shape.total].some((path) => path !== undefined && isBefore(piece.path, path));
      if (wanted) beside[piece.path] = value;
      for (const list of listsIn(piece.path, value)) lists.add(list);
      // A list of which there is nothing is empty.
      if (piece.path === shape.items && value === null) met = true;
      if (!met && others.size < mostOthers) others.set(piece.path, piece.beside);
    } else if ('opened' in piece) met = true;
    else if ('item' in piece) {
      yield rowOf(piece.item, piece.line, toRow, piece.name);
    } else if ('refused' in piece) yield { ...piece, value: '' };
    else return yield piece;
  }
  if (!met)
    return yield {
      line: 1,
      failed: lists.size > 0 ? noList(shape.items, [...lists]) : onlyOthers(shape.items, others),
    };
  const total = shape.total === undefined ? undefined : Number(readTexts(beside, shape.total)[0]);
  if (total !== undefined && Number.isInteger(total) && total >= 0) yield { total };
  const next = shape.next === undefined ? undefined : readTexts(beside, shape.next)[0];
  if (next !== undefined) yield { next };
}

async function* readLines(cursor: TextCursor, first: Row, alone: boolean): AsyncGenerator<Reading> {
  const lists = alone ? Object.entries(first).flatMap(([path, value]) => listsIn(path, value)) : [];
  if (lists.length > 0) return yield { line: 1, failed: noList('', lists) };
  for (let taken = await cursor.takeLine(); taken !== undefined; taken = await cursor.takeLine()) {
    const { text, line, closed, large } = taken;
    if (large) yield { line, refused: 'The line is longer than 8 MB.', value: '' };
    else if (text.trim() === '') continue;
    else if (!closed && parseItem(text) === undefined) {
      return yield { line, failed: `The file is cut: its last line, ${line}, is not complete.` };
    } else yield rowOf(text, line, (item) => item);
  }
}

function rowOf(text: string, line: number, toRow: NonNullable<JsonShape['toRow']>, name?: string): Reading {
  const item = parseItem(text);
  if (item === undefined) return { line, refused: 'The item is not JSON.', value: excerpt(text) };
  if (!isObject(item)) return { line, refused: 'The item is not an object with named values.', value: excerpt(text) };
  const row = toRow(name === undefined ? item : { '@key': name, ...item });
  if ('refused' in row && typeof row.refused === 'string' && Object.keys(row).length === 1) {
    return { line, refused: row.refused, value: excerpt(text) };
  }
  return { line, row: row as Row };
}

/** An object in which every value is an object holds the items by name. */
const isMap = (object: Row): boolean => Object.keys(object).length > 0 && Object.values(object).every(isObject);

const isBefore = (path: string, next: string): boolean =>
  next === path || next.startsWith(`${path}.`) || next.startsWith(`${path}[`);

function listsIn(path: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.some(isObject) ? [path] : [];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    Array.isArray(inner) && inner.some(isObject) ? [path === '' ? name : `${path}.${name}`] : [],
  );
}

function noList(items: string, lists: string[]): string {
  const where = items === '' ? 'The file is not itself a list' : `There is no list at \`${items}\``;
  const named = lists.filter(Boolean);
  if (named.length === 0) return `${where}: the file itself is the list; leave \`items\` out.`;
  return `${where}; there is one at ${named.map((list) => `\`${list}\``).join(', ')}: say so in \`format.items\`.`;
}

/** What stands in the place of a list is told as far as this. */
const mostOthers = 3;

/** Mostly the answer of a server that refuses, with the status of one that does not. */
function onlyOthers(items: string, others: ReadonlyMap<string, string>): string {
  const said = [...others].map(([path, text]) => `${path === '' ? '' : `\`${path}\`: `}${excerpt(text)}`).join('; ');
  if (items === '') return `The text is not a list${said === '' ? '' : `, but ${said}`}.`;
  return `There is no list at \`${items}\`${said === '' ? '' : `, only ${said}`}.`;
}

const tellOther = (text: string): string => `it says “${excerpt(text)}”`;

/** Numbers with more digits than a double holds (or too large for one) stay what they are: text. */
function parseItem(text: string): unknown {
  try {
    if (!/\d{16}|\d[eE][+-]?\d{3}/.test(text)) return JSON.parse(text);
    return JSON.parse(text, function keepLongNumbers(this: unknown, _, value: unknown, context?: { source?: string }) {
      const source = context?.source;
      if (typeof value !== 'number' || source === undefined || !/\d{16}|[eE]/.test(source)) return value;
      return Number.isFinite(value) && (/[.eE]/.test(source) || String(value) === source) ? value : source;
    } as (this: unknown, key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}
