/** Every engine of the comparison still builds and answers: a bench that breaks is found when it is needed. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

test('the comparison of engines runs with each of them and says how long each part takes', async () => {
  const file = new URL('search.ts', import.meta.url).pathname;
  const environment = { ...process.env, OPENSEARCH_URL: undefined };
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', file, '--size', '200', '--rounds', '1', '--json'],
    { env: environment },
  );
  const told = JSON.parse(stdout) as { size: number; parts: Record<string, Record<string, { msMedian?: number }>> };
  assert.equal(told.size, 200);
  assert.deepEqual(Object.keys(told.parts), ['text', 'counts', 'radius', 'all']);
  for (const [part, { best, ...engines }] of Object.entries(told.parts)) {
    assert.deepEqual(Object.keys(engines), ['ours', 'minisearch', 'flexsearch', 'orama', 'sqlite', 'postgres'], part);
    for (const [name, { msMedian }] of Object.entries(engines)) assert.ok(msMedian! > 0, `${name}: ${part}`);
    assert.ok(best);
  }
});
