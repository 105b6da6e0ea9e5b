/** What members would notice of what their community announces: by mail as they chose, in their calendar, and when it is over. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'cheerio';
import { tellMembers } from '#connect/communities/tell-members.ts';
import { type CirclesHouse, circlesHouse, read, say, type Visitor } from './testing-circles.ts';
import { testSecret } from './testing-people.ts';

let house: CirclesHouse;
before(async () => {
  house = await circlesHouse();
});
after(() => house?.close());

const hour = 3_600_000;
const round = (now: Date) =>
  tellMembers({
    db: house.db,
    secret: testSecret,
    baseUrl: 'http://127.0.0.1:3000',
    now: () => now,
    signal: new AbortController().signal,
  });
const lettersTo = (name: string) =>
  house.db
    .selectFrom('mail')
    .selectAll()
    .where('recipient', '=', `${name}@exemple.fr`)
    .where('kind', '=', 'community-news')
    .orderBy('created_at')
    .execute();
const hears = (person: Visitor, path: string, rythme: string) => say(person, path, 'nouvelles', { rythme });
const announce = (person: Visitor, path: string, titre: string) =>
  say(person, path, 'rencontre', {
    ...{ titre, lieu: 'Lille', texte: 'Venez.' },
    ...{ debut: '2099-07-12T18:30', fin: '2099-07-12T20:00' },
  });
const nextMonday = (from: Date) => {
  const at = new Date(from);
  do at.setUTCDate(at.getUTCDate() + 1);
  while (at.getUTCDay() !== 1);
  at.setUTCHours(7, 0, 0, 0);
  return at;
};

test('each member hears of a meeting in the rhythm that they chose, once, and never of their own', async () => {
  const ana = await house.signedIn('ana');
  const path = await house.opened(ana, { nom: 'Annonces' });
  const members: Record<string, Visitor> = { ana };
  for (const [name, rhythm] of [
    ['vite', 'at-once'],
    ['lundi', 'weekly'],
    ['rien', 'none'],
  ] as const) {
    members[name] = await house.signedIn(name);
    await say(members[name], path, 'rejoindre');
    assert.equal((await hears(members[name], path, rhythm)).status, 303);
  }
  await hears(ana, path, 'at-once');
  assert.match((await read(members.vite!.get(path))).body, /value="at-once" checked/);
  await announce(ana, path, 'Fête des semis');
  const now = new Date();
  assert.equal(await round(now), 1);
  assert.equal(await round(now), 0, 'once');
  const [letter] = await lettersTo('vite');
  assert.match(letter!.text, /Fête des semis[\s\S]*dimanche 12 juillet 2099 à 18:30/i);
  assert.match(letter!.headers['List-Unsubscribe-Post'] ?? '', /One-Click/);
  for (const name of ['ana', 'lundi', 'rien']) assert.equal((await lettersTo(name)).length, 0, name);
  await announce(ana, path, 'Seconde fête');
  assert.equal(await round(new Date()), 0, 'within the hour nothing more');
  await say(members.lundi!, path, 'besoin', { titre: 'Du compost', mots: 'compost', texte: '' });
  assert.equal(await round(new Date(now.getTime() + 2 * hour)), 2, 'what came meanwhile goes together');
  assert.match((await lettersTo('vite')).at(-1)!.text, /Seconde fête[\s\S]*Du compost/);
  assert.match((await lettersTo('ana')).at(-1)!.text, /Du compost/);
  const monday = nextMonday(now);
  await round(monday);
  const weekly = await lettersTo('lundi');
  assert.equal(weekly.length, 1);
  assert.match(weekly[0]!.text, /Fête des semis[\s\S]*Seconde fête/);
  assert.doesNotMatch(weekly[0]!.text, /Du compost/, 'what one wrote is no news to oneself');
});

test('two rounds at once tell each member once', async () => {
  const pia = await house.signedIn('pia');
  const path = await house.opened(pia, { nom: 'Ensemble' });
  const quy = await house.signedIn('quy');
  await say(quy, path, 'rejoindre');
  await hears(quy, path, 'at-once');
  await announce(pia, path, 'Rencontre');
  const now = new Date();
  const told = await Promise.all([round(now), round(now), round(now)]);
  assert.equal(
    told.reduce((sum, n) => sum + n, 0),
    1,
  );
  assert.equal((await lettersTo('quy')).length, 1);
});

test('one click stops them, by the mail program or by the page; a link that was not made here opens nothing', async () => {
  const bob = await house.signedIn('bob');
  const path = await house.opened(bob, { nom: 'Arrêts' });
  const kim = await house.signedIn('kim');
  await say(kim, path, 'rejoindre');
  await hears(kim, path, 'at-once');
  await announce(bob, path, 'Une');
  await round(new Date());
  const [letter] = await lettersTo('kim');
  const stop = new URL(/<(.+)>/.exec(letter!.headers['List-Unsubscribe']!)![1]!).pathname;
  const nobody = house.browser('198.51.100.1');
  assert.match((await read(nobody.get(stop))).body, /Ne plus les recevoir/);
  assert.match((await read(kim.get(path))).body, /value="at-once" checked/, 'opening the page stops nothing');
  // As a mail program posts: without an origin, without cookies.
  const bare = await house.site.request(`http://127.0.0.1:3000${stop}`, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  assert.equal(bare.status, 200);
  assert.match((await read(kim.get(path))).body, /value="none" checked/);
  assert.match((await read(kim.get(path))).body, /Quitter la communauté/, 'still a member');
  for (const wrong of [
    `${stop.slice(0, -2)}AA`,
    stop.replace(/\.[^.]+\./, '.autre.'),
    '/communautes/nouvelles/arreter/x',
  ])
    assert.equal((await nobody.get(wrong)).status, 410, wrong);
  const stranger = await house.signedIn('autre');
  assert.equal((await hears(stranger, path, 'daily')).status, 400, 'who is no member hears nothing');
  assert.equal((await hears(kim, path, 'toujours')).status, 400);
});

test('who asks to join is announced to the admins, and hears when they are let in, in their own language', async () => {
  const max = await house.signedIn('max');
  const path = await house.opened(max, { nom: 'Portes', rejoindre: 'request' });
  const nia = await house.signedIn('nia');
  await nia.post('/compte', { nom: 'Nia', langue: 'en' });
  for (let again = 0; again < 3; again++) {
    await say(nia, path, 'rejoindre');
    await say(nia, path, 'quitter');
  }
  await say(nia, path, 'rejoindre');
  const membership = (name: string) =>
    house.db
      .selectFrom('mail')
      .select('text')
      .where('recipient', '=', `${name}@exemple.fr`)
      .where('kind', '=', 'community-member')
      .execute();
  const asked = await membership('max');
  assert.equal(asked.length, 1, 'however often they ask in a day');
  assert.match(asked[0]!.text, /Nia demande à rejoindre[\s\S]*\/reglages/);
  await say(max, `${path}/reglages`, 'accepter', { personne: await house.idOf('nia') });
  assert.match((await membership('nia'))[0]!.text, /You have been accepted/);
});

test('a calendar is subscribed to by anybody; a meeting that is over is kept apart and leaves room for others', async () => {
  const sol = await house.signedIn('sol');
  const path = await house.opened(sol, { nom: 'Agenda' });
  await announce(sol, path, 'À venir');
  const community = path.split('/').at(-1)!;
  const long = new Date(Date.now() - 30 * 24 * hour);
  await house.db
    .insertInto('community_meeting')
    .values(
      Array.from({ length: 100 }, (_, n) => ({
        ...{ id: crypto.randomUUID(), community, author: null, text: '', place: 'Lille' },
        ...{ title: `Passée ${n}`, starts_at: long, ends_at: long, created_at: long },
      })),
    )
    .execute();
  assert.equal((await announce(sol, path, 'Encore une')).status, 303, 'what is over takes no place');
  const nobody = house.browser('198.51.100.2');
  const page = load((await read(nobody.get(path))).body);
  assert.match(page('details summary').text(), /50 rencontres passées/);
  assert.equal(page('#rencontres-titre ~ ul > li').length, 2);
  const feed = await read(nobody.get(`${path}/rencontres.ics`));
  assert.equal(feed.headers.get('content-type'), 'text/calendar; charset=utf-8');
  assert.equal(feed.headers.get('content-disposition'), null);
  assert.match(feed.body, /X-WR-CALNAME:Agenda\r\n/);
  assert.equal(feed.body.match(/BEGIN:VEVENT/g)!.length, 102);
  const waits = await house.found(sol, { nom: 'Pas encore' });
  assert.equal((await nobody.get(`${waits}/rencontres.ics`)).status, 404);
});
