/** What looks unwanted waits for a person, whatever form it came by; nothing of it is lost, and nobody accepts their own. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { linkLimits } from '#connect/accounts/link-asks.ts';
import { limits } from '#connect/mail/typed-address.ts';
import { type WholeSite, wholeSite } from './testing.ts';

type Browser = Awaited<ReturnType<WholeSite['signedIn']>>;

let house: WholeSite;
let curator: Browser;
let first: { id: string; path: string };
let other: { id: string; path: string };
before(async () => {
  house = await wholeSite();
  curator = await house.signedIn('curatrice@exemple.fr', { role: 'curator' });
  first = await house.projectOf('a/1');
  other = await house.projectOf('c/2');
});
after(() => house?.close());
beforeEach(() => house.anew());

/** Fills in what people do not see. */
const robot = { adresse2: 'https://casino.example' };
const mailsTo = async (mail: string) =>
  house.db.selectFrom('mail').select(['kind', 'text']).where('recipient', '=', mail).execute();
const heldOf = async (form: string) =>
  (await house.people.doors.moderation.list({ kind: `held-${form}`, most: 10 })).at(-1);
const matterOf = async (kind: string, author: string) =>
  house.db
    .selectFrom('matter')
    .innerJoin('matter_author', 'matter_author.matter', 'matter.id')
    .selectAll('matter')
    .where('kind', '=', kind)
    .where('person', '=', await house.personId(author))
    .executeTakeFirst();
const say = (matter: string, verdict: string, by = curator) =>
  by.post(`/curation/moderation/${matter}`, { verdict, phrase: 'Merci.' });
const keptForms = async () => (await house.db.selectFrom('held_form').select('id').execute()).length;

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
    path: () => `/projets/${first.path}/corriger`,
    fields: { champ: 'other', raison: 'Tout est faux.', valeur: 'Le vrai est ici.', mail: 'cora@exemple.fr' },
    mail: 'cora@exemple.fr',
    kind: 'correction-confirm',
  },
  {
    form: 'introduction',
    path: () => `/projets/${first.path}/contact`,
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
    path: () => `/projets/${first.path}/revendiquer`,
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
      assert.equal(await keptForms(), 1, 'sent again, it waits already');
      assert.deepEqual(await mailsTo(mail), [], 'nothing has left');
      const matter = await heldOf(form);
      assert.ok(matter?.suspect && matter.suspicions.some(({ reason }) => reason === 'trap-filled'));
      const page = await (await curator.get(`/curation/moderation/${matter.id}`)).text();
      assert.match(page, /Peut-être indésirable/);
      if (fields.message !== undefined) assert.ok(page.includes(fields.message), 'a curator reads it');
      await house.anew();
      assert.equal((await say(matter.id, 'accept')).status, 303);
      assert.deepEqual(
        (await mailsTo(mail)).map((one) => one.kind),
        [kind],
      );
      for (const { work } of house.people.rounds) await work();
      assert.equal((await mailsTo(mail)).filter((one) => one.kind === kind).length, 1, 'and no second time');
      assert.equal(await keptForms(), 0);
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
      const matter = await heldOf(form);
      await say(matter!.id, 'refuse');
      assert.equal(await keptForms(), 0);
      assert.deepEqual(await mailsTo(mail), []);
      assert.equal((await say(matter!.id, 'accept')).status, 409, 'and it does not come back');
    });

    test(`${form}: without JavaScript a person’s form is not held`, async () => {
      const browser = await somebody();
      const said: Record<string, string> = { ...fields, ...(fields.raison && { valeur: 'Une troisième chose.' }) };
      if (form === 'introduction') said.message = 'Bonjour, une troisième chose.';
      const answer = await browser.post(path().replace('jardin', 'atelier'), said);
      assert.equal(answer.status, 200, await answer.text());
      assert.equal(await heldOf(form), undefined);
      assert.ok((await mailsTo(mail)).some((one) => one.kind === kind));
    });
  }

  test('a report whose hidden field is filled is kept and read last, not thrown away', async () => {
    const report = { motif: 'outdated', texte: 'Achetez mes liens.', ...robot };
    assert.equal((await house.visitor().post(`/projets/${other.path}/signaler`, report)).status, 200);
    const [matter] = (await house.people.doors.moderation.list({ kind: 'report', most: 50 })).filter(
      ({ suspect }) => suspect,
    );
    assert.ok(matter?.facts.some(({ value }) => value === 'Achetez mes liens.'));
  });

  test('a claim by word that looks unwanted is the curators’ first, and the partners’ afterwards', async () => {
    const browser = await house.signedIn('pub@exemple.fr');
    const word = { par: 'parole', message: 'Casino, bitcoin et prêt rapide.', ...robot };
    await browser.post(`/projets/${other.path}/revendiquer`, word);
    const editor = await house.signedIn('editrice@exemple.fr', { source: 'c' });
    assert.doesNotMatch(await (await editor.get('/partenaires/c/porteurs')).text(), /pub@exemple\.fr/);
    const matter = await matterOf('claim', 'pub@exemple.fr');
    assert.ok(matter?.suspect);
    const { id } = await house.db
      .selectFrom('claim')
      .select('id')
      .where('id', '=', matter.subject)
      .executeTakeFirstOrThrow();
    assert.equal((await editor.post('/partenaires/c/porteurs', { demande: id, mot: 'oui' })).status, 409);
    assert.equal((await say(matter.id, 'refuse')).status, 303);
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
      const matter = await heldOf('writing');
      assert.ok(matter?.facts.some(({ value }) => value === said.texte));
      assert.equal((await say(matter!.id, 'ask')).status, 409, 'nobody could answer');
      await say(matter!.id, 'accept');
      assert.match(await (await ada.get(circle)).text(), new RegExp(`${said.titre}</h3>`));
    }
    const late = await ada.post(circle, { ...meeting, titre: 'Trop tard', fin: '2031-05-02T12:00' });
    assert.equal(late.status, 400);
    assert.match(await late.text(), /value="Trop tard"/);
  });

  test('what nobody read in sixty days is erased, and the queue says that it waits no more', async () => {
    await house.visitor().post('/alertes/suivre?q=moulin', { rythme: 'daily', mail: 'tard@exemple.fr', ...robot });
    const matter = await heldOf('alert');
    await house.db
      .updateTable('held_form')
      .set({ made_at: new Date(Date.now() - 61 * 86_400_000) })
      .execute();
    for (const { work } of house.people.rounds) await work();
    assert.equal(await keptForms(), 0);
    const kept = await house.people.doors.moderation.matter(matter!.id);
    assert.equal(kept?.state, 'withdrawn');
    assert.deepEqual(kept.facts, []);
  });

  test('whoever has an account takes what is held along: in their data, and when they leave', async () => {
    const browser = await house.signedIn('part@exemple.fr');
    const claim = { par: 'courriel', mail: 'moi@bocal.example', ...robot };
    assert.equal((await browser.post(`/projets/${first.path}/revendiquer`, claim)).status, 202);
    assert.match(await (await browser.get('/compte/donnees.json')).text(), /moi@bocal\.example/);
    await browser.post('/compte/supprimer', { mail: 'part@exemple.fr' });
    assert.equal(await keptForms(), 0);
    assert.equal(await heldOf('claim'), undefined);
  });
});

describe('what can no longer be done when it is let go', () => {
  const accept = async (matter: { id: string }) => {
    const answer = await say(matter.id, 'accept');
    return { status: answer.status, page: await answer.text() };
  };
  /** It still waits, whole, and its author was told nothing. */
  const stillWaits = async (id: string, mails: number) => {
    const matter = await house.people.doors.moderation.matter(id);
    assert.equal(matter?.state, 'waiting');
    assert.notDeepEqual(matter.facts, []);
    assert.equal(await keptForms(), 1);
    assert.equal((await house.db.selectFrom('mail').select('id').execute()).length, mails);
  };
  const letters = async () => (await house.db.selectFrom('mail').select('id').execute()).length;

  test('a need for a community that was closed: the curator reads why, nobody is told that it was accepted', async () => {
    await house.db.deleteFrom('held_form').execute();
    const eve = await house.signedIn('eve@exemple.fr');
    const words = { phrase: 'Ceux qui pétrissent.', texte: '', rejoindre: 'open', ecrire: 'members' };
    const founded = await eve.post('/communautes/nouvelle', {
      ...{ ...words, nom: 'Les boulangers', recherche: '/recherche?q=pain' },
    });
    const circle = new URL(founded.headers.get('location') ?? '/', 'http://x').pathname;
    const id = circle.split('/').at(-1)!;
    const need = { faire: 'besoin', titre: 'Un pétrin', mots: 'four', texte: 'À prêter.' };
    assert.equal((await eve.post(circle, { ...need, ...robot })).status, 202);
    const matter = (await heldOf('writing'))!;
    await house.db
      .updateTable('community')
      .set({ state: 'open', removed_at: new Date() })
      .where('id', '=', id)
      .execute();
    const before = await letters();
    const { status, page } = await accept(matter);
    assert.equal(status, 409);
    assert.match(page, /Cela ne peut plus se faire[\s\S]*n’est plus ouverte/);
    await stillWaits(matter.id, before);
    await say(matter.id, 'refuse');
    assert.equal(await keptForms(), 0);
    const [letter] = (await mailsTo('eve@exemple.fr')).filter(({ kind }) => kind === 'matter');
    assert.ok(letter !== undefined);
    assert.equal((await mailsTo('eve@exemple.fr')).filter(({ kind }) => kind === 'matter').length, 1);
  });

  test('a correction of a page that went, a claim by an address that is no longer the project’s', async () => {
    const held = async (form: string, path: string, fields: Record<string, string>, browser: Browser | undefined) => {
      await house.db.deleteFrom('held_form').execute();
      const by = browser ?? house.visitor();
      assert.equal((await by.post(path, { ...fields, ...robot })).status, 202);
      return (await heldOf(form))!;
    };
    const { id, path } = await house.projectOf('c/2');
    const correction = { champ: 'other', raison: 'Faux.', valeur: 'Le vrai, encore.', mail: 'cora2@exemple.fr' };
    const matter = await held('correction', `/projets/${path}/corriger`, correction, undefined);
    await house.db.updateTable('project').set({ hidden: true }).where('id', '=', id).execute();
    const before = await letters();
    assert.match((await accept(matter)).page, /la page du projet n’est plus là/);
    await stillWaits(matter.id, before);
    // It is back: the same press now does it.
    await house.db.updateTable('project').set({ hidden: false }).where('id', '=', id).execute();
    assert.equal((await accept(matter)).status, 303);
    assert.deepEqual(
      (await mailsTo('cora2@exemple.fr')).map(({ kind }) => kind),
      ['correction-confirm'],
    );
  });

  test('what breaks while it is let go undoes the word, and it waits as before', async () => {
    await house.db.deleteFrom('held_form').execute();
    await house.visitor().post('/alertes/suivre?q=cassé', { rythme: 'daily', mail: 'casse@exemple.fr', ...robot });
    const matter = (await heldOf('alert'))!;
    await sql`alter table alert add constraint broken check (false) not valid`.execute(house.db);
    const before = await letters();
    assert.equal((await accept(matter)).status, 500);
    await stillWaits(matter.id, before);
    await sql`alter table alert drop constraint broken`.execute(house.db);
    assert.equal((await accept(matter)).status, 303);
    assert.equal((await mailsTo('casse@exemple.fr')).length, 1);
  });

  test('an account that is deleted in the very moment in which its form is let go: neither waits for the other', async () => {
    await house.db.deleteFrom('held_form').execute();
    const zoe = await house.signedIn('zoe@exemple.fr');
    const claim = { par: 'courriel', mail: 'zoe@bocal.example', ...robot };
    assert.equal((await zoe.post(`/projets/${first.path}/revendiquer`, claim)).status, 202);
    const matter = (await heldOf('claim'))!;
    const zoeId = await house.personId('zoe@exemple.fr');
    const curatorId = await house.personId('curatrice@exemple.fr');
    const waiters = async () =>
      (
        await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(house.db)
      ).rows[0]!.n;
    let letting: Promise<unknown> | undefined;
    // As an account is deleted: its row first, what is held of it later.
    await house.db.transaction().execute(async (tx) => {
      await tx.selectFrom('person').select('id').where('id', '=', zoeId).forUpdate().execute();
      const word = { verdict: 'accept' as const, by: curatorId, sentence: 'Merci.' };
      letting = house.people.doors.moderation.decide(matter.id, word);
      while ((await waiters()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await sql`set local lock_timeout = 2000`.execute(tx);
      await tx.deleteFrom('held_form').where('person', '=', zoeId).execute();
      const own = tx.selectFrom('matter_author').select('matter').where('person', '=', zoeId);
      await tx.deleteFrom('matter').where('id', 'in', own).execute();
      await tx.deleteFrom('person').where('id', '=', zoeId).execute();
    });
    assert.deepEqual(await letting, { is: 'refused', why: 'unknown' });
    assert.equal((await house.db.selectFrom('claim').select('id').where('person', '=', zoeId).execute()).length, 0);
  });
});

describe('one’s own', () => {
  test('no curator accepts what they sent, with the account or without it; another does', async () => {
    const cleo = await house.signedIn('cleo@exemple.fr', { role: 'curator' });
    await cleo.post(`/projets/${other.path}/revendiquer`, { par: 'parole', message: 'C’est nous.' });
    await cleo.post(`/projets/${other.path}/signaler`, { motif: 'outdated', texte: 'Fermé.' });
    const unsigned = { motif: 'off-topic', texte: 'Hors sujet, je trouve.', mail: 'Cleo@exemple.fr' };
    await house.visitor().post(`/projets/${other.path}/signaler`, unsigned);
    const byAddress = await house.db
      .selectFrom('matter')
      .innerJoin('matter_author', 'matter_author.matter', 'matter.id')
      .selectAll('matter')
      .where('kind', '=', 'report')
      .where('author_hash', 'is not', null)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const claim = await matterOf('claim', 'cleo@exemple.fr');
    const report = await matterOf('report', 'cleo@exemple.fr');
    for (const { id } of [claim!, report!, byAddress]) {
      const answer = await say(id, 'accept', cleo);
      assert.equal(answer.status, 409);
      assert.match(await answer.text(), /Cela vient de vous/);
      assert.equal((await house.people.doors.moderation.matter(id))?.state, 'waiting');
    }
    // Nor by the partner's page, on which curators may act.
    const given = { demande: claim!.subject, mot: 'oui' };
    const onPage = await cleo.post('/partenaires/c/porteurs', given);
    assert.equal(onPage.status, 409);
    assert.match(await onPage.text(), /Cette demande est la vôtre/);
    assert.equal((await say(claim!.id, 'accept')).status, 303);
  });

  test('nor a correction that they proposed, where they answer in a partner’s place', async () => {
    const cleo = await house.signedIn('clio@exemple.fr', { role: 'curator' });
    const said = { champ: 'summary', raison: 'Je le sais.', valeur: 'Un atelier qui répare tout.' };
    const { path } = await house.projectOf('b/1');
    await cleo.post(`/projets/${path}/corriger`, said);
    const row = await house.db
      .selectFrom('correction')
      .innerJoin('correction_proposal', 'correction_proposal.id', 'correction.proposal')
      .select(['correction.id', 'correction.source'])
      .where('correction_proposal.person', '=', await house.personId('clio@exemple.fr'))
      .executeTakeFirstOrThrow();
    const at = `/partenaires/${row.source}/corrections`;
    const answer = { correction: row.id, reponse: 'accepted', phrase: '' };
    const own = await cleo.post(at, answer);
    assert.equal(own.status, 409);
    assert.match(await own.text(), /Cette correction vient de vous/);
    assert.equal((await curator.post(at, answer)).status, 303);
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
      browser.post(`/projets/${first.path}/contact`, {
        ...{ motif: 'learn', message: `Bonjour, question numéro ${n}.`, nom: 'X', mail, accord: 'oui' },
      }),
    );
    await tries(6, (n) =>
      browser.post(`/projets/${first.path}/corriger`, { champ: 'other', raison: `${n}.`, valeur: `V${n}.`, mail }),
    );
  }

  test('one network has few go to it, and all together not many more in a day', async () => {
    const mail = 'victime@exemple.fr';
    await flood(house.visitor(), mail);
    const both = async () => {
      const all = await mailsTo(mail);
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
      others: limits.address.times,
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
