/** What a partner finds in its letters when its catalogue is held or cannot be read, and that there are few of them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { harvestSource } from '#harvest/run.ts';
import { testSource } from '#model/testing.ts';
import { tellPartner } from './tell-partner.ts';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'carrefour-told-'));
before(async () => {
  database = await testDatabase();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

const morning = Date.UTC(2026, 4, 4, 6);
const at = (day: number, hours = 0) => new Date(morning + day * 86_400_000 + hours * 3_600_000);
const sourceOf = (id: string, more: object = {}) =>
  testSource({ id, contact: `${id}@exemple.org`, expect: { count: { min: 2 } }, ...more }, folder);

/** A reading on that day, of a catalogue with so many rows, and what its partner is told. */
async function read(source: ReturnType<typeof sourceOf>, rows: number, when: Date) {
  const path = join(folder, `${source.id}.csv`);
  writeFileSync(path, `id,nom\n${Array.from({ length: rows }, (_, n) => `${n},projet ${n}\n`).join('')}`);
  const { db } = database;
  const report = await harvestSource({ db, source, input: { kind: 'file', path }, now: () => when });
  if (report.state === 'done') return false;
  const trouble =
    report.state === 'held'
      ? ({ is: 'held', broken: report.broken } as const)
      : ({ is: 'failed', why: report.failure! } as const);
  return tellPartner({ db, baseUrl: 'https://carrefour.exemple', now: () => when }, source, trouble);
}
const letters = (id: string) =>
  database.db
    .selectFrom('mail')
    .select(['subject', 'text', 'html'])
    .where('recipient', '=', `${id}@exemple.org`)
    .orderBy('created_at')
    .execute();
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f\s]+/g, ' ');

test('a held run is told once a day, with why, and where to look', async () => {
  const source = sourceOf('tenue', { name: { fr: 'Les <Jardins>', en: 'The Gardens' } });
  assert.equal(await read(source, 1, at(0)), true);
  assert.equal(await read(source, 1, at(0, 5)), false);
  const [letter, ...others] = await letters('tenue');
  assert.equal(others.length, 0);
  assert.match(plain(letter!.subject), /^Les <Jardins> : votre catalogue attend un regard$/);
  assert.match(plain(letter!.text), /n’a que 1 fiche, alors qu’on en attend au moins 2/);
  assert.match(letter!.text, /^https:\/\/carrefour\.exemple\/partenaires\/tenue\/moissons$/m);
  assert.match(plain(letter!.text), /Pour n’en plus recevoir/);
  assert.ok(!letter!.html.includes('<Jardins>'), 'a name is text');
});

test('a trouble that lasts is told more and more rarely, and anew after a good run', async () => {
  const source = sourceOf('dure');
  const told: number[] = [];
  for (let day = 0; day < 9; day++) if (await read(source, day % 2 === 0 ? 1 : 0, at(day))) told.push(day);
  assert.deepEqual(told, [0, 1, 3, 7]);
  assert.equal(await read(source, 5, at(9)), false);
  assert.equal(await read(source, 0, at(10)), true);
});

test('a catalogue in English is written to in English; a failure says why', async () => {
  assert.equal(await read(sourceOf('english', { language: 'en' }), 0, at(0)), true);
  const [letter] = await letters('english');
  assert.match(letter!.subject, /we can no longer read your catalogue/);
  assert.match(plain(letter!.text), /The catalogue is empty/);
  assert.match(letter!.text, /\/en\/partenaires\/english\/moissons/);
});

test('without a contact, and for an invented catalogue, nobody is written to', async () => {
  assert.equal(await read(sourceOf('muette', { contact: undefined }), 1, at(0)), false);
  assert.equal(await read(sourceOf('inventee', { demonstration: true }), 1, at(0)), false);
  assert.deepEqual(await letters('inventee'), []);
});
