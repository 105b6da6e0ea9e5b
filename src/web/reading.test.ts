/** What reads too much from one network waits; people, files that are ready and what is sent do not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReadingCount } from '#lib/net/reading.ts';
import { inventedSite } from './testing.ts';
import { networkOfVisitor } from './visitor.ts';

test('a program that reads faster than people do is told to wait; the next network reads on', async () => {
  const reading = createReadingCount(60, () => 0);
  const { site } = await inventedSite({ rooms: { mustWait: (c) => reading(networkOfVisitor(c, 1)) } });
  const read = (path: string, network = '192.30.1.1') =>
    site.request(path, { headers: { 'x-forwarded-for': network } });
  const seen = new Map<number, number>();
  for (let time = 0; time < 70; time++) {
    const { status } = await read('/territoires');
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  assert.deepEqual(
    [...seen],
    [
      [200, 60],
      [429, 10],
    ],
  );
  const refused = await read('/recherche?q=jardin');
  assert.equal(refused.headers.get('retry-after'), '1');
  assert.equal(refused.headers.get('cache-control'), 'private, no-store');
  assert.match(refused.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.match(await refused.text(), /Trop de demandes[\s\S]*Too many requests/);
  assert.equal((await read('/robots.txt')).status, 200);
  assert.equal((await read('/territoires', '192.30.1.2')).status, 200);
  assert.equal((await read('/territoires', '10.0.0.1')).status, 200, 'a proxy of the house');
});
