/** Signing in by a link, as a person and their browser live it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { type PeopledSite, peopledSite } from './testing-people.ts';

describe('signing in by a link', () => {
  let house: PeopledSite;
  before(async () => {
    house = await peopledSite({ rooms: { proxies: 1, queues: { pairs: async () => 7, words: async () => 0 } } });
  });
  after(() => house.close());

  test('a person asks for a link, opens it, presses the button, and is where they wanted to go', async () => {
    const { get, post } = house.browser();
    const closed = await get('/compte?fait=rien');
    assert.equal(closed.status, 401);
    const asking = await closed.text();
    assert.match(asking, /name="retour" value="\/compte\?fait=rien"/);
    const asked = await post('/connexion', { mail: ' Jeanne@Exemple.FR ', retour: '/partenaires?a=1' });
    assert.equal(asked.status, 200);
    assert.match(await asked.text(), /jeanne@exemple\.fr/);
    const link = await house.lastLink('jeanne@exemple.fr');
    const opened = await get(link.pathname + link.search);
    assert.equal(opened.status, 200);
    assert.match(await opened.text(), /jeanne@exemple\.fr/);
    const jeton = link.searchParams.get('jeton') ?? '';
    const used = await post('/connexion/lien', { jeton, retour: link.searchParams.get('retour') ?? '' });
    assert.equal(used.status, 303);
    assert.equal(used.headers.get('location'), '/partenaires?a=1');
    const own = await get('/compte');
    assert.equal(own.status, 200);
    assert.equal(own.headers.get('cache-control'), 'private, no-store');
    assert.match(await own.text(), /Firefox, Linux/);
  });

  test('a mail scanner that opens the link, twice, does not use it up', async () => {
    const person = house.browser('203.0.113.8');
    await person.post('/connexion', { mail: 'scan@exemple.fr' });
    const link = await house.lastLink('scan@exemple.fr');
    const scanner = house.browser('198.51.100.1');
    for (let time = 0; time < 2; time++) assert.equal((await scanner.get(link.pathname + link.search)).status, 200);
    assert.equal(scanner.jar.size, 0);
    const used = await person.post('/connexion/lien', { jeton: link.searchParams.get('jeton')! });
    assert.equal(used.headers.get('location'), '/compte?fait=bienvenue');
  });

  test('the curators’ queues are closed to strangers, kindly refused to members, and counted for curators', async () => {
    const person = house.browser('203.0.113.9');
    const stranger = await person.get('/en/curation');
    assert.equal(stranger.status, 401);
    assert.match(await stranger.text(), /value="\/en\/curation"/);
    await person.signIn('camille@exemple.fr');
    const member = await person.get('/curation');
    assert.equal(member.status, 403);
    assert.match(await member.text(), /réservée à l’équipe de curation/);
    await house.setRole('camille@exemple.fr', 'curator');
    const curator = await person.get('/curation');
    assert.equal(curator.status, 200);
    assert.equal(curator.headers.get('cache-control'), 'private, no-store');
    const body = await curator.text();
    assert.match(body, /7 attendent/);
    assert.match(body, /rien n’attend/);
    assert.doesNotMatch(body, /Lectures mises en attente/);
  });
});

test('a link lives ten minutes from when its letter leaves, however long a mail server made it wait', async () => {
  let held = true;
  const server = await startSmtp({
    refuse: () => (held ? { code: 451, words: 'greylisted, come again' } : undefined),
  });
  const house = await peopledSite({ smtp: { url: server.url, from: 'bonjour@carrefour.example' } });
  const links = () => house.db.selectFrom('verification').select('expires_at').execute();
  /** As if the wait before the next try were over. */
  const again = async () => {
    await house.db.updateTable('mail').set({ next_at: new Date() }).where('state', '=', 'queued').execute();
    await house.people.sendDue();
  };
  try {
    const { post } = house.browser();
    await post('/connexion', { mail: 'lente@exemple.fr', retour: '/partenaires' });
    await again();
    const waiting = await house.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([waiting.state, waiting.text, waiting.html], ['queued', '', ''], 'no link lies in the outbox');
    // What was drawn for a try that failed is old by now.
    await house.db
      .updateTable('verification')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .execute();
    held = false;
    await again();
    const raw = (server.received.at(-1)?.raw ?? '').replace(/=\r?\n/g, '').replaceAll('=3D', '=');
    const [, jeton = ''] = /connexion\/lien\?jeton=([A-Za-z0-9_-]+)/.exec(raw) ?? [];
    const lives = Math.max(...(await links()).map(({ expires_at }) => expires_at.getTime())) - Date.now();
    assert.ok(lives > 8 * 60_000 && lives <= 10 * 60_000, `${lives} ms`);
    assert.equal((await post('/connexion/lien', { jeton })).status, 303);
    assert.deepEqual(await links(), [], 'the others ended with it');
    await post('/connexion', { mail: 'lente@exemple.fr' });
    held = true;
    const opened = await house.people.doors.accounts.drawLink({
      mail: 'lente@exemple.fr',
      language: 'fr',
      returnTo: '',
    });
    await house.db.updateTable('mail').set({ state: 'queued' }).where('kind', '=', 'sign-in').execute();
    await post('/connexion/lien', { jeton: new URL(opened).searchParams.get('jeton') ?? '' });
    const letters = await house.db.selectFrom('mail').select('id').where('state', '=', 'queued').execute();
    assert.deepEqual(letters, [], 'a letter that still waited for the mail server goes no more');
  } finally {
    await house.close();
    await server.close();
  }
});
