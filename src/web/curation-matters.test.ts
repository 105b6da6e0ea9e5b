/** The queue of what people sent, as curators meet it: what is shown, decided, undone, and to whom it is closed. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MatterKind } from '#connect/moderation/matter.ts';
import { createModeration, type Moderation } from '#connect/moderation/moderation.ts';
import { raise } from '#connect/moderation/raise.ts';
import { type PeopledSite, peopledSite } from './testing-people.ts';

const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

describe('the queue of what people sent', () => {
  let house: PeopledSite;
  let curator: ReturnType<PeopledSite['browser']>;
  const held: { moderation?: Moderation } = {};
  const note: MatterKind = { name: 'note', onDecided: async () => undefined, undo: async () => undefined };
  before(async () => {
    // The site asks for its rooms at each request: the database is there by then.
    const moderation = new Proxy({} as Moderation, {
      get: (_, name) => held.moderation?.[name as keyof Moderation],
    });
    house = await peopledSite({
      rooms: { proxies: 1, moderation, queues: { contributions: async () => 1, pairs: async () => 3 } },
    });
    held.moderation = createModeration({
      db: house.db,
      kinds: [note, { ...note, name: 'admission', twoEyes: true }],
      baseUrl: 'https://carrefour.example',
      mayAnswer: async () => true,
      now: () => new Date(),
      log: { error: () => {} },
    });
    curator = house.browser('203.0.113.20');
    await curator.signIn('cura@exemple.fr');
    await house.setRole('cura@exemple.fr', 'curator');
  });
  after(() => house.close());

  const put = (title: string, more: object = {}) =>
    raise(
      house.db,
      { kind: 'note', subject: title, title, facts: [{ name: 'title', value: title }], language: 'fr', ...more },
      new Date(),
    );
  const read = async (path: string) => {
    const answer = await curator.get(path);
    return { status: answer.status, body: (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ') };
  };

  test('closed to strangers and to members', async () => {
    const id = await put('Fermée');
    const stranger = house.browser('203.0.113.21');
    assert.equal((await stranger.get('/curation/moderation')).status, 401);
    assert.equal((await stranger.post(`/curation/moderation/${id}`, { verdict: 'accept' })).status, 401);
    await stranger.signIn('membre@exemple.fr');
    assert.equal((await stranger.get('/curation/moderation')).status, 403);
    assert.equal((await stranger.post(`/curation/moderation/${id}`, { verdict: 'accept' })).status, 403);
    assert.equal((await stranger.post(`/curation/moderation/${id}/annuler`, {})).status, 403);
    assert.equal((await house.people.doors.moderation.matter(id))?.state, 'waiting');
    await curator.post(`/curation/moderation/${id}`, { verdict: 'accept' });
  });

  test('without a script: read, choose another sentence, refuse, see it decided, undo', async () => {
    const id = await put('Un café');
    const queue = await read('/curation/moderation');
    assert.match(queue.body, /<h2 id="affaire">Un café<\/h2>/);
    assert.match(queue.body, /name="verdict" value="refuse"/);
    const refused = await curator.post(`/curation/moderation/${id}`, { verdict: 'refuse', phrase: ' ' });
    assert.equal(refused.status, 409);
    const done = await curator.post(`/curation/moderation/${id}`, { verdict: 'refuse', phrase: 'Désolée, merci.' });
    assert.equal(done.status, 303);
    const after = await read(done.headers.get('location')!);
    assert.match(after.body, /Un café : Refusé/);
    assert.ok(after.body.includes(`action="/curation/moderation/${id}/annuler"`));
    assert.match((await read('/curation/moderation?voir=decided')).body, /Un café/);
    assert.equal((await curator.post(`/curation/moderation/${id}`, { verdict: 'accept' })).status, 409);
    assert.equal((await curator.post(`/curation/moderation/${id}/annuler`, {})).status, 303);
    assert.match((await read(`/en/curation/moderation/${id}`)).body, /waiting for a decision.*Désolée, merci\./s);
    await curator.post(`/curation/moderation/${id}`, { verdict: 'accept' });
  });

  test('what people wrote is text in every place, and an address that is a program is no link', async () => {
    const facts = ['title', evil, 'links'].map((name) => ({
      name,
      value: evil,
      former: evil,
      url: 'javascript:alert(3)',
    }));
    const id = await put(`Titre ${evil}`, {
      facts,
      suspicions: [{ reason: 'unwanted-words', weight: 1, found: evil }],
    });
    for (const path of [`/curation/moderation/${id}`, `/en/curation/moderation/${id}`, '/curation/moderation']) {
      const { body } = await read(path);
      assert.ok(!body.includes('<script>alert') && !body.includes('<img src=x') && !body.includes('javascript:alert'));
    }
    const asked = await curator.post(`/curation/moderation/${id}`, { verdict: 'ask', phrase: evil });
    assert.ok(!(await read(asked.headers.get('location')!)).body.includes('<script>alert'));
    assert.ok(!(await read(`/curation/moderation/${id}`)).body.includes('<script>alert'));
  });

  test('bad input is answered kindly: no such matter, no word, a word too long, half a character', async () => {
    assert.equal((await read('/curation/moderation/nulle-part')).status, 404);
    assert.equal((await read('/curation/moderation/00000000-0000-4000-8000-000000000000')).status, 404);
    const id = await put('Mal dite');
    for (const fields of [{}, { verdict: 'burn' }, { verdict: 'ask', phrase: 'x\u0000y' }] as Record<string, string>[])
      assert.equal((await curator.post(`/curation/moderation/${id}`, fields)).status, 409);
    assert.equal(
      (await curator.post(`/curation/moderation/${id}`, { verdict: 'ask', phrase: 'x'.repeat(90_000) })).status,
      413,
    );
    assert.equal((await curator.get('/curation/moderation?voir=%00&mot=[]&phrase=-3&fait=x&de=y')).status, 200);
    assert.equal((await held.moderation?.matter(id))?.state, 'waiting');
    await curator.post(`/curation/moderation/${id}`, { verdict: 'accept' });
  });

  test('an admission waits for a second curator, and says so', async () => {
    const id = await put('Réseau des cantines', { kind: 'admission' });
    const first = await curator.post(`/curation/moderation/${id}`, { verdict: 'accept', phrase: 'Bienvenue.' });
    assert.match((await read(first.headers.get('location')!)).body, /il en faut un second, d’une autre personne/);
    assert.equal((await curator.post(`/curation/moderation/${id}`, { verdict: 'accept' })).status, 409);
    assert.match((await read(`/curation/moderation/${id}`)).body, /Une première personne a accepté/);
  });

  test('one kind alone is looked at, decided of and gone on with; what waits at other desks is told', async () => {
    await put('Une note', { weight: 1 });
    const id = await put('Admettre', { kind: 'admission', weight: 90 });
    const all = await read('/curation/moderation');
    assert.match(all.body, /<h2 id="affaire">Admettre/, 'what weighs comes first');
    assert.match(all.body, /Paires de fiches[\s\S]*3 attendent/);
    const one = await read('/curation/moderation?genre=note');
    assert.match(one.body, /<h2 id="affaire">Une note/);
    assert.doesNotMatch(one.body, /Admettre/);
    const action = /<form method="post" action="([^"]+)" class="fields">/.exec(one.body)![1]!;
    assert.match(action, /\?genre=note$/);
    const done = await curator.post(action, { verdict: 'accept', phrase: 'Merci.' });
    assert.match(done.headers.get('location')!, /genre=note/);
    assert.match((await read(done.headers.get('location')!)).body, /la file est vide/);
    for (const genre of ['%00', "' or 1=1", 'x'.repeat(99), 'rien'])
      assert.equal((await read(`/curation/moderation?genre=${encodeURIComponent(genre)}`)).status, 200);
    await curator.post(`/curation/moderation/${id}`, { verdict: 'refuse', phrase: 'Non.' });
  });

  test('a picture is shown small, with its size and what it is said to show; one that is not ours is a link', async () => {
    const picture = { width: 1600, height: 1200, alt: 'Une serre, "ouverte"' };
    const facts = [
      { name: 'pictures', value: 'serre', url: '/contribuer/images/00.webp', picture },
      { name: 'pictures', value: 'sans', url: '/contribuer/images/01.webp', picture: { ...picture, alt: '' } },
      { name: 'pictures', value: 'dehors', url: 'https://ailleurs.example/x.png' },
      { name: 'pictures', value: 'mal', url: 'javascript:alert(1)', picture },
    ];
    const id = await put('Avec images', { facts });
    const { body } = await read(`/curation/moderation/${id}`);
    assert.match(
      body,
      /<img src="\/contribuer\/images\/00\.webp\?petite" width="480" height="360" alt="Une serre, &quot;ouverte&quot;"/,
    );
    assert.match(body, /1 600 × 1 200 pixels[^<]*décrite ainsi : Une serre/);
    assert.match(body, /alt="sans description"/);
    assert.equal(body.match(/class="matter-picture"/g)!.length, 2);
    assert.doesNotMatch(body, /src="https:\/\/ailleurs|javascript:/);
    await curator.post(`/curation/moderation/${id}`, { verdict: 'accept' });
  });
});
