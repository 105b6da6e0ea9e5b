import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { noCriteria } from '#model/criteria.ts';
import { documents } from '../contract/some-documents.ts';
import type { SearchEngine } from '../engine.ts';
import { createMemoryEngine } from '../memory/engine.ts';
import { otherSpelling } from './other-spelling.ts';

let engine: SearchEngine;
before(async () => {
  engine = createMemoryEngine();
  const gardens = Array.from({ length: 40 }, (_, i) => [
    `garden${i}`,
    { title: `Jardin ${i}`, body: i < 30 ? 'partagé entre voisins' : 'en ville', territories: [`region-${i % 2}`] },
  ]);
  const put = documents({
    ...Object.fromEntries(gardens),
    name: { title: 'Association Jardon' },
    valley: { title: 'La vallée de la Jardonne' },
    street: { title: 'Rue partagée' },
  });
  await engine.apply({ put, remove: [] });
});

async function asked(q: string, about = {}) {
  const criteria = { ...noCriteria, ...about, q };
  const found = await otherSpelling(engine, criteria, await engine.search({ criteria }));
  return found && { q: found.criteria.q, total: found.total };
}

test('a word that hardly any project says, a letter from one that many say: the reader is asked, with the true count', async () => {
  assert.deepEqual(await asked('jardon partagé'), { q: 'jardin partagé', total: 30 });
  assert.deepEqual(await asked('Le Jardon partagé'), { q: 'Le jardin partagé', total: 30 });
  assert.deepEqual(await asked('jardon'), { q: 'jardin', total: 40 });
});

test('the count is that of the whole search, with its other criteria', async () => {
  const territories = ['region-0'];
  const found = await asked('jardon partagé', { territories });
  const { total } = await engine.search({ criteria: { ...noCriteria, q: 'jardin partagé', territories } });
  assert.equal(total, 15);
  assert.equal(found?.total, total);
});

test('nobody is asked where the words find what they say, where the other finds no more, or in quotes', async () => {
  assert.equal(await asked('jardin'), undefined, 'many answer');
  assert.equal(await asked('association jardon'), undefined, 'with the other word nothing answers');
  assert.equal(await asked('"jardon" partagé'), undefined);
  assert.equal(await asked('partagé -jardon'), undefined);
  assert.equal(await asked('jardn'), undefined, 'a word that nobody says was read already');
  assert.equal(await asked(''), undefined);
});
