/** What a curator's program may ask and answer, and that nobody else can. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Person } from '#model/person.ts';
import { errorSchema } from './errors.ts';
import { testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
let person: Person | undefined;
const curator: Person = { id: 'p1', name: 'Ada', mail: 'ada@exemple.fr', role: 'curator', partners: [] };

before(async () => {
  api = await testApi(() => ({ personOf: async () => person }));
});
after(() => api?.close());
beforeEach(() => {
  person = curator;
});

const send = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  api.ask('/v1/answers', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
const codeOf = async (response: Response) => errorSchema.parse(await response.json()).error.code;

test('who is not signed in, or no curator, learns nothing and changes nothing', async () => {
  const asks = [
    () => api.ask('/v1/suggestions'),
    () => api.ask('/v1/answers'),
    () => send({ vocabulary: 'themes', word: 'ruches', concepts: [] }),
    () => api.ask('/v1/answers/x', { method: 'DELETE' }),
  ];
  for (const ask of asks) {
    person = undefined;
    const unknown = await ask();
    assert.deepEqual([unknown.status, await codeOf(unknown)], [401, 'sign-in']);
    person = { ...curator, role: 'member' };
    const member = await ask();
    assert.deepEqual([member.status, await codeOf(member)], [403, 'curators-only']);
    assert.equal(member.headers.get('cache-control'), 'no-store');
  }
});

test('the queue and the answers are lists, kept by nobody on the way', async () => {
  for (const path of ['/v1/suggestions?vocabulary=themes&later=1&pageSize=5', '/v1/answers']) {
    const response = await api.ask(path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'private, no-store');
    assert.deepEqual(await response.json(), { total: 0, results: [] });
  }
  assert.equal((await api.ask('/v1/suggestions?vocabulary=licornes')).status, 400);
});

test('an answer that cannot be read or given is refused with the reason', async () => {
  const word = { vocabulary: 'themes', word: 'Jamais vu' };
  assert.deepEqual([404, 'word-not-carried'], await seen(send({ ...word, concepts: [] })));
  assert.deepEqual([404, 'word-not-carried'], await seen(send({ ...word, later: true })));
  assert.deepEqual([400, 'concept-unknown'], await seen(send({ ...word, concepts: ['licornes'] })));
  for (const body of ['', '{', '[]', 'null', { ...word }, { ...word, concepts: [], later: true }, { ...word, more: 1 }])
    assert.deepEqual([400, 'body-refused'], await seen(send(body)), JSON.stringify(body));
  assert.deepEqual(
    [400, 'body-refused'],
    await seen(send({ ...word, concepts: [] }, { 'content-type': 'text/plain' })),
  );
  assert.deepEqual([400, 'body-refused'], await seen(send({ ...word, concepts: ['x'.repeat(30_000)] })));
  assert.deepEqual([404, 'answer-unknown'], await seen(api.ask('/v1/answers/x', { method: 'DELETE' })));
});

test('only answers can be written, and no other site can make a browser write them', async () => {
  for (const [path, method] of [
    ['/v1/suggestions', 'POST'],
    ['/v1/answers', 'PUT'],
    ['/v1/answers/x/y', 'DELETE'],
    ['/v1/projects', 'DELETE'],
  ] as const)
    assert.equal((await api.ask(path, { method })).status, 405, `${method} ${path}`);
  const preflight = await api.ask('/v1/answers', {
    method: 'OPTIONS',
    headers: { origin: 'https://ailleurs.exemple', 'access-control-request-method': 'POST' },
  });
  assert.doesNotMatch(preflight.headers.get('access-control-allow-methods') ?? '', /POST|DELETE/);
  assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
});

async function seen(asked: Promise<Response>): Promise<[number, string]> {
  const response = await asked;
  return [response.status, await codeOf(response)];
}
