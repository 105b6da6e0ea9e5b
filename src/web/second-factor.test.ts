/** The second factor as people and attackers meet it: set up, asked for after every way in, lost, demanded of curators. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { symmetricEncrypt } from 'better-auth/crypto';
import { load } from 'cheerio';
import { client, startProvider } from '#connect/accounts/testing-provider.ts';
import { totp } from '#connect/accounts/testing-totp.ts';
import { type PeopledSite, peopledSite, testSecret } from './testing-people.ts';

const page = '/compte/second-facteur';

test('the authenticator of these tests shows what RFC 6238 says', () => {
  // Appendix B: the secret 12345678901234567890, the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  assert.equal(totp(secret, new Date(59_000)), '287082');
  assert.equal(totp(secret, new Date(1_111_111_109_000)), '081804');
  assert.equal(totp(secret, new Date(20_000_000_000_000)), '353130');
});

describe('the second factor', () => {
  let house: PeopledSite;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let who = { sub: 'agent-1', email: 'agent@ville.example', email_verified: true, acr: 'eidas1' };
  let network = 0;
  before(async () => {
    provider = await startProvider(() => who);
    const { issuer } = provider;
    const given = {
      name: 'ProConnect',
      scopes: ['openid', 'email'],
      trustsMail: false,
      assurance: [],
      secondFactor: [],
      fetch,
    };
    house = await peopledSite({
      rooms: { proxies: 1, queues: { pairs: async () => 1 } },
      provider: { issuer, ...client, ...given },
      demandsSecondFactor: true,
    });
  });
  after(async () => {
    await house?.close();
    await provider?.close();
  });
  const browser = () => house.browser(`203.0.113.${++network}`);
  type Browser = ReturnType<typeof browser>;
  const status = async ({ get }: Browser, path = '/compte') => (await get(path)).status;
  /** Codes are good for one use: the next tries may be with the one before or after, which are good too. */
  const codes = (secret: string) => [0, -30_000, 30_000].map((off) => totp(secret, new Date(Date.now() + off)));
  const anew = () => house.db.deleteFrom('rate_limit').execute();

  async function setUp(person: Browser) {
    await person.post(page, { faire: 'commencer' });
    const $ = load(await (await person.get(page)).text());
    const secret = $('.secret code').text();
    const uri = new URL($('a[href^="otpauth:"]').attr('href')!);
    assert.equal(uri.searchParams.get('secret'), secret.replaceAll(' ', ''));
    const answer = await person.post(page, { faire: 'confirmer', code: codes(secret)[1]! });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    const shown = load(await answer.text());
    const recovery = shown('.codes code')
      .map((_, one) => shown(one).text())
      .get();
    await anew();
    return { secret, recovery };
  }
  /** The first factor alone. */
  async function halfIn(mail: string, person = browser()) {
    const answer = await person.signIn(mail);
    return { person, answer };
  }

  test('set up, asked for at the next sign-in in the page that follows, and nothing is open before it is given', async () => {
    const mail = 'deux@exemple.fr';
    const first = browser();
    await first.signIn(mail);
    const elsewhere = browser();
    await elsewhere.signIn(mail);
    const planted = [...first.jar];
    const { secret, recovery } = await setUp(first);
    assert.equal(recovery.length, 10);
    assert.equal(new Set(recovery).size, 10);
    assert.equal(await status(first), 200);
    assert.notDeepEqual([...first.jar], planted, 'a new session');
    const old = browser();
    for (const [name, value] of planted) old.jar.set(name, value);
    assert.deepEqual([await status(old), await status(elsewhere)], [401, 401], 'sessions of one factor have ended');
    assert.doesNotMatch(await (await first.get(page)).text(), /otpauth/, 'the secret is not shown again');
    const rows = JSON.stringify(await house.db.selectFrom('second_factor').selectAll().execute());
    for (const word of [secret.replaceAll(' ', ''), ...recovery, ...recovery.map((code) => code.replaceAll('-', ''))])
      assert.ok(!rows.includes(word), 'nothing of it can be read in the table');

    const { person, answer } = await halfIn(mail);
    assert.equal(answer.headers.get('location'), '/connexion/code');
    assert.equal(await status(person), 401);
    assert.equal(await status(person, '/compte/donnees.json'), 401);
    assert.ok(![...person.jar.keys()].some((name) => name.endsWith('session_token')));
    assert.equal(await status(person, '/connexion/code'), 200);
    const given = await person.post('/connexion/code', { code: codes(secret)[0]!, retour: '/partenaires?a=1' });
    assert.deepEqual([given.status, given.headers.get('location')], [303, '/partenaires?a=1']);
    assert.equal(await status(person), 200);
    const data = (await (await person.get('/compte/donnees.json')).json()) as {
      account: { secondFactorSince: string };
    };
    assert.match(data.account.secondFactorSince, /^20/);
    assert.ok(!JSON.stringify(data).includes('sha256:'));
  });

  test('an old open session sets none up: who presses proves anew who they are, and setting it up is no such proof', async () => {
    const mail = 'ancienne@exemple.fr';
    const [left, owner] = [browser(), browser()];
    for (const one of [left, owner]) await one.signIn(mail);
    const sessions = () =>
      house.db
        .selectFrom('session')
        .innerJoin('person', 'person.id', 'session.user_id')
        .where('mail', '=', mail)
        .select(['session.id', 'session.proved_at']);
    const provedAgo = async (minutes: number) => {
      const proved_at = new Date(Date.now() - minutes * 60_000);
      const mine = (await sessions().execute()).map(({ id }) => id);
      await house.db.updateTable('session').set({ proved_at }).where('id', 'in', mine).execute();
      return proved_at;
    };
    await provedAgo(11);
    const refusedAt = async (at: string, fields: Record<string, string>, said: RegExp) => {
      const refused = await left.post(at, fields);
      assert.equal(refused.status, 401);
      const text = await refused.text();
      assert.match(text, said);
      assert.equal(load(text)('input[name=retour]').attr('value'), at);
    };
    await refusedAt(page, { faire: 'commencer' }, /prouver à nouveau/);
    await refusedAt(`/en${page}`, { faire: 'commencer' }, /prove again/);
    assert.doesNotMatch(await (await left.get(page)).text(), /otpauth/, 'nothing was drawn');

    await provedAgo(1);
    await left.post(page, { faire: 'commencer' });
    const secret = load(await (await left.get(page)).text())('.secret code').text();
    await provedAgo(11);
    await refusedAt(page, { faire: 'confirmer', code: codes(secret)[0]! }, /prouver à nouveau/);
    assert.deepEqual([await status(left), await status(owner)], [200, 200], 'nobody was shut out');

    const proved = await provedAgo(9);
    assert.equal((await left.post(page, { faire: 'confirmer', code: codes(secret)[0]! })).status, 200);
    assert.deepEqual(
      (await sessions().execute()).map(({ proved_at }) => proved_at?.getTime()),
      [proved.getTime()],
      'the new session is as old as the proof',
    );
    await anew();
  });

  test('when the site starts, what a former secret encrypted is encrypted anew', async () => {
    const owner = browser();
    await owner.signIn('demarre@exemple.fr');
    await setUp(owner);
    const bare = await symmetricEncrypt({ key: testSecret, data: 'a secret of before versions' });
    const { id } = await house.db.selectFrom('second_factor').select('id').executeTakeFirstOrThrow();
    const mine = () => house.db.selectFrom('second_factor').select('secret').where('id', '=', id);
    const kept = (await mine().executeTakeFirstOrThrow()).secret;
    await house.db.updateTable('second_factor').set({ secret: bare }).where('id', '=', id).execute();
    for (const { atStart, work } of house.people.rounds) if (atStart) await work();
    assert.match((await mine().executeTakeFirstOrThrow()).secret, /^\$ba\$/);
    await house.db.updateTable('second_factor').set({ secret: kept }).where('id', '=', id).execute();
  });

  test('a code opens once, a recovery code too, and what is neither does not', async () => {
    const mail = 'une-fois@exemple.fr';
    const owner = browser();
    await owner.signIn(mail);
    const { secret, recovery } = await setUp(owner);
    const code = codes(secret)[0]!;
    const one = (await halfIn(mail)).person;
    assert.equal((await one.post('/connexion/code', { code })).status, 303);
    const thief = (await halfIn(mail)).person;
    assert.equal((await thief.post('/connexion/code', { code })).status, 400, 'seen over a shoulder');
    assert.equal((await thief.post('/connexion/code', { code: '' })).status, 400);
    await anew();
    const lost = (await halfIn(mail)).person;
    const typed = recovery[3]!.toLowerCase().replaceAll('-', ' ');
    assert.equal((await lost.post('/connexion/code', { code: typed })).status, 303);
    assert.match(await (await lost.get(page)).text(), /qui restent\s*: 9/);
    await anew();
    const again = (await halfIn(mail)).person;
    assert.equal((await again.post('/connexion/code', { code: typed })).status, 400);
    const both = [await halfIn(mail), await halfIn(mail)];
    await anew();
    const pressed = await Promise.all(both.map(({ person }) => person.post('/connexion/code', { code: recovery[5]! })));
    assert.deepEqual(pressed.map((answer) => answer.status).sort(), [303, 400], 'pressed twice at once');
  });

  test('codes are not guessed: five tries for a challenge, ten in a quarter of an hour for an account', async () => {
    const mail = 'devine@exemple.fr';
    const owner = browser();
    await owner.signIn(mail);
    const { secret } = await setUp(owner);
    const seen: number[] = [];
    let person = (await halfIn(mail)).person;
    const wrong = (n: number) => {
      const right = codes(secret);
      const guess = String(100_000 + n);
      return right.includes(guess) ? String(200_000 + n) : guess;
    };
    for (let n = 0; n < 7; n++) seen.push((await person.post('/connexion/code', { code: wrong(n) })).status);
    assert.deepEqual(seen.slice(0, 5), [400, 400, 400, 400, 400]);
    assert.ok(
      seen.slice(5).every((code) => code === 410),
      `${seen}: a new link is needed`,
    );
    person = (await halfIn(mail)).person;
    const more: number[] = [];
    for (let n = 10; n < 16; n++) more.push((await person.post('/connexion/code', { code: wrong(n) })).status);
    assert.equal(more.at(-1), 429);
    assert.equal(
      (await person.post('/connexion/code', { code: codes(secret)[0]! })).status,
      429,
      'not even the right one',
    );
    assert.ok(
      house.noted.some((one) => JSON.stringify(one).includes('second-factor-refused')),
      'and it is written down',
    );
  });

  test('a challenge is of its browser: neither an invented one nor another’s code opens anything', async () => {
    const [anna, bea] = [browser(), browser()];
    await anna.signIn('anna@exemple.fr');
    await bea.signIn('bea@exemple.fr');
    const secrets = { anna: (await setUp(anna)).secret, bea: (await setUp(bea)).secret };
    const stranger = browser();
    assert.equal(await status(stranger, '/connexion/code'), 410);
    assert.equal((await stranger.post('/connexion/code', { code: codes(secrets.anna)[0]! })).status, 410);
    for (const value of ['2fa-aaaa.AAAA', '2fa-attempts-2fa-x.A', '%', '']) {
      stranger.jar.set('carrefour.two_factor', value);
      assert.equal((await stranger.post('/connexion/code', { code: '123456' })).status, 410, value);
    }
    const { identifier } = await house.db
      .selectFrom('verification')
      .select('identifier')
      .where('identifier', 'like', '2fa-%')
      .where('identifier', 'not like', '2fa-attempts%')
      .executeTakeFirst()
      .then(async (row) => row ?? { identifier: '2fa-x' });
    stranger.jar.set('carrefour.two_factor', `${identifier}.${'A'.repeat(43)}%3D`);
    assert.notEqual(
      (await stranger.post('/connexion/code', { code: codes(secrets.anna)[0]! })).status,
      303,
      'unsigned',
    );
    // Béa, signed in, follows a link to Anna's account: her own code is not Anna's.
    await anew();
    await halfIn('anna@exemple.fr', bea);
    assert.equal((await bea.post('/connexion/code', { code: codes(secrets.bea)[0]! })).status, 400);
    assert.match(await (await bea.get('/compte')).text(), /bea@exemple\.fr/, 'she is who she was');
    assert.equal((await bea.post('/connexion/code', { code: codes(secrets.anna)[2]! })).status, 303);
    assert.match(await (await bea.get('/compte')).text(), /anna@exemple\.fr/);
  });

  test('by the provider too; changing or removing it takes a code, and then the link is enough again', async () => {
    who = { ...who, sub: 'agent-2', email: 'agent2@ville.example' };
    const round = async (person: Browser, query = '') => {
      const begun = await person.get(`/connexion/fournisseur${query}`);
      const back = new URL(
        (await fetch(begun.headers.get('location')!, { redirect: 'manual' })).headers.get('location')!,
      );
      return person.get(back.pathname + back.search);
    };
    const person = browser();
    await round(person, '?de-nouveau=1');
    const { secret } = await setUp(person);
    const again = browser();
    const asked = await round(again, `?retour=${encodeURIComponent('/en/partenaires')}`);
    assert.equal(asked.headers.get('location'), `/en/connexion/code?retour=${encodeURIComponent('/en/partenaires')}`);
    assert.equal(await status(again), 401);
    const given = await again.post('/en/connexion/code', { code: codes(secret)[0]!, retour: '/en/partenaires' });
    assert.equal(given.headers.get('location'), '/en/partenaires');
    for (const faire of ['retirer', 'renouveler'])
      assert.equal((await again.post(page, { faire, code: '000000' })).status, 400);
    await anew();
    const renewed = await again.post(page, { faire: 'renouveler', code: codes(secret)[0]! });
    assert.equal((await renewed.text()).match(/<code>/g)?.length, 10);
    assert.match(await (await again.post(page, { faire: 'retirer', code: codes(secret)[2]! })).text(), /est retirée/);
    // Both sessions came by the provider: through the setting up of the second factor, and through its code.
    for (const one of [person, again])
      assert.match((await one.post('/deconnexion', {})).headers.get('refresh') ?? '', /^0; url=http[^ ]+\/end\?/);
    const waiting = await house.db.selectFrom('verification').select('identifier').execute();
    assert.ok(waiting.every(({ identifier }) => !identifier.startsWith('identity:')));
    const { answer } = await halfIn('agent2@ville.example');
    assert.equal(answer.headers.get('location'), '/compte?fait=bienvenue');
  });

  test('where it is demanded, a curator without one is a member, told what lacks, on the site and by the roles', async () => {
    const mail = 'curatrice@exemple.fr';
    const person = browser();
    await person.signIn(mail);
    await house.setRole(mail, 'curator');
    const refused = await person.get('/curation');
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /Une seconde preuve est demandée ici/);
    assert.match(await (await person.get('/compte')).text(), /attend une seconde preuve/);
    await setUp(person);
    assert.equal(await status(person, '/curation'), 200);
    assert.doesNotMatch(await (await person.get('/compte')).text(), /attend une seconde preuve/);
    await house.setRole('une-fois@exemple.fr', 'member');
  });

  test('an unfinished set-up demands nothing, and can be done again', async () => {
    const person = browser();
    await person.signIn('hesite@exemple.fr');
    await person.post(page, { faire: 'commencer' });
    assert.equal((await person.post(page, { faire: 'confirmer', code: '000000' })).status, 400);
    assert.match(await (await person.get(page)).text(), /otpauth/);
    const other = browser();
    await other.signIn('hesite@exemple.fr');
    assert.equal(await status(other), 200);
    assert.equal((await other.post(page, { faire: 'inconnu' })).status, 303);
    assert.deepEqual(house.complaints, []);
  });
});
