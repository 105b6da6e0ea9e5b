/** Attacks on sessions, each tried: nobody takes one over, and an ended one opens nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forgetExpired } from '#connect/accounts/accounts.ts';
import { personByMail } from '#connect/accounts/persons.ts';
import { endSessionsOf, mostSessions } from '#connect/accounts/sessions.ts';
import { type AttackedSite, attackedSite, status } from './testing-attacks.ts';
import { peopledSite } from './testing-people.ts';

describe('attacks on sessions', () => {
  let house: AttackedSite;
  before(async () => {
    house = await attackedSite();
  });
  after(() => house.close());

  test('session fixation: the cookie that a browser came with is not the one it leaves with, and opens nothing', async () => {
    const attacker = house.browser();
    await attacker.signIn('attaquant@exemple.fr');
    const planted = [...attacker.jar];
    const victim = house.browser();
    for (const [name, value] of planted) victim.jar.set(name, value);
    await victim.signIn('victime@exemple.fr');
    const [name = ''] = planted[0] ?? [];
    assert.notEqual(victim.jar.get(name), attacker.jar.get(name));
    assert.match(await (await victim.get('/compte')).text(), /victime@exemple\.fr/);
    assert.equal(await status(attacker), 401, 'the session that was brought along is ended');
    const invented = house.browser();
    invented.jar.set(name, 'chosen-by-an-attacker.c2lnbmF0dXJl');
    assert.equal(await status(invented), 401);
    await invented.signIn('inventee@exemple.fr');
    assert.doesNotMatch(invented.jar.get(name) ?? '', /chosen/);
  });

  test('a session token read in the database opens nothing without the secret', async () => {
    const person = house.browser();
    await person.signIn('base@exemple.fr');
    const { token } = await house.db
      .selectFrom('session')
      .select('token')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const [name = ''] = person.jar.keys();
    for (const value of [token, `${token}.`, `${token}.AAAA`, encodeURIComponent(`${token}.${'A'.repeat(43)}=`)]) {
      const thief = house.browser();
      thief.jar.set(name, value);
      assert.equal(await status(thief), 401, value);
    }
  });

  test('cookies: out of reach of scripts, never sent by other sites’ forms, and for this host alone over https', async () => {
    const plain = await house.browser().signIn('biscuit@exemple.fr');
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

  test('a role that is taken away is gone at the next page', async () => {
    const person = house.browser();
    await person.signIn('ancien@exemple.fr');
    await house.setRole('ancien@exemple.fr', 'curator');
    assert.equal(await status(person, '/curation'), 200);
    await house.setRole('ancien@exemple.fr', 'member');
    assert.equal(await status(person, '/curation'), 403);
  });

  test('nobody ends somebody else’s session, and ending one’s own ends it at once', async () => {
    const one = house.browser();
    const other = house.browser();
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
    const phone = house.browser();
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
    const [first, second] = [house.browser(), house.browser()];
    await first.signIn('douze@exemple.fr');
    await second.signIn('douze@exemple.fr');
    const asked = { mail: 'douze@exemple.fr', language: 'fr', returnTo: '' } as const;
    const open = async () => {
      const jeton = new URL(await house.people.doors.accounts.drawLink(asked)).searchParams.get('jeton') ?? '';
      await house.browser().post('/connexion/lien', { jeton });
    };
    for (let time = 2; time < mostSessions; time++) await open();
    assert.deepEqual([await status(first), await status(second)], [200, 200]);
    await open();
    assert.deepEqual([await status(first), await status(second)], [401, 200]);
  });

  test('a browser that was left open ends no other session and no account: who presses is asked to prove anew who they are', async () => {
    const [left, other] = [house.browser(), house.browser()];
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
    for (const [language, said] of [
      ['', /prouver à nouveau[\s\S]*value="\/compte\/supprimer"/],
      ['/en', /prove again[\s\S]*value="\/en\/compte\/supprimer"/],
    ] as const) {
      const kept = await left.post(`${language}/compte/supprimer`, { mail: 'ouverte@exemple.fr' });
      assert.equal(kept.status, 401);
      assert.match(await kept.text(), said);
    }
    assert.deepEqual([await status(left), await status(other)], [200, 200]);
    await left.signIn('ouverte@exemple.fr');
    await left.post('/compte/sessions', { session: 'toutes' });
    assert.deepEqual([await status(left), await status(other)], [401, 401]);
  });

  test('a session that nobody used for a week is ended; one that is used is noted once an hour, and lasts no longer for it', async () => {
    const person = house.browser();
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
    const [one, other] = [house.browser(), house.browser()];
    await one.signIn('finie@exemple.fr');
    await other.signIn('reste@exemple.fr');
    const { id } = (await personByMail(house.db, 'finie@exemple.fr'))!;
    assert.equal(await endSessionsOf(house.db, id), 1);
    assert.deepEqual([await status(one), await status(other)], [401, 200]);
    assert.ok((await endSessionsOf(house.db, 'everyone')) > 0);
    assert.equal(await status(other), 401);
  });

  test('nothing of all this was a fault of ours', () => assert.deepEqual(house.faults(), []));
});
