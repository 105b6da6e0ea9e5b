import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { latestFile } from './input.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrefour-input-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'sub'));
mkdirSync(join(folder, 'z.csv'));
for (const name of ['a-2019.csv', 'a-2020.csv', 'a-2020.csv.bak', 'b.csv', 'sub/c (1).json']) {
  writeFileSync(join(folder, name), '');
}

test('the latest file of a catalogue is the last of its names that is there', () => {
  const latest = (...files: string[]) => latestFile(folder, files)?.slice(folder.length + 1);
  assert.equal(latest('a-2019.csv', 'a-2020.csv'), 'a-2020.csv');
  assert.equal(latest('a-2019.csv', 'a-2021.csv'), 'a-2019.csv');
  assert.equal(latest('b.csv', 'a-*.csv'), 'a-2020.csv');
  assert.equal(latest('a-*.csv', 'x*.csv'), 'a-2020.csv');
  assert.equal(latest('sub/c (*).json'), join('sub', 'c (1).json'));
  assert.equal(latest('z.csv', 'nowhere/*.csv'), undefined);
});

test('a name never leads out of the folder', () => {
  assert.equal(latestFile(join(folder, 'sub'), ['../b.csv', '../*.csv', join(folder, 'b.csv')]), undefined);
});
