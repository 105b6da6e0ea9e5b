/** What a schema cannot see in a manifest: parts that contradict each other, patterns that are none. */
import { isAbsolute } from 'node:path';
import { coversPath } from '#lib/path.ts';
import type { Rule } from '#model/mapping.ts';
import { mappedColumns } from '#model/mapping-columns.ts';
import type { Manifest } from '#model/source.ts';
import type { Complaint } from './manifests.ts';

/** Complaints about a manifest that fits the schema and stands in the folder named `folder`. */
export function contradictions(manifest: Manifest, folder: string): Complaint[] {
  const told: Complaint[] = [];
  const say = (path: PropertyKey[], message: string) => told.push({ path, message });
  const { id, key, uncounted, unread, files, address, demonstration, expect, format } = manifest;

  if (id !== folder) say(['id'], `\`id\` is “${id}”, but the folder is named “${folder}”: they must be the same.`);
  if (key !== 'content') {
    for (const [index, column] of key.entries()) {
      if (uncounted.includes(column)) say(['key', index], `“${column}” tells items apart: it cannot be \`uncounted\`.`);
    }
  }
  for (const [index, name] of files.entries()) {
    if (isAbsolute(name) || name.split(/[\\/]/).includes('..')) {
      say(['files', index], `“${name}” leads out of the folder: name files inside it.`);
    }
  }
  if (demonstration && files.length === 0) {
    say(['demonstration'], 'A demonstration catalogue needs its sample: name it in `files`.');
  }
  if (!demonstration && files.length === 0 && address === undefined) {
    say([], 'The manifest says nowhere where the catalogue is: give `address` or `files`.');
  }
  if (format.type === 'json' && format.next !== undefined && format.items === '') {
    say(['format', 'next'], 'A list that is the whole file has no next page: say in `items` where the list is.');
  }
  if (format.type === 'json' && format.next !== undefined && format.pages !== undefined) {
    say(['format', 'pages'], 'Either the text names the next page (`next`) or `pages` says how to find it: not both.');
  }
  if (format.type === 'oai-pmh' && (key === 'content' || key.join() !== '@identifier')) {
    say(['key'], 'Records of OAI-PMH are told apart by their identifier: `key` must be `["@identifier"]`.');
  }
  const { min, max } = expect.count ?? {};
  if (min !== undefined && max !== undefined && min > max) {
    say(['expect', 'count'], `No count is at least ${min} and at most ${max}.`);
  }
  for (const [path, text] of [
    [['name'], manifest.name.fr],
    [['organisation', 'name'], manifest.organisation.name],
    [['attribution'], manifest.attribution],
    [['map', 'holder', 'name'], constantOf(manifest.map.holder?.name)],
  ] as const)
    if (text === 'TODO') say([...path], `\`${path.join('.')}\` is still to be said.`);
  const mapped = mappedColumns(manifest.map);
  for (const [index, column] of unread.entries()) {
    const reader = column.includes('*') ? undefined : mapped.find((one) => coversPath(one.column, column));
    if (reader !== undefined) {
      say(['unread', index], `“${column}” is listed as unread, but \`${reader.path.join('.')}\` reads it.`);
    }
  }
  findPatterns(manifest, [], (path, pattern) => {
    const wrong = whyNoPattern(pattern);
    if (wrong !== undefined) say(path, `This is not a regular expression: ${wrong}.`);
  });
  return told;
}

const constantOf = (rule: Rule | undefined): unknown =>
  typeof rule === 'object' && 'constant' in rule ? rule.constant : undefined;

/** Every regular expression of a manifest stands at `extract` of a rule or `matches` of a condition. */
function findPatterns(
  value: unknown,
  path: PropertyKey[],
  visit: (path: PropertyKey[], pattern: string) => void,
): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    const isPattern = typeof inner === 'string' && isPatternAt(here);
    if (isPattern) visit(here, inner);
    else findPatterns(inner, here, visit);
  }
}

/** A column may itself be called `matches`: a pattern's parent is a column of a condition. */
function isPatternAt(path: PropertyKey[]): boolean {
  if (path.at(-1) === 'extract') return path[0] === 'map' && path.at(-2) !== 'translate';
  const condition = path.at(-3);
  return path.at(-1) === 'matches' && ['withhold', 'refuse', 'keepWhen', 'exceptWhen'].includes(String(condition));
}

function whyNoPattern(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'iu');
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, '');
  }
}
