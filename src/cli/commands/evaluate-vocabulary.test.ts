/** What `eval vocabulary` prints, on a small file of invented partners. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';
import { evalVocabulary } from './evaluate-vocabulary.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrefour-tags-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'tags.json');
writeFileSync(
  file,
  JSON.stringify([
    { from: 'Un', name: 'Énergies', codes: ['ENE'] },
    { from: 'Un', name: 'Culture - Sports', codes: ['CUL', 'SPO'] },
    { from: 'Deux', name: 'ruches', codes: ['BIO'] },
    { from: 'Trois', name: 'La ruche', codes: ['BIO'] },
  ]),
);
const run = (options: Record<string, string | boolean>) =>
  evalVocabulary.run({} as CommandRooms, { words: [], options });

test('a partner left out gets four figures, and what others decided helps to understand its words', async () => {
  const one = await run({ file, 'leave-out': 'Un' });
  assert.deepEqual(one.json, { tags: 2, precision: 1, recall: 1, f1: 1 });
  const three = await run({ file, 'leave-out': 'Trois' });
  assert.deepEqual(three.json, { tags: 1, precision: 1, recall: 1, f1: 1 });
});

test('all partners in turn, with the baselines beside', async () => {
  const { json, lines } = await run({ file });
  const { tags, partners, exact, nearest } = json as Record<string, { recall: number } & number>;
  assert.deepEqual([tags, partners], [4, 3]);
  assert.equal(exact!.recall, 0.2, 'only the word that the vocabulary has');
  assert.ok(nearest!.recall > 0);
  assert.match(lines.join('\n'), /^learned .*F1 /m);
});

test('a file that is not there, not decisions, or without the partner is told', async () => {
  await assert.rejects(run({}), Misuse);
  await assert.rejects(run({ file: join(folder, 'rien.json') }), Misuse);
  await assert.rejects(run({ file, 'leave-out': 'Quatre' }), /Un; Deux; Trois/);
  const wrong = join(folder, 'wrong.json');
  writeFileSync(wrong, '{"name": 1}');
  await assert.rejects(run({ file: wrong }), Misuse);
});

const real = fileURLToPath(new URL('../../../../shared/data/vocabulary/partner-tags.json', import.meta.url));
const skip = existsSync(real) ? false : 'needs the real data in ../shared/data';

test('a real partner that was never seen is understood better than by exact match', { skip }, async () => {
  const { json, lines } = await run({ file: real, 'leave-out': 'Avise' });
  const { tags, precision, f1 } = json as { tags: number; precision: number; f1: number };
  assert.equal(tags, 101);
  assert.ok(precision >= 0.75 && f1 >= 0.7, JSON.stringify(json));
  const exact = Number(/^exact .*F1 ([\d.]+)/m.exec(lines.join('\n'))?.[1]);
  assert.ok(f1 > exact + 0.05, `exact match has ${exact}`);
});
