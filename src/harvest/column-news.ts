/** What is new about a catalogue's columns since the last run that was applied, for the partner to look at. */
import { coversPath } from '#lib/path.ts';
import { mappedColumns, type NamedColumn } from '#model/mapping-columns.ts';
import type { Manifest } from '#model/source.ts';
import type { ColumnKind, ColumnProfile } from './columns-seen.ts';

/** As a code and what it is about; `fields` are those that the mapping reads from the column. */
export type ColumnNews =
  | { code: 'column-gone'; column: string; fields: string[] }
  | { code: 'column-new'; column: string }
  | { code: 'column-emptied'; column: string; fields: string[]; share: number }
  | { code: 'type-changed'; column: string; fields: string[]; from: ColumnKind; to: ColumnKind; example: string }
  /** Nothing stands in any of the columns that a field is made of. */
  | { code: 'rule-idle'; field: string; columns: string[] }
  /** Something stands in them, and the rule makes nothing of it. */
  | { code: 'rule-fruitless'; field: string; columns: string[]; sheets: number };

/** Columns of items that hold names (a JSON object by id) come and go: beyond this they are no news. */
const mostTold = 300;

/** Of a column that not every item has, coming and going is no news below this share of the rows. */
const rare = 0.05;

export function columnNews(
  source: Pick<Manifest, 'map' | 'format'>,
  before: ColumnProfile | undefined,
  now: ColumnProfile,
): ColumnNews[] {
  const named = mappedColumns(source.map);
  const fieldsOf = (column: string): string[] => [
    ...new Set(named.filter((one) => coversPath(one.column, column)).map(fieldOf)),
  ];
  const news: ColumnNews[] = [];
  const hasHeader = source.format.type === 'csv' || source.format.type === 'spreadsheet';
  const isTold = (filled: number) => hasHeader || filled >= rare;
  const columns = Object.entries(now);
  if (before !== undefined && columns.length <= mostTold && Object.keys(before).length <= mostTold) {
    for (const [column, was] of Object.entries(before)) {
      const is = now[column];
      const fields = fieldsOf(column);
      if (is === undefined) {
        if (isTold(was.filled)) news.push({ code: 'column-gone', column, fields });
      } else if (is.kind === 'empty') {
        if (was.kind !== 'empty') news.push({ code: 'column-emptied', column, fields, share: was.filled });
      } else if (![was.kind, is.kind].some((kind) => kind === 'empty' || kind === 'mixed') && was.kind !== is.kind)
        news.push({ code: 'type-changed', column, fields, from: was.kind, to: is.kind, example: is.example });
    }
    for (const [column, { filled }] of columns)
      if (before[column] === undefined && isTold(filled)) news.push({ code: 'column-new', column });
  }
  for (const [field, read] of columnsByField(source.map)) {
    const stands = columns.some(
      ([column, { kind }]) => kind !== 'empty' && read.some((one) => coversPath(one, column)),
    );
    if (!stands) news.push({ code: 'rule-idle', field, columns: read });
  }
  return news;
}

/** The columns that each field of the mapping reads; a list of sites is one field. */
export function columnsByField(map: Manifest['map']): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const one of mappedColumns(map)) {
    const columns = fields.get(fieldOf(one)) ?? [];
    fields.set(fieldOf(one), columns.includes(one.column) ? columns : [...columns, one.column]);
  }
  return fields;
}

/** `map.sites.0.city` is `sites.city`. */
const fieldOf = ({ path }: NamedColumn): string =>
  path
    .slice(1)
    .filter((step) => typeof step === 'string')
    .join('.');

const kinds: Record<ColumnKind, string> = {
  number: 'numbers',
  date: 'dates',
  'yes-no': 'yes or no',
  'web-address': 'web addresses',
  text: 'texts',
  mixed: 'a mixture',
  empty: 'nothing',
};

/** The sentence, in English. */
export function tellColumnNews(news: ColumnNews): string {
  const quoted = (columns: readonly string[]) => columns.map((column) => `“${column}”`).join(', ');
  const filling = 'fields' in news && news.fields.length > 0 ? `: it fills ${news.fields.join(', ')}` : '';
  switch (news.code) {
    case 'column-gone':
      return `The column “${news.column}” is no longer there${filling}.`;
    case 'column-new':
      return `The column “${news.column}” is new.`;
    case 'column-emptied':
      return `The column “${news.column}” is empty; it was filled in ${Math.round(news.share * 100)} % of the rows${filling}.`;
    case 'type-changed':
      return `The column “${news.column}” held ${kinds[news.from]} and now holds ${kinds[news.to]}, such as “${news.example}”${filling}.`;
    case 'rule-idle':
      return `Nothing fills ${news.field}: nothing stands in ${quoted(news.columns)}.`;
    case 'rule-fruitless':
      return `Nothing fills ${news.field}: its rule makes nothing of what stands in ${quoted(news.columns)} (${news.sheets} sheets looked at).`;
  }
}
