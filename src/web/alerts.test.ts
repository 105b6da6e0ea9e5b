/** What somebody who follows a search would notice: from the button to the stop, in one click, and nobody else's hand on it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load } from 'cheerio';
import { linkToken } from '#connect/alerts/follow-link.ts';
import { limits } from '#connect/mail/typed-address.ts';
import { type PeopledSite, peopledSite, testSecret } from './testing-people.ts';

const baseUrl = 'http://127.0.0.1:3000';
let house: PeopledSite;
before(async () => {
  house = await peopledSite({ rooms: { proxies: 1 } });
});
after(() => house.close());

const read = async (answer: Response | Promise<Response>) => {
  const { status, headers } = await answer;
  return { status, headers, body: (await (await answer).text()).replaceAll(/[\u00a0\u202f]/g, ' ') };
};
const lastMail = (to: string) =>
  house.db
    .selectFrom('mail')
    .selectAll()
    .where('recipient', '=', to)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
const linkIn = (text: string) => new URL(/https?:\/\/\S+\/alertes\/\S+/.exec(text)![0]).pathname;
const alertsOf = (mail: string) => house.people.doors.alerts.alertsOf(mail);

describe('following a search', () => {
  test('without an account: the button, the form, the mail, the confirmation, the list', async () => {
    for (const [prefix, button] of [
      ['', 'Suivre cette recherche'],
      ['/en', 'Follow this search'],
    ] as const) {
      const zoe = house.browser(`203.0.113.${prefix.length}`);
      const mail = `zoe${prefix.slice(1)}@exemple.fr`;
      const results = load((await read(zoe.get(`${prefix}/recherche?q=jardin&theme=alimentation&page=1`))).body);
      const link = results(`a:contains("${button}")`).attr('href')!;
      assert.equal(link, `${prefix}/alertes/suivre?q=jardin&theme=alimentation`);
      const form = load((await read(zoe.get(link))).body)('form[method=post].fields');
      const sent = await read(zoe.post(form.attr('action')!, { mail, rythme: 'weekly' }));
      assert.equal(sent.status, 200);
      assert.match(sent.body, new RegExp(mail));
      assert.equal((await alertsOf(mail))[0]!.state, 'asked');
      const path = linkIn((await lastMail(mail)).text);
      assert.equal((await zoe.get(path)).status, 200);
      assert.equal((await alertsOf(mail))[0]!.state, 'asked', 'opening confirms nothing');
      const confirmed = await zoe.post(path, {});
      assert.equal(confirmed.status, 303);
      const list = await read(zoe.get(confirmed.headers.get('location')!));
      assert.equal(list.headers.get('cache-control'), 'private, no-store');
      assert.match(list.body, /jardin/);
      const [alert] = await alertsOf(mail);
      assert.deepEqual([alert!.state, alert!.rhythm], ['on', 'weekly']);
      const listed = confirmed.headers.get('location')!.replace(/\?.*/, '');
      await zoe.post(listed, { alerte: alert!.id, faire: 'rythme', rythme: 'at-once' });
      assert.equal((await alertsOf(mail))[0]!.rhythm, 'at-once');
      await zoe.post(listed, { alerte: alert!.id, faire: 'pause' });
      assert.equal((await alertsOf(mail))[0]!.state, 'paused');
      assert.equal((await zoe.post(listed, { alerte: alert!.id, faire: 'supprimer' })).status, 200);
      assert.equal((await zoe.get(listed)).status, 410, 'nothing is kept of the address');
    }
  });

  test('with an account: at once, in one’s account, in the data one takes away, gone with the account', async () => {
    const ana = house.browser();
    await ana.signIn('ana@exemple.fr');
    const followed = await ana.post('/alertes/suivre?q=garage', { rythme: 'daily', mail: 'autre@exemple.fr' });
    assert.equal(followed.headers.get('location'), '/compte/alertes?fait=suivie');
    assert.equal((await alertsOf('autre@exemple.fr')).length, 0, 'the address typed is not heard');
    await ana.post('/alertes/suivre?q=garage', { rythme: 'daily' });
    assert.equal((await alertsOf('ana@exemple.fr')).length, 1, 'sent twice is once');
    assert.match((await read(ana.get('/compte/alertes'))).body, /garage/);
    const data = JSON.parse((await read(ana.get('/compte/donnees.json'))).body);
    assert.equal(data.alerts[0].criteria, 'q=garage');
    await ana.post('/compte/supprimer', { mail: 'ana@exemple.fr' });
    assert.equal((await alertsOf('ana@exemple.fr')).length, 0);
  });

  test('one click of a mail program stops an alert: without cookie or origin, and twice; opening the link does not', async () => {
    const bob = house.browser();
    await bob.signIn('bob@exemple.fr');
    await bob.post('/alertes/suivre?q=potager', { rythme: 'daily' });
    const [alert] = await alertsOf('bob@exemple.fr');
    const url = `${baseUrl}/alertes/arreter/${linkToken(testSecret, 'stop', alert!.id)}`;
    for (const method of ['GET', 'HEAD']) assert.equal((await house.site.request(url, { method })).status, 200);
    assert.equal((await alertsOf('bob@exemple.fr')).length, 1);
    const oneClick = () =>
      house.site.request(url, {
        method: 'POST',
        body: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    const forged = await house.site.request(`${url.slice(0, -3)}abc`, { method: 'POST' });
    assert.equal(forged.status, 410);
    assert.equal((await alertsOf('bob@exemple.fr')).length, 1);
    assert.equal((await oneClick()).status, 200);
    assert.equal((await alertsOf('bob@exemple.fr')).length, 0);
    assert.equal((await oneClick()).status, 200);
    assert.match((await read(house.site.request(url))).body, /C’est arrêté/);
  });

  test('nobody changes another’s alert, by any door', async () => {
    const eve = house.browser();
    const dan = house.browser();
    await eve.signIn('eve@exemple.fr');
    await dan.signIn('dan@exemple.fr');
    await dan.post('/alertes/suivre?q=toit', { rythme: 'daily' });
    await eve.post('/alertes/suivre?q=toit', { rythme: 'daily' });
    const [alert] = await alertsOf('dan@exemple.fr');
    for (const faire of ['pause', 'supprimer', 'rythme', 'constructor', ''])
      assert.equal(
        (await eve.post('/compte/alertes', { alerte: alert!.id, faire, rythme: 'weekly' })).headers.get('location'),
        '/compte/alertes?fait=partie',
      );
    const [still] = await alertsOf('dan@exemple.fr');
    assert.deepEqual([still!.state, still!.rhythm], ['on', 'daily']);
    assert.equal((await house.browser().get('/compte/alertes')).status, 401);
    assert.equal((await house.browser().post('/alertes/liste/x', { faire: 'pause' })).status, 410);
  });

  test('whatever is searched is shown as text, and a misspelt word is followed as it was read', async () => {
    const kim = house.browser();
    await kim.signIn('kim@exemple.fr');
    const q = '"><img src=x onerror=alert(1)>';
    const page = await read(kim.get(`/alertes/suivre?q=${encodeURIComponent(q)}&territoire=${encodeURIComponent(q)}`));
    assert.doesNotMatch(page.body, /<img src=x/);
    await kim.post(`/alertes/suivre?q=${encodeURIComponent(q)}`, { rythme: 'nimporte' });
    assert.doesNotMatch((await read(kim.get('/compte/alertes'))).body, /<img src=x/);
    await kim.post('/alertes/suivre?q=jardim', { rythme: 'daily' });
    assert.ok((await alertsOf('kim@exemple.fr')).some(({ criteria }) => criteria.q === 'jardin'));
    assert.equal((await kim.post('/alertes/suivre?q=x', { rythme: 'x'.repeat(50_000) })).status, 413);
  });

  test('a stranger’s address is not flooded, and whether it is known is not told', async () => {
    const said = new Set<number>();
    const ask = async (network: number) => {
      const stranger = house.browser(`198.51.100.${network}`);
      return (await stranger.post('/alertes/suivre?q=a', { mail: 'cible@exemple.fr' })).status;
    };
    const sent = async () =>
      (await house.db.selectFrom('mail').select('id').where('recipient', '=', 'cible@exemple.fr').execute()).length;
    for (let time = 0; time < 7; time++) said.add(await ask(0));
    assert.deepEqual([...said], [200, 429]);
    assert.equal(await sent(), 5, 'from one network');
    for (let network = 1; network < 20; network++) await ask(network);
    assert.equal(await ask(20), 429);
    assert.equal(await sent(), limits.address.times + limits.addressThen.times, 'from all');
    for (const mail of ['', 'x', 'a@b', 'a@b.fr\r\nBcc: c@d.fr', `${'a'.repeat(300)}@b.fr`])
      assert.equal((await house.browser().post('/alertes/suivre?q=a', { mail })).status, 400, mail);
  });
});
