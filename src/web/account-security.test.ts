/** Attacks on signing in and on accounts, each tried: none gets in, gets out, or learns anything. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { forgetExpired } from '#connect/accounts/accounts.ts';
import { personByMail } from '#connect/accounts/persons.ts';
import { returnPath } from '#connect/accounts/return-path.ts';
import { endSessionsOf, mostSessions } from '#connect/accounts/sessions.ts';
import { enqueue } from '#connect/mail/outbox.ts';
import { type PeopledSite, peopledSite } from './testing-people.ts';

describe('attacks on accounts', () => {
  let house: PeopledSite;
  let network = 0;
  before(async () => {
    house = await peopledSite({ rooms: { proxies: 1, queues: { pairs: async () => 1 } } });
  });
  after(() => house.close());

  /** Each on a network of its own, so that one test's tries are not counted against another's. */
  const browser = () => house.browser(`203.0.113.${++network}`);
  type Browser = ReturnType<typeof browser>;
  const tokenFor = async (mail: string) => (await house.lastLink(mail)).searchParams.get('jeton') ?? '';
  const status = async ({ get }: Browser, path = '/compte') => (await get(path)).status;

  test('session fixation: the cookie that a browser came with is not the one it leaves with, and opens nothing', async () => {
    const attacker = browser();
    await attacker.signIn('attaquant@exemple.fr');
    const planted = [...attacker.jar];
    const victim = browser();
    for (const [name, value] of planted) victim.jar.set(name, value);
    await victim.signIn('victime@exemple.fr');
    const [name = ''] = planted[0] ?? [];
    assert.notEqual(victim.jar.get(name), attacker.jar.get(name));
    assert.match(await (await victim.get('/compte')).text(), /victime@exemple\.fr/);
    assert.equal(await status(attacker), 401, 'the session that was brought along is ended');
    const invented = browser();
    invented.jar.set(name, 'chosen-by-an-attacker.c2lnbmF0dXJl');
    assert.equal(await status(invented), 401);
    await invented.signIn('inventee@exemple.fr');
    assert.doesNotMatch(invented.jar.get(name) ?? '', /chosen/);
  });

  test('a session token read in the database opens nothing without the secret', async () => {
    const person = browser();
    await person.signIn('base@exemple.fr');
    const { token } = await house.db
      .selectFrom('session')
      .select('token')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const [name = ''] = person.jar.keys();
    for (const value of [token, `${token}.`, `${token}.AAAA`, encodeURIComponent(`${token}.${'A'.repeat(43)}=`)]) {
      const thief = browser();
      thief.jar.set(name, value);
      assert.equal(await status(thief), 401, value);
    }
  });

  test('enumeration: an address with an account and one without get the same answer, and no account is made by asking', async () => {
    await browser().signIn('connue@exemple.fr');
    const answers = [];
    for (const mail of ['connue@exemple.fr', 'abcnue@exemple.fr']) {
      const answer = await browser().post('/connexion', { mail });
      answers.push({
        status: answer.status,
        body: (await answer.text()).replaceAll(mail, 'MAIL'),
        cookies: answer.headers.getSetCookie(),
      });
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.deepEqual(answers[0]?.cookies, []);
    assert.equal(
      (await house.db.selectFrom('person').select('id').where('mail', '=', 'abcnue@exemple.fr').execute()).length,
      0,
    );
  });

  test('open redirect: whatever is asked, one stays on the site', async () => {
    const outside = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '\\\\evil.example',
      'javascript:alert(1)',
      '/.//evil.example',
      '/%2e//evil.example',
      'http:evil.example',
      '/x/..//evil.example',
      ' /ok',
      '',
      '/connexion',
      '/en/connexion/lien?jeton=x',
      `/${'a'.repeat(3000)}`,
    ];
    for (const path of outside) assert.equal(returnPath(path, '/safe'), '/safe', JSON.stringify(path));
    assert.equal(returnPath('/recherche?q=a&b=c#x', ''), '/recherche?q=a&b=c#x');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'/\\.:@%?#ae2f5c \t\r\n') }), (text) => {
        const path = returnPath(`/${text}`, '/safe');
        assert.equal(new URL(path, 'https://carrefour.exemple').origin, 'https://carrefour.exemple');
      }),
    );
    const person = browser();
    await person.post('/connexion', { mail: 'retour@exemple.fr', retour: '//evil.example' });
    assert.equal((await house.lastLink('retour@exemple.fr')).searchParams.get('retour'), null);
    const used = await person.post('/connexion/lien', {
      jeton: await tokenFor('retour@exemple.fr'),
      retour: 'https://evil.example',
    });
    assert.equal(used.headers.get('location'), '/compte?fait=bienvenue');
  });

  test('CSRF: every route that changes something refuses what another site sends, and what says nothing of itself', async () => {
    const person = browser();
    await person.signIn('forge@exemple.fr');
    const changing = house.site.routes.filter(({ method }) => !['GET', 'HEAD', 'ALL', 'OPTIONS'].includes(method));
    // Mail programs post there by themselves: the signed token says who may (`alerts.test.ts`).
    const byMachines = /^POST (\/en)?\/(alertes|communautes\/nouvelles)\/arreter\/:token$/;
    const paths = [...new Set(changing.map(({ method, path }) => `${method} ${path}`))].filter(
      (route) => !byMachines.test(route),
    );
    assert.ok(paths.length >= 12, `only ${paths.length} routes change something`);
    const sent: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.carrefour.exemple' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:3000' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:3000.evil.example' },
      {},
    ];
    for (const route of paths) {
      const [method = '', path = ''] = route.split(' ');
      for (const headers of sent) {
        const answer = await person.get('/'); // keeps the jar as a browser would send it
        assert.equal(answer.status, 200);
        const cookie = [...person.jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const forged = await house.site.request(`http://127.0.0.1:3000${path}`, {
          method,
          headers: { ...headers, cookie, host: '127.0.0.1:3000', 'content-type': 'application/x-www-form-urlencoded' },
          body: 'mail=forge%40exemple.fr&session=toutes',
        });
        assert.equal(forged.status, 403, `${route} ${JSON.stringify(headers)}`);
        assert.deepEqual(forged.headers.getSetCookie(), []);
      }
    }
    assert.equal(await status(person), 200, 'still signed in, still there');
    const old = await house.site.request('http://127.0.0.1:3000/connexion', {
      method: 'POST',
      headers: { origin: 'http://127.0.0.1:3000' },
    });
    assert.equal(old.status, 400, 'a browser that only says its origin is heard');
  });

  test('cookies: out of reach of scripts, never sent by other sites’ forms, and for this host alone over https', async () => {
    const plain = await browser().signIn('biscuit@exemple.fr');
    const [cookie = ''] = plain.headers.getSetCookie();
    assert.match(cookie, /^carrefour\.session_token=/);
    assert.match(cookie, /; HttpOnly/i);
    assert.match(cookie, /; SameSite=Lax/i);
    assert.doesNotMatch(cookie, /; (Secure|Domain)/i);
    const secure = await peopledSite({
      baseUrl: 'https://carrefour.exemple',
      smtp: { url: 'smtp://127.0.0.1:1', from: 'a@b.example' },
    });
    try {
      const asked = { mail: 'biscuit@exemple.fr', language: 'fr', returnTo: '' } as const;
      const link = new URL(await secure.people.doors.accounts.drawLink(asked));
      const answer = await secure.browser().post('/connexion/lien', { jeton: link.searchParams.get('jeton') ?? '' });
      const [kept = ''] = answer.headers.getSetCookie();
      assert.match(kept, /^__Host-carrefour\.session_token=/);
      for (const flag of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i]) assert.match(kept, flag);
      assert.doesNotMatch(kept, /Domain/i);
      assert.equal((await secure.browser().get('/boite-aux-lettres')).status, 404);
    } finally {
      await secure.close();
    }
  });

  test('brute force: a network that tries tokens is stopped, and another is not', async () => {
    const attacker = browser();
    const seen = new Set<number>();
    for (let time = 0; time < 70; time++)
      seen.add((await attacker.post('/connexion/lien', { jeton: `essai-${time}` })).status);
    assert.deepEqual([...seen], [410, 429]);
    assert.equal((await attacker.get('/connexion/lien?jeton=x')).status, 429);
    assert.equal((await browser().get('/connexion/lien?jeton=x')).status, 410);
  });

  test('an address gets five links an hour from a network, and a network asks for thirty', async () => {
    const answers = [];
    const one = browser();
    for (let time = 0; time < 7; time++)
      answers.push((await one.post('/connexion', { mail: 'inonde@exemple.fr' })).status);
    assert.deepEqual(answers, [200, 200, 200, 200, 200, 429, 429]);
    assert.equal((await browser().post('/connexion', { mail: 'inonde@exemple.fr' })).status, 200, 'others may');
    const greedy = browser();
    const many = [];
    for (let time = 0; time < 32; time++)
      many.push((await greedy.post('/connexion', { mail: `n${time}@exemple.fr` })).status);
    assert.deepEqual([many[29], many[30], many[31]], [200, 429, 429]);
    const keys = await house.db.selectFrom('rate_limit').select('key').execute();
    assert.ok(keys.length > 0);
    assert.ok(
      keys.every(({ key }) => !key.includes('@') && !key.includes('203.0.113')),
      'nobody is named in the counts',
    );
  });

  test('a visitor cannot choose the network they are counted under', async () => {
    const seen = [];
    const attacker = browser();
    for (let time = 0; time < 32; time++) {
      const headers = { 'x-forwarded-for': `10.0.0.${time}, 198.51.100.77` };
      seen.push((await attacker.post('/connexion', { mail: `x${time}@exemple.fr` }, headers)).status);
    }
    assert.equal(seen.at(-1), 429);
  });

  test('a link pressed twice, at once or later, opens one session; the second press does not frighten', async () => {
    const person = browser();
    await person.post('/connexion', { mail: 'deux@exemple.fr' });
    const jeton = await tokenFor('deux@exemple.fr');
    const both = await Promise.all([
      person.post('/connexion/lien', { jeton }),
      browser().post('/connexion/lien', { jeton }),
    ]);
    assert.deepEqual(both.map((answer) => answer.status).sort(), [303, 410]);
    const { id } = await house.db
      .selectFrom('person')
      .select('id')
      .where('mail', '=', 'deux@exemple.fr')
      .executeTakeFirstOrThrow();
    assert.equal((await house.db.selectFrom('session').select('id').where('user_id', '=', id).execute()).length, 1);
    const again = browser();
    await again.signIn('encore@exemple.fr');
    const pressed = await again.post('/connexion/lien', { jeton: await tokenFor('encore@exemple.fr') });
    assert.equal(pressed.headers.get('location'), '/compte');
  });

  test('a link that is too old opens nothing and says so; the earlier ones end with the one that was used', async () => {
    const person = browser();
    await person.post('/connexion', { mail: 'vieux@exemple.fr' });
    const jeton = await tokenFor('vieux@exemple.fr');
    await house.db
      .updateTable('verification')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .execute();
    const opened = await person.get(`/connexion/lien?jeton=${jeton}`);
    assert.equal(opened.status, 410);
    assert.match(await opened.text(), /plus de dix minutes/);
    assert.equal((await person.post('/connexion/lien', { jeton })).status, 410);
    assert.equal(await status(person), 401);
    await person.post('/connexion', { mail: 'vieux@exemple.fr' });
    const first = await tokenFor('vieux@exemple.fr');
    await person.signIn('vieux@exemple.fr');
    assert.equal((await browser().post('/connexion/lien', { jeton: first })).status, 410);
  });

  test('links are kept as hashes', async () => {
    const person = browser();
    await person.post('/connexion', { mail: 'hache@exemple.fr' });
    const jeton = await tokenFor('hache@exemple.fr');
    const rows = await house.db.selectFrom('verification').selectAll().execute();
    assert.ok(rows.some(({ value }) => value.includes('hache@exemple.fr')));
    assert.ok(!JSON.stringify(rows).includes(jeton));
  });

  test('a link opened in another browser signs that one in, after naming the address; the one that asked stays outside', async () => {
    const asking = browser();
    await asking.post('/connexion', { mail: 'ailleurs@exemple.fr' });
    const link = await house.lastLink('ailleurs@exemple.fr');
    const phone = browser();
    assert.match(
      await (await phone.get(link.pathname + link.search)).text(),
      /ouvre le compte de ailleurs@exemple\.fr/,
    );
    assert.equal((await phone.post('/connexion/lien', { jeton: link.searchParams.get('jeton')! })).status, 303);
    assert.equal(await status(phone), 200);
    assert.equal(await status(asking), 401);
  });

  test('role escalation: no field makes anyone more than they are', async () => {
    const person = browser();
    const tricks = {
      role: 'administrator',
      partners: 'reseau-reemploi',
      mail_verified: 'true',
      id: 'admin',
      email: 'autre@exemple.fr',
    };
    await person.post('/connexion', { mail: 'monte@exemple.fr', ...tricks });
    await person.post('/connexion/lien', { jeton: await tokenFor('monte@exemple.fr'), ...tricks });
    await person.post('/compte', { nom: 'Monte', langue: 'en', ...tricks });
    const row = await house.db
      .selectFrom('person')
      .selectAll()
      .where('mail', '=', 'monte@exemple.fr')
      .executeTakeFirstOrThrow();
    assert.deepEqual([row.role, row.name, row.language], ['member', 'Monte', 'en']);
    assert.equal(await status(person, '/curation'), 403);
    assert.equal((await house.db.selectFrom('person_partner').selectAll().execute()).length, 0);
  });

  test('a role that is taken away is gone at the next page', async () => {
    const person = browser();
    await person.signIn('ancien@exemple.fr');
    await house.setRole('ancien@exemple.fr', 'curator');
    assert.equal(await status(person, '/curation'), 200);
    await house.setRole('ancien@exemple.fr', 'member');
    assert.equal(await status(person, '/curation'), 403);
  });

  test('nobody ends somebody else’s session, and ending one’s own ends it at once', async () => {
    const one = browser();
    const other = browser();
    await one.signIn('une@exemple.fr');
    await other.signIn('autre@exemple.fr');
    const sessionOf = async (mail: string) =>
      (
        await house.db
          .selectFrom('session')
          .innerJoin('person', 'person.id', 'session.user_id')
          .select('session.id')
          .where('mail', '=', mail)
          .executeTakeFirstOrThrow()
      ).id;
    await one.post('/compte/sessions', { session: await sessionOf('autre@exemple.fr') });
    assert.equal(await status(other), 200);
    const phone = browser();
    await phone.signIn('une@exemple.fr');
    await phone.post('/compte/sessions', { session: await sessionOf('une@exemple.fr') });
    assert.equal(await status(one), 401);
    await other.post('/compte/sessions', { session: 'toutes' });
    assert.equal(await status(other), 401);
    const kept = [...phone.jar];
    await phone.post('/deconnexion', {});
    assert.equal(phone.jar.size, 0);
    for (const [name, value] of kept) phone.jar.set(name, value);
    assert.equal(await status(phone), 401, 'a cookie kept from before opens nothing');
  });

  test('past twelve sessions, the one that was used longest ago ends', async () => {
    const [first, second] = [browser(), browser()];
    await first.signIn('douze@exemple.fr');
    await second.signIn('douze@exemple.fr');
    const asked = { mail: 'douze@exemple.fr', language: 'fr', returnTo: '' } as const;
    const open = async () => {
      const jeton = new URL(await house.people.doors.accounts.drawLink(asked)).searchParams.get('jeton') ?? '';
      await browser().post('/connexion/lien', { jeton });
    };
    for (let time = 2; time < mostSessions; time++) await open();
    assert.deepEqual([await status(first), await status(second)], [200, 200]);
    await open();
    assert.deepEqual([await status(first), await status(second)], [401, 200]);
  });

  test('a browser that was left open ends no other session: who presses is asked to prove anew who they are', async () => {
    const [left, other] = [browser(), browser()];
    await left.signIn('ouverte@exemple.fr');
    await other.signIn('ouverte@exemple.fr');
    const { id: person } = (await personByMail(house.db, 'ouverte@exemple.fr'))!;
    await house.db
      .updateTable('session')
      .set({ proved_at: new Date(Date.now() - 11 * 60_000) })
      .where('user_id', '=', person)
      .execute();
    const mine = await house.db.selectFrom('session').select('id').where('user_id', '=', person).execute();
    for (const session of [...mine.map(({ id }) => id), 'toutes']) {
      const refused = await left.post('/compte/sessions', { session });
      assert.equal(refused.status, 401);
      assert.match(await refused.text(), /prouver à nouveau[\s\S]*value="\/compte"/);
    }
    assert.deepEqual([await status(left), await status(other)], [200, 200]);
    await left.signIn('ouverte@exemple.fr');
    await left.post('/compte/sessions', { session: 'toutes' });
    assert.deepEqual([await status(left), await status(other)], [401, 401]);
  });

  test('a session that nobody used for a week is ended; one that is used is noted once an hour, and lasts no longer for it', async () => {
    const person = browser();
    await person.signIn('dort@exemple.fr');
    const hours = (n: number) => new Date(Date.now() - n * 3_600_000);
    const mine = house.db
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.user_id')
      .where('mail', '=', 'dort@exemple.fr');
    const state = () => mine.select(['session.id', 'session.updated_at', 'session.expires_at']).executeTakeFirst();
    const { id, expires_at } = (await state())!;
    const seenAt = (when: Date) =>
      house.db.updateTable('session').set({ updated_at: when }).where('id', '=', id).execute();
    const halfAnHour = hours(0.5);
    await seenAt(halfAnHour);
    assert.equal(await status(person), 200);
    assert.equal((await state())!.updated_at.getTime(), halfAnHour.getTime(), 'reading wrote nothing');
    await seenAt(hours(6 * 24));
    assert.equal(await status(person), 200);
    const seen = (await state())!;
    assert.ok(seen.updated_at > hours(0.1), 'noted');
    assert.equal(seen.expires_at.getTime(), expires_at.getTime(), 'not prolonged');
    await seenAt(hours(7 * 24 + 1));
    assert.equal(await status(person), 401);
    assert.equal(await state(), undefined, 'ended, not only refused');
    await person.signIn('dort@exemple.fr');
    await house.db
      .updateTable('session')
      .set({ updated_at: hours(8 * 24) })
      .where('user_id', 'in', (eb) => eb.selectFrom('person').select('id').where('mail', '=', 'dort@exemple.fr'))
      .execute();
    await forgetExpired(house.db, new Date());
    assert.equal(await state(), undefined, 'those that nobody comes back to are swept');
  });

  test('the operator ends the sessions of one person, or of everyone', async () => {
    const [one, other] = [browser(), browser()];
    await one.signIn('finie@exemple.fr');
    await other.signIn('reste@exemple.fr');
    const { id } = (await personByMail(house.db, 'finie@exemple.fr'))!;
    assert.equal(await endSessionsOf(house.db, id), 1);
    assert.deepEqual([await status(one), await status(other)], [401, 200]);
    assert.ok((await endSessionsOf(house.db, 'everyone')) > 0);
    assert.equal(await status(other), 401);
  });

  test('who signs in, and what is refused, is written down by ids and hashes: no address, no network, no key', async () => {
    const person = browser();
    house.noted.length = 0;
    await person.signIn('notee@exemple.fr');
    const { id } = (await personByMail(house.db, 'notee@exemple.fr'))!;
    await person.get('/curation');
    await person.post('/compte', { nom: 'x' }, { 'sec-fetch-site': 'cross-site' });
    await person.post('/compte', { nom: 'x'.repeat(100_000), langue: 'fr' });
    await person.post('/connexion/lien', { jeton: 'un-jeton-invente' });
    const greedy = browser();
    for (let time = 0; time < 7; time++) await greedy.post('/connexion', { mail: 'inconnue@exemple.fr' });
    await person.post('/deconnexion', {});
    const noted = house.noted as {
      part: string;
      is: string;
      person?: string;
      network?: string;
      mail?: string;
      why?: unknown;
      route?: string;
    }[];
    assert.ok(noted.every(({ part }) => part === 'security'));
    const has = (one: Partial<(typeof noted)[number]>) =>
      noted.some((line) => Object.entries(one).every(([key, value]) => line[key as keyof typeof line] === value));
    for (const one of [
      { is: 'signed-in', person: id, why: 'link' },
      { is: 'refused', person: id, route: 'GET /curation', why: 403 },
      { is: 'refused', route: 'POST /compte', why: 403 },
      { is: 'refused', route: 'POST /compte', why: 413 },
      { is: 'sign-in-refused', why: 'used-or-expired' },
      { is: 'link-refused', why: 'too-many' },
      { is: 'refused', route: 'POST /connexion', why: 429 },
      { is: 'signed-out', person: id },
    ])
      assert.ok(has(one), JSON.stringify([one, noted]));
    const text = JSON.stringify(noted);
    assert.doesNotMatch(text, /exemple\.fr|203\.0\.113|un-jeton|jeton=/);
    const asked = noted.filter(({ is }) => is === 'link-asked');
    assert.equal(new Set(asked.map(({ mail }) => mail)).size, 2, 'what was asked for one address can be put together');
    assert.ok(asked.every(({ mail, network }) => mail?.length === 16 && network?.length === 16));
  });

  test('what a person types is shown as text', async () => {
    const person = browser();
    await person.signIn('script@exemple.fr');
    await person.post('/compte', { nom: '"><script>alert(1)</script>', langue: 'fr' });
    const body = await (await person.get('/compte')).text();
    assert.doesNotMatch(body, /<script>alert/);
    const typed = await (await person.post('/connexion', { mail: '"><script>alert(2)</script>' })).text();
    assert.doesNotMatch(typed, /<script>alert/);
    const long = `Anne ${'x'.repeat(100)}`;
    const refused = await person.post('/compte', { nom: long, langue: 'en' });
    assert.equal(refused.status, 400);
    const again = await refused.text();
    assert.match(again, /role="alert"[\s\S]*trop long/);
    assert.ok(again.includes(`value="${long}"`), 'what was typed is still there');
    assert.match(again, /value="en" selected/);
    assert.equal((await person.post('/compte', { nom: 'x'.repeat(50_000), langue: 'fr' })).status, 413);
  });

  test('the mailbox of development answers this machine alone, under its own name, without a proxy', async () => {
    const ask = (host: string, headers: Record<string, string> = {}) =>
      house.site.request(`http://${host}/boite-aux-lettres`, { headers });
    assert.equal((await ask('127.0.0.1:3000')).status, 200);
    assert.equal((await ask('evil.example:3000')).status, 404);
    assert.equal((await ask('127.0.0.1:3000', { 'x-forwarded-for': '198.51.100.1' })).status, 404);
    assert.equal((await ask('127.0.0.1:3000', { forwarded: 'for=198.51.100.1' })).status, 404);
  });

  test('reading pages sets no cookie and stays cacheable, also for whom is signed in', async () => {
    const person = browser();
    await person.signIn('lit@exemple.fr');
    for (const path of ['/', '/recherche?q=jardin', '/partenaires']) {
      const answer = await person.get(path);
      assert.deepEqual(answer.headers.getSetCookie(), []);
      assert.equal(answer.headers.get('cache-control'), 'public, no-cache');
      assert.doesNotMatch(await answer.text(), /lit@exemple\.fr/);
    }
    for (const path of [
      '/connexion',
      '/compte',
      '/compte/donnees.json',
      '/compte/supprimer',
      '/curation',
      '/connexion/lien?jeton=x',
    ])
      assert.match((await person.get(path)).headers.get('cache-control') ?? '', /private, no-store/, path);
  });

  test('a person takes everything away, then goes: nothing personal is left in any table', async () => {
    const mail = 'plantee.ici@exemple.fr';
    const name = 'Hermine Plantée';
    const person = browser();
    await person.signIn(mail);
    await person.post('/compte', { nom: name, langue: 'fr' });
    await house.db
      .insertInto('person_partner')
      .values({
        person: (await house.db.selectFrom('person').select('id').where('mail', '=', mail).executeTakeFirstOrThrow())
          .id,
        source: 'reseau-reemploi',
        role: 'editor',
      })
      .execute();
    await enqueue(house.db, { kind: 'alert', to: mail, subject: `Pour ${name}`, text: name, html: name }, new Date());
    await browser().post('/connexion', { mail });
    const data = (await (await person.get('/compte/donnees.json')).json()) as {
      account: { name: string; mail: string; partners: object[] };
      sessions: object[];
      mails: object[];
    };
    assert.deepEqual([data.account.name, data.account.mail], [name, mail]);
    assert.equal(data.account.partners.length, 1);
    assert.equal(data.sessions.length, 1);
    assert.ok(data.mails.length >= 2);
    assert.ok(!JSON.stringify(data).includes('token'));
    const { rows: tables } = await sql<{
      name: string;
    }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(house.db);
    const found = async () => {
      const where: string[] = [];
      for (const { name: table } of tables) {
        const { rows } = await sql<{
          n: string;
        }>`select count(*) as n from ${sql.table(table)} as t where t::text ilike ${'%plantee.ici%'} or t::text ilike ${'%Hermine%'}`.execute(
          house.db,
        );
        if (rows[0]?.n !== '0') where.push(table);
      }
      return where.sort();
    };
    assert.deepEqual(await found(), ['mail', 'person', 'verification'], 'the search finds what was planted');
    assert.equal((await person.post('/compte/supprimer', { mail: 'une.autre@exemple.fr' })).status, 400);
    assert.equal(await status(person), 200);
    const gone = await person.post('/compte/supprimer', { mail: ` ${mail.toUpperCase()} ` });
    assert.equal(gone.status, 200);
    assert.match(await gone.text(), /Votre compte est supprimé/);
    assert.equal(person.jar.size, 0);
    assert.deepEqual(await found(), []);
    assert.equal((await house.db.selectFrom('person_partner').selectAll().execute()).length, 0);
    assert.equal(await status(person), 401);
  });

  test('nothing of all this was a fault of ours', () => {
    assert.deepEqual(
      house.complaints.filter(({ message }) => /broke/.test(message)),
      [],
    );
  });
});
