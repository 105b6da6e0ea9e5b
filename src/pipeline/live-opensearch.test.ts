/** The line from a partner's file to a search in a cluster that two programs share. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { noCriteria } from '#model/criteria.ts';
import { testSource } from '#model/testing.ts';
import { openTestIndex, testUrls } from '#search/opensearch/testing.ts';
import { openLiveOpenSearch } from './live-opensearch.ts';
import { runSource } from './run-source.ts';

const skip = testUrls ? false : 'needs a cluster: npm run test:servers';

test('two programs share one index: each sees what the other brought, also when it is made anew', {
  skip,
}, async () => {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'carrefour-live-opensearch-'));
  const name = `carrefour-test-${randomBytes(5).toString('hex')}`;
  const { db } = database;
  const open = async () => openLiveOpenSearch({ db, engine: await openTestIndex({ name }), say: () => {} });
  const source = testSource({
    id: 'a',
    map: { title: 'nom', body: 'texte', sites: [{ city: 'ville', postcode: 'cp' }] },
  });
  const rooms = { db, gazetteer: loadGazetteer(), sources: new Map([['a', source]]), now: () => new Date() };
  const bring = async (...rows: string[]) => {
    const path = join(folder, 'a.csv');
    await writeFile(path, ['id;nom;texte;thème;ville;cp;publier', ...rows].join('\n'));
    await runSource(rooms, source, { kind: 'file', path }, { say: () => {} });
  };
  const bocal = '1;Le Bocal partagé;On y cuisine les invendus du marché.;alimentation;Nantes;44000;oui';
  const ruche = '2;La Ruche;Des abeilles.;environnement;Rennes;35000;oui';
  const one = await open();
  const other = await open();
  try {
    const totals = async () =>
      Promise.all(
        [one, other].map(
          async ({ engine }) => (await engine.search({ criteria: { ...noCriteria, q: 'bocal' } })).total,
        ),
      );
    assert.deepEqual(await totals(), [0, 0]);
    await bring(bocal);
    await one.catchUp();
    assert.deepEqual(await totals(), [1, 1]);
    await bring(bocal, ruche);
    await other.catchUp();
    await one.catchUp();
    assert.deepEqual([one.engine.size, other.engine.size], [2, 2]);
    assert.equal(await other.rebuild(), 2);
    await one.reload();
    assert.deepEqual(await totals(), [1, 1]);
    await one.save();
  } finally {
    await one.engine.close();
    await other.engine.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
});
