/** What an operator would notice: a program that empties the site, or people who are refused for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { createReadingCount, waitToRead } from './reading.ts';

test('a network reads so much in a minute, at once or spread, then as fast as its count fills again; others do not feel it', () => {
  let time = 0;
  const mustWait = createReadingCount(60, () => time);
  const ask = (times: number, network = '192.30.1.1') =>
    Array.from({ length: times }, () => mustWait(network)).filter((seconds) => seconds === undefined).length;
  assert.equal(ask(100), 60);
  assert.equal(mustWait('192.30.1.1'), 1);
  assert.equal(ask(5, '192.30.1.2'), 5);
  assert.equal(ask(5, '2a01:e0a:1:2'), 5);
  time += 10_000;
  assert.equal(ask(100), 10);
  time += 3_600_000;
  assert.equal(ask(100), 60, 'never more than a minute’s worth');
});

test('a clock that is put right keeps nobody waiting for the hour that it was ahead', () => {
  let time = 3_600_000;
  const mustWait = createReadingCount(60, () => time);
  mustWait('192.30.1.1');
  time = 0;
  assert.equal(mustWait('192.30.1.1'), undefined);
});

test('one’s own proxies, this machine and whoever cannot be told apart are not counted', () => {
  const mustWait = createReadingCount(1, () => 0);
  for (const network of ['127.0.0.1', '10.1.2.3', '192.168.1.1', '0:0:0:0', 'fd00:1:2:3', 'unknown', ''])
    for (let time = 0; time < 3; time++) assert.equal(mustWait(network), undefined, network);
});

test('what is remembered is bounded: fifty thousand networks, those seen last', () => {
  const mustWait = createReadingCount(1, () => 0);
  const network = (n: number) => `8.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
  mustWait(network(0));
  for (let n = 1; n < 50_000; n++) mustWait(network(n));
  assert.equal(mustWait(network(0)), 60, 'still counted');
  for (let n = 50_000; n < 100_000; n++) mustWait(network(n));
  assert.equal(mustWait(network(0)), undefined, 'forgotten');
});

test('whoever must wait is told how long; what is sent is counted elsewhere', async () => {
  const app = new Hono();
  app.use(
    waitToRead(
      () => 7,
      (c) => c.text('Attendez.', 429),
    ),
  );
  app.all('*', (c) => c.text('lu'));
  const read = await app.request('/');
  assert.deepEqual([read.status, read.headers.get('retry-after')], [429, '7']);
  assert.equal((await app.request('/', { method: 'POST' })).status, 200);
});
