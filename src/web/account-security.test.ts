/** Attacks on accounts through what is sent, typed and kept, each tried: none gets in, gets out, or learns anything. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { personByMail } from '#connect/accounts/persons.ts';
import { returnPath } from '#connect/accounts/return-path.ts';
import { enqueue } from '#connect/mail/outbox.ts';
import { type AttackedSite, attackedSite, status } from './testing-attacks.ts';

describe('attacks on accounts', () => {
  let house: AttackedSite;
  before(async () => {
    house = await attackedSite();
  });
  after(() => house.close());

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
    const person = house.browser();
    await person.post('/connexion', { mail: 'retour@exemple.fr', retour: '//evil.example' });
    assert.equal((await house.lastLink('retour@exemple.fr')).searchParams.get('retour'), null);
    const used = await person.post('/connexion/lien', {
      jeton: await house.tokenFor('retour@exemple.fr'),
      retour: 'https://evil.example',
    });
    assert.equal(used.headers.get('location'), '/compte?fait=bienvenue');
  });

  test('CSRF: every route that changes something refuses what another site sends, and what says nothing of itself', async () => {
    const person = house.browser();
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

  test('role escalation: no field makes anyone more than they are', async () => {
    const person = house.browser();
    const tricks = {
      role: 'administrator',
      partners: 'reseau-reemploi',
      mail_verified: 'true',
      id: 'admin',
      email: 'autre@exemple.fr',
    };
    await person.post('/connexion', { mail: 'monte@exemple.fr', ...tricks });
    await person.post('/connexion/lien', { jeton: await house.tokenFor('monte@exemple.fr'), ...tricks });
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

  test('who signs in, and what is refused, is written down by ids and hashes: no address, no network, no key', async () => {
    const person = house.browser();
    house.noted.length = 0;
    await person.signIn('notee@exemple.fr');
    const { id } = (await personByMail(house.db, 'notee@exemple.fr'))!;
    await person.get('/curation');
    await person.post('/compte', { nom: 'x' }, { 'sec-fetch-site': 'cross-site' });
    await person.post('/compte', { nom: 'x'.repeat(100_000), langue: 'fr' });
    await person.post('/connexion/lien', { jeton: 'un-jeton-invente' });
    const greedy = house.browser();
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
    const person = house.browser();
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
    const person = house.browser();
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
    const person = house.browser();
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
    await house.browser().post('/connexion', { mail });
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

  test('nothing of all this was a fault of ours', () => assert.deepEqual(house.faults(), []));
});
