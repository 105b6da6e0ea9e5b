import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { testSource } from '#model/testing.ts';
import { describeWaiting } from './ask-outside.ts';
import { object } from './objections.ts';
import { runSource } from './run-source.ts';

let folder: string;
let database: TestDatabase;
let gazetteer: Gazetteer;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrefour-objections-'));
  database = await testDatabase();
  gazetteer = loadGazetteer();
});
after(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const sources = new Map(
  ['moulins', 'lavoirs'].map((id) => [
    id,
    testSource({ id, key: ['id'], map: { title: 'nom', body: 'texte', mails: 'mail' }, introductions: true }),
  ]),
);
const rooms = () => ({ db: database.db, gazetteer, sources, now: () => new Date('2026-03-02T08:00:00Z') });
const quiet = { say: () => {} };

async function harvest(id: string, text: string) {
  const path = join(folder, `${id}.csv`);
  await writeFile(path, text);
  return runSource(rooms(), sources.get(id)!, { kind: 'file', path }, quiet);
}

const bodies = async () =>
  (await database.db.selectFrom('sheet').select(['record', 'body', 'live']).orderBy('record').execute()).map(
    ({ record, body, live }) => [record, `${body.summary} ${body.body}`.trim(), live],
  );

test('an objection goes on past a damaged pack: the sheet is looked at, and what was not read is said', async () => {
  const { db } = database;
  const mills = 'id,nom,texte,mail\n1,Moulin,Tenu par Jeanne Personne,contact@moulin.example\n2,Barrage,Rien à voir,\n';
  await harvest('moulins', mills);
  await harvest('lavoirs', 'id,nom,texte,mail\n1,Lavoir,Lavé par Jeanne Personne,\n');
  await sql`
    update payload_pack set body = overlay(body placing '\\x0000'::bytea from 20) where id = (
      select payload.pack from payload join record on record.payload = payload.hash where record.id = 'moulins/1')`.execute(
    db,
  );
  const asked = { reason: '', author: 'Awa', now: new Date() };
  const noted = await object(db, { ...asked, kind: 'name', text: 'Jeanne Personne' });
  assert.ok('unread' in noted);
  assert.deepEqual([noted.records, noted.unread], [3, ['moulins/1', 'moulins/2']]);
  const described = await describeWaiting(rooms(), quiet);
  assert.deepEqual([described.moulins?.unreadable, described.lavoirs?.unreadable], [2, 0]);
  assert.deepEqual(await bodies(), [
    ['lavoirs/1', 'Lavé par […]', true],
    ['moulins/1', 'Tenu par […]', true],
    ['moulins/2', 'Rien à voir', true],
  ]);
  const mails = await db.selectFrom('holder_contact').select('mail').execute();
  assert.deepEqual(mails, [{ mail: 'contact@moulin.example' }]);

  await object(db, { ...asked, kind: 'mail', text: 'contact@moulin.example' });
  await object(db, { ...asked, kind: 'record', text: 'moulins/2' });
  await describeWaiting(rooms(), quiet);
  assert.deepEqual(await db.selectFrom('holder_contact').select('mail').execute(), []);
  assert.deepEqual((await bodies()).at(-1), ['moulins/2', 'Rien à voir', false]);

  const again = await harvest('moulins', mills);
  assert.deepEqual([again.harvest.unchanged, again.describe.unreadable, again.describe.sheets], [2, 0, 1]);
  assert.deepEqual((await bodies())[1], ['moulins/1', 'Tenu par […]', true]);
  const late = await object(db, { ...asked, kind: 'name', text: 'Untel Autre' });
  assert.deepEqual('unread' in late && late.unread, [], 'all of it can be read again');
});
