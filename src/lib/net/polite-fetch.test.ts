import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { createPoliteFetch, type Manners, type PoliteFetch } from './polite-fetch.ts';

/** A server, and a fetch whose clock only moves when it sleeps; the sleeps in seconds. */
async function visit(t: TestContext, listener: RequestListener, manners: Partial<Manners> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const slept: number[] = [];
  let clock = 1_000_000;
  const polite = createPoliteFetch({
    limits: { allow: [host] },
    now: () => clock,
    random: () => 1,
    sleep: async (milliseconds) => {
      slept.push(milliseconds / 1000);
      clock += milliseconds;
    },
    ...manners,
  });
  return { get: (path: string) => told(polite, `http://${host}${path}`), asked, slept, polite, host };
}

async function told(polite: PoliteFetch, address: string, headers = {}): Promise<string> {
  const answer = await polite(address, headers);
  if ('failed' in answer) return answer.failed;
  return 'unchanged' in answer ? 'unchanged' : text(answer.body);
}

test('robots.txt is asked once, obeyed, and its delay kept', async (t) => {
  const robots = 'User-agent: Carrefour-des-innovations-sociales\nDisallow: /prive\nCrawl-delay: 3\n';
  const { get, asked, slept } = await visit(t, (request, response) =>
    response.end(request.url === '/robots.txt' ? robots : 'oui'),
  );
  assert.equal(await get('/a'), 'oui');
  assert.match(await get('/prive/b'), /robots.txt of .* forbids fetching/);
  assert.equal(await get('/c'), 'oui');
  assert.deepEqual(asked, ['/robots.txt', '/.well-known/tdmrep.json', '/a', '/c']);
  assert.deepEqual(slept, [0.5, 0.5, 3]);
});

test('no robots.txt allows all, one in trouble allows nothing, an agreement needs none', async (t) => {
  const none = await visit(t, (request, response) =>
    response.writeHead(request.url === '/robots.txt' ? 404 : 200).end('oui'),
  );
  assert.equal(await none.get('/a'), 'oui');
  const ill = await visit(t, (request, response) =>
    response.writeHead(request.url === '/robots.txt' ? 500 : 200).end('oui'),
  );
  assert.match(await ill.get('/a'), /robots.txt of .* cannot be had for now \(status 500\)/);
  const agreed = await visit(t, (_, response) => response.end('oui'), { robots: false });
  assert.equal(await agreed.get('/a'), 'oui');
  assert.deepEqual(agreed.asked, ['/a']);
});

test('a busy host is asked again, later each time, then given up', async (t) => {
  let busy = 2;
  const { get, asked, slept } = await visit(t, (_, response) => response.writeHead(busy-- > 0 ? 503 : 200).end('oui'), {
    robots: false,
    pause: 0,
  });
  assert.equal(await get('/a'), 'oui');
  assert.deepEqual(slept, [2, 4]);
  busy = 100;
  assert.match(await get('/a'), /status 503\. It was asked 4 times\./);
  assert.equal(asked.length, 7);
});

test('the wait that a host asks for is kept, unless it is too long', async (t) => {
  let wait = '7';
  const { get, asked, slept } = await visit(
    t,
    (_, response) => response.writeHead(asked.length % 2 ? 429 : 200, { 'retry-after': wait }).end('oui'),
    { robots: false, pause: 0 },
  );
  assert.equal(await get('/a'), 'oui');
  wait = new Date(1_000_000 + 7000 + 20_000).toUTCString();
  assert.equal(await get('/a'), 'oui');
  assert.deepEqual(slept, [7, 20]);
  wait = '86400';
  assert.match(await get('/a'), /status 429\. It asks to come back in 86400 seconds/);
});

test('a host is asked one thing at a time, its body included', async (t) => {
  let [open, most] = [0, 0];
  const { get } = await visit(
    t,
    (_, response) => {
      most = Math.max(most, ++open);
      response.write('o');
      setTimeout(() => response.end('ui', () => open--), 20);
    },
    { robots: false, pause: 0 },
  );
  assert.deepEqual(await Promise.all(['/a', '/b', '/c'].map(get)), ['oui', 'oui', 'oui']);
  assert.equal(most, 1);
});

test('a question with a condition may be answered that nothing changed', async (t) => {
  const { polite, host } = await visit(
    t,
    (request, response) => response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200).end('oui'),
    { robots: false },
  );
  assert.equal(await told(polite, `http://${host}/a`, { 'if-none-match': '"1"' }), 'unchanged');
  assert.equal(await told(polite, `http://${host}/a`, { 'if-none-match': '"2"' }), 'oui');
});
