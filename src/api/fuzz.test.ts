/** Whatever is sent to the search of the API, a person gets an answer or a sentence: never a fault of ours. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { parameterNames } from '#model/criteria.ts';
import { anyParameters } from '#search/contract/hostile.ts';
import { errorSchema } from './errors.ts';
import { testApi } from './testing.ts';

let api: Awaited<ReturnType<typeof testApi>>;
before(async () => {
  api = await testApi();
});
after(() => api?.close());

test('any parameters are answered, or refused in a sentence; the log hears of no failure', async () => {
  await fc.assert(
    fc.asyncProperty(anyParameters(parameterNames), async (parameters) => {
      const response = await api.ask(`/v1/projects?${parameters}`);
      const answer = (await response.json()) as { total?: number };
      const about = `${response.status} for ${parameters.slice(0, 300)}`;
      assert.ok([200, 400, 414].includes(response.status), about);
      if (response.status === 200) assert.ok(answer.total! >= 0, about);
      else assert.ok(errorSchema.safeParse(answer).success, about);
      assert.deepEqual(api.failures, []);
    }),
    { numRuns: 200 },
  );
});

test('addresses that are no addresses are answered too', async () => {
  const raw = [
    'q=%',
    'q=%ff%fe',
    'q=%00',
    'q=%ED%A0%80',
    '&&&===',
    'q',
    'q=a&q=b',
    '__proto__=1',
    `q=${'%22'.repeat(5000)}`,
  ];
  for (const query of raw) {
    const { status } = await api.ask(`/v1/projects?${query}`);
    assert.ok([200, 400, 414].includes(status), `${status} for ${query.slice(0, 60)}`);
  }
  assert.deepEqual(api.failures, []);
});
