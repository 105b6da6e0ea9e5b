/** The demonstration comes while there is nothing real, goes once there is, and comes back when it is wished. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { loadSources } from '#harvest/manifests.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import type { Source } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import { type DemonstrationWish, demonstrate } from './demonstration.ts';
import { runSource } from './run-source.ts';

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'carrefour-demonstration-'));
});
after(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test('it is taken out when the first real catalogue is there, comes back as it was when wished, and goes when not', async () => {
  await writeFile(join(folder, 'vrai.csv'), 'id;titre\n1;Le Bocal partagé de Nantes\n2;La Ruche des voisins\n');
  const own = [...loadSources(join(import.meta.dirname, '../../sources')).sources].filter((one) => one.demonstration);
  assert.ok(own.length > 1);
  const real = testSource({ id: 'vrai', key: ['id'], map: { title: 'titre' } }, folder);
  const sources = new Map<string, Source>([...own.slice(0, 2), real].map((source) => [source.id, source]));
  const said: string[] = [];
  const screen = { say: (text: string) => said.push(text), progress: () => {} };
  const rooms = { db: database.db, gazetteer: loadGazetteer(), sources, now: () => new Date() };
  const start = (wish: DemonstrationWish = 'auto') => demonstrate(rooms, wish, screen, new AbortController().signal);
  const shown = async () => {
    const rows = await database.db.selectFrom('sheet').select(['record']).where('live', '=', true).execute();
    return rows.map(({ record }) => record).sort();
  };
  const addresses = async () =>
    (await database.db.selectFrom('project').select('id').where('hidden', '=', false).execute())
      .map(({ id }) => id)
      .sort();

  assert.equal(await start(), true);
  const [first, pages] = [await shown(), await addresses()];
  assert.ok(first.length > 20);
  await runSource(rooms, real, { kind: 'file', path: join(folder, 'vrai.csv') }, { say: () => {} });
  said.length = 0;
  assert.equal(await start(), false);
  assert.deepEqual(await shown(), ['vrai/1', 'vrai/2']);
  assert.match(said.join('\n'), /the \d+ invented records .*DEMONSTRATION=on/);
  said.length = 0;
  assert.equal(await start(), false);
  assert.deepEqual(said, [], 'it is said once');
  assert.equal(await start('on'), true);
  assert.deepEqual(await shown(), [...first, 'vrai/1', 'vrai/2'].sort());
  assert.deepEqual(
    (await addresses()).filter((id) => pages.includes(id)),
    pages,
    'each at its address',
  );
  assert.equal(await start('off'), false);
  assert.deepEqual(await shown(), ['vrai/1', 'vrai/2']);
});
