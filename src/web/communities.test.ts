/** What people of a community would notice: how it opens, who comes in, who may write, and what is left when they go. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load } from 'cheerio';
import { sql } from 'kysely';
import { communityKeeping } from '#connect/communities/keeping.ts';
import { type CirclesHouse, circlesHouse, collect, fields, read, say, type Visitor } from './testing-circles.ts';

let house: CirclesHouse;
before(async () => {
  house = await circlesHouse();
});
after(() => house?.close());

/** False as soon as somebody waits for what another holds. */
async function waitsForALock(): Promise<false> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`.execute(
      house.db,
    );
    if (rows[0]!.n > 0) return false;
  }
}

describe('communities', () => {
  test('one is seen by its founder alone until a curator admits it; refused, for ever', async () => {
    const ana = await house.signedIn('ana');
    const path = await house.found(ana);
    assert.match((await read(ana.get(path))).body, /attend d’être relue/);
    assert.equal((await house.browser().get(path)).status, 404);
    assert.doesNotMatch((await read(house.browser().get('/communautes'))).body, /Jardins du Nord/);
    await house.decide(path, 'accept');
    const shown = await read(house.browser().get(path));
    assert.equal(shown.status, 200);
    assert.equal(shown.headers.get('cache-control'), 'public, no-cache');
    assert.match(shown.body, /href="\/recherche\.atom\?q=jardin&amp;territoire=departement-59"/);
    assert.match((await read(house.browser().get('/en/communautes'))).body, /Jardins du Nord/);
    const other = await house.found(ana, { nom: 'Refusée' });
    await house.decide(other, 'refuse');
    assert.equal((await house.browser().get(other)).status, 404);
  });

  test('who may join is theirs to set: open, on request, by a link', async () => {
    const bob = await house.signedIn('bob');
    const path = await house.opened(bob, { nom: 'Portes' });
    const kim = await house.signedIn('kim');
    await say(kim, path, 'rejoindre');
    assert.match((await read(kim.get(path))).body, /Quitter la communauté/);
    await say(kim, path, 'quitter');
    const settings = `${path}/reglages`;
    await say(bob, settings, 'decrire', fields({ nom: 'Portes', rejoindre: 'request' }));
    await say(kim, path, 'rejoindre');
    const asking = await read(kim.get(path));
    assert.match(asking.body, /Votre demande attend/);
    assert.doesNotMatch(asking.body, /id="membres-titre"/, 'names are for those inside');
    await say(bob, settings, 'accepter', { personne: await house.idOf('kim') });
    assert.match((await read(kim.get(path))).body, /id="membres-titre"[\s\S]*bob/);
    await say(bob, settings, 'decrire', fields({ nom: 'Portes', rejoindre: 'invited' }));
    const lou = await house.signedIn('lou');
    assert.equal((await say(lou, path, 'rejoindre')).status, 400);
    await say(bob, settings, 'inviter');
    const link = new URL(load((await read(bob.get(settings))).body)('#lien').attr('value')!);
    assert.equal((await say(lou, path, 'rejoindre', { cle: 'faux' })).status, 400);
    const form = load((await read(lou.get(path + link.search))).body)('button[value=rejoindre]').closest('form');
    const hidden = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
    assert.equal((await say(lou, path, 'rejoindre', hidden)).status, 303);
    await say(bob, settings, 'fermer-lien');
    const eve = await house.signedIn('eve');
    assert.equal((await say(eve, path, 'rejoindre', hidden)).status, 400, 'the link was closed');
  });

  test('a need is matched with projects; a meeting goes into a calendar; public collections are shown', async () => {
    const dan = await house.signedIn('dan');
    const path = await house.opened(dan, { nom: 'Besoins' });
    await say(dan, path, 'besoin', { titre: 'Un atelier vélo', mots: 'vélo', texte: 'Le samedi.' });
    const page = load((await read(house.browser().get(path))).body);
    assert.ok(page('#cherche-titre ~ ul a[href^="/projets/"]').length > 0);
    await say(dan, path, 'rencontre', {
      titre: 'Apéro ; jardin',
      lieu: 'Lille',
      debut: '2099-07-12T18:30',
      fin: '2099-07-12T20:00',
      texte: 'Un\r\nDeux',
    });
    const shown = load((await read(house.browser().get(path))).body);
    assert.match(shown('#rencontres-titre ~ ul').text(), /12 juillet 2099 à 18:30/);
    const file = await read(house.browser().get(shown('a[href$=".ics"]').attr('href')!));
    assert.equal(file.headers.get('content-type'), 'text/calendar; charset=utf-8');
    assert.match(
      file.body,
      /DTSTART:20990712T163000Z\r\n[\s\S]*SUMMARY:Apéro \\; jardin\r\n[\s\S]*DESCRIPTION:Un\\nDeux\r\n/,
    );
    for (const dates of [
      { debut: '2099-07-12T18:30', fin: '2099-07-12T18:00' },
      { debut: '2001-01-01T10:00', fin: '2001-01-01T11:00' },
      { debut: 'demain', fin: '' },
    ])
      assert.equal((await say(dan, path, 'rencontre', { titre: 'Non', lieu: 'x', ...dates })).status, 400);
    const carnet = await collect(dan, 'Nos modèles');
    assert.equal((await say(dan, path, 'carnet', { id: carnet })).status, 400, 'a private one is not shown');
    await dan.post(`/compte/carnets/${carnet}`, { faire: 'partager', partage: 'public' });
    await say(dan, path, 'carnet', { id: carnet });
    assert.doesNotMatch((await read(house.browser().get(path))).body, /Nos modèles/, 'nobody has read it yet');
    await house.decide(`/carnets/${carnet}`, 'accept', 'collection');
    assert.match((await read(house.browser().get(path))).body, /Nos modèles/);
    await dan.post(`/compte/carnets/${carnet}`, { faire: 'partager', partage: 'private' });
    assert.doesNotMatch((await read(house.browser().get(path))).body, /Nos modèles/);
  });

  test('nobody does what is not theirs, by any form: strangers, those who asked, members, other communities', async () => {
    const fay = await house.signedIn('fay');
    const gil = await house.signedIn('gil');
    const path = await house.opened(fay, { nom: 'Fermée', rejoindre: 'request', ecrire: 'admins' });
    const theirs = await house.opened(gil, { nom: 'Celle de Gil' });
    await say(fay, path, 'besoin', { titre: 'Le nôtre', mots: 'jardin', texte: '' });
    const need = (
      await house.db.selectFrom('community_need').select('id').where('title', '=', 'Le nôtre').executeTakeFirstOrThrow()
    ).id;
    const fayId = await house.idOf('fay');
    const attempts = async (who: Visitor) => {
      for (const [at, faire, more] of [
        [path, 'besoin', { titre: 'Intrus', mots: 'x', texte: '' }],
        [path, 'rencontre', { titre: 'Intrus', lieu: 'x', debut: '2099-01-01T10:00', fin: '2099-01-01T11:00' }],
        [path, 'retirer-besoin', { id: need }],
        [theirs, 'retirer-besoin', { id: need }],
        [`${path}/reglages`, 'inviter', {}],
        [`${path}/reglages`, 'decrire', fields({ nom: 'Intrus' })],
        [`${path}/reglages`, 'retirer', { personne: fayId }],
        [`${path}/reglages`, 'administrer', { personne: await house.idOf('gil') }],
        [`${path}/reglages`, 'accepter', { personne: await house.idOf('gil') }],
      ] as [string, string, Record<string, string>][])
        assert.ok([400, 404].includes((await say(who, at, faire, more)).status), `${at} ${faire}`);
      assert.equal((await who.get(`${path}/reglages`)).status, 404);
    };
    await attempts(gil);
    await say(gil, path, 'rejoindre');
    await attempts(gil);
    await say(fay, `${path}/reglages`, 'accepter', { personne: await house.idOf('gil') });
    await attempts(gil);
    const body = (await read(fay.get(path))).body;
    assert.match(body, /Le nôtre/);
    assert.doesNotMatch(body, /Intrus/);
    assert.equal((await house.browser().post(path, { faire: 'rejoindre' })).status, 401);
  });

  test('the last admin goes: the eldest member is one; the last member goes: it closes', async () => {
    const hal = await house.signedIn('hal');
    const ivy = await house.signedIn('ivy');
    const jo = await house.signedIn('jo');
    const path = await house.opened(hal, { nom: 'Succession' });
    await say(ivy, path, 'rejoindre');
    await say(jo, path, 'rejoindre');
    await say(hal, path, 'besoin', { titre: 'Un souvenir de Hal', mots: 'x', texte: '' });
    await hal.post('/compte/supprimer', { mail: 'hal@exemple.fr' });
    assert.equal((await ivy.get(`${path}/reglages`)).status, 200);
    assert.equal((await jo.get(`${path}/reglages`)).status, 404);
    assert.doesNotMatch((await read(ivy.get(path))).body, /Hal/);
    await say(ivy, `${path}/reglages`, 'membre', { personne: await house.idOf('ivy') });
    assert.equal((await ivy.get(`${path}/reglages`)).status, 200, 'there is always one');
    await say(ivy, path, 'quitter');
    await say(jo, path, 'quitter');
    assert.equal((await house.browser().get(path)).status, 404);
  });

  test('two admins who leave the site at the same moment do not leave a community without one', async () => {
    const ona = await house.signedIn('ona');
    const pia = await house.signedIn('pia');
    const quy = await house.signedIn('quy');
    const path = await house.opened(ona, { nom: 'Départs' });
    for (const one of [pia, quy]) await say(one, path, 'rejoindre');
    await say(ona, `${path}/reglages`, 'administrer', { personne: await house.idOf('pia') });
    // The second begins while the first is not done: it is held back until then.
    const ids = [await house.idOf('ona'), await house.idOf('pia')];
    const first = house.db.transaction().execute(async (tx) => {
      await communityKeeping.forget(tx, { id: ids[0]!, mail: '', named: [] });
      const second = house.db
        .transaction()
        .execute((other) => communityKeeping.forget(other, { id: ids[1]!, mail: '', named: [] }));
      const done = await Promise.race([second.then(() => true), waitsForALock()]);
      return { second, done };
    });
    const { second, done } = await first;
    await second;
    assert.equal(done, false, 'the second waits for the first');
    assert.equal((await quy.get(`${path}/reglages`)).status, 200, 'who is left speaks for it');
  });

  test('what waits for a curator is shown as it is now; left by its founder, it waits no more', async () => {
    const ria = await house.signedIn('ria');
    const path = await house.found(ria, { nom: 'Amis des haies' });
    const id = path.split('/').at(-1)!;
    const matter = async () => (await house.people.doors.moderation.mattersOf('community', id))[0]!;
    const changed = await ria.post(`${path}/reglages`, fields({ faire: 'decrire', nom: 'Tout autre chose' }));
    assert.equal(changed.status, 303);
    assert.equal((await matter()).title, 'Tout autre chose');
    await say(ria, path, 'quitter');
    assert.equal((await matter()).state, 'withdrawn');
    const row = await house.db.selectFrom('community').select('state').where('id', '=', id).executeTakeFirst();
    assert.equal(row, undefined, 'with nobody left it is gone');
  });

  test('a need sent twice is one, and nobody writes thirty things in a day', async () => {
    const sol = await house.signedIn('sol');
    const path = await house.opened(sol, { nom: 'Bavards' });
    const write = (titre: string, stamp: string) => say(sol, path, 'besoin', { titre, mots: 'x', texte: '', stamp });
    const stamp = house.people.doors.stamp();
    await Promise.all([1, 2, 3].map(() => write('Un local', stamp)));
    const needs = async () =>
      (
        await house.db
          .selectFrom('community_need')
          .select('id')
          .where('community', '=', path.split('/').at(-1)!)
          .execute()
      ).length;
    assert.equal(await needs(), 1);
    for (let n = 0; n < 30; n++) await write(`Besoin ${n}`, stamp);
    assert.ok((await needs()) < 30);
  });

  test('a report goes to the curators, who may close it', async () => {
    const kay = await house.signedIn('kay');
    const path = await house.opened(kay, { nom: 'Signalée' });
    const stranger = house.browser('198.51.100.9');
    assert.equal((await stranger.post(`${path}/signaler`, { texte: '' })).status, 400);
    assert.match(
      (await read(stranger.post(`${path}/signaler`, { texte: 'Ce sont des annonces.' }))).body,
      /c’est transmis/,
    );
    await house.decide(path, 'accept', 'community-report');
    assert.equal((await stranger.get(path)).status, 404);
    assert.match((await read(kay.get(path))).body, /retirée du site après un signalement/);
  });

  test('of one that a report took off, each member sees it, takes their own away and leaves; its admin may have it read anew', async () => {
    const [liv, moe, ned, oda] = await Promise.all(['liv', 'moe', 'ned', 'oda'].map((name) => house.signedIn(name)));
    const path = await house.opened(liv!, { nom: 'Fermée par un signalement', rejoindre: 'open' });
    const id = path.split('/').at(-1)!;
    for (const one of [moe!, ned!]) {
      await say(one, path, 'rejoindre');
      await say(one, path, 'besoin', { titre: 'Des bras', mots: 'jardin', texte: 'Le samedi.' });
    }
    const dates = { debut: '2099-01-01T10:00', fin: '2099-01-01T11:00' };
    await say(moe!, path, 'rencontre', { titre: 'Une fête', lieu: 'Lille', texte: '', ...dates });
    await say(moe!, path, 'nouveau-carnet', { titre: 'Nos modèles' });
    const carnet = /carnets\/(\w{10})/.exec((await read(moe!.get(path))).body)![1]!;
    await say(ned!, path, 'quitter');
    const settings = `${path}/reglages`;
    await say(liv!, settings, 'decrire', fields({ nom: 'Fermée par un signalement', rejoindre: 'request' }));
    await say(oda!, path, 'rejoindre');
    await house.browser('198.51.100.10').post(`${path}/signaler`, { texte: 'Ce sont des annonces.' });
    await house.decide(path, 'accept', 'community-report');

    assert.equal((await house.browser().get(path)).status, 404);
    assert.equal((await house.browser().get(`${path}/rencontres.ics`)).status, 404);
    assert.doesNotMatch((await read(house.browser().get('/communautes'))).body, /Fermée par un signalement/);
    const seen = (await read(moe!.get(path))).body;
    assert.match(seen, /retirée du site après un signalement[\s\S]*Chacune peut la quitter/);
    assert.doesNotMatch(seen, /Vous qui l’administrez|Dire ce que nous cherchons|Signaler cette/);
    assert.match((await read(moe!.get(`/en${path}`))).body, /taken off the site after a report/);
    assert.match((await read(liv!.get(path))).body, /Vous qui l’administrez/);
    assert.match(
      (await read(liv!.get(settings))).body,
      /Ce que vous enregistrez ici est relu, même sans rien y changer/,
    );

    // Nothing comes in.
    for (const [who, at, faire, more] of [
      [moe!, path, 'besoin', { titre: 'Encore', mots: 'x', texte: '' }],
      [liv!, settings, 'inviter', {}],
      [liv!, settings, 'accepter', { personne: await house.idOf('oda') }],
      [house.browser('198.51.100.11'), path, 'rejoindre', {}],
    ] as [Visitor, string, string, Record<string, string>][])
      assert.ok([400, 401].includes((await say(who, at, faire, more)).status), faire);

    // What is one's own goes: of who is in it, of who has left it, of who only asked.
    const own = async (what: 'need' | 'meeting', name: string) =>
      (
        await house.db
          .selectFrom(`community_${what}`)
          .select('id')
          .where('community', '=', id)
          .where('author', '=', await house.idOf(name))
          .execute()
      ).map((row) => row.id);
    const [mine] = await own('need', 'moe');
    const [theirs] = await own('need', 'ned');
    assert.equal((await say(moe!, path, 'retirer-besoin', { id: theirs! })).status, 400, 'not another’s');
    for (const [who, faire, what] of [
      [moe!, 'retirer-besoin', mine],
      [moe!, 'retirer-rencontre', (await own('meeting', 'moe'))[0]],
      [ned!, 'retirer-besoin', theirs],
    ] as const)
      assert.equal((await say(who, path, faire, { id: what! })).status, 303, faire);
    assert.equal((await moe!.get(`/compte/carnets/${carnet}`)).status, 200, 'what is gathered there is theirs to read');
    assert.match(
      JSON.stringify(JSON.parse((await read(moe!.get('/compte/donnees.json'))).body).communities),
      new RegExp(id),
    );
    assert.match(
      (await read(oda!.get('/communautes'))).body,
      /retirée du site[\s\S]*Retirer ma demande/,
      'who asked to join takes it back from the list',
    );
    assert.equal((await say(oda!, path, 'quitter')).status, 303);
    assert.doesNotMatch((await read(oda!.get('/communautes'))).body, /retirée du site/);

    // Read anew, the same words open it again; then each leaves, and with the last it is gone.
    assert.equal((await say(liv!, settings, 'decrire', fields({ nom: 'Fermée par un signalement' }))).status, 303);
    const waits = (await house.waiting(path, 'community-change'))!;
    assert.match(
      (await read(house.curator.get(`/curation/moderation/${waits.id}`))).body,
      /Retiré du site après un signalement/,
    );
    assert.equal((await house.browser().get(path)).status, 404, 'until it is read');
    await house.decide(path, 'accept', 'community-change');
    assert.equal((await house.browser().get(path)).status, 200);
    await house.people.doors.moderation.undo(waits.id, house.by);
    assert.equal((await house.browser().get(path)).status, 404, 'that acceptance taken back, the report stands');
    assert.equal((await say(moe!, path, 'quitter')).status, 303);
    assert.match((await read(liv!.get(path))).body, /Vous y êtes la seule personne/);
    assert.equal((await say(liv!, path, 'quitter')).status, 303);
    const left = await house.db.selectFrom('community').select('id').where('id', '=', id).executeTakeFirst();
    assert.equal(left, undefined);
    assert.equal((await house.people.doors.moderation.matter(waits.id))?.state, 'withdrawn', 'nobody asks any more');
  });

  test('one that was refused is left too; its founder sees what became of it', async () => {
    const pam = await house.signedIn('pam');
    const path = await house.found(pam, { nom: 'Pas admise' });
    await house.decide(path, 'refuse');
    assert.match((await read(pam.get(path))).body, /n’a pas été admise/);
    assert.equal((await house.browser().get(path)).status, 404);
    assert.equal((await say(pam, path, 'besoin', { titre: 'Non', mots: 'x', texte: '' })).status, 400);
    assert.equal((await say(pam, path, 'quitter')).status, 303);
    assert.equal((await pam.get(path)).status, 404);
  });

  test('a need that a report took off is there for its author alone, who is told and takes it away', async () => {
    const rob = await house.signedIn('rob');
    const path = await house.opened(rob, { nom: 'Un seul besoin' });
    const sam = await house.signedIn('sam');
    await say(sam, path, 'rejoindre');
    await say(sam, path, 'besoin', { titre: 'Un hangar', mots: 'x', texte: '' });
    const page = (await read(house.browser('198.51.100.12').get(path))).body;
    const [, link, need] = /href="(\/communautes\/\w+\/signaler\?besoin=([^"]+))"/.exec(page)!;
    await house.browser('198.51.100.12').post(link!, { texte: 'Une publicité.' });
    await house.decide(path, 'accept', 'community-report');
    for (const who of [house.browser(), rob]) assert.doesNotMatch((await read(who.get(path))).body, /Un hangar/);
    assert.match((await read(sam.get(path))).body, /Un hangar[\s\S]*personne d’autre ne le voit/);
    assert.equal((await say(sam, path, 'retirer-besoin', { id: need! })).status, 303);
    assert.doesNotMatch((await read(sam.get(path))).body, /Un hangar/);
  });

  test('script in every field is text; what is missing is told and what was typed stays; twice is once', async () => {
    const max = await house.signedIn('max');
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const path = await house.opened(max, { nom: evil, phrase: evil, texte: evil });
    await say(max, path, 'besoin', { titre: evil, mots: evil, texte: evil });
    await say(max, path, 'rencontre', {
      titre: evil,
      lieu: evil,
      texte: evil,
      debut: '2099-01-01T10:00',
      fin: '2099-01-01T11:00',
    });
    for (const at of [
      path,
      `${path}/reglages`,
      `${path}/signaler`,
      '/communautes',
      `${path}?cle=${encodeURIComponent(evil)}`,
    ])
      assert.doesNotMatch((await read(max.get(at))).body, /<script>alert|<img src=x/, at);
    const wrongs: Record<string, string>[] = [
      { nom: '' },
      { recherche: 'https://ailleurs.example/' },
      { rejoindre: 'tous' },
      { phrase: 'x'.repeat(201) },
    ];
    for (const wrong of wrongs) {
      const answer = await read(max.post('/communautes/nouvelle', fields({ texte: 'Ceci reste.', ...wrong })));
      assert.equal(answer.status, 400);
      assert.match(answer.body, /role="alert"[\s\S]*Ceci reste\./);
    }
    const again = await Promise.all([1, 2, 3].map(() => house.found(max, { nom: 'Deux fois' })));
    assert.equal(new Set(again).size, 1, 'sent three times it is one');
    const nia = await house.signedIn('nia');
    await Promise.all(Array.from({ length: 5 }, () => say(nia, path, 'rejoindre')));
    assert.match((await read(nia.get(path))).body, /2 membres/);
    const data = JSON.parse((await read(nia.get('/compte/donnees.json'))).body);
    assert.equal(data.communities.joined.length, 1);
  });
});
