/** Which columns a manifest reads, and which of a catalogue's columns nobody reads. */
import { coversPath } from '#lib/path.ts';
import type { Mapping, Rule } from '#model/mapping.ts';
import type { Manifest } from '#model/source.ts';
import { alternatives, literalPattern, templateColumns } from './rule.ts';

/** Every column or path that the manifest reads: its rules, conditions, key, and what it does not count as a change. */
export function columnsRead(manifest: Manifest): Set<string> {
  const columns = new Set<string>(manifest.uncounted);
  if (manifest.key !== 'content') for (const column of manifest.key) columns.add(column);
  for (const condition of [manifest.withhold, manifest.refuse])
    for (const column of Object.keys(condition ?? {})) columns.add(column);
  for (const rule of rulesOf(manifest.map)) {
    for (const one of alternatives(rule)) {
      if (typeof one === 'string') columns.add(one);
      else {
        for (const column of [one.from ?? []].flat()) columns.add(column);
        for (const column of templateColumns(one.template ?? '')) columns.add(column);
        for (const condition of [one.keepWhen, one.exceptWhen])
          for (const column of Object.keys(condition ?? {})) columns.add(column);
      }
    }
  }
  return columns;
}

/** The columns that nothing reads and that `unread` does not name (`*` there stands for anything), in their order. */
export function unreadColumns(columns: Iterable<string>, manifest: Manifest): string[] {
  const read = [...columnsRead(manifest)];
  const left = manifest.unread.map(
    (pattern) => new RegExp(`^${pattern.split('*').map(literalPattern).join('.*')}$`, 'su'),
  );
  return [...columns].filter(
    (column) => !read.some((known) => coversPath(known, column)) && !left.some((pattern) => pattern.test(column)),
  );
}

function rulesOf(map: Mapping): Rule[] {
  const rules: Rule[] = [];
  for (const [field, value] of Object.entries(map)) {
    if (value === undefined) continue;
    if (field === 'sites' || field === 'links' || field === 'images')
      for (const part of value as Record<string, Rule>[]) rules.push(...Object.values(part));
    else if (field === 'holder') rules.push(...Object.values(value as Record<string, Rule>));
    else rules.push(value as Rule);
  }
  return rules;
}
