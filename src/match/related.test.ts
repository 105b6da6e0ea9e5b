/** What a visitor would miss, or be misled by, in the links between projects. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import type { Sheet } from '#model/sheet.ts';
import { projectStore } from './project-store.ts';
import { type TestMatcher, testMatcher, testSheet } from './testing.ts';

const nantes = '44109';
const rennes = '35238';
let database: TestDatabase;
let matcher: TestMatcher;
beforeEach(async () => {
  database = await testDatabase();
  matcher = await testMatcher(database.db);
});
afterEach(() => database.close());

const at = (address: string, more: Partial<Sheet> = {}): Partial<Sheet> => ({
  sites: [{ commune: nantes, city: 'Nantes', address, precision: 'commune', territories: [], how: [] }],
  ...more,
});
const site = (path: string): Partial<Sheet> => ({ links: [{ url: `https://reseau.example/${path}` }] });
const idOf = async (sheet: string): Promise<string> =>
  Object.entries(await matcher.projects()).find(([, sheets]) => sheets.includes(sheet))![0];
const linked = async (sheet: string, most = 8): Promise<string[]> =>
  (await projectStore(database.db).related(await idOf(sheet), most)).map(
    ({ title, why }) => `${title}: ${why.toSorted().join(' ')}`,
  );

test('tenants of one address, sites of one network and projects of one holder are linked, those that share most first', async () => {
  const holder = { name: 'Association Les Semeurs' };
  await matcher.change([
    testSheet('a/1', 'La Bulle', nantes, at('4 rue du Port', { ...site('bulle'), holder })),
    testSheet('b/1', 'Radio Ressac', nantes, at('4, rue du Port', site('radio'))),
    testSheet('c/1', 'Le Phare', rennes, { holder: { name: 'Les Semeurs (association)' } }),
    testSheet('a/2', 'Autre chose', rennes),
  ]);
  assert.deepEqual(await linked('a/1'), ['Radio Ressac: address site', 'Le Phare: holder']);
  assert.deepEqual(await linked('a/1', 1), ['Radio Ressac: address site']);
  assert.deepEqual(await linked('c/1'), ['La Bulle: holder']);
  assert.deepEqual(await linked('a/2'), []);
});

test('a project is not linked to itself, nor to what is hidden or gone', async () => {
  const told = [
    testSheet('a/1', 'La Bulle', nantes, at('4 rue du Port')),
    testSheet('b/1', 'LA BULLE', nantes, at('4 rue du Port')),
    testSheet('c/1', 'Radio Ressac', nantes, at('4 rue du Port')),
  ];
  await matcher.change(told);
  assert.deepEqual(await linked('a/1'), ['Radio Ressac: address']);
  await matcher.change([told[2]!], { live: false, at: 1 });
  assert.deepEqual(await linked('a/1'), []);
});

test('what half a catalogue shares links nobody', async () => {
  const crowd = Array.from({ length: 201 }, (_, i) =>
    testSheet(`c/${i}`, `Action ${i}`, rennes, { holder: { name: 'Ville de Partout' } }),
  );
  await matcher.change(crowd.slice(0, 200));
  assert.equal((await linked('c/0', 500)).length, 199);
  await matcher.change(crowd.slice(200), { at: 1 });
  assert.deepEqual(await linked('c/0', 500), []);
});
