/** Where the items of a JSON text stand, what it says of itself, and how it gives its further pages. */
import { isObject, parseJson } from '#lib/json.ts';
import { foldToWords } from '#lib/text/fold.ts';

type Dict = Record<string, unknown>;

export interface JsonList {
  /** Of the list in the text; '' when the text is the list. */
  path: string;
  /** Objects in it. */
  length: number;
  /** The list is an object whose values are the items. */
  isMap: boolean;
}

const deepest = 6;

/**
 * Every list of objects in a value, the likeliest first: many items with many named values, near the root. An object
 * counts as a list when its values are objects that resemble each other.
 */
export function findLists(value: unknown): JsonList[] {
  const found: (JsonList & { weight: number })[] = [];
  const visit = (inner: unknown, path: string, depth: number): void => {
    if (depth > deepest) return;
    if (Array.isArray(inner)) {
      const objects = inner.filter(isObject);
      if (objects.length > 0 && objects.length >= inner.length / 2)
        found.push({ path, length: objects.length, isMap: false, weight: weigh(objects, depth) });
      return;
    }
    if (!isObject(inner)) return;
    const values = Object.values(inner);
    const objects = values.filter(isObject);
    if (objects.length >= 3 && objects.length === values.length && alike(objects)) {
      found.push({ path, length: objects.length, isMap: true, weight: weigh(objects, depth) });
      return;
    }
    for (const [name, next] of Object.entries(inner)) {
      // A path cannot step over a name that holds its own marks.
      if (!/[.[\]]/.test(name)) visit(next, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  };
  visit(value, '', 0);
  return found.toSorted((a, b) => b.weight - a.weight).map(({ weight: _, ...list }) => list);
}

function weigh(objects: readonly Dict[], depth: number): number {
  const some = objects.slice(0, 20);
  const names = some.reduce((sum, one) => sum + Object.keys(one).length, 0) / some.length;
  return (Math.log2(1 + objects.length) * Math.min(names, 12)) / (1 + depth);
}

/** Whether objects have most of their names in common. */
function alike(objects: readonly Dict[]): boolean {
  const counts = new Map<string, number>();
  const some = objects.slice(0, 50);
  for (const one of some) for (const name of Object.keys(one)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const shared = [...counts.values()].filter((count) => count > some.length / 2).length;
  return shared >= 2 && shared >= counts.size / 4;
}

const nextNames = new Set([
  'next',
  'next page',
  'next url',
  'next page url',
  'nextlink',
  'next link',
  'odata nextlink',
  'suivant',
]);

/** The path of a further page's address: `links.next`, `next_page_url`, `_links.next.href`. */
export function findNext(value: unknown, items: string): { path: string; address: string } | undefined {
  const visit = (inner: unknown, path: string, depth: number): { path: string; address: string } | undefined => {
    if (!isObject(inner) || depth > 3) return undefined;
    for (const [name, next] of Object.entries(inner)) {
      const here = path === '' ? name : `${path}.${name}`;
      if (here === items || /[.[\]]/.test(name)) continue;
      if (nextNames.has(foldToWords(name))) {
        const address = isObject(next) ? next.href : next;
        if (typeof address === 'string' && /^(https?:\/\/|[/?.])/.test(address))
          return { path: isObject(next) ? `${here}.href` : here, address };
      }
      const inside = visit(next, here, depth + 1);
      if (inside !== undefined) return inside;
    }
    return undefined;
  };
  return visit(value, '', 0);
}

const totalNames = new Set([
  'total',
  'total count',
  'totalcount',
  'count',
  'nhits',
  'total results',
  'totalitems',
  'total items',
  'hits total',
  'nb resultats',
  'numfound',
]);

/** How many items there are in all, as the text says beside the list. */
export function findTotal(value: unknown, items: string): { path: string; total: number } | undefined {
  const found: { path: string; total: number }[] = [];
  const visit = (inner: unknown, path: string, depth: number): void => {
    if (!isObject(inner) || depth > 3) return;
    for (const [name, next] of Object.entries(inner)) {
      const here = path === '' ? name : `${path}.${name}`;
      if (here === items) continue;
      if (typeof next === 'number' && Number.isInteger(next) && totalNames.has(foldToWords(name)))
        found.push({ path: here, total: next });
      visit(next, here, depth + 1);
    }
  };
  visit(value, '', 0);
  return found.toSorted((a, b) => b.total - a.total)[0];
}

/** Reads a JSON text; one that is cut is closed after its last complete element. Undefined when it is not JSON. */
export function parseHead(text: string, cut: boolean): unknown {
  return parseJson(text) ?? (cut ? parseJson(closed(text)) : undefined);
}

/** The text up to the last comma between two elements, with the brackets that are open there closed. */
function closed(text: string): string {
  const open: string[] = [];
  let [quoted, escaped] = [false, false];
  let last: { at: number; closing: string } = { at: 0, closing: '' };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quoted) {
      if (escaped) escaped = false;
      else if (character === '\\') escaped = true;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') open.push(character === '[' ? ']' : '}');
    else if (character === ']' || character === '}') open.pop();
    else if (character === ',') last = { at, closing: open.length < 12 ? open.toReversed().join('') : last.closing };
  }
  return text.slice(0, last.at) + last.closing;
}
