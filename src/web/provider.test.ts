/** Signing in by an OpenID Connect provider, a real one on the loopback, honest and not. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Claims, client, type Mischief, startProvider } from '#connect/accounts/testing-provider.ts';
import { type PeopledSite, peopledSite } from './testing-people.ts';

describe('signing in by an identity provider', () => {
  let house: PeopledSite;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let who: Claims;
  let mischief: Mischief;
  before(async () => {
    provider = await startProvider(
      () => who,
      () => mischief,
    );
    const { issuer } = provider;
    const scopes = ['openid', 'email', 'profile'];
    house = await peopledSite({
      provider: {
        issuer,
        ...client,
        name: 'ProConnect',
        scopes,
        trustsMail: false,
        assurance: [],
        secondFactor: [],
        fetch,
      },
    });
  });
  after(async () => {
    await house?.close();
    await provider?.close();
  });
  beforeEach(() => {
    who = { sub: 'agent-1', email: 'Agent@Ville.example', email_verified: true, given_name: 'Ada', usual_name: 'Blin' };
    mischief = {};
  });

  type Browser = ReturnType<PeopledSite['browser']>;
  /** To the provider and back: the address and the answer of the return. */
  async function goRound({ get }: Browser, returnTo = '') {
    const begun = await get(
      `/connexion/fournisseur${returnTo === '' ? '' : `?retour=${encodeURIComponent(returnTo)}`}`,
    );
    assert.equal(begun.status, 303);
    const answer = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location')!);
    return { back: back.pathname + back.search, answer: await get(back.pathname + back.search) };
  }
  const signedIn = async ({ get }: Browser) => (await get('/compte')).status === 200;

  test('a person comes by the provider, goes where they wanted, and nothing of the provider’s tokens is kept', async () => {
    const browser = house.browser();
    assert.match(await (await browser.get('/connexion')).text(), /Se connecter avec ProConnect/);
    const { answer, back } = await goRound(browser, '/partenaires?a=1');
    assert.equal(answer.headers.get('location'), '/partenaires?a=1');
    assert.equal(answer.headers.get('cache-control'), 'private, no-store');
    assert.ok(await signedIn(browser));
    const person = await house.db
      .selectFrom('person')
      .selectAll()
      .where('mail', '=', 'agent@ville.example')
      .executeTakeFirstOrThrow();
    assert.deepEqual([person.name, person.role, person.image], ['Ada Blin', 'member', null]);
    const kept = await house.db.selectFrom('sign_in').selectAll().executeTakeFirstOrThrow();
    assert.equal(kept.account_id, 'agent-1');
    for (const column of ['access_token', 'refresh_token', 'id_token', 'scope', 'password'] as const)
      assert.equal(kept[column], null, column);
    assert.match((await browser.get(back)).headers.get('location')!, /\/connexion\?error=provider/, 'the return twice');
    const again = house.browser();
    await goRound(again);
    assert.ok(await signedIn(again));
    assert.equal((await house.db.selectFrom('person').select('id').execute()).length, 1);
  });

  test('the same address by link and by provider is one account, also one that an operator made', async () => {
    await house.db
      .insertInto('person')
      .values({ id: 'p-2', name: '', mail: 'deux@ville.example', role: 'curator', mail_verified: false })
      .execute();
    who = { sub: 'agent-2', email: 'deux@ville.example', email_verified: true };
    const browser = house.browser();
    await goRound(browser);
    assert.equal((await browser.get('/curation')).status, 200);
  });

  test('a provider that signs its answer as a token, as ProConnect does, is understood', async () => {
    who = { sub: 'agent-3', email: 'trois@ville.example', email_verified: true };
    mischief = { userInfoAsToken: true };
    const browser = house.browser();
    await goRound(browser);
    assert.ok(await signedIn(browser));
  });

  /** The provider's address to which the answer to signing out leads the browser on. */
  const onward = (answer: Response) => /^0; url=(.+)$/.exec(answer.headers.get('refresh') ?? '')?.[1];

  test('who signs out here is signed out at the provider too, by the identity that it gave, and comes back', async () => {
    who = { sub: 'agent-5', email: 'cinq@ville.example', email_verified: true };
    const browser = house.browser();
    await goRound(browser);
    const out = await browser.post('/deconnexion', {});
    assert.equal(out.headers.get('cache-control'), 'private, no-store');
    const to = onward(out) ?? '';
    assert.ok(to.startsWith(`${provider.issuer}/end?`));
    const body = await out.text();
    assert.match(body, /ProConnect/);
    assert.ok(body.includes(to.replaceAll('&', '&amp;')), 'a link for who is not led on');
    assert.equal(await signedIn(browser), false);
    const back = new URL((await fetch(to, { redirect: 'manual' })).headers.get('location')!);
    const { sub, returnTo, state } = provider.ended.at(-1)!;
    assert.deepEqual([sub, returnTo], ['agent-5', 'http://127.0.0.1:3000/connexion/fin']);
    assert.ok((state ?? '').length >= 16);
    assert.equal((await browser.get(back.pathname + back.search)).headers.get('location'), '/');
    const hint = new URL(to).searchParams.get('id_token_hint')!;
    const left = await house.db.selectFrom('session').select('id').where('id_token', '=', hint).execute();
    assert.deepEqual(left, [], 'what the provider said of the session went with it');
  });

  test('who came by a link is sent to no provider, though an earlier session was the provider’s', async () => {
    who = { sub: 'agent-6', email: 'six@ville.example', email_verified: true };
    const browser = house.browser();
    await goRound(browser);
    await browser.signIn('six@ville.example');
    const out = await browser.post('/deconnexion', {});
    assert.deepEqual([out.status, out.headers.get('location'), onward(out)], [303, '/', undefined]);
  });

  test('a provider that knew the browser proves nothing anew: one that asked again does, when it says that it did', async () => {
    who = { sub: 'agent-8', email: 'huit@ville.example', email_verified: true };
    const browser = house.browser();
    await goRound(browser);
    const ending = () => browser.post('/compte/sessions', { session: 'none' });
    const refused = await ending();
    assert.equal(refused.status, 401);
    const [, again = ''] = /href="(\/connexion\/fournisseur[^"]+)"/.exec(await refused.text()) ?? [];
    const askAgain = async () => {
      const begun = new URL((await browser.get(again.replaceAll('&amp;', '&'))).headers.get('location')!);
      assert.deepEqual([begun.searchParams.get('prompt'), begun.searchParams.get('max_age')], ['login', '0']);
      const back = new URL((await fetch(begun, { redirect: 'manual' })).headers.get('location')!);
      assert.equal((await browser.get(back.pathname + back.search)).headers.get('location'), '/compte');
    };
    mischief = { oldProof: true };
    await askAgain();
    assert.equal((await ending()).status, 401, 'it asked an hour ago');
    mischief = {};
    await askAgain();
    assert.equal((await ending()).status, 303);
  });

  const dishonest: [name: string, mischief: Mischief, claims?: Partial<Claims>][] = [
    ['a signature by another key', { otherKey: true }],
    ['an answer to somebody else’s question (nonce)', { otherNonce: true }],
    ['an identity issued for another site', { otherAudience: true }],
    ['two answers that tell of two persons', { otherSubject: true }],
    ['an address that is not proven', {}, { email_verified: false }],
    ['an address of which nothing is said', {}, { email_verified: undefined as unknown as boolean }],
    ['no address', {}, { email: undefined as unknown as string }],
    ['an address that is none', {}, { email: 'x@y\r\nBcc: z@z.example' }],
  ];
  for (const [name, how, claims] of dishonest)
    test(`nobody is let in by ${name}`, async () => {
      who = { ...who, sub: `agent-${name}`, ...claims };
      mischief = how;
      const browser = house.browser();
      const { answer } = await goRound(browser);
      assert.equal(answer.headers.get('location'), '/connexion?error=provider');
      assert.equal(await signedIn(browser), false);
      assert.match(await (await browser.get('/connexion?error=provider')).text(), /role="alert"/);
    });

  test('a return that another browser began signs nobody in', async () => {
    const attacker = house.browser();
    const begun = await attacker.get('/connexion/fournisseur');
    const back = new URL(
      (await fetch(begun.headers.get('location')!, { redirect: 'manual' })).headers.get('location')!,
    );
    const victim = house.browser();
    const answer = await victim.get(back.pathname + back.search);
    assert.equal(answer.headers.get('location'), '/connexion?error=provider');
    assert.equal(await signedIn(victim), false);
  });

  test('another site cannot begin a sign-in, nor choose where it ends', async () => {
    const { get } = house.browser();
    const begun = await get('/connexion/fournisseur', { 'sec-fetch-site': 'cross-site' });
    assert.equal(begun.headers.get('location'), '/connexion');
    const browser = house.browser();
    who = { sub: 'agent-4', email: 'quatre@ville.example', email_verified: true };
    const { answer } = await goRound(browser, 'https://evil.example/');
    assert.equal(answer.headers.get('location'), '/compte?fait=bienvenue');
  });

  test('nothing else of the authority can be reached: no route of its own', async () => {
    const { get, post } = house.browser();
    for (const path of [
      '/connexion/get-session',
      '/connexion/list-sessions',
      '/connexion/magic-link/verify?token=x',
      '/connexion/error',
    ])
      assert.equal((await get(path)).status, 404, path);
    for (const path of [
      '/connexion/sign-in/magic-link',
      '/connexion/sign-up/email',
      '/connexion/update-user',
      '/connexion/delete-user',
    ])
      assert.equal((await post(path, { email: 'a@b.example' })).status, 404, path);
  });
});

test('a provider that is not there leaves links working, and its button says so', async () => {
  const gone = await startProvider(() => ({ sub: 'nobody' }));
  const { issuer } = gone;
  await gone.close();
  const house = await peopledSite({
    provider: {
      issuer,
      ...client,
      name: 'Absent',
      scopes: ['openid'],
      trustsMail: false,
      assurance: [],
      secondFactor: [],
      fetch,
    },
  });
  try {
    const { get, signIn } = house.browser();
    const begun = await get('/connexion/fournisseur');
    assert.equal(begun.headers.get('location'), '/connexion?error=provider');
    assert.equal((await signIn('lien@exemple.fr')).status, 303);
  } finally {
    await house.close();
  }
});

test('where a provider must be sure of the person, one who says less, or nothing, lets nobody in', async () => {
  let acr: string | undefined;
  const provider = await startProvider(() => ({
    sub: 'agent',
    email: 'sure@ville.example',
    email_verified: true,
    acr,
  }));
  const given = {
    name: 'ProConnect',
    scopes: ['openid', 'email'],
    trustsMail: false,
    assurance: ['eidas2', 'eidas3'],
    secondFactor: [],
    fetch,
  };
  const house = await peopledSite({ provider: { issuer: provider.issuer, ...client, ...given } });
  try {
    for (const [says, status] of [
      [undefined, 401],
      ['eidas1', 401],
      ['eidas2 eidas3', 401],
      ['eidas2', 200],
      ['eidas3', 200],
    ] as const) {
      acr = says;
      const { get } = house.browser();
      const begun = new URL((await get('/connexion/fournisseur')).headers.get('location')!);
      assert.equal(begun.searchParams.get('acr_values'), 'eidas2 eidas3');
      const back = new URL((await fetch(begun, { redirect: 'manual' })).headers.get('location')!);
      await get(back.pathname + back.search);
      assert.equal((await get('/compte')).status, status, says ?? 'nothing said');
    }
  } finally {
    await house.close();
    await provider.close();
  }
});

test('a provider counts as the second factor when it says so, in a word that the operator takes for it, and then alone', async () => {
  let says: Partial<Claims> = {};
  const provider = await startProvider(() => ({
    ...{ sub: 'agent', email: 'deux@ville.example', email_verified: true },
    ...says,
  }));
  const given = { name: 'ProConnect', scopes: ['openid', 'email'], trustsMail: false, assurance: [], fetch };
  const house = await peopledSite({
    provider: { issuer: provider.issuer, ...client, ...given, secondFactor: ['mfa', 'eidas3'] },
    demandsSecondFactor: true,
    rooms: { queues: { pairs: async () => 1 } },
  });
  const come = async () => {
    const browser = house.browser();
    const begun = await browser.get('/connexion/fournisseur');
    const back = new URL(
      (await fetch(begun.headers.get('location')!, { redirect: 'manual' })).headers.get('location')!,
    );
    return { browser, to: (await browser.get(back.pathname + back.search)).headers.get('location') };
  };
  try {
    await come();
    await house.setRole('deux@ville.example', 'curator');
    const tried: [Partial<Claims>, number][] = [
      [{}, 403],
      [{ amr: ['pwd'] }, 403],
      [{ amr: 'mfa' }, 403],
      [{ acr: 'eidas1', amr: ['pwd', 'otp'] }, 403],
      [{ amr: ['pwd', 'mfa'] }, 200],
      [{ acr: 'eidas3' }, 200],
    ];
    for (const [claims, status] of tried) {
      says = claims;
      const { browser } = await come();
      assert.equal((await browser.get('/curation')).status, status, JSON.stringify(claims));
    }
    const byLink = house.browser();
    await byLink.signIn('deux@ville.example');
    assert.equal((await byLink.get('/curation')).status, 403, 'of that session alone');
    // With one of ours besides, it is asked for only where the provider did not.
    await house.db.updateTable('person').set({ second_factor: true }).execute();
    says = {};
    assert.match((await come()).to ?? '', /^\/connexion\/code/);
    says = { amr: ['mfa'] };
    const { browser, to } = await come();
    assert.equal(to, '/compte?fait=bienvenue');
    assert.equal((await browser.get('/curation')).status, 200);
  } finally {
    await house.close();
    await provider.close();
  }
});
