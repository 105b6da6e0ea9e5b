/** What others do in somebody's name keeps nobody out: not from signing in, nor from being believed. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { linkLimits } from '#connect/accounts/link-asks.ts';
import { lettersToTyped, limits } from '#connect/mail/typed-address.ts';
import { type WholeSite, wholeSite } from './testing.ts';

let house: WholeSite;
let curator: Awaited<ReturnType<WholeSite['signedIn']>>;
let project: { id: string; path: string };
let projects: string[];
before(async () => {
  house = await wholeSite();
  curator = await house.signedIn('curatrice@exemple.fr', { role: 'curator' });
  project = await house.projectOf('a/1');
  projects = [
    ...new Set(
      await Promise.all(['a/1', 'a/2', 'b/1', 'c/2', 'c/9'].map(async (sheet) => (await house.projectOf(sheet)).path)),
    ),
  ];
});
after(() => house?.close());
beforeEach(() => house.anew());

const lettersTo = async (mail: string, kind?: string) =>
  (await house.db.selectFrom('mail').select(['kind', 'text']).where('recipient', '=', mail).execute()).filter(
    (one) => kind === undefined || one.kind === kind,
  );
const report = { motif: 'outdated', texte: 'Fermé depuis un an.' };
const robot = { adresse2: 'https://casino.example' };

describe('signing in', () => {
  test('whatever twenty networks ask for in her name, she signs in from one that was never seen', async () => {
    const mail = 'assiegee@exemple.fr';
    for (let network = 0; network < 20; network++) {
      const stranger = house.visitor();
      for (let n = 0; n < 6; n++) await stranger.post('/connexion', { mail });
      await stranger.post(`/alertes/suivre?q=mot${network}`, { rythme: 'daily', mail });
      await stranger.post(`/projets/${project.path}/signaler`, { ...report, texte: `Faux ${network}.`, mail });
    }
    // Bounded: what a day holds, and the one that is replaced when it lapses.
    assert.equal((await lettersTo(mail, 'sign-in')).length, linkLimits.addressDay.times + linkLimits.addressThen.times);
    const her = house.visitor();
    const asked = await her.post('/connexion', { mail });
    assert.equal(asked.status, 200);
    assert.match(await asked.text(), /il marche encore/, 'she is told that one waits for her');
    const link = /https?:\/\/\S+\/connexion\/lien\?\S+/.exec((await lettersTo(mail, 'sign-in')).at(-1)!.text)![0];
    const used = await her.post('/connexion/lien', { jeton: new URL(link).searchParams.get('jeton')! });
    assert.equal(used.status, 303);
    assert.equal((await her.get('/compte')).status, 200);
    // On her other device, a moment later, none waits: one more goes.
    const before = (await lettersTo(mail, 'sign-in')).length;
    assert.equal((await house.visitor().post('/connexion', { mail })).status, 200);
    assert.equal((await lettersTo(mail, 'sign-in')).length, before + 1);
  });

  test('from the network itself that floods her she waits an hour at most', async () => {
    const mail = 'voisine@exemple.fr';
    const shared = house.visitor();
    const hours = async (n: number) => {
      await house.db.deleteFrom('rate_limit').where('key', 'like', 'link-%').execute();
      for (let at = 0; at < n; at++) await shared.post('/connexion', { mail });
    };
    await hours(6);
    await hours(6);
    const sent = (await lettersTo(mail, 'sign-in')).length;
    assert.equal(sent, linkLimits.pairDay.times + linkLimits.pairThen.times);
    assert.equal((await shared.post('/connexion', { mail })).status, 429);
    await house.db.deleteFrom('rate_limit').where('key', 'like', 'typed-link-pair-then:%').execute();
    await hours(1);
    assert.equal((await lettersTo(mail, 'sign-in')).length, sent + 1);
  });
});

describe('letters that confirm a form', () => {
  test('reports send none, and spend none: what waits for a curator’s answer is counted when that goes', async () => {
    const mail = 'nommee@exemple.fr';
    const reports = ['outdated', 'off-topic', 'personal', 'illegal'].flatMap((motif) =>
      projects.map((path) => ({ path, said: { motif, texte: `Voyez ${path} : ${motif}.`, mail } })),
    );
    for (const { path, said } of reports)
      assert.equal((await house.visitor().post(`/projets/${path}/signaler`, said)).status, 200);
    assert.deepEqual(await lettersTo(mail), []);
    const confirming = 12;
    for (let n = 0; n < confirming; n++) {
      const asked = await house.visitor().post(`/alertes/suivre?q=puits${n}`, { rythme: 'daily', mail });
      assert.equal(asked.status, 200, 'none of them was spent');
    }
    assert.equal((await lettersTo(mail, 'alert-confirm')).length, confirming);

    const matters = (await house.people.doors.moderation.list({ kind: 'report', most: 50 })).filter(({ facts }) =>
      facts.some(({ value }) => value === mail),
    );
    assert.equal(matters.length, reports.length);
    const pages: string[] = [];
    for (const { id } of matters) {
      const answer = await curator.post(`/curation/moderation/${id}`, { verdict: 'refuse', phrase: 'Merci.' });
      pages.push(answer.headers.get('location') ?? '');
    }
    assert.equal((await lettersTo(mail)).length, limits.address.times, 'curators flood nobody either');
    const untold = pages.filter((page) => page.includes('fait=untold'));
    assert.equal(untold.length, reports.length - (limits.address.times - confirming));
    const told = await (await curator.get(untold[0]!)).text();
    assert.match(told, /celui-ci n’est pas parti\./, 'and the curator knows');
  });

  test('what one network asks for in her name leaves her own forms their hour', async () => {
    const mail = 'patiente@exemple.fr';
    const message = (n: string) => ({
      ...{ motif: 'learn', message: `Bonjour, question ${n} sur votre façon de faire.`, nom: 'X', mail, accord: 'oui' },
    });
    const stranger = house.visitor();
    for (let n = 0; n < 6; n++) await stranger.post(`/projets/${project.path}/contact`, message(String(n)));
    for (let n = 0; n < 6; n++) await stranger.post(`/alertes/suivre?q=mot${n}`, { rythme: 'daily', mail });
    const her = house.visitor();
    assert.equal((await her.post(`/projets/${project.path}/contact`, message('de ma part'))).status, 200);
    assert.equal((await her.post('/alertes/suivre?q=puits', { rythme: 'daily', mail })).status, 200);
  });
});

test('whatever a few networks use up of what an address may be sent, another has a letter go to it within half an hour', async () => {
  const asked = async (network: string) => mayWriteTo('voulue@exemple.fr', network);
  let at = new Date('2026-05-04T10:00:00Z');
  const mayWriteTo = lettersToTyped({ db: house.db, secret: 'a secret of the tests, 0123456789', now: () => at });
  const few = ['one', 'two', 'three'];
  let sent = 0;
  const flood = async () => {
    for (const network of few) for (let n = 0; n < 10; n++) if (await asked(network)) sent++;
  };
  await flood();
  assert.equal(sent, limits.address.times + 1, 'the twenty, and one past them');
  assert.equal(await asked('hers'), false, 'its turn was taken a moment ago');
  at = new Date(at.getTime() + 31 * 60_000);
  assert.equal(await asked('hers'), true);
  for (let n = 0; n < 40; n++) {
    at = new Date(at.getTime() + 31 * 60_000);
    await flood();
  }
  assert.ok(sent <= limits.address.times + few.length, `${sent}: a network has one past them, however long it goes on`);
  assert.equal(await asked('another of hers'), true);
});

describe('what somebody has said', () => {
  test('nobody on the same network, nor in the same name, writes over it or has it put last', async () => {
    const mail = 'temoin@exemple.fr';
    const at = `/projets/${(await house.projectOf('c/2')).path}/signaler`;
    const hers = { motif: 'personal', texte: 'Mon adresse est sur cette page.' };
    const network = house.visitor();
    await network.post(at, hers);
    await network.post(at, { ...hers, texte: 'Rien du tout.', ...robot });
    await house.visitor().post(at, { ...hers, texte: 'Et mon téléphone.', mail });
    await house.visitor().post(at, { ...hers, texte: 'Tout va bien.', mail, ...robot });
    // The same once more is the same.
    await network.post(at, hers);
    const matters = await house.people.doors.moderation.list({ kind: 'report', most: 50 });
    const saying = (words: string) => matters.filter(({ facts }) => facts.some(({ value }) => value === words));
    for (const words of [hers.texte, 'Et mon téléphone.'])
      assert.deepEqual(
        saying(words).map(({ suspect }) => suspect),
        [false],
        words,
      );
  });

  test('whatever a hundred say of one page, a grave word on it is read first, and with the first of them', async () => {
    const { path, id: about } = await house.projectOf('c/2');
    await house.db.deleteFrom('matter').execute();
    const at = `/projets/${path}/signaler`;
    const say = (by: ReturnType<WholeSite['visitor']>, motif: string, texte: string) => by.post(at, { motif, texte });
    const elsewhere = `/projets/${projects.find((one) => one !== path)}/signaler`;
    const open = async () =>
      (await house.people.doors.moderation.list({ most: 300 })).map(({ facts }) => facts[1]?.value);
    for (let n = 0; n < 110; n++) await say(house.visitor(), 'outdated', `Fermé, dit ${n}.`);
    assert.equal((await say(house.visitor(), 'illegal', 'Ceci est grave.')).status, 200);
    await house.visitor().post(elsewhere, { ...report, texte: 'Autre chose.' });
    const waiting = await open();
    assert.equal(waiting[0], 'Ceci est grave.');
    assert.ok(waiting.indexOf('Autre chose.') < 3, 'many words on one page keep no other waiting');

    // As many that call themselves grave: who has an account is read before them, who has none with the first of them.
    for (let n = 0; n < 100; n++) await say(house.visitor(), 'illegal', `Encore ${n}.`);
    assert.equal((await say(house.visitor(), 'personal', 'Mon adresse, vraiment.')).status, 200);
    const her = await house.signedIn('connue@exemple.fr');
    assert.equal((await say(her, 'personal', 'La mienne aussi.')).status, 200);
    const [first] = await house.people.doors.moderation.list({ most: 1 });
    assert.equal(first!.facts[1]?.value, 'La mienne aussi.');
    assert.ok((await house.people.doors.moderation.list({ most: 300 })).every(({ suspect }) => !suspect));
    const others = await house.people.doors.moderation.othersAbout(first!, 500);
    assert.equal(others.total, 212);
    assert.ok(others.matters.every((one) => one.project === about));
    assert.ok(others.matters.slice(0, 102).some(({ facts }) => facts[1]?.value === 'Mon adresse, vraiment.'));
    const page = await (await curator.get(`/curation/moderation/${first!.id}`)).text();
    assert.match(page, /212 autres envois parlent de la même chose/);
    assert.match(page, /Ceci est grave\./, 'read with the first');
    assert.match(page, /Et 112 de plus/);
  });

  test('who shares a network with whoever fills it with words is heard all the same', async () => {
    const at = `/projets/${(await house.projectOf('c/9')).path}/signaler`;
    await house.db.deleteFrom('matter').execute();
    const shared = house.visitor();
    for (let n = 0; n < 45; n++) {
      if (n % 10 === 0) await house.db.deleteFrom('rate_limit').where('key', 'like', 'report-network%').execute();
      await shared.post(at, { motif: 'personal', texte: `Bruit ${n}.` });
    }
    await house.db.deleteFrom('rate_limit').where('key', 'like', 'report-network%').execute();
    assert.equal((await shared.post(at, { motif: 'personal', texte: 'Ceci est grave.' })).status, 200);
    const said = (await house.people.doors.moderation.list({ kind: 'report', most: 50 })).flatMap(({ facts }) =>
      facts.flatMap(({ name, value }) => (name === 'reason' ? [value] : [])),
    );
    assert.equal(said.length, 46);
    assert.ok(said.includes('Ceci est grave.'));
  });
});

describe('reputation', () => {
  test('what was refused in the name of an address that nobody proved is not its owner’s', async () => {
    const mail = 'honnete@exemple.fr';
    for (let n = 0; n < 4; n++) {
      const fields = { rythme: 'daily', mail, ...robot };
      assert.equal((await house.visitor().post(`/alertes/suivre?q=casino${n}`, fields)).status, 202);
    }
    for (const { id } of await house.people.doors.moderation.list({ kind: 'held-alert', most: 10 }))
      await curator.post(`/curation/moderation/${id}`, { verdict: 'refuse', phrase: 'Non.' });
    await house.anew();
    const hers = await house.visitor().post('/alertes/suivre?q=moulin', { rythme: 'daily', mail });
    assert.equal(hers.status, 200, 'without JavaScript, and yet not held');
    assert.equal((await lettersTo(mail, 'alert-confirm')).length, 1);
  });
});
