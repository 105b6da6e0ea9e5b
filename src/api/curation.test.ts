/** The curators' routes, as a program that a curator runs in a browser sees them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { testMatcher, testSheet } from '#match/testing.ts';
import type { Person } from '#model/person.ts';
import { curationErrorSchema } from './curation-errors.ts';
import { testApi } from './testing.ts';

const nantes = '44109';
const ana: Person = { id: 'p-ana', name: 'Ana', mail: 'ana@exemple.org', role: 'curator', partners: [] };
const own = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };

describe('the curators’ routes', () => {
  let api: Awaited<ReturnType<typeof testApi>>;
  let visitor: Person | undefined = ana;
  beforeEach(async () => {
    visitor = ana;
    api = await testApi(() => ({ personOf: async () => visitor }));
    const matcher = await testMatcher(api.database.db);
    await matcher.change([
      testSheet('a/1', 'Le Bocal partagé', nantes, { quality: 0.5 }),
      testSheet('b/1', 'Le Bocal partagé, antenne', nantes, { quality: 0.5 }),
      testSheet('c/1', 'Le Moulin', nantes),
    ]);
  });
  afterEach(() => api?.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = own) =>
    api.ask(`/curation${path}`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const refusal = async (answer: Response) => {
    const { error } = curationErrorSchema.parse(await answer.json());
    return [answer.status, error.code, ...error.decisions];
  };

  test('the queue, an answer, the history, and taking it back', async () => {
    const queue = await api.json('/curation/pairs');
    assert.equal(queue.total, 1);
    const [pair] = queue.pairs;
    assert.deepEqual(
      pair.sheets.map(({ title }: { title: string }) => title),
      ['Le Bocal partagé', 'Le Bocal partagé, antenne'],
    );
    assert.ok(pair.reasons.includes('only one is “antenne”'));
    const answer = await post('/decisions', { wish: { kind: 'same', sheets: ['a/1', 'b/1'] }, reason: 'Vu.' });
    assert.equal(answer.status, 201);
    const { decision, replaced } = (await answer.json()) as { decision: string; replaced: string[] };
    assert.deepEqual(replaced, []);
    const again = await post('/decisions', { wish: { kind: 'same', sheets: ['a/1', 'b/1'] } });
    assert.deepEqual([again.status, await again.json()], [200, { decision, already: true }]);
    assert.equal((await api.json('/curation/pairs')).total, 0);
    const { total, decisions } = await api.json('/curation/decisions?most=5');
    assert.equal(total, 1);
    assert.deepEqual(
      [decisions[0].author, decisions[0].reason, decisions[0].word.kind, decisions[0].state],
      ['Ana', 'Vu.', 'same', 'in-force'],
    );
    assert.equal((await api.json(`/curation/decisions?project=${pair.projects[0]}`)).total, 1);
    const undone = await post(`/decisions/${decision}/undo`, '');
    assert.deepEqual([undone.status, await undone.json()], [200, { decision, restored: [] }]);
    assert.deepEqual(await refusal(await post(`/decisions/${decision}/undo`, '')), [409, 'undone-already']);
    assert.equal((await api.json('/curation/pairs')).total, 1);
  });

  test('a pair is put off; an unknown one is said', async () => {
    assert.equal((await post('/pairs/later', { sheets: ['a/1', 'b/1'] })).status, 204);
    const queue = await api.json('/curation/pairs');
    assert.deepEqual([queue.putOff, queue.pairs[0].putOff], [1, true]);
    assert.deepEqual(await refusal(await post('/pairs/later', { sheets: ['a/1', 'z'] })), [404, 'sheet-unknown']);
  });

  test('a contradiction names what stands in the way', async () => {
    const decide = async (kind: string, sheets: string[]) => post('/decisions', { wish: { kind, sheets } });
    const parted = ((await (await decide('not-same', ['a/1', 'c/1'])).json()) as { decision: string }).decision;
    const joined = ((await (await decide('same', ['a/1', 'b/1'])).json()) as { decision: string }).decision;
    assert.deepEqual(await refusal(await decide('same', ['b/1', 'c/1'])), [409, 'contradiction', parted, joined]);
  });

  test('a body that is none, a wish that is none, a huge one: refused in words', async () => {
    for (const body of ['', 'not json', '[]', '{"wish":{"kind":"bless"}}', '{"wish":{"kind":"same","sheets":["a/1"]}}'])
      assert.deepEqual(await refusal(await post('/decisions', body)), [400, 'body-refused'], body);
    assert.equal((await post('/decisions', { wish: { kind: 'hide', project: 'x'.repeat(100_000) } })).status, 413);
    assert.deepEqual(await refusal(await post('/decisions', { wish: { kind: 'hide', project: 'x' } })), [
      404,
      'project-unknown',
    ]);
    assert.equal((await api.ask('/curation/pairs?most=0')).status, 400);
    assert.deepEqual(await refusal(await post('/decisions/zzz/undo', '')), [404, 'decision-unknown']);
    assert.equal((await api.json('/curation/decisions')).total, 0);
    assert.deepEqual(api.failures, []);
  });

  test('nobody, a member, another site: outside; and nothing is kept by a cache or read by another site', async () => {
    const wish = { wish: { kind: 'same', sheets: ['a/1', 'b/1'] } };
    for (const headers of [
      { ...own, 'Sec-Fetch-Site': 'cross-site' },
      { 'Content-Type': 'text/plain' },
      { 'Content-Type': 'application/json', Origin: 'https://ailleurs.example' },
    ] as Record<string, string>[])
      assert.deepEqual(await refusal(await post('/decisions', wish, headers)), [403, 'not-from-here']);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' };
    assert.deepEqual(await refusal(await post('/decisions', wish, form)), [400, 'body-refused']);
    const seen = await api.ask('/curation/pairs', { headers: { Origin: 'https://ailleurs.example' } });
    assert.equal(seen.headers.get('Access-Control-Allow-Origin'), null);
    assert.equal(seen.headers.get('Cache-Control'), 'private, no-store');
    visitor = { ...ana, role: 'member' };
    assert.deepEqual(await refusal(await post('/decisions', wish)), [403, 'not-a-curator']);
    visitor = undefined;
    for (const path of ['/curation/pairs', '/curation/decisions'])
      assert.deepEqual(await refusal(await api.ask(path)), [401, 'not-signed-in']);
    visitor = ana;
    assert.equal((await api.json('/curation/decisions')).total, 0);
  });

  test('characters that no database keeps are a bad body, not a broken server', async () => {
    const sheets = ['a/1', 'b/1'];
    const { total, pairs } = await api.json('/curation/pairs');
    assert.equal(total, 1);
    for (const odd of ['\u0000', 'Le Bocal\u0000', '\ud800'])
      for (const [path, body] of [
        ['/decisions', { wish: { kind: 'same', sheets }, reason: odd }],
        ['/decisions', { wish: { kind: 'same', sheets: ['a/1', odd] } }],
        ['/decisions', { wish: { kind: 'choose', sheet: odd, field: 'title' } }],
        [
          '/decisions',
          { wish: { kind: 'set', project: pairs[0].projects[0], field: 'title', value: odd }, reason: 'R' },
        ],
        [
          '/decisions',
          { wish: { kind: 'set', project: pairs[0].projects[0], field: 'tags', value: [odd] }, reason: 'R' },
        ],
        ['/decisions', { wish: { kind: 'hide', project: odd } }],
        ['/pairs/later', { sheets: ['a/1', odd] }],
      ] as const)
        assert.deepEqual(
          await refusal(await post(path, body)),
          [400, 'body-refused'],
          `${path} ${JSON.stringify(body)}`,
        );
    const asked = await api.ask('/curation/decisions?project=%00');
    assert.deepEqual(await refusal(asked), [400, 'body-refused']);
    assert.equal((await api.json('/curation/decisions')).total, 0);
  });
});
