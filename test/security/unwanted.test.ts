/** What looks unwanted waits for a person, whatever form it came by, and nothing of it is lost; nobody is flooded with letters. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { linkLimits } from '#connect/accounts/link-asks.ts';
import { limits } from '#connect/mail/typed-address.ts';
import { type Browser, type GuardedSite, guardedSite, robot } from './testing-unwanted.ts';

let house: GuardedSite;
before(async () => {
  house = await guardedSite();
});
after(() => house?.close());
beforeEach(() => house.anew());

interface Guarded {
  form: string;
  path(): string;
  fields: Record<string, string>;
  /** To whom the letter goes once it is let go; the kind of it. */
  mail: string;
  kind: string;
  /** An account sends it. */
  account?: string;
}
const guarded: Guarded[] = [
  {
    form: 'correction',
    path: () => `/projets/${house.first.path}/corriger`,
    fields: { champ: 'other', raison: 'Tout est faux.', valeur: 'Le vrai est ici.', mail: 'cora@exemple.fr' },
    mail: 'cora@exemple.fr',
    kind: 'correction-confirm',
  },
  {
    form: 'introduction',
    path: () => `/projets/${house.first.path}/contact`,
    fields: {
      motif: 'learn',
      message: 'Bonjour, dites-moi comment vous avez fait.',
      nom: 'Ina',
      mail: 'ina@exemple.fr',
      accord: 'oui',
    },
    mail: 'ina@exemple.fr',
    kind: 'introduction-confirm',
  },
  {
    form: 'alert',
    path: () => '/alertes/suivre?q=jardin',
    fields: { rythme: 'daily', mail: 'alix@exemple.fr' },
    mail: 'alix@exemple.fr',
    kind: 'alert-confirm',
  },
  {
    form: 'claim',
    path: () => `/projets/${house.first.path}/revendiquer`,
    fields: { par: 'courriel', mail: 'contact@bocal.example' },
    mail: 'contact@bocal.example',
    kind: 'claim',
    account: 'clara@exemple.fr',
  },
];

describe('what looks unwanted', () => {
  for (const { form, path, fields, mail, kind, account } of guarded) {
    const somebody = () => (account === undefined ? house.visitor() : house.signedIn(account));

    test(`${form}: it is held, said to be, goes once when a curator lets it go, and its words leave the queue`, async () => {
      const browser = await somebody();
      const answer = await browser.post(path(), { ...fields, ...robot });
      assert.equal(answer.status, 202, form);
      assert.match(await answer.text(), /Merci, une personne va le relire/);
      await browser.post(path(), { ...fields, ...robot });
      assert.equal(await house.keptForms(), 1, 'sent again, it waits already');
      assert.deepEqual(await house.mailsTo(mail), [], 'nothing has left');
      const matter = await house.heldOf(form);
      assert.ok(matter?.suspect && matter.suspicions.some(({ reason }) => reason === 'trap-filled'));
      const page = await (await house.curator.get(`/curation/moderation/${matter.id}`)).text();
      assert.match(page, /Peut-être indésirable/);
      if (fields.message !== undefined) assert.ok(page.includes(fields.message), 'a curator reads it');
      await house.anew();
      assert.equal((await house.say(matter.id, 'accept')).status, 303);
      assert.deepEqual(
        (await house.mailsTo(mail)).map((one) => one.kind),
        [kind],
      );
      for (const { work } of house.people.rounds) await work();
      assert.equal((await house.mailsTo(mail)).filter((one) => one.kind === kind).length, 1, 'and no second time');
      assert.equal(await house.keptForms(), 0);
      assert.deepEqual((await house.people.doors.moderation.matter(matter.id))?.facts, []);
    });

    test(`${form}: refused, it is erased, and an address that nobody proved is not written to`, async () => {
      await house.db.deleteFrom('mail').execute();
      await house.db.deleteFrom('claim').execute();
      const browser = await somebody();
      await house.db.deleteFrom('mail').execute();
      const changed: Record<string, string> = {
        ...fields,
        ...(fields.raison && { valeur: 'Encore autre chose.' }),
        ...robot,
      };
      if (form === 'introduction') changed.message = 'Bonjour, et une autre chose encore.';
      assert.equal((await browser.post(path().replace('jardin', 'velo'), changed)).status, 202);
      const matter = await house.heldOf(form);
      await house.say(matter!.id, 'refuse');
      assert.equal(await house.keptForms(), 0);
      assert.deepEqual(await house.mailsTo(mail), []);
      assert.equal((await house.say(matter!.id, 'accept')).status, 409, 'and it does not come back');
    });

    test(`${form}: without JavaScript a person’s form is not held`, async () => {
      const browser = await somebody();
      const said: Record<string, string> = { ...fields, ...(fields.raison && { valeur: 'Une troisième chose.' }) };
      if (form === 'introduction') said.message = 'Bonjour, une troisième chose.';
      const answer = await browser.post(path().replace('jardin', 'atelier'), said);
      assert.equal(answer.status, 200, await answer.text());
      assert.equal(await house.heldOf(form), undefined);
      assert.ok((await house.mailsTo(mail)).some((one) => one.kind === kind));
    });
  }

  test('a report whose hidden field is filled is kept and read last, not thrown away', async () => {
    const report = { motif: 'outdated', texte: 'Achetez mes liens.', ...robot };
    assert.equal((await house.visitor().post(`/projets/${house.other.path}/signaler`, report)).status, 200);
    const [matter] = (await house.people.doors.moderation.list({ kind: 'report', most: 50 })).filter(
      ({ suspect }) => suspect,
    );
    assert.ok(matter?.facts.some(({ value }) => value === 'Achetez mes liens.'));
  });

  test('a claim by word that looks unwanted is the curators’ first, and the partners’ afterwards', async () => {
    const browser = await house.signedIn('pub@exemple.fr');
    const word = { par: 'parole', message: 'Casino, bitcoin et prêt rapide.', ...robot };
    await browser.post(`/projets/${house.other.path}/revendiquer`, word);
    const editor = await house.signedIn('editrice@exemple.fr', { source: 'c' });
    assert.doesNotMatch(await (await editor.get('/partenaires/c/porteurs')).text(), /pub@exemple\.fr/);
    const matter = await house.matterOf('claim', 'pub@exemple.fr');
    assert.ok(matter?.suspect);
    const { id } = await house.db
      .selectFrom('claim')
      .select('id')
      .where('id', '=', matter.subject)
      .executeTakeFirstOrThrow();
    assert.equal((await editor.post('/partenaires/c/porteurs', { demande: id, mot: 'oui' })).status, 409);
    assert.equal((await house.say(matter.id, 'refuse')).status, 303);
  });

  test('a need or a meeting is withheld, and written once a curator lets it go; what was refused stays in its form', async () => {
    const ada = await house.signedIn('ada@exemple.fr');
    const words = {
      nom: 'Les meuniers',
      phrase: 'Ceux qui tournent.',
      texte: '',
      rejoindre: 'open',
      ecrire: 'members',
    };
    const founded = await ada.post('/communautes/nouvelle', { ...words, recherche: '/recherche?q=moulin' });
    const circle = new URL(founded.headers.get('location') ?? '/', 'http://x').pathname;
    const need = { faire: 'besoin', titre: 'Une meule', mots: 'meule', texte: 'De granit.' };
    const meeting = {
      ...{ faire: 'rencontre', titre: 'Au moulin', lieu: 'Arras', texte: 'Venez.' },
      ...{ debut: '2031-05-03T10:00', fin: '2031-05-03T12:00' },
    };
    for (const said of [need, meeting]) {
      assert.equal((await ada.post(circle, { ...said, ...robot })).status, 202);
      assert.doesNotMatch(await (await ada.get(circle)).text(), new RegExp(`${said.titre}</h3>`));
      const matter = await house.heldOf('writing');
      assert.ok(matter?.facts.some(({ value }) => value === said.texte));
      assert.equal((await house.say(matter!.id, 'ask')).status, 409, 'nobody could answer');
      await house.say(matter!.id, 'accept');
      assert.match(await (await ada.get(circle)).text(), new RegExp(`${said.titre}</h3>`));
    }
    const late = await ada.post(circle, { ...meeting, titre: 'Trop tard', fin: '2031-05-02T12:00' });
    assert.equal(late.status, 400);
    assert.match(await late.text(), /value="Trop tard"/);
  });

  test('what nobody read in sixty days is erased, and the queue says that it waits no more', async () => {
    await house.visitor().post('/alertes/suivre?q=moulin', { rythme: 'daily', mail: 'tard@exemple.fr', ...robot });
    const matter = await house.heldOf('alert');
    await house.db
      .updateTable('held_form')
      .set({ made_at: new Date(Date.now() - 61 * 86_400_000) })
      .execute();
    for (const { work } of house.people.rounds) await work();
    assert.equal(await house.keptForms(), 0);
    const kept = await house.people.doors.moderation.matter(matter!.id);
    assert.equal(kept?.state, 'withdrawn');
    assert.deepEqual(kept.facts, []);
  });

  test('whoever has an account takes what is held along: in their data, and when they leave', async () => {
    const browser = await house.signedIn('part@exemple.fr');
    const claim = { par: 'courriel', mail: 'moi@bocal.example', ...robot };
    assert.equal((await browser.post(`/projets/${house.first.path}/revendiquer`, claim)).status, 202);
    assert.match(await (await browser.get('/compte/donnees.json')).text(), /moi@bocal\.example/);
    await browser.post('/compte/supprimer', { mail: 'part@exemple.fr' });
    assert.equal(await house.keptForms(), 0);
    assert.equal(await house.heldOf('claim'), undefined);
  });
});

describe('letters to an address that was merely typed', () => {
  /** Every form that has one go, as often as its own count lets it. */
  async function flood(browser: Browser, mail: string) {
    const tries = async (times: number, send: (n: number) => Promise<Response>) => {
      for (let n = 0; n < times; n++) await send(n);
    };
    await tries(6, () => browser.post('/connexion', { mail }));
    await tries(6, (n) => browser.post(`/alertes/suivre?q=mot${n}`, { rythme: 'daily', mail }));
    await tries(4, (n) =>
      browser.post(`/projets/${house.first.path}/contact`, {
        ...{ motif: 'learn', message: `Bonjour, question numéro ${n}.`, nom: 'X', mail, accord: 'oui' },
      }),
    );
    await tries(6, (n) =>
      browser.post(`/projets/${house.first.path}/corriger`, {
        champ: 'other',
        raison: `${n}.`,
        valeur: `V${n}.`,
        mail,
      }),
    );
  }

  test('one network has few go to it, and all together not many more in a day', async () => {
    const mail = 'victime@exemple.fr';
    await flood(house.visitor(), mail);
    const both = async () => {
      const all = await house.mailsTo(mail);
      const links = all.filter(({ kind }) => kind === 'sign-in').length;
      return { links, others: all.length - links };
    };
    assert.deepEqual(await both(), { links: linkLimits.pairHour.times, others: limits.pair.times });
    // The forms' own counts are by the hour: they begin anew, the one of the day does not.
    const anotherHour = () => house.db.deleteFrom('rate_limit').where('key', 'not like', 'typed-%').execute();
    for (let n = 0; n < 4; n++) {
      await anotherHour();
      await flood(house.visitor(), mail);
    }
    const bound = {
      links: linkLimits.addressDay.times + linkLimits.addressThen.times,
      others: limits.address.times + limits.addressThen.times,
    };
    assert.deepEqual(await both(), bound);
    await anotherHour();
    const told = await house.visitor().post('/alertes/suivre?q=encore', { rythme: 'daily', mail });
    assert.equal(told.status, 429);
    assert.match(await told.text(), new RegExp(`value="${mail}"`), 'what was typed is still there');
    assert.equal((await house.visitor().post('/connexion', { mail })).status, 200, 'but its owner may sign in');
    assert.deepEqual(await both(), bound);
  });
});
