/** The secret is changed: nobody is signed out, no link ends, no second factor is lost, until the former one is forgotten. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { isSigned, type Secret, signatureOf } from '#lib/keyed.ts';
import { linkToken, readLinkToken } from '../alerts/follow-link.ts';
import { readStopToken, stopToken } from '../communities/news-token.ts';
import { isProof, proofOf } from '../contributions/contribution.ts';
import { feedKey, opensFeed } from '../corrections/feed-key.ts';
import { keyOf, keysOf, sideOfKey } from '../introductions/tokens.ts';
import { newStamp, readStamp } from '../spam/stamp.ts';
import { createAccounts } from './accounts.ts';
import { signedAnew } from './former-cookies.ts';
import { encryptedBefore, renewSecondFactors } from './renew-second-factors.ts';
import { forgetFormerSecret, keptSecrets, noteSecretInForce, noteStopped, renewKeptSecret } from './secret.ts';
import { totp } from './testing-totp.ts';

const former = 'the former secret, 0123456789 abcdefghijklmnop';
const current = 'the secret of now, 0123456789 abcdefghijklmnop';
const both: Secret = [current, former];

describe('what is signed', () => {
  test('by a former secret is believed as long as it is kept, and no other is; the secret of now signs', () => {
    const text = 'for one thing';
    const old = signatureOf(former, text);
    assert.ok(isSigned(both, text, old));
    assert.ok(isSigned(both, text, signatureOf(both, text)));
    assert.equal(signatureOf(both, text), signatureOf(current, text));
    for (const given of ['', old.slice(1), `${old}=`, signatureOf('a stranger', text), signatureOf(former, 'another')])
      assert.equal(isSigned(both, text, given), false, given);
    assert.equal(isSigned(current, text, old), false);
  });

  test('as a link, a key or a stamp of any kind opens what it opened', async () => {
    const { db, close } = await testDatabase();
    try {
      const id = '00000000-0000-4000-8000-000000000000';
      const now = new Date();
      const stamp = newStamp(former, now);
      const key = keyOf(former, id, 'holder');
      const stop = stopToken(former, 'abcdefghij', 'person-1');
      const link = linkToken(former, 'stop', id);
      const proof = proofOf(former, id, 'a@exemple.fr');
      const feed = await feedKey(db, former, 'un-catalogue', now);
      const opened = async (secret: Secret) => [
        readStamp(secret, stamp, now)?.getTime() === now.getTime(),
        sideOfKey(secret, id, key) === 'holder',
        readStopToken(secret, stop)?.person === 'person-1',
        readLinkToken(secret, 'stop', link) === id,
        isProof(secret, id, 'a@exemple.fr', proof),
        await opensFeed(db, secret, 'un-catalogue', feed),
      ];
      for (const secret of [former, both]) assert.deepEqual(await opened(secret), Array(6).fill(true));
      assert.deepEqual(await opened(current), Array(6).fill(false));
      assert.ok(keysOf(both, id).includes(key), 'and is still taken out of words that are passed on');
    } finally {
      await close();
    }
  });

  test('as a cookie is signed anew, and whatever else a browser sends is left as it is', () => {
    const cookie = `a=1; carrefour.session_token=${encodeURIComponent('token.AAAA')}; b="x"; carrefour.two_factor=%zz; =`;
    assert.equal(signedAnew(both, cookie), cookie);
    assert.equal(signedAnew(current, cookie), cookie);
  });
});

describe('accounts', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database?.close());
  const accountsWith = (secret: Secret) =>
    createAccounts({
      ...{ db: database.db, secret, baseUrl: 'http://127.0.0.1:3000', mailLink: undefined, provider: undefined },
      ...{ keepings: [], demandsSecondFactor: false, watch: () => {}, now: () => new Date(), log: { error: () => {} } },
    });
  const cookieOf = (set: readonly string[]) =>
    new Headers({ cookie: set.map((one) => one.split(';', 1)[0]).join('; ') });
  const signIn = async (accounts: ReturnType<typeof accountsWith>, mail: string) => {
    const asked = { mail, language: 'fr', returnTo: '' } as const;
    const jeton = new URL(await accounts.drawLink(asked)).searchParams.get('jeton') ?? '';
    const used = await accounts.useLink(jeton, { headers: new Headers(), language: 'fr', network: mail });
    assert.ok(typeof used === 'object');
    return { owed: used.owed, headers: cookieOf(used.cookies) };
  };

  test('a session, a challenge and a second factor outlive the change; what was encrypted is encrypted anew', async () => {
    const old = accountsWith(former);
    const mail = 'jeanne@exemple.fr';
    let { headers } = await signIn(old, mail);
    const person = (await old.personOf(headers))!;
    const { secret: typed } = (await old.secondFactor.begin(headers))!;
    const at = (off: number) => totp(typed, new Date(Date.now() + off));
    const set = await old.secondFactor.confirm(person, at(-30_000), headers);
    assert.ok(typeof set === 'object');
    headers = cookieOf(set.cookies);
    const challenge = await signIn(old, mail);
    assert.ok(challenge.owed);

    const changed = accountsWith(both);
    assert.equal((await changed.personOf(headers))?.mail, mail);
    assert.ok(await changed.isFresh(headers));
    const given = await changed.secondFactor.give(at(0), { headers: challenge.headers, network: 'n' });
    assert.ok(typeof given === 'object', String(given));
    assert.deepEqual(await renewSecondFactors(database.db, current), { renewed: 0, lost: 1 });
    assert.equal(await encryptedBefore(database.db, both), 1, 'the former one must not be forgotten yet');
    assert.equal(await encryptedBefore(database.db, current), 0, 'what no secret opens keeps none');
    assert.deepEqual(await renewSecondFactors(database.db, both), { renewed: 1, lost: 0 });
    assert.deepEqual(await renewSecondFactors(database.db, both), { renewed: 0, lost: 0 });
    assert.equal(await encryptedBefore(database.db, both), 0);

    const forgotten = accountsWith(current);
    assert.equal(await forgotten.personOf(headers), undefined);
    const again = await signIn(forgotten, mail);
    await database.db.deleteFrom('rate_limit').execute();
    const entered = await forgotten.secondFactor.give(at(30_000), { headers: again.headers, network: 'n' });
    assert.ok(typeof entered === 'object', String(entered));
    assert.equal((await forgotten.personOf(cookieOf(entered.cookies)))?.mail, mail);
    assert.equal(await old.personOf(cookieOf(entered.cookies)), undefined, 'the former one signs nothing any more');
  });

  test('what was encrypted before secrets had versions is read, and encrypted anew', async () => {
    const { symmetricEncrypt } = await import('better-auth/crypto');
    const bare = await symmetricEncrypt({ key: former, data: 'a secret of before' });
    assert.match(bare, /^[0-9a-f]+$/);
    await database.db.updateTable('second_factor').set({ secret: bare }).execute();
    assert.equal(await encryptedBefore(database.db, both), 1);
    assert.deepEqual(await renewSecondFactors(database.db, both), { renewed: 1, lost: 0 });
    const { secret } = await database.db.selectFrom('second_factor').select('secret').executeTakeFirstOrThrow();
    assert.match(secret, /^\$ba\$\d+\$/);
  });
});

test('the kept secret is renewed, keeps up to three before it, for its owner alone, and forgets them; none falls out by itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-secret-'));
  try {
    const [first] = keptSecrets(folder);
    assert.deepEqual(forgetFormerSecret(folder), { forgotten: false });
    assert.deepEqual(keptSecrets(folder), [first]);
    assert.equal(renewKeptSecret(folder), true);
    const [second, ...before] = keptSecrets(folder);
    assert.deepEqual([second === first, before], [false, [first]]);
    // Typed again before anything was started anew: the first is the one in force.
    renewKeptSecret(folder);
    assert.deepEqual(keptSecrets(folder).slice(1), [second, first]);
    assert.equal(renewKeptSecret(folder), true);
    const full = keptSecrets(folder);
    assert.deepEqual([full.length, full.at(-1)], [4, first]);
    assert.equal(renewKeptSecret(folder), false);
    assert.deepEqual(keptSecrets(folder), full);
    assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o600);
    noteSecretInForce(folder, 'site', full[0]);
    assert.deepEqual(forgetFormerSecret(folder), { forgotten: true });
    assert.equal(readFileSync(join(folder, 'secret'), 'utf8').trim().split('\n').length, 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the secret in force is not forgotten: what runs was started with the last one, or nothing is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-secret-'));
  try {
    const [first] = keptSecrets(folder);
    noteSecretInForce(folder, 'site', first);
    renewKeptSecret(folder);
    const renewed = keptSecrets(folder);
    // Typed between the renewal and the restart.
    assert.deepEqual(forgetFormerSecret(folder), { notStarted: 'site' });
    assert.deepEqual(keptSecrets(folder), renewed);
    noteSecretInForce(folder, 'jobs', first);
    noteSecretInForce(folder, 'site', renewed[0]);
    assert.deepEqual(forgetFormerSecret(folder), { notStarted: 'jobs' }, 'apart, with a former one');
    noteStopped(folder, 'jobs');
    assert.deepEqual(forgetFormerSecret(folder), { forgotten: true });
    assert.deepEqual(keptSecrets(folder), [renewed[0]]);

    // Renewed once more while that one runs; then a site that signs with the setting.
    renewKeptSecret(folder);
    assert.deepEqual(forgetFormerSecret(folder), { notStarted: 'site' });
    noteSecretInForce(folder, 'site', undefined);
    assert.deepEqual(forgetFormerSecret(folder), { forgotten: true });
    for (const program of ['site', 'jobs']) {
      const file = join(folder, `secret-of-${program}`);
      if (existsSync(file)) assert.equal(statSync(file).mode & 0o777, 0o600);
    }

    // Nothing says what runs: a folder of before, or a site that was never started here.
    renewKeptSecret(folder);
    noteStopped(folder, 'site');
    assert.deepEqual(forgetFormerSecret(folder), { notStarted: 'site' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
