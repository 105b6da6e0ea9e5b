import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { type Criteria, facetNames, noCriteria } from '#model/criteria.ts';
import { randomFrom, someCriteria, someDocuments } from '../contract/some-documents.ts';
import type { SearchEngine } from '../engine.ts';
import { createMemoryEngine, loadSnapshot } from './engine.ts';
import { crcInTurns, snapshotVersion } from './snapshot.ts';

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const answerOf = (engine: SearchEngine, criteria: Criteria) =>
  engine.search({
    criteria,
    facets: facetNames,
    countTerritories: ['region'],
    maps: [{ box: [-5, 41, 10, 51], columns: 8 }],
  });

test('an index that was saved answers the same when loaded, removed projects and later changes included', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'index');
    const engine = createMemoryEngine();
    const documents = someDocuments(31, 200);
    await engine.apply({ put: documents, remove: [] });
    await engine.apply({ put: [], remove: documents.slice(0, 20).map(({ id }) => id) });
    await engine.saveSnapshot(path, { position: 1234567890123 });
    const loaded = await loadSnapshot(path);
    assert.ok('engine' in loaded);
    assert.equal(loaded.position, 1234567890123);
    assert.equal(loaded.engine.size, 180);
    const change = { put: someDocuments(32, 10), remove: [documents[30]!.id] };
    await engine.apply(change);
    await loaded.engine.apply(change);
    const random = randomFrom(8);
    for (let i = 0; i < 60; i++) {
      const criteria = someCriteria(random);
      assert.deepEqual(
        await answerOf(loaded.engine, criteria),
        await answerOf(engine, criteria),
        JSON.stringify(criteria),
      );
    }
    assert.deepEqual(await readdir(folder), ['index'], 'nothing is left beside it');
  }));

test('an empty index can be saved and loaded', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'index');
    await createMemoryEngine().saveSnapshot(path, { position: 0 });
    const loaded = await loadSnapshot(path);
    assert.ok('engine' in loaded);
    assert.equal((await loaded.engine.search({ criteria: { ...noCriteria, q: 'jardin' } })).total, 0);
  }));

test('a file that is missing, cut, changed by one bit, foreign or of another version is refused', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'index');
    assert.deepEqual(await loadSnapshot(path), { problem: 'missing' });
    const engine = createMemoryEngine();
    await engine.apply({ put: someDocuments(4, 30), remove: [] });
    await engine.saveSnapshot(path, { position: 1 });
    const whole = await readFile(path);
    const damaged = { problem: 'damaged' };
    for (const share of [0.001, 0.1, 0.5, 0.99]) {
      const changed = Buffer.from(whole);
      changed[Math.floor(whole.length * share)]! ^= 4;
      await writeFile(path, changed);
      assert.deepEqual(await loadSnapshot(path), damaged, `a bit at ${share}`);
      await writeFile(path, whole);
      await truncate(path, Math.floor(whole.length * share));
      assert.deepEqual(await loadSnapshot(path), damaged, `cut at ${share}`);
    }
    await writeFile(path, ofVersion(whole, snapshotVersion + 1));
    assert.deepEqual(await loadSnapshot(path), { problem: 'version' });
    await writeFile(path, ofVersion(whole, snapshotVersion));
    assert.ok('engine' in (await loadSnapshot(path)), 'the version alone was wrong');
    await writeFile(path, 'not an index at all');
    assert.deepEqual(await loadSnapshot(path), damaged);
    await writeFile(path, '');
    assert.deepEqual(await loadSnapshot(path), damaged);
  }));

/** The same file, whole, as a program of that version would have written it. */
function ofVersion(file: Buffer, version: number): Buffer {
  const at = file.indexOf('\n') + 1;
  const length = file.readUInt32LE(at);
  const header = JSON.parse(file.toString('utf8', at + 8, at + 8 + length)) as object;
  const json = Buffer.from(JSON.stringify({ ...header, version }));
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(json.length);
  numbers.writeUInt32LE(crc32(json), 4);
  return Buffer.concat([file.subarray(0, at), numbers, json, file.subarray(at + 8 + length)]);
}

test('a large index is summed up in turns: searches go on meanwhile', async () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, i) => (i * 31) % 251);
  let turns = 0;
  let isSumming = true;
  const counting = (async () => {
    for (; isSumming; turns++) await setImmediate();
  })();
  const crc = await crcInTurns(bytes, 10);
  isSumming = false;
  await counting;
  assert.equal(crc, crc32(bytes));
  assert.ok(turns >= 50, `${turns} turns`);
  assert.equal(await crcInTurns(new Uint8Array(0)), crc32(new Uint8Array(0)));
});

test('a save that fails leaves the former file as it was', () =>
  inFolder(async (folder) => {
    const engine = createMemoryEngine();
    await assert.rejects(engine.saveSnapshot(join(folder, 'no', 'such', 'folder'), { position: 1 }));
    assert.deepEqual(await readdir(folder), []);
  }));
