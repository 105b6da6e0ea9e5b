/** What a follower would notice: the mail that comes, what stands in it, and that it comes once. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { type AlertDesk, type Asking, createAlerts, forgetOldAlerts } from '#connect/alerts/alerts.ts';
import { alertKeeping } from '#connect/alerts/keeping.ts';
import type { Rhythm } from '#connect/alerts/rhythm.ts';
import { nextTurn } from '#connect/alerts/rhythm.ts';
import { shownFresh, tellNews } from '#connect/alerts/tell-news.ts';
import { refuseAddress } from '#connect/mail/send-due.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { readCriteria } from '#model/criteria.ts';
import { matchNews } from './match-news.ts';
import { newsItem } from './news-item.ts';
import { hideProject, inventProject, putProjects } from './testing-news.ts';

const secret = 'a secret for tests, 0123456789 abcdefghijklmnop';
const baseUrl = 'https://carrefour.example';
const hour = 3_600_000;

let database: TestDatabase;
let desk: AlertDesk;
let at: Date;
beforeEach(async () => {
  database = await testDatabase();
  at = new Date('2026-05-06T10:00:00Z'); // a Wednesday
  const screen = async () => false;
  const open = { db: database.db, secret, baseUrl, now: () => at, mails: true, screen, sendSoon: async () => {} };
  desk = createAlerts(open).desk;
  await putProjects(database.db, [inventProject('Un ancien jardin partagé')]);
  await round();
});
afterEach(() => database.close());

const rooms = () => ({
  db: database.db,
  secret,
  baseUrl,
  match: matchNews,
  newsItems: async () => newsItem({ baseUrl, sources: new Map(), territories: { territory: () => undefined } }),
  now: () => at,
});
const round = () => tellNews(rooms());
const criteria = (search: string) => readCriteria(new URLSearchParams(search)).criteria;
const person = { id: 'p', name: 'Ana', role: 'member' as const, partners: [] };
const follow = (mail: string, search: string, rhythm: Rhythm = 'daily', more: Partial<Asking> = {}) =>
  desk.ask({
    person: { ...person, mail },
    criteria: criteria(search),
    label: search,
    language: 'fr',
    rhythm,
    signs: { stamp: '', work: '', trap: '', network: 'n' },
    ...more,
  });
const mails = () =>
  database.db.selectFrom('mail').selectAll().where('kind', '=', 'alert').orderBy('created_at').execute();
const tomorrow = () => {
  at = new Date(at.getTime() + 24 * hour);
};

describe('alerts', () => {
  test('the next morning: what is new and what says something else, said apart; nothing that was there before', async () => {
    await follow('ana@exemple.fr', 'q=jardin');
    await follow('bob@exemple.fr', 'q=ressourcerie');
    await putProjects(database.db, [
      inventProject('Un nouveau jardin', { summary: '<b>Légumes</b> & fleurs' }),
      inventProject('Un ancien jardin partagé', { summary: 'Il ouvre le samedi.' }),
      inventProject('Un garage solidaire'),
    ]);
    assert.deepEqual(await round(), { noted: 3, looked: 0, mailed: 0 }, 'it is not yet morning');
    tomorrow();
    assert.deepEqual(await round(), { noted: 0, looked: 2, mailed: 1 });
    const [mail, ...others] = await mails();
    assert.deepEqual(others, []);
    assert.equal(mail!.recipient, 'ana@exemple.fr');
    assert.match(
      mail!.text,
      /Un nouveau projet\n=+\n\nUn nouveau jardin[\s\S]+Un projet mis à jour\n=+\n\nUn ancien jardin/,
    );
    assert.doesNotMatch(mail!.text, /garage/);
    assert.match(mail!.html, /&#60;b&#62;Légumes/, 'words of others are text');
    assert.match(mail!.headers['List-Unsubscribe']!, /^<https:\/\/carrefour\.example\/alertes\/arreter\/[\w.-]+>$/);
    assert.equal(mail!.headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click');
    tomorrow();
    assert.equal((await round()).mailed, 0, 'told once');
  });

  test('what we work out ourselves, and what goes and comes back as it was, is no news', async () => {
    await follow('ana@exemple.fr', '');
    const was = inventProject('Un ancien jardin partagé', { quality: 0.9, themes: ['alimentation'] });
    await putProjects(database.db, [was]);
    await hideProject(database.db, was.id);
    assert.equal((await round()).noted, 0);
    await putProjects(database.db, [was]);
    assert.equal((await round()).noted, 0);
  });

  test('every word is wanted: none is read for another as in a search that finds nothing else', async () => {
    for (const [rank, q] of ['maison des arts', 'accorderie', 'jardin', 'épicerie sociale', 'potager -ville'].entries())
      await follow(`n${rank}@exemple.fr`, `q=${q}`);
    await putProjects(database.db, [
      inventProject('La maison des artisans'),
      inventProject('Un accordéoniste'),
      inventProject('Épicerie'),
      inventProject('Les jardins du port'),
      inventProject('Un potager en ville'),
    ]);
    tomorrow();
    assert.equal((await round()).mailed, 1);
    assert.equal((await mails())[0]!.recipient, 'n2@exemple.fr');
  });

  test('places and themes are heeded as in a search', async () => {
    await follow('theme@exemple.fr', 'theme=alimentation');
    await follow('place@exemple.fr', 'territoire=departement-59');
    await follow('both@exemple.fr', 'theme=alimentation&territoire=departement-59');
    await follow('near@exemple.fr', 'pres=50.63,3.06&rayon=10');
    const site = (departement: string, lat: number, lon: number) => ({
      sites: [
        { territories: [`departement-${departement}`], point: { lat, lon }, precision: 'commune' as const, how: [] },
      ],
    });
    await putProjects(database.db, [
      inventProject('À Lille', { themes: ['energie'], ...site('59', 50.64, 3.05) }),
      inventProject('À Nantes', { themes: ['alimentation'], ...site('44', 47.2, -1.5) }),
    ]);
    tomorrow();
    await round();
    assert.deepEqual((await mails()).map(({ recipient }) => recipient).sort(), [
      'near@exemple.fr',
      'place@exemple.fr',
      'theme@exemple.fr',
    ]);
  });

  test('at once: at the next round, then what comes within the hour goes together', async () => {
    await follow('ana@exemple.fr', 'q=jardin', 'at-once');
    await follow('bob@exemple.fr', 'q=garage', 'at-once');
    await putProjects(database.db, [inventProject('Jardin un')]);
    assert.deepEqual(await round(), { noted: 1, looked: 1, mailed: 1 });
    for (const title of ['Jardin deux', 'Jardin trois']) {
      at = new Date(at.getTime() + 60_000);
      await putProjects(database.db, [inventProject(title)]);
      assert.equal((await round()).mailed, 0);
    }
    at = new Date(at.getTime() + hour);
    assert.equal((await round()).mailed, 1);
    const told = await mails();
    assert.match(told[1]!.text, /2 nouveaux projets/);
    assert.doesNotMatch(told[1]!.text, /Jardin un/);
  });

  test('a week of news: so many are written out, the others counted, with a link', async () => {
    await follow('ana@exemple.fr', 'q=jardin', 'weekly', { language: 'en' });
    await putProjects(
      database.db,
      Array.from({ length: 20 }, (_, rank) => inventProject(`Jardin ${rank}`)),
    );
    await round();
    at = new Date('2026-05-11T06:00:00Z'); // Monday
    assert.equal((await round()).mailed, 1);
    const { text, subject } = (await mails())[0]!;
    assert.equal(text.match(/^Jardin \d+$/gm)?.length, shownFresh);
    assert.match(text, /And 12 others/);
    assert.match(text, /https:\/\/carrefour\.example\/en\/recherche\?q=jardin&tri=date/);
    assert.match(subject, /20 new projects/);
  });

  test('an address that takes no mail pauses its alerts, which are forgotten in the end', async () => {
    await follow('morte@exemple.fr', 'q=jardin');
    await refuseAddress(database.db, 'morte@exemple.fr', 'bounced: 5.1.1', at);
    await putProjects(database.db, [inventProject('Jardin')]);
    tomorrow();
    assert.equal((await round()).mailed, 0);
    assert.equal((await desk.alertsOf('morte@exemple.fr'))[0]!.state, 'bounced');
    at = new Date(at.getTime() + 100 * 24 * hour);
    await forgetOldAlerts(database.db, at);
    assert.deepEqual(await database.db.selectFrom('follower').selectAll().execute(), []);
  });

  test('paused: silent; resumed: told of what comes from then on', async () => {
    await follow('ana@exemple.fr', 'q=jardin');
    const [alert] = await desk.alertsOf('ana@exemple.fr');
    await desk.change('ana@exemple.fr', alert!.id, 'pause');
    await putProjects(database.db, [inventProject('Jardin un')]);
    tomorrow();
    assert.equal((await round()).mailed, 0);
    await desk.change('ana@exemple.fr', alert!.id, 'resume');
    await putProjects(database.db, [inventProject('Jardin deux')]);
    tomorrow();
    assert.equal((await round()).mailed, 1);
    assert.doesNotMatch((await mails())[0]!.text, /Jardin un/);
  });

  test('an address without an account: nothing before it is confirmed; never confirmed, it is forgotten', async () => {
    const asked = { person: undefined, mail: 'Zoé@exemple.fr' };
    assert.equal(await follow('', 'q=jardin', 'daily', asked), 'not-an-address');
    for (const mail of ['zoe@exemple.fr', 'yves@exemple.fr'])
      assert.equal(await follow('', 'q=jardin', 'daily', { person: undefined, mail }), 'mail-sent');
    const letter = await database.db
      .selectFrom('mail')
      .selectAll()
      .where('recipient', '=', 'zoe@exemple.fr')
      .executeTakeFirstOrThrow();
    const token = /confirmer\/([\w.-]+)/.exec(letter.text)![1]!;
    assert.equal((await desk.toConfirm(token))?.mail, 'zoe@exemple.fr');
    assert.ok(await desk.confirm(token));
    assert.ok(await desk.confirm(token), 'twice is once');
    await putProjects(database.db, [inventProject('Jardin')]);
    tomorrow();
    await round();
    assert.deepEqual(
      (await mails()).map(({ recipient }) => recipient),
      ['zoe@exemple.fr'],
    );
    at = new Date(at.getTime() + 8 * 24 * hour);
    await forgetOldAlerts(database.db, at);
    const left = await database.db.selectFrom('follower').select('mail').execute();
    assert.deepEqual(left, [{ mail: 'zoe@exemple.fr' }]);
    await database.db
      .transaction()
      .execute((tx) => alertKeeping.forget(tx, { id: 'z', mail: 'zoe@exemple.fr', named: [] }));
    assert.deepEqual(await database.db.selectFrom('alert').selectAll().execute(), []);
  });

  test('the same search asked ten times at once is followed once; fifty-one of one address are fifty', async () => {
    await Promise.all(Array.from({ length: 10 }, () => follow('ana@exemple.fr', 'q=jardin&theme=energie')));
    assert.equal((await desk.alertsOf('ana@exemple.fr')).length, 1);
    const said = [];
    for (let rank = 0; rank < 51; rank++) said.push(await follow('ana@exemple.fr', `q=jardin ${rank}`));
    assert.equal((await desk.alertsOf('ana@exemple.fr')).length, 50);
    assert.equal(said.filter((one) => one === 'too-many').length, 2);
  });

  test('a link opens what it was made for and nothing else', async () => {
    await follow('ana@exemple.fr', 'q=jardin');
    await putProjects(database.db, [inventProject('Jardin')]);
    tomorrow();
    await round();
    const { text } = (await mails())[0]!;
    const stop = /arreter\/([\w.-]+)/.exec(text)![1]!;
    const list = /liste\/([\w.-]+)/.exec(text)![1]!;
    assert.equal((await desk.listed(list))?.alerts.length, 1);
    for (const wrong of [stop, `${list}x`, list.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), '', 'a.b'])
      assert.equal(await desk.listed(wrong), undefined);
    assert.equal(await desk.stop(list), false);
    assert.equal(await desk.confirm(stop), undefined);
    const [alert] = await desk.alertsOf('ana@exemple.fr');
    assert.equal(await desk.change('bob@exemple.fr', alert!.id, 'delete'), false, 'not another’s');
    assert.equal(await desk.change('ana@exemple.fr', "' or 1=1 --", 'delete'), false);
    assert.equal(await desk.stop(stop), true);
    assert.equal(await desk.stop(stop), true);
    assert.equal(await desk.toStop(stop), 'gone');
    assert.deepEqual(await database.db.selectFrom('follower').selectAll().execute(), [], 'nobody is kept for nothing');
  });

  test('the mornings and Mondays of rhythms', () => {
    const next = (rhythm: Rhythm, now: string) => nextTurn(rhythm, new Date(now))?.toISOString();
    assert.equal(next('daily', '2026-05-06T05:59:00Z'), '2026-05-06T06:00:00.000Z');
    assert.equal(next('daily', '2026-05-06T06:00:00Z'), '2026-05-07T06:00:00.000Z');
    assert.equal(next('weekly', '2026-05-06T10:00:00Z'), '2026-05-11T06:00:00.000Z');
    assert.equal(next('weekly', '2026-05-11T05:00:00Z'), '2026-05-11T06:00:00.000Z');
    assert.equal(next('weekly', '2026-05-11T06:00:00Z'), '2026-05-18T06:00:00.000Z');
    assert.equal(next('at-once', '2026-05-11T06:00:00Z'), undefined);
  });

  test('killed with -9 three times while it writes two thousand mails: each address has one', async () => {
    const total = 2_000;
    const { db } = database;
    await follow('n0@exemple.fr', 'q=jardin');
    const { rows } = await sql<{ count: string }>`
        with added as (insert into follower select gen_random_uuid(), 'n' || n || '@exemple.fr', now() from generate_series(1, ${total - 1}) n returning id)
        insert into alert select gen_random_uuid(), added.id, criteria, label, language, rhythm, state, state_since, told_to, null, due_at
        from alert, added where alert.criteria = 'q=jardin' returning 1 as count`.execute(db);
    assert.equal(rows.length, total - 1);
    await putProjects(db, [inventProject('Jardin')]);
    const fixture = fileURLToPath(new URL('killed-teller.fixture.ts', import.meta.url));
    tomorrow();
    const written = async () => (await mails()).length;
    for (let kill = 1; kill <= 3; kill++) {
      const child = spawn(process.execPath, ['--import', 'tsx', fixture, database.url, at.toISOString()], {
        stdio: 'ignore',
      });
      const died = once(child, 'exit');
      const enough = (await written()) + 200;
      while ((await written()) < enough && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 2));
      child.kill('SIGKILL');
      await died;
    }
    const killedAt = await written();
    assert.ok(killedAt < total, `it was killed in the middle, at ${killedAt}`);
    const others = await Promise.all([round(), round()]);
    assert.equal(
      others.reduce((sum, { mailed }) => sum + mailed, 0),
      total - killedAt,
    );
    const recipients = (await mails()).map(({ recipient }) => recipient);
    assert.equal(recipients.length, total);
    assert.equal(new Set(recipients).size, total);
  });
});
