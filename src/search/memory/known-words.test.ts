import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noCriteria } from '#model/criteria.ts';
import { documents } from '../contract/some-documents.ts';
import { emptyDocument } from '../engine.ts';
import { createMemoryEngine, type MemoryEngine } from './engine.ts';

async function asked(engine: MemoryEngine, q: string) {
  const { hits, reading } = await engine.search({ criteria: { ...noCriteria, q } });
  return { ids: hits.map(({ id }) => id).sort(), corrected: reading?.corrected, unknown: reading?.unknown };
}

test('what a word stood for is forgotten when the index changes', async () => {
  const engine = createMemoryEngine();
  await engine.apply({ put: documents({ garden: { title: 'jardin' }, shop: { title: 'boutique' } }), remove: [] });
  const typo = { ids: ['garden'], corrected: [{ from: 'jardni', to: 'jardin' }], unknown: [] };
  assert.deepEqual(await asked(engine, 'jardni'), typo);
  assert.deepEqual(await asked(engine, 'jardni'), typo, 'the same twice');
  assert.deepEqual((await asked(engine, 'bouti')).ids, ['shop'], 'unfinished');
  assert.deepEqual((await asked(engine, 'xylophage')).unknown, ['xylophage']);
  await engine.apply({ put: documents({ said: { title: 'jardni bouti xylophage' } }), remove: [] });
  assert.deepEqual(await asked(engine, 'jardni'), { ids: ['said'], corrected: [], unknown: [] });
  assert.deepEqual((await asked(engine, 'bouti')).ids, ['said']);
  assert.deepEqual((await asked(engine, 'xylophage')).ids, ['said']);
  await engine.apply({ put: [], remove: ['said'] });
  assert.deepEqual(await asked(engine, 'jardni'), typo);
  await engine.close();
});

test('an unfinished word is only read so at the end', async () => {
  const engine = createMemoryEngine();
  await engine.apply({ put: documents({ a: { title: 'recyclerie mobile' } }), remove: [] });
  assert.deepEqual((await asked(engine, 'mobile recycl')).corrected, []);
  assert.deepEqual((await asked(engine, 'recycl mobile')).corrected, [{ from: 'recycl', to: 'recyclerie' }]);
  assert.deepEqual((await asked(engine, 'mobile recycl')).corrected, []);
  await engine.close();
});

test('a wording that one project of thousands says answers for its acronym', async () => {
  const engine = createMemoryEngine();
  const wordings = Array.from({ length: 5_000 }, (_, i) => ({
    ...emptyDocument,
    id: `n${i}`,
    title: 'coopérative',
    body: 'emploi de quelques personnes et leur activité',
  }));
  const said = { ...emptyDocument, id: 'said', title: "coopérative d'activité et d'emploi", quality: 0 };
  await engine.apply({ put: [...wordings, said], remove: [] });
  assert.deepEqual((await asked(engine, 'cae')).ids, ['said']);
  assert.deepEqual((await asked(engine, 'cae coopérative')).ids, ['said']);
  await engine.apply({ put: [], remove: ['said'] });
  assert.deepEqual((await asked(engine, 'cae')).unknown, ['cae']);
  await engine.close();
});
