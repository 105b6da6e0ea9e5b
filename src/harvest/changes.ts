/** What changed between two states of a record, column by column. */
import { stableJson } from '#lib/hash.ts';
import { pathsOf, readPath } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import { withoutPaths } from './identity.ts';
import { excerpt } from './read/reading.ts';
import type { Change } from './report.ts';

/** The columns that differ; those of the second row and after are told with its number: `ville (row 2)`. */
export function tellChange(key: string, before: Row[], after: Row[], uncounted: readonly string[]): Change {
  const columns: Change['columns'] = [];
  if (before.length !== after.length) {
    columns.push({ column: 'rows', from: String(before.length), to: String(after.length) });
  }
  for (let index = 0; index < Math.min(before.length, after.length); index++) {
    const [was, is] = [withoutPaths(before[index]!, uncounted), withoutPaths(after[index]!, uncounted)];
    for (const path of new Set([...pathsOf(was), ...pathsOf(is)])) {
      const [from, to] = [readPath(was, path), readPath(is, path)];
      if (stableJson(from) === stableJson(to)) continue;
      const column = index === 0 ? path : `${path} (row ${index + 1})`;
      columns.push({ column, from: tellValues(from), to: tellValues(to) });
    }
  }
  return { key, columns };
}

function tellValues(values: unknown[]): string {
  return excerpt(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', '));
}
