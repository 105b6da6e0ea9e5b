/** The house stands as drawn: every import is read, and each goes to a lower shelf or stays in its own folder. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importsOf } from './imports.ts';

const src = fileURLToPath(new URL('../src', import.meta.url));
const shelves: Record<string, number> = { lib: 1.0, model: 1.1, db: 1.2 };
for (const trade of ['harvest', 'describe', 'locate', 'match', 'search', 'connect', 'publish']) shelves[trade] = 2;
shelves.pipeline = 3;
for (const door of ['web', 'api', 'cli', 'jobs']) shelves[door] = 4;

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));

test('every folder of src stands on a shelf, and only main.ts stands outside', () => {
  const strangers = files.map((name) => name.split('/')[0]!).filter((name) => !(name in shelves) && name !== 'main.ts');
  assert.deepEqual([...new Set(strangers)], []);
});

test('every import goes to a lower shelf or stays in its folder', () => {
  const breaches: string[] = [];
  let read = 0;
  for (const name of files) {
    const [room] = name.split('/') as [string];
    if (room === 'main.ts') continue;
    for (const target of importsOf(readFileSync(join(src, name), 'utf8'))) {
      const path = target.startsWith('#')
        ? target.slice(1)
        : target.startsWith('.')
          ? relative(src, resolve(src, dirname(name), target))
          : undefined;
      if (path === undefined) continue;
      read++;
      const other = path.split('/')[0]!;
      if (other === room) continue;
      if (!(other in shelves) || shelves[other]! >= shelves[room]!) breaches.push(`${name} imports ${target}`);
    }
  }
  assert.ok(read > 100, `only ${read} imports were read: is the reader blind?`);
  assert.deepEqual(breaches, []);
});
