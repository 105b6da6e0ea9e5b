/** What nobody read yet: it stays out of sight, whatever is changed between the sending and a curator's word. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { workFor } from '#connect/spam/testing.ts';
import { begin, read, send, stampOf, type Teller, type Tellers, tellersOf } from './testing-tellers.ts';
import { photograph, type TellingHouse, tellingHouse } from './testing-telling.ts';

let house: TellingHouse;
let people: Tellers;
before(async () => {
  house = await tellingHouse();
  people = await tellersOf(house);
});
after(() => house?.close());

async function upload(browser: Teller, path: string, alt: string) {
  const form = new FormData();
  form.set('images', new File([new Uint8Array(await photograph())], 'x.jpg', { type: 'image/jpeg' }));
  form.set('pictureAlt', alt);
  const cookie = [...browser.jar].map((pair) => pair.join('=')).join('; ');
  const origin = { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' };
  await house.site.request(`http://127.0.0.1:3000${path}`, {
    method: 'POST',
    body: form,
    headers: { ...origin, cookie },
  });
}
const pictures = (id: string) =>
  house.db
    .selectFrom('contribution_picture')
    .select(['id', 'alt'])
    .where('contribution', '=', id)
    .orderBy('position')
    .execute();

test('a picture that came after the sending is not on the page, nor seen by others, until it is sent and read', async () => {
  const author = people.somebody();
  await author.signIn('photos@exemple.fr');
  const { own: path, id } = await begin(author, { title: 'La Serre aux images' });
  await upload(author, path, 'lue');
  await send(author, path);
  await upload(author, path, 'ajoutée après');
  await people.accept(id);
  const [first, second] = await pictures(id);
  const shown = async () => (await people.sheetOf(id)).body.images.map(({ url }) => url.split('/').at(-1));
  assert.deepEqual(await shown(), [`${first!.id}.webp`]);
  const cacheOf = async (picture: string) =>
    (await people.somebody().get(`/contribuer/images/${picture}.webp`)).headers.get('cache-control');
  assert.match((await cacheOf(first!.id))!, /public/);
  assert.match((await cacheOf(second!.id))!, /no-store/);
  // Sent again for the picture alone: that is something to read.
  await send(author, path);
  const again = (await people.matterOf(id))!;
  assert.equal(again.state, 'waiting');
  assert.ok(again.facts.some(({ value }) => value === 'ajoutée après'));
  await people.accept(id);
  assert.equal((await shown()).length, 2);
});

test('the page that it is said to tell of is the one that the curator was shown', async () => {
  const author = people.somebody();
  await author.signIn('detour@exemple.fr');
  const { own: path, id } = await begin(author, { title: 'Le Détour du Moulin' });
  await send(author, path);
  const other = await house.db
    .selectFrom('project_sheet')
    .select('project')
    .where('sheet', 'like', 'reseau/%')
    .executeTakeFirstOrThrow();
  await author.post(path, { raconte: other.project, apres: 'apercu' });
  await people.accept(id);
  const stands = await people.projectOf(id);
  assert.ok(stands);
  assert.notEqual(stands, other.project);
});

test('who signs in after having sent without an account is answered, and takes it along when they leave', async () => {
  const author = people.somebody();
  const { own: path, id } = await begin(author, { title: 'Le Puits retrouvé' });
  await send(author, path, { mail: 'avant@exemple.fr' });
  const letter = await house.db
    .selectFrom('mail')
    .select('text')
    .where('recipient', '=', 'avant@exemple.fr')
    .executeTakeFirstOrThrow();
  const link = new URL(/https?:\/\/\S+confirmer\S+/.exec(letter.text)![0]);
  const stamp = stampOf(await read(author, link.pathname + link.search));
  const proof = link.searchParams.get('preuve')!;
  await author.post('/contribuer/confirmer', { recit: id, preuve: proof, stamp, work: workFor(stamp) });
  await author.signIn('apres@exemple.fr');
  // Opening it makes it nobody's: anybody can send anybody the link of a draft.
  assert.match(await read(author, path), /Il est de moi/);
  assert.equal((await author.get(`${path}/apercu`)).status, 200);
  assert.equal((await people.matterOf(id))!.author, null);
  assert.equal((await author.post(`${path}/adopter`, {})).status, 303);
  assert.equal((await author.post(`${path}/adopter`, {})).status, 303, 'twice is once');
  assert.doesNotMatch(await read(author, path), /Il est de moi/);
  await people.curator.post(`/curation/moderation/${(await people.matterOf(id))!.id}`, {
    verdict: 'ask',
    phrase: 'Où est-ce ?',
  });
  const told = await house.db.selectFrom('mail').select('text').where('recipient', '=', 'apres@exemple.fr').execute();
  const answer = told.find(({ text }) => text.includes('Où est-ce'));
  assert.ok(answer, 'the question reaches its author');
  assert.ok(!answer.text.includes('?cle='), 'an account needs no key');
  const { author: person } = (await people.matterOf(id))!;
  assert.ok(person, 'it is found by the account when it is deleted');
});

test('a draft that somebody else sent does not become the account’s that opens it, nor its words that account’s', async () => {
  const mallory = people.somebody();
  const { own: path, id } = await begin(mallory, { title: 'Une annonce de Mallory' });
  const key = decodeURIComponent(mallory.jar.get('carrefour-recits') ?? '')
    .split('~')
    .find((pair) => pair.startsWith(id))!
    .split('.')[1]!;
  const victim = people.somebody();
  await victim.signIn('victime@exemple.fr');
  assert.equal((await victim.get(`${path}?cle=${key}`)).status, 303);
  assert.equal((await victim.get(`${path}/apercu`)).status, 200);
  const author = async () =>
    (await house.db.selectFrom('contribution').select('author').where('id', '=', id).executeTakeFirstOrThrow()).author;
  assert.equal(await author(), null);
  assert.doesNotMatch(await read(victim, '/compte/donnees.json'), /Mallory/);
  assert.equal((await mallory.get(path)).status, 200, 'and it stays open to who began it');
  assert.equal((await people.somebody().post(`${path}/adopter`, {})).status, 401);
  const stranger = people.somebody();
  await stranger.signIn('etrangere@exemple.fr');
  assert.equal((await stranger.post(`${path}/adopter`, {})).status, 404, 'without its key');
  assert.equal(await author(), null);
});

test('a curator who decides in the very moment in which it is sent again waits, and neither is refused', async () => {
  const author = people.somebody();
  await author.signIn('meme-instant@exemple.fr');
  const { own: path, id } = await begin(author, { title: 'Le Même Instant' });
  await send(author, path);
  const { id: matter } = (await people.matterOf(id))!;
  const by = await house.db
    .selectFrom('person')
    .select('id')
    .where('mail', '=', 'cura@exemple.fr')
    .executeTakeFirstOrThrow();
  const waits = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`.execute(
      house.db,
    );
    return rows[0]!.n > 0;
  };
  const decided = await house.db.transaction().execute(async (tx) => {
    // As sending does: the contribution first, then its matter.
    await tx.selectFrom('contribution').select('id').where('id', '=', id).forUpdate().execute();
    const decision = house.people.doors.moderation.decide(matter, { verdict: 'ask', by: by.id, sentence: 'Où ?' });
    while (!(await waits()));
    await tx.updateTable('matter').set({ changed_at: new Date() }).where('id', '=', matter).execute();
    return { decision };
  });
  assert.equal((await decided.decision).is, 'decided');
});
