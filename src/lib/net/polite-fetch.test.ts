import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { createHosts, rulesBelievedFor } from './hosts.ts';
import { createPoliteFetch, type Manners, type PoliteFetch } from './polite-fetch.ts';
import { onLoopback } from './testing.ts';

/** A server, and a fetch whose clock only moves when it sleeps; the sleeps in seconds. */
async function visit(t: TestContext, listener: RequestListener, manners: Partial<Manners> = {}) {
  const asked: string[] = [];
  const server = await onLoopback((request, response) => {
    asked.push(request.url!);
    listener(request, response);
  });
  t.after(server.close);
  const { host } = server;
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

const nothing = { '/robots.txt': 404, '/.well-known/tdmrep.json': 404 };
const answering =
  (pages: Record<string, string | number>, headers: Record<string, Record<string, string>> = {}): RequestListener =>
  (request, response) => {
    const page = { ...nothing, ...pages }[request.url!] ?? 'oui';
    if (typeof page === 'number') response.writeHead(page).end();
    else response.writeHead(200, headers[request.url!] ?? {}).end(page);
  };

test('a reservation of rights is heard, in the host’s file and in the answer, unless there is an agreement', async (t) => {
  const rules = JSON.stringify([
    { location: '/', 'tdm-reservation': 1 },
    { location: '/ouvert/*', 'tdm-reservation': 0 },
    { location: '/faux', 'tdm-reservation': 'oui' },
  ]);
  const headers = { '/libre': { 'tdm-reservation': '0' }, '/ouvert/b': { 'tdm-reservation': '1' } };
  const site = answering({ '/.well-known/tdmrep.json': rules }, headers);
  const { get } = await visit(t, site);
  assert.match(await get('/a'), /rights to mine .*\/a are reserved \(tdm-reservation\)/);
  assert.equal(await get('/ouvert/a'), 'oui');
  assert.equal(await get('/libre'), 'oui');
  assert.match(await get('/ouvert/b'), /are reserved/);
  const agreed = await visit(t, site, { robots: false });
  assert.equal(await agreed.get('/a'), 'oui');
});

test('a file of reservations that cannot be read reserves nothing', async (t) => {
  for (const file of ['<html>', '{"location": "/"}', '[1, {"location": "/", "tdm-reservation": 2}]', 500]) {
    const { get } = await visit(t, answering({ '/.well-known/tdmrep.json': file }));
    assert.equal(await get('/a'), 'oui', String(file));
  }
});

test('where a redirect leads, its robots.txt counts too, and its turn', async (t) => {
  const closed = await visit(t, answering({ '/robots.txt': 'User-agent: *\nDisallow: /prive' }));
  const open = await visit(
    t,
    (request, response) => {
      if (!request.url!.startsWith('/vers')) return response.writeHead(404).end();
      return response.writeHead(302, { location: `http://${closed.host}${request.url!.slice(5)}` }).end();
    },
    { limits: { allow: ['127.0.0.1'] } },
  );
  assert.match(await open.get('/vers/prive'), /robots.txt of .* forbids fetching .*\/prive/);
  assert.equal(await open.get('/vers/public'), 'oui');
  assert.deepEqual(closed.asked, ['/robots.txt', '/.well-known/tdmrep.json', '/public']);
});

test('a large robots.txt is read as far as it counts; one that is cut, or does not come, forbids', async (t) => {
  const large = `User-agent: *\nDisallow: /prive\n${'# commentaire\n'.repeat(60_000)}`;
  const { get } = await visit(t, answering({ '/robots.txt': large }));
  assert.match(await get('/prive/a'), /forbids/);
  assert.equal(await get('/a'), 'oui');
  const cut = await visit(t, (request, response) => {
    if (request.url !== '/robots.txt') return void response.end('oui');
    response.writeHead(200, { 'content-length': '1000' }).write('User-agent');
    setTimeout(() => response.destroy(), 20);
  });
  assert.match(await cut.get('/a'), /robots.txt: the connection was cut/);
});

test('runs that share their hosts take turns, ask for the rules once, and wait together', async (t) => {
  const hosts = createHosts();
  let clock = 1_000_000;
  let [open, most] = [0, 0];
  const shared: Partial<Manners> = {
    hosts,
    now: () => clock,
    sleep: async (milliseconds) => {
      clock += milliseconds;
    },
  };
  const first = await visit(
    t,
    (request, response) => {
      if (request.url === '/occupe') return void response.writeHead(503, { 'retry-after': '20' }).end();
      if (!/^\/[ab]$/.test(request.url!)) return void response.writeHead(404).end();
      most = Math.max(most, ++open);
      setTimeout(() => response.end('oui', () => open--), 20);
    },
    shared,
  );
  const second = createPoliteFetch({ limits: { allow: [first.host] }, ...shared });
  const both = [first.get('/a'), told(second, `http://${first.host}/b`)];
  assert.deepEqual(await Promise.all(both), ['oui', 'oui']);
  assert.equal(most, 1);
  assert.equal(first.asked.filter((path) => path === '/robots.txt').length, 1);
  clock += rulesBelievedFor;
  await told(second, `http://${first.host}/a`);
  assert.equal(first.asked.filter((path) => path === '/robots.txt').length, 2);
  const before = clock;
  const hasty = createPoliteFetch({ limits: { allow: [first.host] }, ...shared, tries: 1 });
  await Promise.all([told(second, `http://${first.host}/occupe`), told(hasty, `http://${first.host}/a`)]);
  assert.ok(clock - before >= 60_000);
});

test('a run that is stopped while it waits for its turn leaves the others theirs', async (t) => {
  const stopping = new AbortController();
  const hosts = createHosts();
  const slow = await visit(
    t,
    (request, response) => {
      if (request.url !== '/lent') return void response.writeHead(request.url === '/b' ? 200 : 404).end('oui');
      response.write('o');
      setTimeout(() => response.end('ui'), 100);
    },
    { hosts },
  );
  const stopped = createPoliteFetch({ limits: { allow: [slow.host], signal: stopping.signal }, hosts });
  await slow.get('/b');
  const answers = [slow.get('/lent'), told(stopped, `http://${slow.host}/a`), slow.get('/b')];
  setTimeout(() => stopping.abort(), 20);
  assert.deepEqual(await Promise.all(answers), ['oui', `Fetching http://${slow.host}/a was stopped.`, 'oui']);
});
