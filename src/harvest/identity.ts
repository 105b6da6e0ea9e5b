/** What makes a row the same item as before, and what makes it a changed one. */
import { sha256, stableJson } from '#lib/hash.ts';
import { readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import type { Manifest } from '#model/source.ts';

const longestKey = 400;

/**
 * The key of a row: the texts of its key columns joined by ` | `, or a hash of its content without the uncounted
 * columns. Undefined when every key column is empty. A very long key ends in a hash, so that an index can hold it.
 */
export function keyOf(row: Row, { key, uncounted }: Pick<Manifest, 'key' | 'uncounted'>): string | undefined {
  if (key === 'content') return sha256(stableJson(withoutPaths(row, uncounted))).slice(0, 32);
  const parts = key.map((column) => readTexts(row, column).join(', '));
  if (parts.every((part) => part === '')) return undefined;
  const joined = parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join(' | ');
  return joined.length <= longestKey
    ? joined
    : `${joined.slice(0, longestKey - 40).toWellFormed()}… ${sha256(joined).slice(0, 32)}`;
}

/** The hash of what counts in the rows of a record. */
export function contentHash(rows: Row[], uncounted: readonly string[]): string {
  return sha256(stableJson(rows.map((row) => withoutPaths(row, uncounted))));
}

/** A copy without some columns or paths; what is left is shared with the row. */
export function withoutPaths(row: Row, paths: readonly string[]): Row {
  let copy = row;
  for (const path of paths) copy = without(copy, path) as Row;
  return copy;
}

function without(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((element) => without(element, path.replace(/^\[\d*\]\.?/, '')));
  if (value === null || typeof value !== 'object') return value;
  const object = value as Row;
  if (Object.hasOwn(object, path)) return Object.fromEntries(Object.entries(object).filter(([name]) => name !== path));
  for (let end = path.length - 1; end > 0; end--) {
    const cut = path[end];
    if (cut !== '.' && cut !== '[') continue;
    const name = path.slice(0, end);
    if (!Object.hasOwn(object, name)) continue;
    const inner = without(object[name], path.slice(cut === '.' ? end + 1 : end));
    return Object.fromEntries(Object.entries(object).map(([other, kept]) => [other, other === name ? inner : kept]));
  }
  return value;
}

/**
 * A row as the database can hold it: the character U+0000 and halves of characters, which PostgreSQL refuses in JSON,
 * become U+FFFD. A row without them is given back as it is.
 */
export function storable<T extends object>(row: T): T {
  return isStorable(row) ? row : (mend(row) as T);
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isStorable);
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner));
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\ufffd').toWellFormed();
  if (Array.isArray(value)) return value.map(mend);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [mend(name), mend(inner)]));
}
