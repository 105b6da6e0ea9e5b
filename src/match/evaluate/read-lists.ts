/** Reads two lists to be linked: CSV files, which columns are evidence of what, and which hold the answer. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { ColumnKind } from '../compare/column.ts';
import type { Values } from '../compare/evidence.ts';

export interface ListsRequest {
  left: string;
  right: string;
  /** `LEFTCOL=RIGHTCOL`: equal values mean the same thing. Never read as evidence. */
  gold: string;
  /** `name=…,city=…`: see `readFields`. */
  fields: string;
}

export interface Lists {
  columns: string[];
  kinds: Record<string, ColumnKind>;
  left: { values: Values; answer: string }[];
  right: { values: Values; answer: string }[];
}

/** What a person asked wrongly: a column that is not there. */
export class WrongLists extends Error {}

/** Reads both files (UTF-8, comma or semicolon). Throws `WrongLists` when the gold or a field names no column. */
export function readLists(request: ListsRequest): Lists {
  const [left, right] = [readTable(request.left), readTable(request.right)];
  const equals = request.gold.indexOf('=');
  const gold = { left: request.gold.slice(0, equals).trim(), right: request.gold.slice(equals + 1).trim() };
  if (equals < 1 || !left.header.includes(gold.left) || !right.header.includes(gold.right))
    throw new WrongLists(`The gold is LEFTCOL=RIGHTCOL, with columns that are there, not “${request.gold}”.`);
  const fields = readFields(request.fields, left.header, right.header);
  for (const columns of fields.values())
    if (columns.left.includes(gold.left) || columns.right.includes(gold.right))
      throw new WrongLists('A gold column is the answer: it cannot be evidence.');
  const columns = [...fields.keys()].filter((name) => name !== 'lat' && name !== 'lon');
  const located = fields.has('lat') && fields.has('lon');
  const rows = (side: 'left' | 'right', table: Table): Lists['left'] =>
    table.rows.map((row) => {
      const value = (name: string): string =>
        (fields.get(name)?.[side] ?? [])
          .map((column) => row[column] ?? '')
          .join(' ')
          .trim();
      const values = Object.fromEntries(columns.map((name) => [name, value(name)]));
      if (located) values.point = value('lat') === '' ? '' : `${value('lat')} ${value('lon')}`;
      return { values, answer: (row[gold[side]] ?? '').trim() };
    });
  return {
    columns: located ? [...columns, 'point'] : columns,
    kinds: { postcode: 'postcode', point: 'point', name: 'words', address: 'words', city: 'words' },
    left: rows('left', left),
    right: rows('right', right),
  };
}

interface Columns {
  left: string[];
  right: string[];
}

/**
 * `name=LEFTCOL:RIGHTCOL`; several columns of one list are joined by `+`. `name=COL` stands for the column of that
 * name in whichever list has it, and a field may be said twice, once for each list.
 */
export function readFields(text: string, left: readonly string[], right: readonly string[]): Map<string, Columns> {
  const fields = new Map<string, Columns>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    const said = part.slice(equals + 1).trim();
    if (equals < 1 || said === '') throw new WrongLists(`A field is NAME=COLUMN, not “${part}”.`);
    const known = fields.get(name) ?? { left: [], right: [] };
    fields.set(name, known);
    const whole = left.includes(said) || right.includes(said);
    const colon = whole ? -1 : said.indexOf(':');
    const columnsOf = (words: string): string[] => (whole ? [words] : words.split('+').map((word) => word.trim()));
    const [ofLeft, ofRight] = colon < 0 ? [said, said] : [said.slice(0, colon), said.slice(colon + 1)];
    const found = {
      left: columnsOf(ofLeft).filter((column) => left.includes(column)),
      right: columnsOf(ofRight).filter((column) => right.includes(column)),
    };
    const lacking = columnsOf(ofLeft)
      .concat(columnsOf(ofRight))
      .find((one) => !found.left.includes(one) && !found.right.includes(one));
    if (lacking !== undefined) throw new WrongLists(`Neither list has a column “${lacking}”.`);
    known.left.push(...found.left);
    known.right.push(...found.right);
  }
  return fields;
}

interface Table {
  header: string[];
  rows: Record<string, string>[];
}

function readTable(file: string): Table {
  let header: string[] = [];
  const rows = parse(readFileSync(file, 'utf8'), {
    columns: (names: string[]) => (header = names.map((name) => name.trim())),
    bom: true,
    delimiter: [',', ';'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }) as Record<string, string>[];
  return { header, rows };
}
