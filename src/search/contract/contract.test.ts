/** What every engine must do, told once and tried on each: what it counts, sorts, maps, and how it changes. */
import assert from 'node:assert/strict';
import { type FacetName, facetNames, noCriteria } from '#model/criteria.ts';
import { emptyDocument, type SearchDocument } from '../engine.ts';
import { openSearchForTests } from '../opensearch/testing.ts';
import { agree } from './agree.ts';
import { memoryEngines, onEach } from './on-each.ts';
import { documents, randomFrom, someDocument, someDocuments } from './some-documents.ts';

const tried = onEach({ ...memoryEngines, ...openSearchForTests() });

tried('totals and every facet count of 250 random questions are those of a plain count', async (engine) => {
  const told = someDocuments(3, 400);
  await engine.apply({ put: told, remove: [] });
  await agree(engine, told, 5, 250);
});

tried('an index changed many times answers like one built from what is left', async (engine) => {
  const random = randomFrom(17);
  const told = new Map<string, SearchDocument>();
  for (let round = 0; round < 12; round++) {
    const put = Array.from({ length: 25 }, () => someDocument(random, `doc${Math.floor(random() * 150)}`));
    const remove = [...told.keys()].filter(() => random() < 0.1);
    await engine.apply({ put, remove });
    for (const id of remove) told.delete(id);
    for (const document of put) told.set(document.id, document);
    await agree(engine, [...told.values()], 100 + round, 15);
  }
  assert.equal(engine.size, told.size);
});

tried('a search sees all or none of a change', async (engine) => {
  await engine.apply({ put: documents({ a: { title: 'jardin' }, b: { title: 'jardin' } }), remove: [] });
  const many = Array.from({ length: 12_000 }, (_, i) => ({ ...emptyDocument, id: `n${i}`, title: 'jardin' }));
  let done = false;
  const change = engine.apply({ put: many, remove: ['a', 'b'] }).then(() => {
    done = true;
  });
  const seen = new Set<number>();
  while (!done) {
    seen.add((await engine.search({ criteria: { ...noCriteria, q: 'jardin' } })).total);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await change;
  seen.add((await engine.search({ criteria: { ...noCriteria, q: 'jardin' } })).total);
  assert.deepEqual([...seen].sort(), [12_000, 2]);
});

tried('choosing a second value widens, a second criterion narrows, chosen values always show', async (engine) => {
  const put = documents({
    a: { facets: { theme: ['t1'], kind: ['k1'] } },
    b: { facets: { theme: ['t2'], kind: ['k1'] } },
    c: { facets: { theme: ['t1', 't2'], kind: ['k2'] } },
  });
  await engine.apply({ put, remove: [] });
  const of = async (chosen: Partial<Record<FacetName, string[]>>) => {
    const { total, facets } = await engine.search({ criteria: { ...noCriteria, chosen }, facets: ['theme', 'kind'] });
    return { total, ...facets };
  };
  assert.equal((await of({ theme: ['t1'] })).total, 2);
  assert.equal((await of({ theme: ['t1', 't2'] })).total, 3);
  const narrowed = await of({ theme: ['t1'], kind: ['k2'] });
  assert.equal(narrowed.total, 1);
  assert.deepEqual(narrowed.theme, [
    { value: 't1', count: 1 },
    { value: 't2', count: 1 },
  ]);
  assert.deepEqual((await of({ theme: ['t9'] })).theme!.at(-1), { value: 't9', count: 0 });
});

tried(
  'sorts by name as French is read, by date, by distance, and by quality when there are no words',
  async (engine) => {
    await engine.apply({
      put: documents({
        a: { title: 'Zèbre', updatedDay: 10, quality: 0.2, points: [{ lat: 48, lon: 2 }] },
        b: { title: 'École', updatedDay: 30, quality: 0.9, points: [{ lat: 47, lon: 2 }] },
        c: { title: 'eau', updatedDay: 20, quality: 0.5 },
      }),
      remove: [],
    });
    const near = { lat: 48.1, lon: 2, radiusKm: 500 };
    const order = async (sort: 'nom' | 'date' | 'pertinence') => engine.every({ ...noCriteria, sort });
    assert.deepEqual(await order('nom'), ['c', 'b', 'a']);
    assert.deepEqual(await order('date'), ['b', 'c', 'a']);
    assert.deepEqual(await order('pertinence'), ['b', 'c', 'a']);
    const { hits } = await engine.search({ criteria: { ...noCriteria, near, sort: 'distance' } });
    assert.deepEqual(
      hits.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.ok(Math.abs(hits[0]!.distance! - 11_120) < 20, `${hits[0]!.distance} metres for a tenth of a degree`);
  },
);

tried('pages follow one another without a gap or a repeat', async (engine) => {
  await engine.apply({ put: someDocuments(9, 300), remove: [] });
  for (const criteria of [
    noCriteria,
    { ...noCriteria, q: 'jardin solidaire' },
    { ...noCriteria, sort: 'nom' as const },
  ]) {
    const all = await engine.every(criteria);
    const paged: string[] = [];
    for (let page = 1; paged.length < all.length; page++)
      paged.push(...(await engine.search({ criteria: { ...criteria, page, pageSize: 17 } })).hits.map(({ id }) => id));
    assert.deepEqual(paged, all);
  }
});

tried('the map gathers what answers: a project once in a cell, alone with its id', async (engine) => {
  await engine.apply({
    put: documents({
      two: {
        title: 'jardin',
        points: [
          { lat: 47.2, lon: -1.55 },
          { lat: 47.2001, lon: -1.5501 },
        ],
      },
      near: { title: 'jardin', points: [{ lat: 47.2002, lon: -1.5502 }] },
      far: { title: 'jardin', points: [{ lat: 43.3, lon: 5.4 }] },
      out: { title: 'jardin', points: [{ lat: -21, lon: 55.5 }] },
      nowhere: { title: 'jardin' },
      other: { title: 'crèche', points: [{ lat: 45, lon: 3 }] },
    }),
    remove: [],
  });
  const answer = await engine.search({
    criteria: { ...noCriteria, q: 'jardin' },
    maps: [{ box: [-5, 41, 10, 51.5], columns: 20 }],
  });
  const clusters = answer.clusters[0]!.sort((a, b) => b.count - a.count);
  assert.deepEqual(
    clusters.map(({ count, id }) => [count, id]),
    [
      [2, undefined],
      [1, 'far'],
    ],
  );
  assert.deepEqual(clusters[0]!.box, [-1.5502, 47.2, -1.55, 47.2002]);
  assert.equal(answer.withoutPoint, 1);
  assert.deepEqual(answer.bounds, [-1.5502, -21, 55.5, 47.2002]);
});

tried('on the map of all, clusters add up to the projects that have a point', async (engine) => {
  const told = someDocuments(21, 300).map((document) => ({ ...document, points: document.points.slice(0, 1) }));
  await engine.apply({ put: told, remove: [] });
  for (const columns of [1, 7, 40, 500]) {
    const box: [number, number, number, number] = [-180, -90, 180, 90];
    const answer = await engine.search({ criteria: noCriteria, maps: [{ box, columns }] });
    assert.equal(
      answer.clusters[0]!.reduce((sum, { count }) => sum + count, 0),
      answer.total - answer.withoutPoint!,
    );
  }
});

tried('what is typed completes to titles, by their beginning first, and to holders', async (engine) => {
  await engine.apply({
    put: documents({
      a: { title: 'Le Bocal, épicerie', organisations: 'Épicentre' },
      b: { title: 'Épicerie du port', organisations: 'Épicentre\nVille' },
      c: { title: 'Crèche' },
    }),
    remove: [],
  });
  assert.deepEqual(await engine.complete('EPIC', 8), [
    { kind: 'holder', label: 'Épicentre', value: 'Épicentre', count: 2 },
    { kind: 'project', label: 'Épicerie du port', value: 'b' },
    { kind: 'project', label: 'Le Bocal, épicerie', value: 'a' },
  ]);
  assert.deepEqual(await engine.complete('', 8), []);
  assert.equal((await engine.complete('le bocal, epi', 8))[0]!.value, 'a');
});

tried('whatever is typed, an answer comes', async (engine) => {
  await engine.apply({ put: someDocuments(2, 100), remove: [] });
  const hostile = [
    '"',
    '-',
    '--',
    '"""" -"" - - "',
    '\u0000\uFFFF\uD800',
    'a'.repeat(100_000),
    'jardin '.repeat(5_000),
    '"jardin '.repeat(2_000),
    '-jardin '.repeat(2_000),
    '🌱🌱🌱 ',
    'é'.normalize('NFD').repeat(400),
    '(((((*)?[]{}\\^$|+',
    "l'l'l'l'l'd'd'qu'",
    ".-.-.-'''...",
    '1234567890 13eme 1er 00000000000000000000',
    'le la les de des du',
    '__proto__ constructor toString hasOwnProperty',
    'مشروع проект 项目',
  ];
  for (const q of hostile) {
    const answer = await engine.search({ criteria: { ...noCriteria, q }, facets: facetNames });
    assert.ok(answer.total >= 0 && answer.hits.length <= 20, q.slice(0, 40));
    await engine.complete(q, 10);
  }
});
