/** What every engine must make of words: however they are written, mistyped, said otherwise or in English. */
import assert from 'node:assert/strict';
import { noCriteria } from '#model/criteria.ts';
import { openSearchForTests } from '../opensearch/testing.ts';
import { found, memoryEngines, onEach } from './on-each.ts';
import { documents } from './some-documents.ts';

const tried = onEach({ ...memoryEngines, ...openSearchForTests() });

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
  assert.deepEqual((await found(engine, "association pour le maintien d'une agriculture paysanne")).sort(), ['a', 'b']);
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

tried('a question quotes what it asks about: its words are wanted, not their order', async (engine) => {
  await engine.apply({ put: documents({ a: { title: 'Les perles noires d’Afrique' } }), remove: [] });
  const total = async (q: string) => (await engine.search({ criteria: { ...noCriteria, q } })).total;
  assert.equal(await total('Quel pays est surnommé la « perle de l’Afrique » ?'), 1);
  assert.equal(await total('« perle de l’Afrique »'), 0);
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
