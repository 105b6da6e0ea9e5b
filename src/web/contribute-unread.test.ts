/** What nobody read yet: it stays out of sight, whatever is changed between the sending and a curator's word. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { workFor } from '#connect/spam/testing.ts';
import { aTelling, photograph, type TellingHouse, tellingHouse } from './testing-telling.ts';

type Browser = ReturnType<TellingHouse['browser']>;
let house: TellingHouse;
let curator: Browser;
let networks = 60;
before(async () => {
  house = await tellingHouse();
  curator = house.browser('203.0.113.9');
  await curator.signIn('cura@exemple.fr');
  await house.setRole('cura@exemple.fr', 'curator');
});
after(() => house?.close());

const somebody = () => house.browser(`198.51.100.${networks++}`);
const read = async (browser: Browser, path: string) => (await browser.get(path)).text();
const stampOf = (page: string) => /name="stamp" value="([^"]+)"/.exec(page)?.[1] ?? '';

async function begin(browser: Browser, title: string) {
  const stamp = stampOf(await read(browser, '/contribuer/projet'));
  const saved = await browser.post('/contribuer/projet', { ...aTelling, title, stamp });
  const path = new URL(saved.headers.get('location') ?? '/', 'http://x').pathname;
  return { path, id: path.split('/').at(-1)! };
}
async function send(browser: Browser, path: string, more: Record<string, string> = {}) {
  const stamp = stampOf(await read(browser, `${path}/apercu`));
  return browser.post(`${path}/envoyer`, { stamp, work: workFor(stamp), ...more });
}
async function upload(browser: Browser, path: string, alt: string) {
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
const matterOf = async (id: string) => (await house.people.doors.moderation.mattersOf('contribution', id))[0]!;
const accept = async (id: string) =>
  curator.post(`/curation/moderation/${(await matterOf(id)).id}`, { verdict: 'accept', phrase: 'Merci !' });
const sheetOf = async (id: string) =>
  (
    await house.db
      .selectFrom('sheet')
      .select('body')
      .where('record', '=', `contributions/${id}`)
      .executeTakeFirstOrThrow()
  ).body;

test('a picture that came after the sending is not on the page, nor seen by others, until it is sent and read', async () => {
  const author = somebody();
  await author.signIn('photos@exemple.fr');
  const { path, id } = await begin(author, 'La Serre aux images');
  await upload(author, path, 'lue');
  await send(author, path);
  await upload(author, path, 'ajoutée après');
  await accept(id);
  const [first, second] = await pictures(id);
  const shown = async () => (await sheetOf(id)).images.map(({ url }) => url.split('/').at(-1));
  assert.deepEqual(await shown(), [`${first!.id}.webp`]);
  const cacheOf = async (picture: string) =>
    (await somebody().get(`/contribuer/images/${picture}.webp`)).headers.get('cache-control');
  assert.match((await cacheOf(first!.id))!, /public/);
  assert.match((await cacheOf(second!.id))!, /no-store/);
  // Sent again for the picture alone: that is something to read.
  await send(author, path);
  const again = await matterOf(id);
  assert.equal(again.state, 'waiting');
  assert.ok(again.facts.some(({ value }) => value === 'ajoutée après'));
  await accept(id);
  assert.equal((await shown()).length, 2);
});

test('the page that it is said to tell of is the one that the curator was shown', async () => {
  const author = somebody();
  await author.signIn('detour@exemple.fr');
  const { path, id } = await begin(author, 'Le Détour du Moulin');
  await send(author, path);
  const other = await house.db
    .selectFrom('project_sheet')
    .select('project')
    .where('sheet', 'like', 'reseau/%')
    .executeTakeFirstOrThrow();
  await author.post(path, { raconte: other.project, apres: 'apercu' });
  await accept(id);
  const stands = await house.db
    .selectFrom('project_sheet')
    .select('project')
    .where('sheet', '=', `contributions/${id}`)
    .executeTakeFirstOrThrow();
  assert.notEqual(stands.project, other.project);
});

test('who signs in after having sent without an account is answered, and takes it along when they leave', async () => {
  const author = somebody();
  const { path, id } = await begin(author, 'Le Puits retrouvé');
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
  assert.equal((await matterOf(id)).author, null);
  assert.equal((await author.post(`${path}/adopter`, {})).status, 303);
  assert.equal((await author.post(`${path}/adopter`, {})).status, 303, 'twice is once');
  assert.doesNotMatch(await read(author, path), /Il est de moi/);
  await curator.post(`/curation/moderation/${(await matterOf(id)).id}`, { verdict: 'ask', phrase: 'Où est-ce ?' });
  const told = await house.db.selectFrom('mail').select('text').where('recipient', '=', 'apres@exemple.fr').execute();
  const answer = told.find(({ text }) => text.includes('Où est-ce'));
  assert.ok(answer, 'the question reaches its author');
  assert.ok(!answer.text.includes('?cle='), 'an account needs no key');
  const { author: person } = await matterOf(id);
  assert.ok(person, 'it is found by the account when it is deleted');
});

test('a draft that somebody else sent does not become the account’s that opens it, nor its words that account’s', async () => {
  const mallory = somebody();
  const { path, id } = await begin(mallory, 'Une annonce de Mallory');
  const key = decodeURIComponent(mallory.jar.get('carrefour-recits') ?? '')
    .split('~')
    .find((pair) => pair.startsWith(id))!
    .split('.')[1]!;
  const victim = somebody();
  await victim.signIn('victime@exemple.fr');
  assert.equal((await victim.get(`${path}?cle=${key}`)).status, 303);
  assert.equal((await victim.get(`${path}/apercu`)).status, 200);
  const author = async () =>
    (await house.db.selectFrom('contribution').select('author').where('id', '=', id).executeTakeFirstOrThrow()).author;
  assert.equal(await author(), null);
  assert.doesNotMatch(await read(victim, '/compte/donnees.json'), /Mallory/);
  assert.equal((await mallory.get(path)).status, 200, 'and it stays open to who began it');
  assert.equal((await somebody().post(`${path}/adopter`, {})).status, 401);
  const stranger = somebody();
  await stranger.signIn('etrangere@exemple.fr');
  assert.equal((await stranger.post(`${path}/adopter`, {})).status, 404, 'without its key');
  assert.equal(await author(), null);
});

test('a curator who decides in the very moment in which it is sent again waits, and neither is refused', async () => {
  const author = somebody();
  await author.signIn('meme-instant@exemple.fr');
  const { path, id } = await begin(author, 'Le Même Instant');
  await send(author, path);
  const { id: matter } = await matterOf(id);
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
