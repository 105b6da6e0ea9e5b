/** What every engine must do where few projects hold every word, or none: what answers, what is near, what is told. */
import assert from 'node:assert/strict';
import { noCriteria } from '#model/criteria.ts';
import { openSearchForTests } from '../opensearch/testing.ts';
import { memoryEngines, onEach } from './on-each.ts';
import { documents } from './some-documents.ts';

const tried = onEach({ ...memoryEngines, ...openSearchForTests() });

tried('projects that hold every word answer; those that hold most complete the page, in no count', async (engine) => {
  await engine.apply({
    put: documents({
      both: { title: 'Jardin', body: 'à Nantes', facets: { theme: ['t1'] } },
      one: { title: 'Potager', body: 'à Nantes', facets: { theme: ['t1'] } },
      other: { title: 'Jardin', facets: { theme: ['t2'] } },
      none: { title: 'Crèche', facets: { theme: ['t1'] } },
    }),
    remove: [],
  });
  const ask = (q: string, chosen = {}) =>
    engine.search({ criteria: { ...noCriteria, q, chosen }, facets: ['theme'], nearby: 20 });
  const answer = await ask('jardin nantes');
  assert.deepEqual(
    answer.hits.map(({ id }) => id),
    ['both'],
  );
  assert.equal(answer.total, 1);
  assert.deepEqual(answer.facets.theme, [{ value: 't1', count: 1 }]);
  assert.deepEqual(answer.nearby?.map(({ id }) => id).sort(), ['one', 'other']);
  assert.equal(answer.reading?.all, true);
  assert.deepEqual(
    (await ask('jardin nantes', { theme: ['t1'] })).nearby?.map(({ id }) => id),
    ['one'],
  );
  assert.equal((await ask('jardin')).nearby, undefined);
});

tried('where no project holds every word, the nearest answer, and the answer says so', async (engine) => {
  await engine.apply({
    put: documents({ a: { title: 'Jardin', body: 'des habitants' }, b: { title: 'Crèche' } }),
    remove: [],
  });
  const ask = async (q: string) => {
    const { hits, total, reading } = await engine.search({ criteria: { ...noCriteria, q } });
    return { ids: hits.map(({ id }) => id).sort(), total, reading };
  };
  const some = { all: false, unknown: [], corrected: [] };
  assert.deepEqual(await ask('jardin crèche'), { ids: [], total: 0, reading: some });
  const unknown = { all: false, unknown: ['xylobuvard'], corrected: [] };
  assert.deepEqual(await ask('jardin xylobuvard'), { ids: ['a'], total: 1, reading: unknown });
  assert.deepEqual(await ask('xylobuvard'), { ids: [], total: 0, reading: unknown });
  const asked = await ask('Où trouver un jardin pour les habitants ?');
  assert.deepEqual(asked.ids, ['a']);
  assert.equal(asked.reading?.all, false);
});

tried('a common word does not answer for a word that nobody says, but is found near', async (engine) => {
  const put = documents(
    Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`many${i}`, { title: `Vie locale ${i}` }])),
  );
  await engine.apply({ put: [...put, ...documents({ rare: { title: 'Incubateur' } })], remove: [] });
  const ask = (q: string) => engine.search({ criteria: { ...noCriteria, q, pageSize: 10 }, nearby: 10 });
  const { total, hits, reading, nearby } = await ask('xylobuvard locale');
  assert.deepEqual([total, hits], [0, []]);
  assert.deepEqual(reading, { all: false, unknown: ['xylobuvard'], corrected: [] });
  assert.equal(nearby?.length, 10);
  assert.equal((await ask('incubateur xylobuvard')).total, 1, 'a rare word tells enough');
  assert.equal((await ask('Où est le xylobuvard de la vie locale ?')).total, 60, 'a question asks less of each word');
});

tried('a word said in no way is told so, even where parts of another way of saying it stand', async (engine) => {
  await engine.apply({
    put: documents({ a: { title: 'La voiture' }, b: { title: 'Cuisine partagée' } }),
    remove: [],
  });
  const { total, reading } = await engine.search({ criteria: { ...noCriteria, q: 'covoiturage' } });
  assert.deepEqual([total, reading?.unknown], [0, ['covoiturage']]);
});

tried('of two or three words that nothing holds together none answers, and what holds most is near', async (engine) => {
  const many = Array.from({ length: 60 }, (_, i) => [`many${i}`, { title: `Projet solidaire ${i}` }]);
  const more = Array.from({ length: 60 }, (_, i) => [`other${i}`, { title: `Atelier ${i}` }]);
  const put = documents({ ...Object.fromEntries([...many, ...more]), rare: { title: 'Cantine du port' } });
  await engine.apply({ put, remove: [] });
  const { hits, total, reading, nearby } = await engine.search({
    criteria: { ...noCriteria, q: 'cantine solidaire', pageSize: 10 },
    nearby: 10,
  });
  assert.deepEqual([total, hits], [0, []]);
  assert.deepEqual(reading, { all: false, unknown: [], corrected: [] });
  assert.equal(nearby?.length, 10);
  assert.equal(nearby?.[0]?.id, 'rare');
  assert.ok(nearby?.slice(1).every(({ id }) => id.startsWith('many')));
  const question = { ...noCriteria, q: 'Où trouver une cantine solidaire ?' };
  assert.equal((await engine.search({ criteria: question })).total, 61, 'a question asks less of each word');
  const long = { ...noCriteria, q: 'cantine solidaire atelier projet port' };
  assert.ok((await engine.search({ criteria: long })).total > 0, 'of many words the nearest answer');
});
