/** Where a holder's address comes from: kept apart from sheets where the partner agreed, and who is tried first. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chooseHolder } from '#connect/introductions/reach.ts';
import { addressHash } from '#connect/mail/outbox.ts';
import { refuseAddress } from '#connect/mail/send-due.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { testSource } from '#model/testing.ts';
import { type ClaimedBy, introductionReach } from '#pipeline/introduction-reach.ts';
import { object } from '#pipeline/objections.ts';
import { runSource } from '#pipeline/run-source.ts';

const map = { title: 'titre', sites: [{ city: 'ville' }], mails: 'mel' };
const agreed = testSource({ introductions: true, contact: 'reseau@reseau.example', map });
const rows = {
  'Le Bocal': 'jeanne.martin@orange.fr',
  'La Ruche': 'contact@ruche.example, paul.durand@orange.fr',
  'Le Four': 'bonjour@four.example',
  'La Forge': '',
};
const gazetteer = loadGazetteer();
let database: TestDatabase;
let folder: string;

async function read(source = agreed, written: Record<string, string> = rows, { inventedToo = false } = {}) {
  const path = join(folder, 'a.csv');
  await writeFile(
    path,
    ['id;titre;ville;mel', ...Object.entries(written).map(([title, mel], at) => `${at};${title};Nantes;${mel}`)].join(
      '\n',
    ),
  );
  const { db } = database;
  const sources = new Map([[source.id, source]]);
  await runSource({ db, gazetteer, sources, now: () => new Date() }, source, { kind: 'file', path }, { say: () => {} });
  const claims: ClaimedBy[] = [];
  const reach = introductionReach({ db, sources, holdersOf: async () => claims, inventedToo });
  const of = async (title: string) => {
    const projects = await db.selectFrom('project').select(['id', 'body']).execute();
    const answer = await reach(projects.find(({ body }) => body.title === title)!.id);
    return { answer: answer!, tried: answer!.holders.map(({ via, mail }) => `${via} ${mail}`) };
  };
  return { of, claims, reach };
}

before(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'carrefour-reach-'));
});
after(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a claim first, then what the partner agreed to keep, then what is public, then the partner', async () => {
  const { of, claims, reach } = await read();
  assert.deepEqual((await of('Le Bocal')).tried, ['sheet jeanne.martin@orange.fr', 'partner reseau@reseau.example']);
  assert.deepEqual((await of('La Ruche')).tried, [
    'sheet contact@ruche.example',
    'sheet paul.durand@orange.fr',
    'partner reseau@reseau.example',
  ]);
  assert.deepEqual((await of('La Forge')).tried, ['partner reseau@reseau.example']);
  claims.push({ person: 'p', mail: 'jeanne@bocal.example', reach: 'closed' });
  assert.deepEqual((await of('Le Bocal')).answer.lacks, 'no-more', 'who holds it wants none');
  assert.deepEqual((await of('Le Bocal')).tried, []);
  claims.push({ person: 'q', mail: 'marc@bocal.example', reach: 'relay' });
  assert.equal((await of('Le Bocal')).tried[0], 'claimed marc@bocal.example');
  assert.equal(await reach('0000000000'), undefined);
});

test('no sheet and no project holds a withheld address; the table apart does', async () => {
  const { db } = database;
  for (const table of ['sheet', 'project'] as const)
    assert.doesNotMatch(
      JSON.stringify(await db.selectFrom(table).select('body').execute()),
      /jeanne\.martin|paul\.durand/,
    );
  const kept = await db.selectFrom('holder_contact').select('mail').orderBy('mail').execute();
  assert.deepEqual(
    kept.map(({ mail }) => mail),
    ['bonjour@four.example', 'contact@ruche.example', 'jeanne.martin@orange.fr', 'paul.durand@orange.fr'],
  );
});

test('what is gone from the catalogue is gone here; a partner that no longer agrees leaves nothing here', async () => {
  const { of } = await read(agreed, { ...rows, 'Le Bocal': 'autre.personne@orange.fr' });
  assert.equal((await of('Le Bocal')).tried[0], 'sheet autre.personne@orange.fr');
  const { of: without } = await read({ ...agreed, introductions: false });
  assert.deepEqual(await database.db.selectFrom('holder_contact').selectAll().execute(), []);
  assert.deepEqual((await without('Le Bocal')).tried, ['partner reseau@reseau.example']);
  assert.deepEqual((await without('La Ruche')).tried, [
    'public contact@ruche.example',
    'partner reseau@reseau.example',
  ]);
});

test('an objection is heard at once, before anything is described again', async () => {
  const { of } = await read();
  const { db } = database;
  await object(db, { kind: 'mail', text: 'jeanne.martin@orange.fr', reason: 'asked', author: 'a', now: new Date() });
  assert.deepEqual((await of('Le Bocal')).tried, ['partner reseau@reseau.example']);
  const { of: after2 } = await read();
  assert.deepEqual((await after2('Le Bocal')).tried, ['partner reseau@reseau.example']);
  const mails = await db.selectFrom('holder_contact').select('mail').execute();
  assert.ok(!mails.some(({ mail }) => mail.startsWith('jeanne')));
});

test('who bounced is passed over, who slept comes last, who wants no more ends it', async () => {
  const { of } = await read();
  const { db } = database;
  const chosen = async (title: string) => {
    const answer = await chooseHolder(db, (await of(title)).answer);
    return answer.is === 'nobody' ? answer.why : answer.holder.mail;
  };
  const note = (mail: string, what: 'asleep' | 'no-more' | 'barred') =>
    db
      .insertInto('introduction_address')
      .values({ address_hash: addressHash(mail), what, since: new Date() })
      .execute();
  assert.equal(await chosen('La Ruche'), 'contact@ruche.example');
  await note('contact@ruche.example', 'asleep');
  assert.equal(await chosen('La Ruche'), 'paul.durand@orange.fr');
  await refuseAddress(db, 'paul.durand@orange.fr', 'bounced', new Date());
  await note('reseau@reseau.example', 'asleep');
  assert.equal(await chosen('La Ruche'), 'contact@ruche.example', 'all asleep: the first again');
  await note('paul.durand@orange.fr', 'no-more');
  assert.equal(await chosen('La Ruche'), 'no-more', 'nobody is troubled in its place');
  await note('reseau@reseau.example', 'no-more');
  assert.equal(await chosen('La Forge'), 'no-address');
});

test('to what is invented nobody writes, but where mails stay on this machine', async () => {
  const { of } = await read({ ...agreed, demonstration: true });
  const { answer } = await of('Le Four');
  assert.deepEqual([answer.holders, answer.lacks], [[], 'invented']);
  const here = await read({ ...agreed, demonstration: true }, rows, { inventedToo: true });
  assert.deepEqual((await here.of('Le Four')).tried, ['sheet bonjour@four.example', 'partner reseau@reseau.example']);
});
