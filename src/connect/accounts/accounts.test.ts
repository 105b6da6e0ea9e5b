/** The small parts of accounts: addresses, networks, the kept secret, the operator's link. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testDatabase } from '#db/testing.ts';
import { createAccounts, forgetExpired } from './accounts.ts';
import { createAllowance, networkOf } from './limits.ts';
import { operatorLink } from './links.ts';
import { readMailAddress } from './mail-address.ts';
import { addPerson, allPersons, personByMail, setPartner, setRole } from './persons.ts';
import { keptSecrets } from './secret.ts';

const secret = 'a secret for tests, 0123456789 abcdefghijklmnop';
const baseUrl = 'http://127.0.0.1:3000';
const log = { error: () => {} };

test('an address is one address however it is written, and what is none is refused', () => {
  assert.equal(readMailAddress(' Jeanne.Martin@Exemple.FR '), 'jeanne.martin@exemple.fr');
  assert.equal(readMailAddress('jeanne@été.example'), 'jeanne@xn--t-9fab.example');
  const none = [
    undefined,
    null,
    3,
    '',
    '@',
    'a',
    'a@',
    '@b.fr',
    'a@b',
    'a b@c.fr',
    'a@b.fr,c@d.fr',
    'a@b.fr\r\nBcc: c@d.fr',
    '<a@b.fr>',
    'jeanné@exemple.fr',
    `${'a'.repeat(250)}@b.fr`,
    'a@b.fr\u0000',
  ];
  for (const text of none) assert.equal(readMailAddress(text), undefined, String(text));
});

test('a network is an address of IPv4, or the half of IPv6 that one subscriber has', () => {
  assert.equal(networkOf('203.0.113.7'), '203.0.113.7');
  assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(networkOf('2001:db8:1:2:aaaa::1'), networkOf('2001:0db8:0001:0002:ffff:1:2:3'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('::1'), '0:0:0:0');
  assert.equal(networkOf('[fe80::1%eth0]'), 'fe80:0:0:0');
  assert.equal(networkOf(undefined), 'unknown');
});

test('the secret is made once, for its owner alone, and closed again when a copy opened it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-secret-'));
  try {
    const data = join(folder, 'data');
    const made = keptSecrets(data);
    assert.deepEqual([made.length, made[0].length >= 43], [1, true]);
    assert.equal(statSync(join(data, 'secret')).mode & 0o777, 0o600);
    assert.deepEqual(keptSecrets(data), made);
    chmodSync(join(data, 'secret'), 0o644);
    keptSecrets(data);
    assert.equal(statSync(join(data, 'secret')).mode & 0o777, 0o600);
    writeFileSync(join(data, 'secret'), 'short');
    assert.throws(() => keptSecrets(data), /too short/);
    assert.equal(readFileSync(join(data, 'secret'), 'utf8'), 'short');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('counts are kept together by several processes, lapse, and are swept away', async () => {
  const { db, close } = await testDatabase();
  try {
    const limit = { name: 'test', times: 5, within: 3600 };
    const rooms = { db, secret, now: () => new Date() };
    const two = [createAllowance(rooms, limit), createAllowance(rooms, limit)];
    const asked = await Promise.all(Array.from({ length: 12 }, (_, at) => two[at % 2]!('someone')));
    assert.equal(asked.filter(Boolean).length, 5);
    assert.equal(await two[0]!('another'), true);
    await forgetExpired(db, new Date(Date.now() + 3_700_000));
    assert.equal((await db.selectFrom('rate_limit').selectAll().execute()).length, 0);
    assert.equal(await two[0]!('someone'), true);
  } finally {
    await close();
  }
});

test('an operator adds a person, gives roles, and hands over a link that opens that account once', async () => {
  const { db, close } = await testDatabase();
  try {
    const added = await addPerson(db, { mail: 'jeanne@exemple.fr', name: 'Jeanne', role: 'administrator' });
    assert.equal(await addPerson(db, { mail: 'jeanne@exemple.fr', name: '', role: 'member' }), undefined);
    await addPerson(db, { mail: 'a@exemple.fr', name: '', role: 'member' });
    await addPerson(db, { mail: 'b@exemple.fr', name: '', role: 'member' });
    await setPartner(db, (await personByMail(db, 'b@exemple.fr'))!.id, 'un-catalogue', 'editor');
    await setPartner(db, (await personByMail(db, 'b@exemple.fr'))!.id, 'un-catalogue', 'admin');
    await setRole(db, (await personByMail(db, 'a@exemple.fr'))!.id, 'curator');
    assert.deepEqual(
      (await allPersons(db)).map(({ mail }) => mail),
      ['jeanne@exemple.fr', 'a@exemple.fr', 'b@exemple.fr'],
    );
    const accounts = createAccounts({
      db,
      secret,
      baseUrl,
      mailLink: undefined,
      provider: undefined,
      keepings: [],
      demandsSecondFactor: false,
      watch: () => {},
      now: () => new Date(),
      log,
    });
    assert.equal(accounts.byMail, false);
    const headers = new Headers();
    const ask = { mail: 'jeanne@exemple.fr', language: 'fr', returnTo: '', network: 'n' } as const;
    assert.equal(await accounts.askLink(ask), 'no-mail');
    const link = new URL(
      await operatorLink({ db, secret, baseUrl, log }, { mail: 'jeanne@exemple.fr', language: 'fr' }),
    );
    const token = link.searchParams.get('jeton') ?? '';
    assert.deepEqual(await accounts.linkIsFor(token, 'n'), { mail: 'jeanne@exemple.fr' });
    const used = await accounts.useLink(token, { headers, language: 'en', network: 'n' });
    assert.ok(typeof used === 'object');
    const cookie = used.cookies.map((text) => text.split(';', 1)[0]).join('; ');
    assert.deepEqual(await accounts.personOf(new Headers({ cookie })), {
      id: added?.id,
      name: 'Jeanne',
      mail: 'jeanne@exemple.fr',
      role: 'administrator',
      partners: [],
    });
    assert.equal(await accounts.useLink(token, { headers, language: 'fr', network: 'n' }), 'used-or-expired');
    const other = createAccounts({
      db,
      secret: `${secret}!`,
      baseUrl,
      mailLink: undefined,
      provider: undefined,
      keepings: [],
      demandsSecondFactor: false,
      watch: () => {},
      now: () => new Date(),
      log,
    });
    assert.equal(await other.personOf(new Headers({ cookie })), undefined, 'another secret, another house');
  } finally {
    await close();
  }
});

test('asking for a link asks the database the same, whether the address has an account or not: time tells nothing', async () => {
  const { db, close } = await testDatabase();
  try {
    await addPerson(db, { mail: 'connue@exemple.fr', name: '', role: 'administrator' });
    let asked: string[] = [];
    const listening = db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(JSON.stringify(node, (key, value) => (key === 'value' || key === 'values' ? typeof value : value)));
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const accounts = createAccounts({
      ...{ db: listening, secret, baseUrl, provider: undefined, keepings: [], now: () => new Date(), log },
      ...{ mailLink: async () => {}, demandsSecondFactor: false, watch: () => {} },
    });
    const lists: string[][] = [];
    for (const mail of ['premiere@exemple.fr', 'connue@exemple.fr', 'inconn@exemple.fr']) {
      asked = [];
      const given = { mail, language: 'fr', returnTo: '', network: mail } as const;
      assert.deepEqual(await accounts.askLink(given), { mail, waits: false });
      lists.push(asked);
    }
    // The first one finds the library not yet opened.
    assert.ok(lists[1]!.length > 0);
    assert.deepEqual(lists[1], lists[2]);
    assert.ok(
      lists[1]!.every((query) => !query.includes('"person"')),
      'persons are not looked up at all',
    );
  } finally {
    await close();
  }
});
