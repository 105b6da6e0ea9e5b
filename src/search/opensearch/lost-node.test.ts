/** A machine that dies in the middle of searches. It takes a node with it: `npm run test:servers` runs it last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facetNames } from '#model/criteria.ts';
import { PlainSearch } from '../contract/plain-search.ts';
import { randomFrom, someCriteria, someDocument, someDocuments } from '../contract/some-documents.ts';
import { openTestIndex, testUrls } from './testing.ts';

const pids = process.env.CARREFOUR_TEST_OPENSEARCH_PIDS?.split(',').map(Number);
const skip = testUrls && pids ? false : 'needs nodes that it may kill: npm run test:servers';

/** Asks every node until one answers as wanted; the machine may be slow. */
async function askUntil(path: string, wanted: (answer: unknown) => boolean): Promise<unknown> {
  for (;;) {
    for (const url of testUrls!)
      try {
        const answer: unknown = await (await fetch(`${url}${path}`)).json();
        if (wanted(answer)) return answer;
      } catch {
        // That node is gone.
      }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The address of the node that leads the cluster: the one that is missed most. */
async function leaderAddress(): Promise<string> {
  const read = (answer: unknown) =>
    Object.values((answer as { nodes?: Record<string, { http: { publish_address: string } }> }).nodes ?? {});
  const answer = await askUntil('/_nodes/_cluster_manager/http', (one) => read(one).length === 1);
  return read(answer)[0]!.http.publish_address;
}

test('a node that dies in the middle of searches and changes is noticed by nobody', {
  skip,
  timeout: 900_000,
}, async () => {
  const told = new Map(someDocuments(31, 300).map((document) => [document.id, document]));
  const engine = await openTestIndex();
  try {
    await engine.apply({ put: [...told.values()], remove: [] });
    // Every node must hold a copy before one may die.
    await askUntil('/_cluster/health', (answer) => (answer as { status: string }).status === 'green');
    const random = randomFrom(7);
    const questions = Array.from({ length: 20 }, () => someCriteria(random));
    let plain = new PlainSearch([...told.values()]);
    let answers = 0;
    async function askAll(): Promise<void> {
      for (const criteria of questions) {
        const { total, facets } = await engine.search({ criteria, facets: facetNames });
        const about = JSON.stringify(criteria);
        assert.equal(total, plain.answering(criteria).length, about);
        for (const name of facetNames) assert.deepEqual(facets[name], plain.counting(criteria, name), about);
        if (++answers === 10) process.kill(killed, 'SIGKILL');
      }
    }
    const leader = await leaderAddress();
    const killed = pids![testUrls!.findIndex((url) => url.endsWith(`//${leader}`))]!;
    await Promise.all([askAll(), askAll(), askAll()]);
    assert.equal(answers, 60);
    for (let i = 0; i < 30; i++) told.set(`doc00${i + 10}`, someDocument(random, `doc00${i + 10}`));
    await engine.apply({ put: [...told.values()], remove: [] });
    plain = new PlainSearch([...told.values()]);
    await askAll();
    assert.equal(engine.size, told.size);
  } finally {
    await engine.close();
  }
});
