/** How the items of a platform are had: thin, on the reader of JSON and its pages. */
import { isObject } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Format, PlatformId } from '#model/source.ts';

export type JsonFormat = Extract<Format, { type: 'json' }>;
export type PlainFormat = Exclude<Format, { type: PlatformId }>;

export interface PlatformShape {
  /** The address of the first page: that of the manifest with what the platform must be asked. */
  first(address: URL): URL;
  /** Where the items, the next pages and an item's own page stand. */
  json: Omit<JsonFormat, 'type'>;
  /** The answer is a list, and an object in its place a refusal. */
  onlyList?: true;
  /** What becomes of an item; by default it is the row. */
  toRow?(item: Row): Row | { refused: string };
  /** What stands beside the list may tell that the rows can't be read. */
  checkBeside?(path: string, value: unknown): string | undefined;
  /** The list only names the items: one whose own page is gone is none. */
  needsDetail?: true;
  /** Why a row, with its page, is not taken on that day. */
  refuse?(row: Row, now: Date): string | undefined;
}

/** The address with parameters that it does not have yet. */
export function withDefaults(address: URL, parameters: Readonly<Record<string, string>>): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters))
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return url;
}

/** The elements that are objects; none when the value is no list. */
export const objectsIn = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Those of a list at `records` that hold their cells at `fields`. */
export const recordsIn = (told: Row | undefined): Row[] =>
  objectsIn(told?.records).filter(({ fields }) => isObject(fields));

/** An object without some of its entries. */
export const without = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
