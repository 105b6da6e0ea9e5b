import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { noCriteria } from '#model/criteria.ts';
import { agree } from '../contract/agree.ts';
import { someDocuments } from '../contract/some-documents.ts';
import type { SearchDocument } from '../engine.ts';
import { createMemoryEngine, loadSnapshot } from './engine.ts';

test('any order of changes and merges, beside or here, gives what a fresh reading gives', async () => {
  const pool = someDocuments(61, 160);
  const change = fc.record({
    seed: fc.integer({ min: 1, max: 50 }),
    put: fc.array(fc.nat({ max: 159 }), { maxLength: 60 }),
    remove: fc.array(fc.nat({ max: 159 }), { maxLength: 30 }),
    next: fc.constantFrom('goOn', 'settle', 'compact'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.boolean(), async (changes, threads) => {
      const engine = createMemoryEngine({ threads });
      const told = new Map<string, SearchDocument>();
      const applied: Promise<void>[] = [];
      for (const { seed, put, remove, next } of changes) {
        const others = someDocuments(seed, 160);
        const documents = put.map((at) => ({ ...others[at]!, id: pool[at]!.id }));
        const ids = remove.map((at) => pool[at]!.id);
        for (const id of ids) told.delete(id);
        for (const document of documents) told.set(document.id, document);
        // Not awaited: changes and merges meet as they may.
        applied.push(engine.apply({ put: documents, remove: ids }));
        if (next === 'settle') await engine.settle();
        else if (next === 'compact') applied.push(engine.compact());
      }
      await Promise.all(applied);
      assert.equal(engine.size, told.size);
      await agree(engine, [...told.values()], changes.length, 5);
      await engine.close();
    }),
    { numRuns: 12 },
  );
});

test('a change that cannot be read is refused, and the next one is taken', async () => {
  const engine = createMemoryEngine({ threads: true });
  const documents = someDocuments(7, 60);
  const broken = { ...documents[3]!, title: undefined as unknown as string };
  await assert.rejects(engine.apply({ put: [...documents.slice(0, 40), broken], remove: [] }), TypeError);
  assert.equal(engine.size, 0, 'nothing of it is there');
  await engine.apply({ put: documents, remove: [] });
  assert.equal((await engine.every(noCriteria)).length, 60);
  await engine.close();
});

test('the thread that practised on titles keeps nothing of them, and an engine may close meanwhile', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workshop-'));
  const path = join(folder, 'index');
  const first = createMemoryEngine();
  const documents = someDocuments(9, 80);
  await first.apply({ put: documents, remove: [] });
  await first.saveSnapshot(path, { position: 3 });
  await first.close();
  for (const change of [documents.slice(0, 40), []]) {
    const loaded = await loadSnapshot(path, { threads: true });
    assert.ok('engine' in loaded);
    const { engine } = loaded;
    const put = change.map((document) => ({ ...document, title: 'mirabelle' }));
    if (put.length > 0) await engine.apply({ put, remove: [] });
    assert.equal(engine.size, 80);
    assert.equal((await engine.every({ ...noCriteria, q: 'mirabelle' })).length, put.length);
    await engine.close();
  }
  await rm(folder, { recursive: true });
});

test('a program with an index in threads ends by itself', async () => {
  const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    const { createMemoryEngine } = await import(${here('./engine.ts')});
    const { someDocuments } = await import(${here('../contract/some-documents.ts')});
    const engine = createMemoryEngine({ threads: true });
    await engine.apply({ put: someDocuments(3, 100), remove: [] });
    console.log(engine.size);`;
  const words = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 60_000 });
  assert.equal(stdout.trim(), '100');
});
