/** Paths into a row: `title`, `geo.lat`, `tags[].name`, `sites[0].city`. A column that is literally so named wins. */
import { stableJson } from './hash.ts';
import { isObject } from './json.ts';

type Dict = Record<string, unknown>;

/**
 * Every value that a path leads to, in order; none when the column is absent, null or an empty list.
 * A list at the end of the path gives its elements (`tags` and `tags[]` read the same). Values are not converted.
 * At each step the longest column name that exists wins, so a column `a.b` or `Tags[]` is reached by its own name.
 */
export function readPath(row: Dict, path: string): unknown[] {
  return follow(row, path);
}

/** The same as trimmed texts without the empty ones: numbers and booleans spelled out, objects as JSON. */
export function readTexts(row: Dict, path: string): string[] {
  return follow(row, path).map(spell).filter(Boolean);
}

/** Every path at which a row holds something or could: `a.b`, `tags[].name`, and `tags` for a list of plain values. */
export function pathsOf(row: Dict): string[] {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(row)) collect(name, value, seen);
  return [...seen];
}

/** Whether a mapping that reads `read` has also read `seen` (`geo` reads `geo.lat`; `tags` reads `tags[].name`). */
export function coversPath(read: string, seen: string): boolean {
  if (read === seen) return true;
  const [outer, inner] = [withoutIndexes(read), withoutIndexes(seen)];
  return outer === inner || inner.startsWith(`${outer}.`);
}

function follow(value: unknown, path: string): unknown[] {
  if (path === '') return leaf(value);
  const index = /^\[(\d*)\]\.?/.exec(path);
  if (index !== null && Array.isArray(value)) {
    const rest = path.slice(index[0].length);
    if (index[1] === '') return value.flatMap((element) => follow(element, rest));
    return follow(value[Number(index[1])], rest);
  }
  if (Array.isArray(value)) return value.flatMap((element) => follow(element, path));
  if (!isObject(value)) return [];
  if (Object.hasOwn(value, path)) return leaf(value[path]);
  for (let end = path.length - 1; end > 0; end--) {
    const cut = path[end];
    if (cut !== '.' && cut !== '[') continue;
    const name = path.slice(0, end);
    if (Object.hasOwn(value, name)) return follow(value[name], path.slice(cut === '.' ? end + 1 : end));
  }
  return [];
}

function leaf(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value.flatMap(leaf) : [value];
}

function spell(value: unknown): string {
  return (typeof value === 'object' ? stableJson(value) : String(value)).trim();
}

function collect(path: string, value: unknown, seen: Set<string>): void {
  if (isObject(value) && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) collect(`${path}.${name}`, inner, seen);
  } else if (Array.isArray(value) && value.some((element) => typeof element === 'object' && element !== null)) {
    for (const element of value) {
      if (typeof element === 'object' && element !== null) collect(`${path}[]`, element, seen);
      else seen.add(path);
    }
  } else seen.add(path);
}

const withoutIndexes = (path: string): string => path.replace(/\[\d*\]/g, '');
