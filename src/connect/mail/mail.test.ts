/** Mails go out through a real SMTP server, once each, whatever the server does. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import PostalMime from 'postal-mime';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { readSettings } from '#model/settings.ts';
import { type Carrier, type SmtpOptions, smtpCarrier, smtpOf } from './carrier.ts';
import { courierWith } from './courier.ts';
import { enqueue, type Outgoing } from './outbox.ts';
import { lease, messageIdOf, sendDue, waits } from './send-due.ts';
import { signInLetter } from './sign-in-letter.ts';
import { type Manners, startSmtp } from './testing-smtp.ts';

describe('the outbox', () => {
  let database: TestDatabase;
  let server: Awaited<ReturnType<typeof startSmtp>>;
  let manners: Manners;
  let carrier: Carrier;
  let time: number;
  const complaints: object[] = [];
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.close());
  beforeEach(async () => {
    await database.db.deleteFrom('mail').execute();
    await database.db.deleteFrom('mail_refused').execute();
    complaints.length = 0;
    manners = {};
    time = Date.parse('2026-05-03T10:00:00Z');
    server = await startSmtp({
      refuse: (address) => manners.refuse?.(address),
      refuseWords: () => manners.refuseWords?.(),
      get cut() {
        return manners.cut;
      },
      get slow() {
        return manners.slow ?? 0;
      },
    });
    open();
  });
  afterEach(async () => {
    carrier.close();
    await server.close();
  });

  function open(options: Partial<SmtpOptions> = {}, wait?: Parameters<typeof smtpCarrier>[1]) {
    carrier = smtpCarrier({ url: server.url, from: 'Le Carrefour <bonjour@carrefour.example>', ...options }, wait);
  }
  const now = () => new Date(time);
  let written = 0;
  const send = (signal?: AbortSignal) =>
    sendDue({
      db: database.db,
      courier: courierWith(carrier),
      keep: false,
      domain: 'carrefour.example',
      write: async ({ recipient, madeOf }) => {
        if (madeOf.word === 'panne') throw new TypeError(`no link ${madeOf.word} for ${recipient}`);
        const text = `${madeOf.word} ${++written} pour ${recipient}`;
        return { subject: 'Écrit au départ', text, html: `<p>${text}</p>` };
      },
      now,
      signal,
      log: { error: (fields) => complaints.push(fields) },
    });
  const put = (mail: Partial<Outgoing> = {}) =>
    enqueue(
      database.db,
      { kind: 'test', to: 'jeanne@exemple.fr', subject: 'Bonjour', text: 'Un mot.', html: '<p>Un mot.</p>', ...mail },
      now(),
    );
  const rows = () => database.db.selectFrom('mail').selectAll().orderBy('created_at').execute();
  const only = async () => {
    const all = await rows();
    assert.equal(all.length, 1);
    return all[0]!;
  };

  test('a letter arrives whole, in plain text and HTML, and its words are erased here', async () => {
    const letter = signInLetter('https://carrefour.example', {
      url: 'https://carrefour.example/connexion/lien?jeton=abc',
      language: 'fr',
      minutes: 10,
    });
    await put({ ...letter, kind: 'sign-in' });
    assert.deepEqual(await send(), { sent: 1, later: 0, failed: 0, kept: 0, unheard: 0 });
    const mail = await PostalMime.parse(server.received[0]!.raw);
    assert.deepEqual(server.received[0]!.to, ['jeanne@exemple.fr']);
    assert.equal(mail.from?.address, 'bonjour@carrefour.example');
    assert.equal(mail.subject, 'Votre lien de connexion au Carrefour');
    for (const body of [mail.text, mail.html])
      assert.ok(
        body?.includes('https://carrefour.example/connexion/lien?jeton=abc') ||
          body?.includes('jeton&#61;abc') ||
          body?.includes('jeton=abc'),
      );
    assert.match(mail.text ?? '', /Vous n’avez rien demandé\u202f\?/);
    const { id, state, text, html, subject } = await only();
    assert.equal(mail.messageId, messageIdOf(id, 'carrefour.example'));
    assert.deepEqual([state, text, html, subject], ['sent', '', '', '']);
    assert.equal(mail.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated');
    assert.deepEqual(await send(), { sent: 0, later: 0, failed: 0, kept: 0, unheard: 0 });
  });

  test('a letter that is written when it leaves lies in the outbox without words, and is written anew at each try', async () => {
    written = 0;
    await enqueue(database.db, { kind: 'sign-in', to: 'jeanne@exemple.fr', madeOf: { word: 'lien' } }, now());
    manners = { refuseWords: () => ({ code: 451, words: 'greylisted, come again' }) };
    assert.deepEqual(await send(), { sent: 0, later: 1, failed: 0, kept: 0, unheard: 0 });
    const waiting = await only();
    assert.deepEqual([waiting.subject, waiting.text, waiting.html], ['', '', '']);
    assert.deepEqual(waiting.made_of, { word: 'lien' });
    manners = {};
    time += 61_000;
    assert.deepEqual(await send(), { sent: 1, later: 0, failed: 0, kept: 0, unheard: 0 });
    const mail = await PostalMime.parse(server.received.at(-1)!.raw);
    assert.equal(mail.subject, 'Écrit au départ');
    assert.match(mail.text ?? '', /lien 2 pour jeanne@exemple\.fr/);
    const gone = await only();
    assert.deepEqual([gone.state, gone.made_of, gone.text], ['sent', null, '']);
  });

  test('a letter that cannot be written is tried again later, says no secret, and holds back no other', async () => {
    await enqueue(database.db, { kind: 'sign-in', to: 'jeanne@exemple.fr', madeOf: { word: 'panne' } }, now());
    await enqueue(database.db, { kind: 'sign-in', to: 'paul@exemple.fr', madeOf: { word: 'lien' } }, now());
    await put({ to: 'marc@exemple.fr' });
    assert.deepEqual(await send(), { sent: 2, later: 1, failed: 0, kept: 0, unheard: 0 });
    const waiting = (await rows()).find(({ state }) => state !== 'sent')!;
    assert.deepEqual([waiting.recipient, waiting.state], ['jeanne@exemple.fr', 'queued']);
    assert.ok(waiting.next_at > now());
    const said = JSON.stringify(complaints) + waiting.trouble;
    assert.match(said, /could not be written: TypeError/);
    assert.ok(!said.includes('jeanne') && !said.includes('panne'));
    const kept = await sendDue({
      ...{ db: database.db, courier: undefined, keep: true, domain: 'carrefour.example' },
      write: () => Promise.reject(new TypeError('panne')),
      now: () => new Date(waiting.next_at),
      log: { error: (fields) => complaints.push(fields) },
    });
    assert.deepEqual(kept, { sent: 0, later: 0, failed: 0, kept: 0, unheard: 0 }, 'nor in the mailbox of development');
  });

  test('no field makes another header, another recipient or another mail', async () => {
    const hostile = 'Bonjour\r\nBcc: intrus@evil.example\r\n\r\nAutre corps';
    await put({
      subject: hostile,
      text: '.\r\nQUIT\r\n..\r\n.\r\nMAIL FROM:<x@y>',
      headers: { 'X-Motif': hostile, 'List-Unsubscribe': `<https://a.example/>${hostile}` },
    });
    for (const to of [
      'a@b.example,intrus@evil.example',
      'a@b.example\r\nBcc: intrus@evil.example',
      'a@b.example> <intrus@evil.example',
      '"x y"@b.example',
      'a b@c.example',
      'group:a@b.example;',
      '',
      'a',
      '@',
      `${'a'.repeat(65)}@b.example`,
    ])
      assert.equal(await put({ to }), 'bad-address', to);
    await assert.rejects(put({ headers: { 'X-A\r\nBcc': 'x' } }), TypeError);
    assert.equal((await send()).sent, 1);
    assert.equal(server.received.length, 1);
    const { raw, to } = server.received[0]!;
    assert.deepEqual(to, ['jeanne@exemple.fr']);
    const mail = await PostalMime.parse(raw);
    assert.deepEqual(mail.bcc ?? [], []);
    assert.ok(
      !mail.headers.some(
        ({ key, value }) =>
          key === 'bcc' ||
          (key !== 'x-motif' && key !== 'subject' && key !== 'list-unsubscribe' && value.includes('intrus')),
      ),
    );
    assert.match(mail.text ?? '', /MAIL FROM:<x@y>/);
  });

  test('the same thing put in twice, even at once, goes once', async () => {
    const put3 = await Promise.all([
      put({ key: 'alert/1/2026-05-03' }),
      put({ key: 'alert/1/2026-05-03' }),
      put({ key: 'alert/1/2026-05-03' }),
    ]);
    assert.deepEqual(put3.sort(), ['queued', 'there-already', 'there-already']);
    await send();
    assert.equal(await put({ key: 'alert/1/2026-05-03' }), 'there-already');
    await send();
    assert.equal(server.received.length, 1);
  });

  test('two hundred mails and three senders at once: each goes once', async () => {
    for (let at = 0; at < 200; at++) await put({ to: `n${at}@exemple.fr` });
    const all = await Promise.all([send(), send(), send()]);
    assert.equal(
      all.reduce((sum, { sent }) => sum + sent, 0),
      200,
    );
    assert.equal(new Set(server.received.flatMap(({ to }) => to)).size, 200);
    assert.equal(server.received.length, 200);
  });

  test('a server that says “later” is asked again, less and less often, then no more', async () => {
    manners.refuseWords = () => ({ code: 451, words: '4.7.1 Greylisted, try again' });
    await put({ notAfter: new Date(time + 30 * 24 * 3600_000) });
    assert.equal((await send()).later, 1);
    const first = await only();
    assert.equal(first.state, 'queued');
    assert.equal(first.next_at.getTime() - time, waits[0]);
    assert.match(first.trouble ?? '', /451/);
    assert.deepEqual(await send(), { sent: 0, later: 0, failed: 0, kept: 0, unheard: 0 }, 'not before its time');
    for (const wait of waits) {
      time += wait;
      await send();
    }
    assert.equal((await only()).state, 'failed');
    assert.equal((await only()).attempts, waits.length + 1);
    manners = {};
    time += 1e10;
    await send();
    assert.equal(server.received.length, 0);
  });

  test('greylisted once, it arrives at the next try', async () => {
    let tries = 0;
    manners.refuse = () => (tries++ === 0 ? { code: 450, words: '4.2.0 Greylisted' } : undefined);
    await put();
    await send();
    time += waits[0]!;
    assert.equal((await send()).sent, 1);
    assert.equal(server.received.length, 1);
  });

  test('an address where nobody is is not written to again; a refusal of the words does not condemn the address', async () => {
    manners.refuse = (address) =>
      address === 'partie@exemple.fr' ? { code: 550, words: '5.1.1 <partie@exemple.fr> unknown' } : undefined;
    await put({ to: 'partie@exemple.fr' });
    assert.equal((await send()).failed, 1);
    assert.equal(await put({ to: 'Partie@exemple.fr' }), 'refused-address');
    assert.ok(!(await only()).trouble?.includes('partie@exemple.fr'), 'the reason does not repeat the address');
    manners = { refuseWords: () => ({ code: 554, words: '5.7.1 Looks like spam' }) };
    await put();
    assert.equal((await send()).failed, 1);
    assert.equal(await put(), 'queued');
  });

  test('a server that refuses our name condemns no address', async () => {
    manners.refuse = () => ({ code: 554, words: '5.7.1 Relay access denied' });
    await put();
    await send();
    assert.equal(await put(), 'queued');
  });

  test('nothing travels in the clear when the server has no TLS, unless it is told that it may', async () => {
    carrier.close();
    open({ url: `${server.url}?requireTLS=true` });
    await put();
    assert.equal((await send()).later, 1);
    assert.equal(server.received.length, 0);
    assert.match((await only()).trouble ?? '', /ETLS|STARTTLS|TLS/i);
  });

  test('a certificate that nobody vouches for is refused', async () => {
    const secure = await startSmtp({}, { tls: true });
    carrier.close();
    open({ url: secure.url });
    await put();
    assert.equal((await send()).later, 1);
    assert.equal(secure.received.length, 0);
    assert.match((await only()).trouble ?? '', /certificate|self/i);
    await secure.close();
  });

  test('a server that is gone, or falls silent, keeps nothing waiting for ever', async () => {
    carrier.close();
    open({}, { connection: 2000, greeting: 2000, silence: 300, whole: 5000 });
    manners.slow = 1500;
    await put();
    assert.equal((await send()).later, 1);
    manners = {};
    await server.close();
    time += waits[0]!;
    assert.equal((await send()).later, 1);
    assert.match((await only()).trouble ?? '', /ECONN|ESOCKET|ETIMEDOUT/);
  });

  test('cut before the server answered: it goes again under the same Message-ID, so that one who got it twice sees it once', async () => {
    manners.cut = 'kept';
    await put();
    assert.equal((await send()).later, 1);
    manners = {};
    time += waits[0]!;
    assert.equal((await send()).sent, 1);
    const ids = await Promise.all(server.received.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId));
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
  });

  test('a sender that died leaves its mails to the next, after the lease and not before', async () => {
    await put();
    await database.db
      .updateTable('mail')
      .set({ state: 'sending', attempts: 1, next_at: new Date(time + lease) })
      .execute();
    assert.equal((await send()).sent, 0);
    time += lease;
    assert.equal((await send()).sent, 1);
    assert.equal(server.received.length, 1);
  });

  test('what a person waits for goes before what comes to many at once', async () => {
    const stop = { 'List-Unsubscribe': '<https://carrefour.example/stop>' };
    for (let at = 0; at < 60; at++) await put({ to: `n${at}@exemple.fr`, headers: stop });
    time += 1000;
    await put({ to: 'jeanne@exemple.fr', kind: 'sign-in' });
    assert.equal((await send()).sent, 61);
    const rank = server.received.findIndex(({ to }) => to.includes('jeanne@exemple.fr'));
    assert.ok(rank >= 0 && rank < carrier.atOnce, `she was served as number ${rank + 1} of 61`);
  });

  test('what a clock that was ahead has put off goes once it is put right', async () => {
    time += 400 * 86_400_000;
    await put({ to: 'avance@exemple.fr', notAfter: new Date(time + 1000) });
    time -= 400 * 86_400_000;
    assert.equal((await send()).sent, 1);
  });

  test('what a silent server kept from being begun in time is given back, and is no try', async () => {
    for (let at = 0; at < 12; at++) await put({ to: `n${at}@exemple.fr` });
    let tried = 0;
    manners.refuse = () => {
      // Each answer takes as long as a lease.
      if (++tried <= carrier.atOnce) time += lease;
      return undefined;
    };
    assert.equal((await send()).sent, 12);
    assert.equal(server.received.length, 12, 'and none went twice');
    assert.deepEqual([...new Set((await rows()).map(({ attempts }) => attempts))], [1]);
  });

  test('a refusal that comes after the claim has lapsed does not undo what another has sent', async () => {
    await put();
    const { db } = database;
    const carry: Carrier['carry'] = async () => {
      // Meanwhile another process has taken it, and it went.
      await db.updateTable('mail').set({ state: 'sent', attempts: 2 }).execute();
      return { is: 'never', why: 'no', addressIsDead: false };
    };
    const log = { error: () => undefined };
    await sendDue({
      db,
      courier: courierWith({ atOnce: 1, carry, close: () => {} }),
      keep: false,
      domain: 'x.example',
      now,
      log,
    });
    assert.equal((await only()).state, 'sent');
  });

  test('asked to stop, it finishes what is under way and leaves the rest', async () => {
    for (let at = 0; at < 100; at++) await put({ to: `n${at}@exemple.fr` });
    const stopping = new AbortController();
    manners.refuse = () => {
      stopping.abort();
      return undefined;
    };
    const { sent } = await send(stopping.signal);
    assert.equal(sent, carrier.atOnce);
    assert.equal((await rows()).filter(({ state }) => state === 'queued').length, 100 - carrier.atOnce);
  });

  test('a link that is too old is not sent any more', async () => {
    await put({ notAfter: new Date(time + 1000) });
    time += 1000;
    assert.deepEqual(await send(), { sent: 0, later: 0, failed: 1, kept: 0, unheard: 0 });
    assert.equal((await only()).text, '');
    assert.equal(server.received.length, 0);
  });

  test('mails are signed in the name of the domain when a key is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'carrefour-dkim-'));
    try {
      const keyFile = join(folder, 'key.pem');
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      writeFileSync(keyFile, privateKey);
      carrier.close();
      const read = readSettings({
        ...{ SMTP_URL: server.url, MAIL_FROM: 'bonjour@carrefour.example' },
        ...{ DKIM_DOMAIN: 'carrefour.example', DKIM_SELECTOR: 'mai', DKIM_KEY_FILE: keyFile },
      });
      assert.ok('settings' in read);
      open(smtpOf(read.settings));
      await put();
      await send();
      assert.match(
        server.received[0]!.raw,
        /^DKIM-Signature: v=1; a=rsa-sha256;[\s\S]*?d=carrefour\.example;[\s\S]*?s=mai;/m,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
