/** The page of limits tells every figure of the code, and none that is not there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { idleLife, linkLife, sessionLife } from '#connect/accounts/authority.ts';
import { challengeLife } from '#connect/accounts/second-factor-plugins.ts';
import { longestText } from '#model/correction.ts';
import { tellingLimits } from '#model/telling.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const [, often = '', howLong = '', lives = ''] = read('docs/reference/limits.md').split(/^## /m);

/** Catalogues and settings have pages of their own. */
const ofOperators = /^src\/model\/(setting-table|settings|sheet|source)\.ts$/;
/** What people and programs send is read by these. */
const files = ['src/web/routes', 'src/connect', 'src/api', 'src/model']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .concat('src/web/telling-form.ts', 'src/pipeline/inquiries/probe-image.ts')
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|testing|fixture/.test(file) && !ofOperators.test(file));

const figure = String.raw`[\d_]+(?:\s*\*\s*[\d_]+)*`;
const worth = (text: string): number =>
  text.split('*').reduce((all, part) => all * Number(part.replaceAll('_', '').trim()), 1);
const cellsOf = (chapter: string): string[][] =>
  [...chapter.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | ')).slice(1);

test('every count is told with its times and its time', () => {
  const words = new Map([
    [120, 'two minutes'],
    [600, 'ten minutes'],
    [1800, 'half an hour'],
    [900, 'a quarter of an hour'],
    [3600, 'an hour'],
    [24 * 3600, 'a day'],
    [3 * 24 * 3600, 'three days'],
  ]);
  const rows = new Map(
    cellsOf(often).map(([name = '', times, within]) => [name.replaceAll('`', ''), { times, within }]),
  );
  const told = new Set<string>();
  const tell = (name: string, times: string, within: number) => {
    told.add(name);
    assert.deepEqual(rows.get(name), { times: String(worth(times)), within: words.get(within) }, name);
  };
  for (const file of files) {
    const text = read(file).replaceAll(/\bwithin: day\b/g, 'within: 24 * 3600');
    const literal = new RegExp(
      String.raw`\{\s*name: '([a-z-]+)',\s*times: (${figure}),\s*within: (${figure}),?\s*\}`,
      'g',
    );
    for (const [, name = '', times = '', within = ''] of text.matchAll(literal)) tell(name, times, worth(within));
    // Those that are made by a function of the file, which says the time, or adds to the name.
    const named = new RegExp(String.raw`\ballow(?:ance)?\('([a-z-]+)', (${figure})(?:, (${figure}))?\)`, 'g');
    const [, prefix = ''] = /name: `([a-z-]+)\$\{name\}`/.exec(text) ?? [];
    const [, common = ''] = new RegExp(String.raw`times, within: (${figure}) \}`).exec(text) ?? [];
    for (const [, name = '', times = '', within = ''] of text.matchAll(named))
      tell(prefix + name, times, worth(within === '' || within === undefined ? common : within));
  }
  assert.ok(told.size > 30);
  assert.deepEqual([...rows.keys()].sort(), [...told].sort());
});

test('every length and quantity is told, file by file', () => {
  const patterns = [
    String.raw`\.max\((${figure})\)`,
    String.raw`\b(?:written|title|titleOf|titleSchema|text|line)\((${figure})\)`,
    `maxSize: (${figure})`,
    String.raw`const (?:most|longest|shortest|largest)\w* = (${figure})\b`,
  ].map((pattern) => new RegExp(pattern, 'g'));
  const inCode = new Map<string, Set<number>>();
  for (const file of files) {
    const found = patterns.flatMap((pattern) => [...read(file).matchAll(pattern)].map(([, one = '']) => worth(one)));
    if (found.length > 0) inCode.set(file, new Set(found));
  }
  const addTo = (map: Map<string, Set<number>>, file: string, figures: Iterable<number>) =>
    map.set(file, new Set([...(map.get(file) ?? []), ...figures]));
  addTo(inCode, 'src/model/telling.ts', Object.values(tellingLimits));
  addTo(inCode, 'src/model/correction.ts', Object.values(longestText));
  const told = new Map<string, Set<number>>();
  for (const [, most = '', where = ''] of cellsOf(howLong))
    addTo(
      told,
      where.replaceAll('`', ''),
      [...most.matchAll(/\d[\d,]*/g)].map(([one]) => Number(one.replaceAll(',', ''))),
    );
  const sorted = (map: Map<string, Set<number>>) =>
    Object.fromEntries([...map].sort().map(([file, figures]) => [file, [...figures].sort((a, b) => a - b)]));
  assert.deepEqual(sorted(told), sorted(inCode));
});

test('how long links and sessions live is told', () => {
  const told = cellsOf(lives).map(([, life = '']) => Number.parseInt(life.replaceAll(',', ''), 10));
  assert.deepEqual(told, [linkLife, challengeLife, sessionLife, idleLife]);
});
