import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Hono } from 'hono';
import { errorSchema } from './errors.ts';
import { testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

test('a page of another site may read the API', async () => {
  const response = await api.ask('/v1/projects', { headers: { Origin: 'https://ailleurs.example' } });
  assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
  assert.match(response.headers.get('Access-Control-Expose-Headers') ?? '', /Link/);
  const preflight = await api.ask('/v1/projects', { method: 'OPTIONS' });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), 'GET,HEAD,OPTIONS');
});

test('a network that reads too much is told how long to wait, in the shape of every error, across origins too', async (t) => {
  const busy = await testApi(() => ({ mustWait: () => 3 }));
  t.after(() => busy.close());
  const response = await busy.ask('/v1/projects?lang=en', { headers: { Origin: 'https://ailleurs.example' } });
  assert.deepEqual([response.status, response.headers.get('Retry-After')], [429, '3']);
  assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal(response.headers.get('Cache-Control'), 'no-store');
  assert.equal(errorSchema.parse(await response.json()).error.code, 'too-many');
});

test('what has not changed is not sent again', async () => {
  for (const path of ['/v1/projects', '/v1/vocabularies/themes', '/openapi.json', '/v1/schema.json']) {
    const first = await api.ask(path);
    const tag = first.headers.get('ETag');
    assert.ok(tag, path);
    assert.equal(first.headers.get('Cache-Control'), 'public, max-age=60');
    const again = await api.ask(path, { headers: { 'If-None-Match': tag } });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    assert.equal(again.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(again.headers.get('Cache-Control'), 'public, max-age=60');
  }
  const other = await api.ask('/v1/projects?page=2', { headers: { 'If-None-Match': '"autre"' } });
  assert.equal(other.status, 200);
});

test('HEAD says what GET would, without the text', async () => {
  for (const path of ['/v1/projects', '/v1/projects.csv']) {
    const get = await api.ask(path);
    const head = await api.ask(path, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
    assert.equal(head.headers.get('Content-Type'), get.headers.get('Content-Type'));
    await get.body?.cancel();
  }
});

test('other methods are refused, and an unknown address says so in JSON', async () => {
  const post = await api.ask('/v1/projects', { method: 'POST', body: '{}' });
  assert.equal(post.status, 405);
  assert.equal(post.headers.get('Allow'), 'GET, HEAD, OPTIONS');
  for (const path of ['/v2', '/v1/projets', '/v1/projects/', '/v1/projects.xml', '/v1/projects/a/b']) {
    const response = await api.ask(path);
    assert.equal(response.status, 404, path);
    assert.equal(errorSchema.parse(await response.json()).error.code, 'not-found');
  }
});

test('what another site makes a signed-in browser send is refused before anything reads it', async () => {
  const cookie = 'carrefour.session_token=x';
  const said: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ];
  for (const method of ['POST', 'DELETE', 'PUT', 'PATCH'])
    for (const headers of said) {
      const forged = await api.ask('/v1/projects', { method, headers: { ...headers, cookie } });
      assert.equal(forged.status, 403);
      assert.equal(errorSchema.parse(await forged.json()).error.code, 'from-elsewhere');
    }
  const own = await api.ask('/v1/projects', { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  assert.equal(own.status, 405);
  assert.equal((await api.ask('/v1/projects', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status, 200);
});

test('a failure of ours tells the visitor nothing and the log everything', async (t) => {
  const broken = await testApi(({ engine }) => ({
    engine: Object.assign(Object.create(engine), {
      search: async () => Promise.reject(new Error('password=hunter2 at /srv/secret')),
    }),
  }));
  t.after(() => broken.close());
  const response = await broken.ask('/v1/projects?lang=en');
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.doesNotMatch(text, /hunter2|secret|at /);
  assert.equal(errorSchema.parse(JSON.parse(text)).error.code, 'internal');
  assert.match(String((broken.failures[0] as { error: Error }).error), /hunter2/);
});

test('what could not wait for the database any longer says when to come back', async (t) => {
  const busy = await testApi(({ engine }) => ({
    engine: Object.assign(Object.create(engine), {
      search: async () => Promise.reject(Object.assign(new Error('canceling statement'), { code: '55P03' })),
    }),
  }));
  t.after(() => busy.close());
  const response = await busy.ask('/v1/projects');
  assert.equal(response.status, 503);
  assert.equal(response.headers.get('retry-after'), '10');
  assert.equal(errorSchema.parse(await response.json()).error.code, 'busy');
});

test('mounted at /api of a site, it answers there, and its 404 stays its own', async () => {
  const site = new Hono();
  site.route('/api', api.app);
  site.get('*', (c) => c.text('a page'));
  assert.equal((await site.request('/api')).status, 200);
  assert.equal((await site.request('/api/v1/projects?pageSize=1')).status, 200);
  assert.equal((await site.request('/api/openapi.json')).status, 200);
  const lost = await site.request('/api/nowhere');
  assert.equal(lost.status, 404);
  errorSchema.parse(await lost.json());
  assert.equal(await (await site.request('/ailleurs')).text(), 'a page');
});
