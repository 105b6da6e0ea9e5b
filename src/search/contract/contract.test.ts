/** What every engine must do, told once and tried on each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FacetName, facetNames, noCriteria } from '#model/criteria.ts';
import { emptyDocument, type SearchDocument, type SearchEngine } from '../engine.ts';
import { createMemoryEngine } from '../memory/engine.ts';
import { openSearchForTests } from '../opensearch/testing.ts';
import { agree } from './agree.ts';
import { documents, randomFrom, someDocument, someDocuments } from './some-documents.ts';

const engines: Record<string, () => Promise<SearchEngine>> = {
  memory: async () => createMemoryEngine(),
  'memory, with threads beside': async () => createMemoryEngine({ threads: true }),
  ...openSearchForTests(),
};

for (const [name, open] of Object.entries(engines)) {
  const tried = (what: string, body: (engine: SearchEngine) => Promise<void>) =>
    test(`${name}: ${what}`, async () => {
      const engine = await open();
      try {
        await body(engine);
      } finally {
        await engine.close();
      }
    });
  const found = async (engine: SearchEngine, q: string) =>
    (await engine.search({ criteria: { ...noCriteria, q } })).hits.map(({ id }) => id);

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

  tried('accents, capitals, plurals, elisions, ligatures and hyphens make no difference', async (engine) => {
    await engine.apply({
      put: documents({
        a: { title: 'Épiceries solidaires' },
        b: { title: "L'œuvre du quartier" },
        c: { title: 'Les Tiers-Lieux ruraux' },
        d: { title: 'SOLIDARITES NOUVELLES' },
        e: { title: '13ème mois' },
      }),
      remove: [],
    });
    assert.deepEqual(await found(engine, 'epicerie'), ['a']);
    assert.deepEqual(await found(engine, 'ÉPICERIE SOLIDAIRE'), ['a']);
    assert.deepEqual(await found(engine, 'oeuvres'), ['b']);
    assert.deepEqual(await found(engine, 'l’œuvre'), ['b']);
    assert.deepEqual(await found(engine, 'tiers lieu'), ['c']);
    assert.deepEqual(await found(engine, 'tierslieux'), ['c']);
    assert.deepEqual(await found(engine, 'solidarité'), ['d']);
    assert.deepEqual(await found(engine, '13e'), ['e']);
  });

  tried('a typo finds the word that was meant, and the answer says so', async (engine) => {
    await engine.apply({
      put: documents({ a: { title: 'Jardin partagé' }, b: { title: 'Ressourcerie' } }),
      remove: [],
    });
    for (const typed of ['jadrin', 'jrdin', 'jardim', 'kardin']) {
      const { hits, reading } = await engine.search({ criteria: { ...noCriteria, q: typed } });
      assert.deepEqual(
        hits.map(({ id }) => id),
        ['a'],
        typed,
      );
      assert.deepEqual(reading?.corrected, [{ from: typed, to: 'jardin' }]);
    }
    assert.deepEqual(await found(engine, 'resourcrie'), ['b']);
    assert.deepEqual(await found(engine, 'jar'), ['a'], 'an unfinished word');
  });

  tried('two words side by side find the one that others make of them', async (engine) => {
    await engine.apply({
      put: documents({
        one: { title: 'Vidéosurveillance' },
        two: { title: 'Video', body: 'surveillance' },
        apart: { title: 'Vidéo' },
      }),
      remove: [],
    });
    assert.deepEqual((await found(engine, 'video surveillance')).sort(), ['one', 'two']);
    assert.deepEqual(await found(engine, 'surveillance de la vidéo'), ['two']);
  });

  tried('a word that nobody says finds its family, and no long word that only begins so', async (engine) => {
    await engine.apply({
      put: documents({ a: { title: 'Jeunes autistes' }, b: { title: 'Micro-informatique, microfranchises' } }),
      remove: [],
    });
    const { hits, reading } = await engine.search({ criteria: { ...noCriteria, q: 'autisme' } });
    assert.deepEqual([hits.map(({ id }) => id), reading?.corrected], [['a'], [{ from: 'autisme', to: 'autistes' }]]);
    assert.deepEqual(await found(engine, 'microcrédit'), []);
  });

  tried('acronyms and their words find each other', async (engine) => {
    await engine.apply({
      put: documents({
        a: { title: 'Une AMAP au village' },
        b: { title: "Association pour le maintien d'une agriculture paysanne" },
        c: { title: "Acteurs de l'économie sociale et solidaire" },
        d: { title: 'Un réseau de l’E.S.S.' },
      }),
      remove: [],
    });
    assert.deepEqual((await found(engine, 'amap')).sort(), ['a', 'b']);
    assert.deepEqual((await found(engine, "association pour le maintien d'une agriculture paysanne")).sort(), [
      'a',
      'b',
    ]);
    assert.deepEqual((await found(engine, 'ess')).sort(), ['c', 'd']);
    assert.deepEqual((await found(engine, 'économie sociale et solidaire')).sort(), ['c', 'd']);
  });

  tried('quotes want the words side by side, a minus sign leaves projects out', async (engine) => {
    await engine.apply({
      put: documents({
        a: { title: 'La ruche qui dit oui' },
        b: { title: 'Qui dit que la ruche est vide ? oui' },
        c: { title: 'Ruche', body: 'des abeilles en ville' },
      }),
      remove: [],
    });
    assert.deepEqual(await found(engine, '"la ruche qui dit oui"'), ['a']);
    assert.deepEqual((await found(engine, '« qui dit »')).sort(), ['a', 'b']);
    assert.deepEqual((await found(engine, 'ruche -abeilles')).sort(), ['a', 'b']);
    assert.deepEqual((await found(engine, '-"qui dit"')).sort(), ['c']);
    assert.deepEqual(await found(engine, '"dit qui"'), []);
  });

  tried('the exact name comes first, then titles, then texts', async (engine) => {
    await engine.apply({
      put: documents({
        body: { title: 'Autre chose', body: 'on y parle du relais et encore du relais, le relais', quality: 1 },
        title: { title: 'Le grand relais de la plaine', quality: 0.5 },
        name: { title: 'Le Relais', quality: 0 },
      }),
      remove: [],
    });
    assert.deepEqual(await found(engine, 'le relais'), ['name', 'title', 'body']);
  });

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

  tried('a question quotes what it asks about: its words are wanted, not their order', async (engine) => {
    await engine.apply({ put: documents({ a: { title: 'Les perles noires d’Afrique' } }), remove: [] });
    const total = async (q: string) => (await engine.search({ criteria: { ...noCriteria, q } })).total;
    assert.equal(await total('Quel pays est surnommé la « perle de l’Afrique » ?'), 1);
    assert.equal(await total('« perle de l’Afrique »'), 0);
  });

  tried(
    'of two or three words that nothing holds together none answers, and what holds most is near',
    async (engine) => {
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
    },
  );

  tried('a text in English is found by every form of its words, one in French is not', async (engine) => {
    const inEnglish = { facets: { language: ['en'] } };
    await engine.apply({
      put: documents({
        a: { title: 'We printed face shields', body: 'printing together', ...inEnglish },
        b: { title: 'Shared prints', body: 'a community garden for the neighbours', ...inEnglish },
        c: { title: 'Parking', body: 'un atelier de printing' },
        d: { title: 'Open parks', ...inEnglish },
        e: { title: 'Parkings solidaires' },
      }),
      remove: [],
    });
    const ask = async (q: string) => (await found(engine, q)).sort();
    assert.deepEqual(await ask('how to print'), ['a', 'b']);
    assert.deepEqual(await ask('printing of the shields'), ['a']);
    assert.deepEqual(await ask('prints'), ['a', 'b']);
    assert.deepEqual(await ask('gardening'), ['b'], 'a word that nobody says, in English');
    assert.deepEqual(await ask('parking'), ['c', 'e'], 'what is mostly said in French is read in French');
    assert.deepEqual(await ask('des parks'), ['d'], 'a text in English is found by French stems too');
    assert.deepEqual(await ask('"face shields"'), ['a']);
    assert.deepEqual(await ask('shields -printing'), []);
    assert.deepEqual(await ask('shie'), ['a'], 'an unfinished word');
    const { reading } = await engine.search({ criteria: { ...noCriteria, q: 'shiedls' } });
    assert.deepEqual(reading?.corrected, [{ from: 'shiedls', to: 'shields' }]);
    const completed = await engine.complete('prin', 8);
    assert.deepEqual(completed.map(({ value }) => value).sort(), ['a', 'b']);
  });

  tried('a word tells how usual it is, and which others are a letter away', async (engine) => {
    const many = Array.from({ length: 30 }, (_, i) => [`many${i}`, { title: `Jardin ${i}` }]);
    const put = documents({ ...Object.fromEntries(many), name: { title: 'Jardon' }, two: { title: 'Les jargons' } });
    await engine.apply({ put, remove: [] });
    await engine.apply({ put: [], remove: ['many0'] });
    assert.deepEqual(await engine.alike('jardon', 5), { count: 1, others: [{ word: 'jardin', count: 29 }] });
    assert.deepEqual((await engine.alike('jargon', 5)).others, [{ word: 'jardon', count: 1 }]);
    assert.deepEqual(await engine.alike('les', 5), { count: 1, others: [] });
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
        paged.push(
          ...(await engine.search({ criteria: { ...criteria, page, pageSize: 17 } })).hits.map(({ id }) => id),
        );
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
}
