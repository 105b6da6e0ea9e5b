/** A server that does everything wrong: each run ends with a sentence, and harms nothing that was there. */
import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocket, type Server } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createGzip, gzipSync } from 'node:zlib';
import { testDatabase } from '#db/testing.ts';
import type { Source } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import { harvestSource, type RunReport } from './run.ts';

const csv = 'id,nom\n1,un\n2,deux\n3,trois\n';

/** Each case: what it answers, and what is told. */
const cases: Record<string, [answer: (response: ServerResponse, host: string) => void, state: string, told: RegExp]> = {
  'says nothing': [() => {}, 'failed', /sent nothing for 0.5 seconds/],
  'a byte now and then': [
    (response) => {
      const timer = setInterval(() => response.write('a'), 100);
      response.on('close', () => clearInterval(timer));
    },
    'failed',
    /took longer than 2 seconds/,
  ],
  'endless rows': [
    (response) => {
      const more = () => {
        while (response.write('7,sept\n'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    },
    'failed',
    /is larger than 20 MB/,
  ],
  'a length too long': [
    (response) => {
      response.writeHead(200, { 'content-length': '500' }).write(csv);
      setTimeout(() => response.destroy(), 50);
    },
    'failed',
    /connection was cut/,
  ],
  'a length too short': [
    (response) => response.socket!.end(`HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\n${csv}`),
    'held',
    /of 3 items are no longer there/,
  ],
  'a redirect inside': [
    (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    'failed',
    /not on the public internet/,
  ],
  'redirects in a ring': [
    (response) => response.writeHead(301, { location: '/ring' }).end(),
    'failed',
    /redirects more than 5 times/,
  ],
  'a gzip bomb': [
    (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      const zeros = Buffer.alloc(1_000_000);
      const more = () => {
        while (!response.destroyed && gzip.write(zeros));
      };
      gzip.on('drain', more);
      response.on('close', () => gzip.destroy());
      more();
    },
    'failed',
    /is larger than 20 MB/,
  ],
  'a damaged gzip': [
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(csv).subarray(0, 20)),
    'failed',
    /damaged or cut/,
  ],
  'a storm of 429': [(response) => response.writeHead(429).end(), 'failed', /status 429\. It was asked 4 times/],
  'come back in a day': [
    (response) => response.writeHead(503, { 'retry-after': '86400' }).end(),
    'failed',
    /come back in 86400 seconds/,
  ],
  'half a page of HTML': [
    (response) => response.end('<html><body><h1>Maintenance'),
    'failed',
    /“id”, which tells items apart, is not in the file/,
  ],
  'half a row': [(response) => response.end('id,nom\n1,un\n2,"de'), 'failed', /never closed/],
  'nothing at all': [(response) => response.end(), 'failed', /empty/],
  'an ETag of another file': [(response) => response.writeHead(304).end(), 'done', /^$/],
  'a 304 that nobody asked for': [(response) => response.writeHead(304).end(), 'failed', /status 304/],
};

function listen(t: TestContext, server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`));
    t.after(() => void server.close());
  });
}

const sourceOf = (id: string): Source => testSource({ id, robots: 'ignored', expect: { dropAtMost: 0.3 } });

test('whatever a server does, the run ends with a sentence and what was there stays', {
  timeout: 120_000,
}, async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  let answer = (response: ServerResponse, _host: string): void => {
    response.writeHead(200, { etag: '"1"' }).end(csv);
  };
  const good = answer;
  let host = '';
  const server = createServer((_, response) => {
    response.on('error', () => {});
    answer(response, host);
  });
  t.after(() => server.closeAllConnections());
  host = await listen(t, server);
  const run = (source: Source, address: string): Promise<RunReport> =>
    harvestSource({
      db,
      source,
      input: { kind: 'address', address },
      now: () => new Date(),
      fetching: { allow: [host], maxBytes: 20_000_000, timeout: 2000, idleTimeout: 500 },
      manners: { pause: 0, sleep: async () => {} },
    });
  for (const [index, [name, [hostile, state, told]]] of Object.entries(cases).entries()) {
    const source = sourceOf(`s-${index}`);
    answer = name === 'a 304 that nobody asked for' ? (response) => void response.end(csv) : good;
    assert.equal((await run(source, `http://${host}/`)).state, 'done', name);
    answer = hostile;
    global.gc?.();
    const [start, memory] = [performance.now(), process.memoryUsage().rss];
    const report = await run(source, `http://${host}/`);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const grown = Math.max(0, Math.round((process.memoryUsage().rss - memory) / 1e6));
    t.diagnostic(`${name} | ${report.state} | ${seconds} s | ${grown} MB | ${report.failure ?? ''}`);
    assert.equal(report.state, state, `${name}: ${report.failure}`);
    assert.match(report.failure ?? '', told, name);
    assert.equal(report.lost, 0, name);
    const { rows } = await db
      .selectFrom('record')
      .select('key')
      .where('source', '=', source.id)
      .where('gone_since', 'is', null)
      .execute()
      .then((all) => ({ rows: all }));
    assert.ok(rows.length >= 3, name);
  }
});

test('a server that speaks no TLS, or no HTTP, is told so', async (t) => {
  const { db, close } = await testDatabase();
  t.after(close);
  const server = createSocket((socket) => {
    socket.on('error', () => {});
    socket.end('\x16\x03\x01rubbish');
  });
  const host = await listen(t, server);
  for (const protocol of ['https', 'http']) {
    const report = await harvestSource({
      db,
      source: sourceOf(`s-${protocol}`),
      input: { kind: 'address', address: `${protocol}://${host}/` },
      now: () => new Date(),
      fetching: { allow: [host], timeout: 2000 },
    });
    t.diagnostic(`${protocol}: ${report.failure}`);
    assert.equal(report.state, 'failed');
    assert.match(report.failure!, protocol === 'https' ? /secure connection \(TLS\) fails/ : /does not speak HTTP/);
  }
});
