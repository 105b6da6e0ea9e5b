/** Which columns a manifest reads, and which of a catalogue's columns nobody reads. */
import { coversPath } from '#lib/path.ts';
import { columnsNamed } from '#model/mapping-columns.ts';
import type { Manifest } from '#model/source.ts';
import { literalPattern } from './rule.ts';

/** Every column or path that the manifest reads: its rules, conditions, key, and what it does not count as a change. */
export function columnsRead(manifest: Manifest): Set<string> {
  return new Set([...columnsNamed(manifest), ...manifest.uncounted]);
}

/** The columns that nothing reads and that `unread` does not name (`*` there stands for anything), in their order. */
export function unreadColumns(columns: Iterable<string>, manifest: Manifest): string[] {
  const read = [...columnsRead(manifest)];
  const left = manifest.unread.map((name) => new RegExp(`^${name.split('*').map(literalPattern).join('.*')}$`, 'su'));
  return [...columns].filter(
    (column) => !read.some((known) => coversPath(known, column)) && !left.some((pattern) => pattern.test(column)),
  );
}
