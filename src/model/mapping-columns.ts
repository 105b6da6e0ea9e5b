/** Which columns a manifest names, and where. */
import type { RuleObject } from './mapping.ts';
import type { Manifest } from './source.ts';

export interface NamedColumn {
  column: string;
  /** The path in the manifest of what names it: `['map', 'sites', 0, 'city']`. */
  path: (string | number)[];
}

/** The columns that the mapping's rules read; a column may be named several times. */
export function mappedColumns(map: Manifest['map']): NamedColumn[] {
  return walk(map, ['map']);
}

/** Every column that the manifest names and needs: mapping, key, conditions. What it only leaves out is not needed. */
export function columnsNamed(manifest: Pick<Manifest, 'map' | 'key' | 'withhold' | 'refuse'>): string[] {
  const columns = new Set(mappedColumns(manifest.map).map(({ column }) => column));
  if (manifest.key !== 'content') for (const column of manifest.key) columns.add(column);
  for (const condition of [manifest.withhold, manifest.refuse]) {
    for (const column of Object.keys(condition ?? {})) columns.add(column);
  }
  return [...columns];
}

const isRule = (value: object): value is RuleObject => 'from' in value || 'constant' in value || 'template' in value;

function walk(value: unknown, path: NamedColumn['path']): NamedColumn[] {
  if (typeof value === 'string') return [{ column: value, path }];
  if (Array.isArray(value)) return value.flatMap((part, index) => walk(part, [...path, index]));
  if (value === null || typeof value !== 'object') return [];
  if (!isRule(value)) return Object.entries(value).flatMap(([name, part]) => walk(part, [...path, name]));
  const columns = [value.from ?? []].flat();
  for (const [, column] of (value.template ?? '').matchAll(/\{([^{}]+)\}/g)) {
    if (column !== undefined && column !== 'value') columns.push(column);
  }
  for (const condition of [value.keepWhen, value.exceptWhen]) columns.push(...Object.keys(condition ?? {}));
  return columns.map((column) => ({ column, path }));
}
