/** A form that was held is let go whole or not at all; and nobody accepts their own. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { waitingSheets } from '#web/curation-testing.ts';
import { type Browser, type GuardedSite, guardedSite, robot } from './testing-unwanted.ts';

let house: GuardedSite;
before(async () => {
  house = await guardedSite();
});
after(() => house?.close());
beforeEach(() => house.anew());

describe('what can no longer be done when it is let go', () => {
  /** What waits once this was sent, alone. */
  const held = async (browser: Browser, form: string, path: string, fields: Record<string, string>) => {
    await house.db.deleteFrom('held_form').execute();
    assert.equal((await browser.post(path, { ...fields, ...robot })).status, 202);
    return (await house.heldOf(form))!;
  };
  const accept = async (matter: { id: string }) => {
    const answer = await house.say(matter.id, 'accept');
    return { status: answer.status, page: await answer.text() };
  };
  /** It still waits, whole, and its author was told nothing. */
  const stillWaits = async (id: string, mails: number) => {
    const matter = await house.people.doors.moderation.matter(id);
    assert.equal(matter?.state, 'waiting');
    assert.notDeepEqual(matter.facts, []);
    assert.equal(await house.keptForms(), 1);
    assert.equal((await house.db.selectFrom('mail').select('id').execute()).length, mails);
  };
  const letters = async () => (await house.db.selectFrom('mail').select('id').execute()).length;

  test('a need for a community that was closed: the curator reads why, nobody is told that it was accepted', async () => {
    const eve = await house.signedIn('eve@exemple.fr');
    const words = { phrase: 'Ceux qui pétrissent.', texte: '', rejoindre: 'open', ecrire: 'members' };
    const founded = await eve.post('/communautes/nouvelle', {
      ...{ ...words, nom: 'Les boulangers', recherche: '/recherche?q=pain' },
    });
    const circle = new URL(founded.headers.get('location') ?? '/', 'http://x').pathname;
    const id = circle.split('/').at(-1)!;
    const need = { faire: 'besoin', titre: 'Un pétrin', mots: 'four', texte: 'À prêter.' };
    const matter = await held(eve, 'writing', circle, need);
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
    await house.say(matter.id, 'refuse');
    assert.equal(await house.keptForms(), 0);
    assert.equal((await house.mailsTo('eve@exemple.fr')).filter(({ kind }) => kind === 'matter').length, 1);
  });

  test('a correction of a page that went, until it is back', async () => {
    const { id, path } = await house.projectOf('c/2');
    const correction = { champ: 'other', raison: 'Faux.', valeur: 'Le vrai, encore.', mail: 'cora2@exemple.fr' };
    const matter = await held(house.visitor(), 'correction', `/projets/${path}/corriger`, correction);
    await house.db.updateTable('project').set({ hidden: true }).where('id', '=', id).execute();
    const before = await letters();
    assert.match((await accept(matter)).page, /la page du projet n’est plus là/);
    await stillWaits(matter.id, before);
    await house.db.updateTable('project').set({ hidden: false }).where('id', '=', id).execute();
    assert.equal((await accept(matter)).status, 303);
    assert.deepEqual(
      (await house.mailsTo('cora2@exemple.fr')).map(({ kind }) => kind),
      ['correction-confirm'],
    );
  });

  test('a claim by an address that is no longer the project’s, until it is again', async () => {
    const clara = await house.signedIn('clara@exemple.fr');
    const claim = { par: 'courriel', mail: 'contact@bocal.example' };
    const matter = await held(clara, 'claim', `/projets/${house.first.path}/revendiquer`, claim);
    const linked = waitingSheets().filter(({ links }) => links.length > 0);
    await house.matcher.change(
      linked.map((sheet) => ({ ...sheet, links: [], contacts: [] })),
      { at: 1 },
    );
    const before = await letters();
    assert.match((await accept(matter)).page, /l’adresse n’est pas au domaine du projet, ou ne l’est plus/);
    await stillWaits(matter.id, before);
    await house.matcher.change(linked, { at: 2 });
    assert.equal((await accept(matter)).status, 303);
    assert.deepEqual(
      (await house.mailsTo(claim.mail)).map(({ kind }) => kind),
      ['claim'],
    );
  });

  test('what breaks while it is let go undoes the word, and it waits as before', async () => {
    const alert = { rythme: 'daily', mail: 'casse@exemple.fr' };
    const matter = await held(house.visitor(), 'alert', '/alertes/suivre?q=cassé', alert);
    await sql`alter table alert add constraint broken check (false) not valid`.execute(house.db);
    const before = await letters();
    assert.equal((await accept(matter)).status, 500);
    await stillWaits(matter.id, before);
    await sql`alter table alert drop constraint broken`.execute(house.db);
    assert.equal((await accept(matter)).status, 303);
    assert.equal((await house.mailsTo('casse@exemple.fr')).length, 1);
  });

  test('an account that is deleted in the very moment in which its form is let go: neither waits for the other', async () => {
    const zoe = await house.signedIn('zoe@exemple.fr');
    const claim = { par: 'courriel', mail: 'zoe@bocal.example' };
    const matter = await held(zoe, 'claim', `/projets/${house.first.path}/revendiquer`, claim);
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
    await cleo.post(`/projets/${house.other.path}/revendiquer`, { par: 'parole', message: 'C’est nous.' });
    await cleo.post(`/projets/${house.other.path}/signaler`, { motif: 'outdated', texte: 'Fermé.' });
    const unsigned = { motif: 'off-topic', texte: 'Hors sujet, je trouve.', mail: 'Cleo@exemple.fr' };
    await house.visitor().post(`/projets/${house.other.path}/signaler`, unsigned);
    const byAddress = await house.db
      .selectFrom('matter')
      .innerJoin('matter_author', 'matter_author.matter', 'matter.id')
      .selectAll('matter')
      .where('kind', '=', 'report')
      .where('author_hash', 'is not', null)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    const claim = await house.matterOf('claim', 'cleo@exemple.fr');
    const report = await house.matterOf('report', 'cleo@exemple.fr');
    for (const { id } of [claim!, report!, byAddress]) {
      const answer = await house.say(id, 'accept', cleo);
      assert.equal(answer.status, 409);
      assert.match(await answer.text(), /Cela vient de vous/);
      assert.equal((await house.people.doors.moderation.matter(id))?.state, 'waiting');
    }
    // Nor by the partner's page, on which curators may act.
    const given = { demande: claim!.subject, mot: 'oui' };
    const onPage = await cleo.post('/partenaires/c/porteurs', given);
    assert.equal(onPage.status, 409);
    assert.match(await onPage.text(), /Cette demande est la vôtre/);
    assert.equal((await house.say(claim!.id, 'accept')).status, 303);
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
    assert.equal((await house.curator.post(at, answer)).status, 303);
  });
});
