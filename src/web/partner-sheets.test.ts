/** What those who keep a catalogue would notice: what to do first, what was not understood, and nobody else looking. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { Person } from '#model/person.ts';
import { ana, type ReviewSite, reviewSite } from './curation-testing.ts';

const partner: Person = {
  id: 'p-lou',
  name: 'Lou',
  mail: 'lou@exemple.org',
  role: 'member',
  partners: [{ source: 'a', role: 'editor' }],
};

let desk: ReviewSite;
beforeEach(async () => {
  desk = await reviewSite();
  desk.visitor.is = partner;
  const said = {
    scores: { described: 0.4, located: 1, told: 0 },
    problems: [{ field: 'themes', code: 'word-unknown', value: '<b>bidule</b>' }],
  };
  await sql`update sheet set body = body || ${JSON.stringify(said)}::jsonb where record = 'a/2'`.execute(
    desk.database.db,
  );
});
afterEach(() => desk?.close());

const get = async (path: string) => {
  const answer = await desk.site.request(path);
  return { answer, body: (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ') };
};

test('its keepers read what to do first, and each sheet with what is wrong, in their language', async () => {
  const { body } = await get('/partenaires/a/fiches');
  assert.match(body, /Racontez en quelques phrases/);
  assert.match(body, /« &lt;b&gt;bidule&lt;\/b&gt; » n’a pas d’équivalent/);
  assert.ok(body.indexOf('Description') < body.indexOf('Résultats et leçons'), 'what would gain most comes first');
  assert.match(body, /href="\/projets\/[0-9a-z]{10}"/);
  assert.match((await get('/en/partenaires/a/fiches')).body, /has no equivalent in the vocabulary/);
});

test('an address asks for the sheets of one criterion or one trouble, and a nonsense one for all of them', async () => {
  const titles = async (query: string) =>
    [...(await get(`/partenaires/a/fiches${query}`)).body.matchAll(/<h3><a [^>]*>([^<]*)</g)].map(([, title]) => title);
  assert.deepEqual(await titles('?critere=described'), ['La Ruche']);
  assert.deepEqual(await titles('?souci=word-unknown'), ['La Ruche']);
  assert.deepEqual(await titles('?critere=located'), []);
  assert.equal((await titles('?critere=%00&souci[]=x&page=-4')).length, 2);
  assert.match((await get('/partenaires/a/fiches?page=90')).body, /Aucune fiche ne répond/);
});

test('the table holds every sheet, and no formula that a spreadsheet would run', async () => {
  await sql`update sheet set body = body || '{"title": "=HYPERLINK(1)"}'::jsonb where record = 'a/1'`.execute(
    desk.database.db,
  );
  const { answer, body } = await get('/partenaires/a/fiches.csv');
  assert.match(answer.headers.get('content-type')!, /^text\/csv/);
  assert.match(answer.headers.get('cache-control')!, /private|no-store/);
  assert.equal(body.split('\r\n').filter(Boolean).length, 3);
  assert.match(body, /,'=HYPERLINK\(1\),/);
});

test('only those who keep the catalogue, and curators, may look', async () => {
  for (const path of ['/partenaires/b/fiches', '/partenaires/nulle-part/fiches', '/partenaires/b/fiches.csv'])
    assert.equal((await get(path)).answer.status, 403, path);
  desk.visitor.is = ana;
  assert.equal((await get('/partenaires/b/fiches')).answer.status, 200);
  assert.equal((await get('/partenaires/nulle-part/fiches')).answer.status, 404);
  desk.visitor.is = undefined as never;
  assert.equal((await get('/partenaires/a/fiches')).answer.status, 401);
});
