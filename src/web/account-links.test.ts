/** Attacks on the links that sign in, each tried: none gets in, or learns anything. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type AttackedSite, attackedSite, status } from './testing-attacks.ts';

describe('attacks on the links that sign in', () => {
  let house: AttackedSite;
  before(async () => {
    house = await attackedSite();
  });
  after(() => house.close());

  test('enumeration: an address with an account and one without get the same answer, and no account is made by asking', async () => {
    await house.browser().signIn('connue@exemple.fr');
    const answers = [];
    for (const mail of ['connue@exemple.fr', 'abcnue@exemple.fr']) {
      const answer = await house.browser().post('/connexion', { mail });
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

  test('brute force: a network that tries tokens is stopped, and another is not', async () => {
    const attacker = house.browser();
    const seen = new Set<number>();
    for (let time = 0; time < 70; time++)
      seen.add((await attacker.post('/connexion/lien', { jeton: `essai-${time}` })).status);
    assert.deepEqual([...seen], [410, 429]);
    assert.equal((await attacker.get('/connexion/lien?jeton=x')).status, 429);
    assert.equal((await house.browser().get('/connexion/lien?jeton=x')).status, 410);
  });

  test('an address gets five links an hour from a network, and a network asks for thirty', async () => {
    const answers = [];
    const one = house.browser();
    for (let time = 0; time < 7; time++)
      answers.push((await one.post('/connexion', { mail: 'inonde@exemple.fr' })).status);
    assert.deepEqual(answers, [200, 200, 200, 200, 200, 429, 429]);
    assert.equal((await house.browser().post('/connexion', { mail: 'inonde@exemple.fr' })).status, 200, 'others may');
    const greedy = house.browser();
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
    const attacker = house.browser();
    for (let time = 0; time < 32; time++) {
      const headers = { 'x-forwarded-for': `10.0.0.${time}, 198.51.100.77` };
      seen.push((await attacker.post('/connexion', { mail: `x${time}@exemple.fr` }, headers)).status);
    }
    assert.equal(seen.at(-1), 429);
  });

  test('a link pressed twice, at once or later, opens one session; the second press does not frighten', async () => {
    const person = house.browser();
    await person.post('/connexion', { mail: 'deux@exemple.fr' });
    const jeton = await house.tokenFor('deux@exemple.fr');
    const both = await Promise.all([
      person.post('/connexion/lien', { jeton }),
      house.browser().post('/connexion/lien', { jeton }),
    ]);
    assert.deepEqual(both.map((answer) => answer.status).sort(), [303, 410]);
    const { id } = await house.db
      .selectFrom('person')
      .select('id')
      .where('mail', '=', 'deux@exemple.fr')
      .executeTakeFirstOrThrow();
    assert.equal((await house.db.selectFrom('session').select('id').where('user_id', '=', id).execute()).length, 1);
    const again = house.browser();
    await again.signIn('encore@exemple.fr');
    const pressed = await again.post('/connexion/lien', { jeton: await house.tokenFor('encore@exemple.fr') });
    assert.equal(pressed.headers.get('location'), '/compte');
  });

  test('a link that is too old opens nothing and says so; the earlier ones end with the one that was used', async () => {
    const person = house.browser();
    await person.post('/connexion', { mail: 'vieux@exemple.fr' });
    const jeton = await house.tokenFor('vieux@exemple.fr');
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
    const first = await house.tokenFor('vieux@exemple.fr');
    await person.signIn('vieux@exemple.fr');
    assert.equal((await house.browser().post('/connexion/lien', { jeton: first })).status, 410);
  });

  test('links are kept as hashes', async () => {
    const person = house.browser();
    await person.post('/connexion', { mail: 'hache@exemple.fr' });
    const jeton = await house.tokenFor('hache@exemple.fr');
    const rows = await house.db.selectFrom('verification').selectAll().execute();
    assert.ok(rows.some(({ value }) => value.includes('hache@exemple.fr')));
    assert.ok(!JSON.stringify(rows).includes(jeton));
  });

  test('a link opened in another browser signs that one in, after naming the address; the one that asked stays outside', async () => {
    const asking = house.browser();
    await asking.post('/connexion', { mail: 'ailleurs@exemple.fr' });
    const link = await house.lastLink('ailleurs@exemple.fr');
    const phone = house.browser();
    assert.match(
      await (await phone.get(link.pathname + link.search)).text(),
      /ouvre le compte de ailleurs@exemple\.fr/,
    );
    assert.equal((await phone.post('/connexion/lien', { jeton: link.searchParams.get('jeton')! })).status, 303);
    assert.equal(await status(phone), 200);
    assert.equal(await status(asking), 401);
  });

  test('nothing of all this was a fault of ours', () => assert.deepEqual(house.faults(), []));
});
