/** Every reader and every platform on samples as they are received: what becomes of them, and what is refused. */
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { becomesOf, readerFolders, readSampleFile, samplesOf } from './samples.fixture.ts';

for (const folder of readerFolders())
  test(`${folder}: each sample becomes what stands beside it, or is refused as it says there`, async () => {
    const [taken, refused]: [string[], string[]] = [[], []];
    for (const sample of samplesOf(folder)) {
      const wanted = becomesOf(sample);
      const found = await readSampleFile(sample, wanted);
      // As JSON, which has no `undefined`.
      assert.deepEqual(JSON.parse(JSON.stringify(found)), wanted, basename(sample));
      if (wanted.rows !== undefined || wanted.leads) taken.push(sample);
      if (wanted.refused !== undefined || wanted.failed !== undefined || wanted.leads === null) refused.push(sample);
    }
    assert.ok(taken.length > 0, 'a sample that is taken');
    assert.ok(refused.length > 0, 'a sample that is refused, whole or in part');
  });
