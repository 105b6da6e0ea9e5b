/** What people of a community would notice: how it opens, who comes in, who may write, and what is left when they go. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load } from 'cheerio';
import { type PeopledSite, peopledSite } from './testing-people.ts';
import { calendarFile, parisTime } from './view/calendar.ts';

let house: PeopledSite;
before(async () => {
  house = await peopledSite({ rooms: { proxies: 1 } });
});
after(() => house.close());

type Visitor = ReturnType<PeopledSite['browser']>;
let networks = 0;
const signedIn = async (name: string) => {
  const person = house.browser(`203.0.113.${++networks}`);
  await person.signIn(`${name}@exemple.fr`);
  await person.post('/compte', { nom: name, langue: 'fr' });
  return person;
};
const read = async (answer: Response | Promise<Response>) => {
  const { status, headers } = await answer;
  return { status, headers, body: (await (await answer).text()).replaceAll(/[\u00a0\u202f]/g, ' ') };
};
const idOf = async (name: string) =>
  (await house.db.selectFrom('person').select('id').where('mail', '=', `${name}@exemple.fr`).executeTakeFirstOrThrow())
    .id;
const fields = (more: Record<string, string> = {}) => ({
  ...{
    nom: 'Jardins du Nord',
    phrase: 'Ceux qui jardinent ensemble',
    texte: 'Depuis 2020.',
    rejoindre: 'open',
    ecrire: 'members',
  },
  ...{ recherche: 'https://carrefour.exemple/recherche?q=jardin&territoire=departement-59&page=3', ...more },
});
const found = async (person: Visitor, more: Record<string, string> = {}) => {
  const answer = await person.post('/communautes/nouvelle', fields(more));
  assert.equal(answer.status, 303, await answer.clone().text());
  return answer.headers.get('location')!;
};
let curator: string | undefined;
const decide = async (path: string, verdict: 'accept' | 'refuse', kind = 'community') => {
  if (curator === undefined) {
    await signedIn('curatrice');
    await house.setRole('curatrice@exemple.fr', 'curator');
    curator = await idOf('curatrice');
  }
  const id = path.split('/').at(-1)!;
  const matters = await house.people.doors.moderation.list({ most: 50 });
  const matter = matters.find((one) => one.kind === kind && JSON.stringify(one).includes(id))!;
  await house.people.doors.moderation.decide(matter.id, { verdict, by: curator, sentence: 'Bienvenue à vous.' });
};
const opened = async (person: Visitor, more: Record<string, string> = {}) => {
  const path = await found(person, more);
  await decide(path, 'accept');
  return path;
};
const say = (person: Visitor, path: string, faire: string, more: Record<string, string> = {}) =>
  person.post(path, { faire, ...more });

describe('communities', () => {
  test('one is seen by its founder alone until a curator admits it; refused, by nobody', async () => {
    const ana = await signedIn('ana');
    const path = await found(ana);
    assert.match((await read(ana.get(path))).body, /attend d’être relue/);
    assert.equal((await house.browser().get(path)).status, 404);
    assert.doesNotMatch((await read(house.browser().get('/communautes'))).body, /Jardins du Nord/);
    await decide(path, 'accept');
    const shown = await read(house.browser().get(path));
    assert.equal(shown.status, 200);
    assert.equal(shown.headers.get('cache-control'), 'public, no-cache');
    assert.match(shown.body, /href="\/recherche\.atom\?q=jardin&amp;territoire=departement-59"/);
    assert.match((await read(house.browser().get('/en/communautes'))).body, /Jardins du Nord/);
    const other = await found(ana, { nom: 'Refusée' });
    await decide(other, 'refuse');
    assert.equal((await ana.get(other)).status, 404);
  });

  test('who may join is theirs to set: open, on request, by a link', async () => {
    const bob = await signedIn('bob');
    const path = await opened(bob, { nom: 'Portes' });
    const kim = await signedIn('kim');
    await say(kim, path, 'rejoindre');
    assert.match((await read(kim.get(path))).body, /Quitter la communauté/);
    await say(kim, path, 'quitter');
    const settings = `${path}/reglages`;
    await say(bob, settings, 'decrire', fields({ nom: 'Portes', rejoindre: 'request' }));
    await say(kim, path, 'rejoindre');
    const asking = await read(kim.get(path));
    assert.match(asking.body, /Votre demande attend/);
    assert.doesNotMatch(asking.body, /id="membres-titre"/, 'names are for those inside');
    await say(bob, settings, 'accepter', { personne: await idOf('kim') });
    assert.match((await read(kim.get(path))).body, /id="membres-titre"[\s\S]*bob/);
    await say(bob, settings, 'decrire', fields({ nom: 'Portes', rejoindre: 'invited' }));
    const lou = await signedIn('lou');
    assert.equal((await say(lou, path, 'rejoindre')).status, 400);
    await say(bob, settings, 'inviter');
    const link = new URL(load((await read(bob.get(settings))).body)('#lien').attr('value')!);
    assert.equal((await say(lou, path, 'rejoindre', { cle: 'faux' })).status, 400);
    const form = load((await read(lou.get(path + link.search))).body)('button[value=rejoindre]').closest('form');
    const hidden = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
    assert.equal((await say(lou, path, 'rejoindre', hidden)).status, 303);
    await say(bob, settings, 'fermer-lien');
    const eve = await signedIn('eve');
    assert.equal((await say(eve, path, 'rejoindre', hidden)).status, 400, 'the link was closed');
  });

  test('a need is matched with projects; a meeting goes into a calendar; public collections are shown', async () => {
    const dan = await signedIn('dan');
    const path = await opened(dan, { nom: 'Besoins' });
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
    const carnet = (await dan.post('/compte/carnets', { titre: 'Nos modèles', texte: '' })).headers
      .get('location')!
      .match(/carnets\/(\w{10})/)![1]!;
    assert.equal((await say(dan, path, 'carnet', { id: carnet })).status, 400, 'a private one is not shown');
    await dan.post(`/compte/carnets/${carnet}`, { faire: 'partager', partage: 'public' });
    await say(dan, path, 'carnet', { id: carnet });
    assert.match((await read(house.browser().get(path))).body, /Nos modèles/);
    await dan.post(`/compte/carnets/${carnet}`, { faire: 'partager', partage: 'private' });
    assert.doesNotMatch((await read(house.browser().get(path))).body, /Nos modèles/);
  });

  test('nobody does what is not theirs, by any form: strangers, those who asked, members, other communities', async () => {
    const fay = await signedIn('fay');
    const gil = await signedIn('gil');
    const path = await opened(fay, { nom: 'Fermée', rejoindre: 'request', ecrire: 'admins' });
    const theirs = await opened(gil, { nom: 'Celle de Gil' });
    await say(fay, path, 'besoin', { titre: 'Le nôtre', mots: 'jardin', texte: '' });
    const need = (
      await house.db.selectFrom('community_need').select('id').where('title', '=', 'Le nôtre').executeTakeFirstOrThrow()
    ).id;
    const fayId = await idOf('fay');
    const attempts = async (who: Visitor) => {
      for (const [at, faire, more] of [
        [path, 'besoin', { titre: 'Intrus', mots: 'x', texte: '' }],
        [path, 'rencontre', { titre: 'Intrus', lieu: 'x', debut: '2099-01-01T10:00', fin: '2099-01-01T11:00' }],
        [path, 'retirer-besoin', { id: need }],
        [theirs, 'retirer-besoin', { id: need }],
        [`${path}/reglages`, 'inviter', {}],
        [`${path}/reglages`, 'decrire', fields({ nom: 'Intrus' })],
        [`${path}/reglages`, 'retirer', { personne: fayId }],
        [`${path}/reglages`, 'administrer', { personne: await idOf('gil') }],
        [`${path}/reglages`, 'accepter', { personne: await idOf('gil') }],
      ] as [string, string, Record<string, string>][])
        assert.ok([400, 404].includes((await say(who, at, faire, more)).status), `${at} ${faire}`);
      assert.equal((await who.get(`${path}/reglages`)).status, 404);
    };
    await attempts(gil);
    await say(gil, path, 'rejoindre');
    await attempts(gil);
    await say(fay, `${path}/reglages`, 'accepter', { personne: await idOf('gil') });
    await attempts(gil);
    const body = (await read(fay.get(path))).body;
    assert.match(body, /Le nôtre/);
    assert.doesNotMatch(body, /Intrus/);
    assert.equal((await house.browser().post(path, { faire: 'rejoindre' })).status, 401);
  });

  test('the last admin goes: the eldest member is one; the last member goes: it closes', async () => {
    const hal = await signedIn('hal');
    const ivy = await signedIn('ivy');
    const jo = await signedIn('jo');
    const path = await opened(hal, { nom: 'Succession' });
    await say(ivy, path, 'rejoindre');
    await say(jo, path, 'rejoindre');
    await say(hal, path, 'besoin', { titre: 'Un souvenir de Hal', mots: 'x', texte: '' });
    await hal.post('/compte/supprimer', { mail: 'hal@exemple.fr' });
    assert.equal((await ivy.get(`${path}/reglages`)).status, 200);
    assert.equal((await jo.get(`${path}/reglages`)).status, 404);
    assert.doesNotMatch((await read(ivy.get(path))).body, /Hal/);
    await say(ivy, `${path}/reglages`, 'membre', { personne: await idOf('ivy') });
    assert.equal((await ivy.get(`${path}/reglages`)).status, 200, 'there is always one');
    await say(ivy, path, 'quitter');
    await say(jo, path, 'quitter');
    assert.equal((await house.browser().get(path)).status, 404);
  });

  test('a report goes to the curators, who may close it', async () => {
    const kay = await signedIn('kay');
    const path = await opened(kay, { nom: 'Signalée' });
    const stranger = house.browser('198.51.100.9');
    assert.equal((await stranger.post(`${path}/signaler`, { texte: '' })).status, 400);
    assert.match(
      (await read(stranger.post(`${path}/signaler`, { texte: 'Ce sont des annonces.' }))).body,
      /c’est transmis/,
    );
    await decide(path, 'accept', 'community-report');
    assert.equal((await kay.get(path)).status, 404);
  });

  test('script in every field is text; what is missing is told and what was typed stays; twice is once', async () => {
    const max = await signedIn('max');
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const path = await opened(max, { nom: evil, phrase: evil, texte: evil });
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
    const again = await Promise.all([1, 2, 3].map(() => found(max, { nom: 'Deux fois' })));
    assert.equal(new Set(again).size, 1, 'sent three times it is one');
    const nia = await signedIn('nia');
    await Promise.all(Array.from({ length: 5 }, () => say(nia, path, 'rejoindre')));
    assert.match((await read(nia.get(path))).body, /2 membres/);
    const data = JSON.parse((await read(nia.get('/compte/donnees.json'))).body);
    assert.equal(data.communities.joined.length, 1);
  });

  test('Paris time in summer, in winter, and in the hour that is skipped; long lines of a calendar are folded', () => {
    assert.equal(parisTime('2026-07-01T12:00')?.toISOString(), '2026-07-01T10:00:00.000Z');
    assert.equal(parisTime('2026-01-01T12:00')?.toISOString(), '2026-01-01T11:00:00.000Z');
    assert.ok(parisTime('2026-03-29T02:30') instanceof Date);
    assert.equal(parisTime('2026-13-01T12:00'), undefined);
    assert.equal(parisTime('demain'), undefined);
    const at = new Date('2026-01-01T11:00:00Z');
    const file = calendarFile(
      { id: 'x', title: 'é'.repeat(200), text: '', place: '', starts: at, ends: at, url: 'https://a.example/' },
      at,
    );
    for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75);
    assert.ok(file.replaceAll('\r\n ', '').includes('é'.repeat(200)));
  });
});
