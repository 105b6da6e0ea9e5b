import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readContent } from './reading.fixture.ts';
import { unpack } from './unpack.ts';

const sitemap =
  '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/é</loc></url></urlset>';

test('a packed sitemap, table or list is read as if it were not', async () => {
  assert.deepEqual((await readContent(gzipSync(sitemap), { type: 'sitemap' })).rows, [{ loc: 'https://a.example/é' }]);
  assert.deepEqual((await readContent(gzipSync('id;nom\n1;Été\n'), { type: 'csv' })).rows, [{ id: '1', nom: 'Été' }]);
  assert.deepEqual((await readContent(gzipSync('[{"id":1}]'), { type: 'json' })).rows, [{ id: 1 }]);
});

test('a packed file that is cut, damaged or too large is told, and nothing is left of it', async () => {
  const before = leftovers();
  const packed = gzipSync(sitemap);
  assert.match((await readContent(packed.subarray(0, 30), { type: 'sitemap' })).failed, /gzip\) is damaged or cut/);
  const damaged = Buffer.from(packed);
  damaged.fill(0x55, 12, 20);
  assert.match((await readContent(damaged, { type: 'sitemap' })).failed, /damaged or cut/);
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-bomb-'));
  try {
    writeFileSync(join(folder, 'bomb'), gzipSync(Buffer.alloc(5_000_000)));
    assert.deepEqual(await unpack(join(folder, 'bomb'), 1_000_000), {
      failed: 'The file is larger than 1 MB once unpacked.',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(leftovers(), before);
});

const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('carrefour-unpack-'));
