/** Whatever address is opened, the search page is a page: never a fault of ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parameterNames } from '#model/criteria.ts';
import { anyParameters } from '#search/contract/hostile.ts';
import { inventedSite } from '../testing.ts';

test('any address of the search gives a page, or is led to its tidy address', async () => {
  const { site } = await inventedSite();
  const names = [...parameterNames, 'ou', 'lu', 'mots', 'expliquer'];
  await fc.assert(
    fc.asyncProperty(anyParameters(names), async (parameters) => {
      const { status } = await site.request(`/recherche?${parameters}`);
      assert.ok([200, 302, 414].includes(status), `${status} for ${parameters.slice(0, 300)}`);
    }),
    { numRuns: 60 },
  );
});
