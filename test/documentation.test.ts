/** The documentation is true: every setting, command, package and decision is told, and nothing is told that is not there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commands } from '#cli/commands.ts';
import { settingTable } from '#model/setting-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

test('every setting is documented with its default, and every documented one exists', () => {
  const page = read('docs/reference/settings.md').split('Only for the tests')[0]!;
  const told = [...page.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|/gm)].map(([, name]) => name!);
  assert.deepEqual(told.sort(), Object.keys(settingTable).sort());
});

test('every environment variable that the code reads is documented', () => {
  const page = read('docs/reference/settings.md');
  const files = ['src', 'scripts', 'test', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const used = new Set<string>();
  for (const file of files.filter((name) => /(?<!\.fixture)\.(ts|tsx|mjs)$/.test(name)))
    for (const [, name] of read(file).matchAll(/process\.env\.([A-Z][A-Z_]+)/g)) used.add(name!);
  const ofTheSystem = new Set(['NODE_ENV', 'CI', 'PATH', 'HOME', 'TMPDIR']);
  const untold = [...used].filter((name) => !ofTheSystem.has(name) && !page.includes(`\`${name}\``));
  assert.deepEqual(untold, []);
});

test('every command has its chapter with its options, and every chapter is a command', () => {
  const page = read('docs/reference/commands.md');
  const chapters = new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((chapter) => [chapter.split('\n', 1)[0]!.trim(), chapter]),
  );
  assert.deepEqual([...chapters.keys()].sort(), commands.map(({ name }) => name).sort());
  for (const { name, options } of commands)
    for (const option of Object.keys(options))
      assert.match(chapters.get(name)!, new RegExp(`--${option}\\b`), `${name} --${option} is not documented`);
});

test('every package has its reason, and every reason its package', () => {
  const page = read('docs/decisions/0002-dependencies.md');
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    object
  >;
  const names = [dependencies, devDependencies, optionalDependencies].flatMap((group) => Object.keys(group ?? {}));
  assert.deepEqual(
    names.filter((name) => !page.includes(`\`${name}\``)),
    [],
  );
  const told = [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name]) => name!);
  assert.deepEqual(
    told.filter((name) => !names.includes(name)),
    [],
  );
});

test('every decision is in the list of decisions', () => {
  const list = read('docs/decisions/README.md');
  for (const name of readdirSync(join(root, 'docs/decisions')).filter((file) => /^\d{4}-/.test(file)))
    assert.ok(list.includes(name), `${name} is not listed`);
});

test('every link from one page of the documentation to a file leads somewhere', () => {
  for (const page of pages)
    for (const [, target] of read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)/g))
      assert.ok(existsSync(join(root, dirname(page), target!)), `${page} links to ${target}, which is not there`);
});

test('every npm command that the README tells of exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name] of read('README.md').matchAll(/npm (?:run (?:-s )?)?(start|test|[a-z]+(?::[a-z]+)?)\b/g))
    if (!['ci', 'install'].includes(name!)) assert.ok(name! in scripts, `npm run ${name} does not exist`);
});
