import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { evaluateRetrieval, openOurs } from './eval-retrieval.ts';
import { createMemoryEngine } from './memory/engine.ts';

test('the figures are those of their definitions', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'retrieval-'));
  try {
    await writeFile(join(dir, 'docs.tsv'), 'd1\tJardin partagé\nd2\tJardin\nd3\tCrèche\n');
    await writeFile(join(dir, 'queries.tsv'), 'q1\tjardin\nq2\tcrèche\nq3\tmoulin\nq4\tsans réponse connue\n');
    // Of q1 the first result, d2, is wrong; both of its right ones count, though d3 is not found.
    await writeFile(join(dir, 'qrels.tsv'), 'q1\t0\td1\t1\nq1\t0\td3\t1\nq2\t0\td3\t1\nq3\t0\td1\t1\n');
    let clock = 0;
    const figures = await evaluateRetrieval({ dir, open: openOurs(createMemoryEngine()), now: () => clock++ });
    const ndcg = 1 / Math.log2(3) / (1 + 1 / Math.log2(3));
    assert.deepEqual(figures, {
      queries: 3,
      p1: 0.3333,
      hit10: 0.6667,
      mrr: 0.5,
      ndcg10: Math.round(((ndcg + 1) / 3) * 10_000) / 10_000,
      msMedian: 1,
      msP95: 1,
    });
  } finally {
    await rm(dir, { recursive: true });
  }
});

const data = fileURLToPath(new URL('../../../shared/data/retrieval', import.meta.url));
const floors = {
  piaf: { p1: 0.715, hit10: 0.902, mrr: 0.782, ndcg10: 0.811 },
  'code-du-travail': { p1: 0.605, hit10: 0.842, mrr: 0.687, ndcg10: 0.436 },
};
for (const [folder, least] of Object.entries(floors))
  test(`${folder}: what experts judged right is found no worse than it was`, {
    skip: existsSync(join(data, folder)) ? false : 'needs the real data in ../shared/data',
  }, async () => {
    const figures = await evaluateRetrieval({ dir: join(data, folder), open: openOurs(createMemoryEngine()) });
    for (const [name, value] of Object.entries(least))
      assert.ok(figures[name as keyof typeof least] >= value, `${name}: ${JSON.stringify(figures)}`);
  });
