/** What everybody reads of circles was read by a curator first, also when it is changed later; and anybody reports the rest. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CirclesHouse, circlesHouse, collect, fields, read, say, type Visitor } from './testing-circles.ts';
import { inventProjects } from './testing-country.ts';

const [one, two] = inventProjects();
let house: CirclesHouse;
before(async () => {
  house = await circlesHouse();
});
after(() => house?.close());

const bodyAt = async (path: string, who: Visitor = house.browser()) => (await read(who.get(path))).body;
const edit = (person: Visitor, id: string, more: Record<string, string>) => person.post(`/compte/carnets/${id}`, more);
const stateOf = (id: string) => house.people.doors.moderation.matter(id);

describe('a community that was admitted', () => {
  test('stays as it was admitted until a curator has read what its admins changed', async () => {
    const ana = await house.signedIn('ana');
    const path = await house.opened(ana, { nom: 'Jardins de Lille' });
    const other = { nom: 'Casino', phrase: 'Jouez', texte: 'Ici.', recherche: '/recherche?q=casino' };
    const changed = await say(ana, `${path}/reglages`, 'decrire', fields({ ...other, rejoindre: 'invited' }));
    assert.equal(changed.status, 303);
    const seen = await bodyAt(path);
    assert.match(seen, /<h1>Jardins de Lille<\/h1>/);
    assert.doesNotMatch(seen, /Casino|Jouez|q=casino/);
    assert.match(seen, /par un lien d’invitation/, 'who may join is theirs to say, at once');
    assert.doesNotMatch(await bodyAt('/communautes'), /Casino/);
    const settings = await bodyAt(`${path}/reglages`, ana);
    assert.match(settings, /attend d’être relu/);
    assert.match(settings, /value="Casino"/, 'what was written is there to be written on');
    const id = (await house.waiting(path, 'community-change'))!.id;
    const matter = await bodyAt(`/curation/moderation/${id}`, house.curator);
    assert.match(matter, /<del>.*Jardins de Lille<\/del>/);
    assert.match(matter, /<dt>Les projets montrés<\/dt>.*<del>.*jardin.*Nord.*<\/del>.*casino/s, 'a search in words');
    await house.decide(path, 'refuse', 'community-change');
    assert.match(await bodyAt(path), /Jardins de Lille/);
    assert.match(await bodyAt(`${path}/reglages`, ana), /value="Jardins de Lille"/);
    await house.people.doors.moderation.undo(id, house.by);
    await house.decide(path, 'accept', 'community-change');
    assert.match(await bodyAt(path), /<h1>Casino<\/h1>[\s\S]*q=casino/);
    await house.people.doors.moderation.undo(id, house.by);
    assert.match(await bodyAt(path), /<h1>Jardins de Lille<\/h1>[\s\S]*q=jardin/);
    // Written back as it is online, nothing waits any more.
    await say(ana, `${path}/reglages`, 'decrire', fields({ nom: 'Jardins de Lille' }));
    assert.equal((await stateOf(id))?.state, 'withdrawn');
  });

  test('changed by its admins while a curator reads: the curator reads again before deciding', async () => {
    const bob = await house.signedIn('bob');
    const path = await house.opened(bob, { nom: 'Lecture' });
    await say(bob, `${path}/reglages`, 'decrire', fields({ nom: 'Lecture et jardin' }));
    const { id } = (await house.waiting(path, 'community-change'))!;
    const page = await bodyAt(`/curation/moderation/${id}`, house.curator);
    const vu = /name="vu" value="([^"]+)"/.exec(page)![1]!;
    await say(bob, `${path}/reglages`, 'decrire', fields({ nom: 'Autre chose encore' }));
    const word = { verdict: 'accept', phrase: 'Merci.' };
    const late = await read(house.curator.post(`/curation/moderation/${id}`, { ...word, vu }));
    assert.equal(late.status, 409);
    assert.match(late.body, /pendant que vous lisiez[\s\S]*Autre chose encore/);
    assert.match(await bodyAt(path), /<h1>Lecture<\/h1>/);
    const again = /name="vu" value="([^"]+)"/.exec(late.body)![1]!;
    assert.equal((await house.curator.post(`/curation/moderation/${id}`, { ...word, vu: again })).status, 303);
    assert.match(await bodyAt(path), /Autre chose encore/);
  });
});

describe('a public collection', () => {
  const publish = (person: Visitor, id: string) => edit(person, id, { faire: 'partager', partage: 'public' });
  const keep = (person: Visitor, carnet: string, projet: string) =>
    person.post('/compte/carnets/ajouter', { carnet, projet });

  test('is read by a curator, then by everybody; what is written later likewise, and what is taken out is gone', async () => {
    const cam = await house.signedIn('cam');
    const id = await collect(cam, 'Jardins à voir', 'Pour la mairie.');
    await keep(cam, id, one!.id);
    await edit(cam, id, { faire: 'noter', projet: one!.id, note: 'Une belle serre.' });
    await publish(cam, id);
    const path = `/carnets/${id}`;
    for (const at of [path, `${path}/dossier`, `${path}/carnet.json`])
      assert.equal((await house.browser().get(at)).status, 404, `${at} before anybody has read it`);
    assert.doesNotMatch(await bodyAt('/carnets'), /Jardins à voir/);
    assert.match(await bodyAt(path, house.curator), /Une belle serre/, 'a curator reads it whole');
    assert.match(await bodyAt(`/compte/carnets/${id}`, cam), /attend d’être relu/);
    await house.decide(path, 'accept', 'collection');
    assert.match(await bodyAt(path), /<h1>Jardins à voir<\/h1>[\s\S]*Pour la mairie[\s\S]*Une belle serre/);
    assert.match(await bodyAt('/carnets'), /Jardins à voir/);

    await edit(cam, id, { faire: 'decrire', titre: 'Achetez', texte: 'Des pilules.' });
    await edit(cam, id, { faire: 'noter', projet: one!.id, note: 'http://pilules.example' });
    await keep(cam, id, two!.id);
    for (const at of [path, '/carnets', `${path}/dossier`, `${path}/carnet.json`])
      assert.doesNotMatch(await bodyAt(at), /Achetez|ilules/, at);
    const seen = await bodyAt(path);
    assert.match(seen, /Jardins à voir[\s\S]*Une belle serre/, 'what was read stays');
    assert.ok(seen.includes(two!.id), 'projects are added at once: they are the site’s own');
    const { id: matter } = (await house.waiting(path, 'collection'))!;
    assert.match(
      await bodyAt(`/curation/moderation/${matter}`, house.curator),
      /<del>.*Jardins à voir<\/del>[\s\S]*<del>.*Une belle serre\.<\/del>/,
    );
    await edit(cam, id, { faire: 'noter', projet: one!.id, note: '' });
    assert.doesNotMatch(await bodyAt(path), /belle serre/, 'taken out, it is gone at once');
    await house.decide(path, 'refuse', 'collection');
    assert.match(await bodyAt(path), /Jardins à voir/);
    assert.match(await bodyAt(`/compte/carnets/${id}`, cam), /n’est pas visible de tous[\s\S]*Bienvenue à vous/);
    await edit(cam, id, { faire: 'decrire', titre: 'Jardins à voir', texte: 'Pour tous.' });
    await house.decide(path, 'accept', 'collection');
    assert.match(await bodyAt(path), /Pour tous/);
    const [last] = await house.people.doors.moderation.mattersOf('collection', id);
    await house.people.doors.moderation.undo(last!.id, house.by);
    assert.match(await bodyAt(path), /Pour la mairie/, 'the word taken back, what was read before is read again');
  });

  test('private again, or by its link, it waits for nobody; public again with words that were read, it is read at once', async () => {
    const dan = await house.signedIn('dan');
    const id = await collect(dan, 'Aller et retour');
    await publish(dan, id);
    await edit(dan, id, { faire: 'partager', partage: 'link' });
    assert.equal(await house.waiting(`/carnets/${id}`, 'collection'), undefined);
    await publish(dan, id);
    await house.decide(`/carnets/${id}`, 'accept', 'collection');
    await edit(dan, id, { faire: 'partager', partage: 'private' });
    assert.equal((await house.browser().get(`/carnets/${id}`)).status, 404);
    await publish(dan, id);
    assert.equal((await house.browser().get(`/carnets/${id}`)).status, 200);
    await edit(dan, id, { faire: 'decrire', titre: 'Changé', texte: '' });
    await edit(dan, id, { faire: 'supprimer' });
    assert.equal(await house.waiting(`/carnets/${id}`, 'collection'), undefined);
  });
});

describe('anybody reports', () => {
  test('a need, a meeting, a public collection: read where it stands, taken off by a curator, put back', async () => {
    const eve = await house.signedIn('eve');
    const path = await house.opened(eve, { nom: 'Signalements' });
    await say(eve, path, 'besoin', { titre: 'Des bras', mots: 'jardin', texte: 'Insulte envers Paul.' });
    const dates = { debut: '2099-01-01T10:00', fin: '2099-01-01T11:00' };
    await say(eve, path, 'rencontre', { titre: 'Une fête', lieu: 'Lille', texte: '', ...dates });
    const carnet = await collect(eve, 'Carnet douteux', 'Du texte.');
    await edit(eve, carnet, { faire: 'partager', partage: 'public' });
    await house.decide(`/carnets/${carnet}`, 'accept', 'collection');
    const stranger = house.browser('198.51.100.77');
    const page = await bodyAt(path, stranger);
    const links = [...page.matchAll(/href="(\/communautes\/\w+\/signaler\?[^"]+)"/g)].map(([, href]) => href!);
    assert.equal(links.length, 2);
    const shown = /Insulte|Une fête|Carnet douteux/;
    for (const [link, kind, at] of [
      [links[0]!, 'community-report', path],
      [links[1]!, 'community-report', path],
      [`/carnets/${carnet}/signaler`, 'collection-report', `/carnets/${carnet}`],
    ] as const) {
      assert.equal((await stranger.post(link, { texte: 'x' })).status, 400);
      const before = (await bodyAt(at)).match(new RegExp(shown, 'g'))!.length;
      for (let twice = 0; twice < 2; twice++)
        assert.match(
          (await read(stranger.post(link, { texte: 'Ce n’est pas à sa place <b>' }))).body,
          /c’est transmis/,
        );
      const id = (await house.waiting(at, kind))!.id;
      const matter = await bodyAt(`/curation/moderation/${id}`, house.curator);
      assert.match(matter, /pas à sa place &lt;b&gt;[\s\S]*(Insulte|Une fête|Carnet douteux)/);
      await house.decide(at, 'accept', kind);
      const off = await read(house.browser().get(at));
      assert.ok(off.status === 404 || off.body.match(new RegExp(shown, 'g'))!.length < before, link);
      await house.people.doors.moderation.undo(id, house.by);
      assert.equal((await bodyAt(at)).match(new RegExp(shown, 'g'))!.length, before);
      await house.decide(at, 'refuse', kind);
      assert.equal((await bodyAt(at)).match(new RegExp(shown, 'g'))!.length, before);
    }
    const stored = await house.db.selectFrom('matter').select('facts').where('kind', '=', 'community-report').execute();
    assert.doesNotMatch(JSON.stringify(stored), /Insulte/, 'the queue keeps no copy of the words');
  });

  /** A community with a need and a meeting, and a public collection: where each is reported, read, and what it says. */
  const written = async (name: string) => {
    const person = await house.signedIn(name);
    const path = await house.opened(person, { nom: `Cercle de ${name}` });
    await say(person, path, 'besoin', { titre: 'Des bras', mots: 'jardin', texte: 'Le samedi.' });
    const dates = { debut: '2099-01-01T10:00', fin: '2099-01-01T11:00' };
    await say(person, path, 'rencontre', { titre: 'Une fête', lieu: 'Lille', texte: '', ...dates });
    const carnet = await collect(person, 'Carnet de tous', 'Premier texte.');
    await edit(person, carnet, { faire: 'partager', partage: 'public' });
    await house.decide(`/carnets/${carnet}`, 'accept', 'collection');
    const page = await bodyAt(path);
    const [need = '', meeting = ''] = [...page.matchAll(/href="(\/communautes\/\w+\/signaler\?[^"]+)"/g)].map(
      ([, href]) => href!,
    );
    return {
      person,
      path,
      carnet,
      things: [
        { link: need, kind: 'community-report', at: path, says: 'Des bras' },
        { link: meeting, kind: 'community-report', at: path, says: 'Une fête' },
        { link: `/carnets/${carnet}/signaler`, kind: 'collection-report', at: `/carnets/${carnet}`, says: 'Carnet' },
        { link: `${path}/signaler`, kind: 'community-report', at: path, says: 'Cercle de' },
      ],
    };
  };
  const isShown = async (at: string, says: string) => {
    const { status, body } = await read(house.browser().get(at));
    return status === 200 && body.includes(says);
  };

  test('two reports on one thing were accepted: undone one by one, it is back when both are', async () => {
    const { things } = await written('gaby');
    let network = 0;
    for (const { link, kind, at, says } of things) {
      for (const _ of ['one', 'two'])
        await house.browser(`198.51.101.${++network}`).post(link, { texte: 'Pas à sa place.' });
      const first = await house.decide(at, 'accept', kind);
      const waits = (await house.waiting(at, kind))!;
      assert.match(
        await bodyAt(`/curation/moderation/${waits.id}`, house.curator),
        new RegExp(says),
        'the second is decided with the words before one’s eyes',
      );
      const second = await house.decide(at, 'accept', kind);
      assert.equal(await isShown(at, says), false);
      assert.equal((await house.people.doors.moderation.undo(first, house.by)).is, 'undone');
      assert.equal(await isShown(at, says), false, `${link}: the other report stands`);
      await house.decide(at, 'refuse', kind);
      assert.equal((await house.people.doors.moderation.undo(second, house.by)).is, 'undone');
      assert.equal(await isShown(at, says), true);
      await house.decide(at, 'refuse', kind);
    }
  });

  test('whoever reported it leaves: it stays off, can be put back, and nothing of them is left', async () => {
    const { things } = await written('lena');
    const reporter = await house.signedIn('oscar');
    const decided: string[] = [];
    for (const { link, kind, at } of things) {
      await reporter.post(link, { texte: 'Oscar trouve cela moche.' });
      decided.push(await house.decide(at, 'accept', kind));
    }
    const before = await house.db.selectFrom('matter').select('subject').where('id', 'in', decided).execute();
    assert.equal((await reporter.post('/compte/supprimer', { mail: 'oscar@exemple.fr' })).status, 200);
    const rows = await house.db.selectFrom('matter').selectAll().where('id', 'in', decided).execute();
    const words = await house.db.selectFrom('matter_word').selectAll().where('matter', 'in', decided).execute();
    const authors = await house.db.selectFrom('matter_author').selectAll().where('matter', 'in', decided).execute();
    assert.equal(rows.length, things.length);
    assert.deepEqual(authors, []);
    const held = JSON.stringify([rows, words]);
    assert.doesNotMatch(held, /oscar|moche/i);
    for (const { subject } of before) assert.ok(!held.includes(subject), 'what it was known by was made of the person');
    assert.match(await bodyAt(`/curation/moderation/${decided.at(-1)}`, house.curator), /Cercle de lena/);
    for (const [n, { at, says }] of [...things.entries()].reverse()) {
      assert.equal(await isShown(at, says), false);
      assert.equal((await house.people.doors.moderation.undo(decided[n]!, house.by)).is, 'undone');
      assert.equal(await isShown(at, says), true);
    }
  });

  test('what a report took off comes back with no undoing of what was accepted before or after', async () => {
    const { person, carnet, path } = await written('hugo');
    const { moderation } = house.people.doors;
    const at = `/carnets/${carnet}`;
    const report = async (link: string, kind: string) => {
      await house.browser('198.51.102.1').post(`${link}/signaler`, { texte: 'Pas à sa place.' });
      return house.decide(link, 'accept', kind);
    };
    await edit(person, carnet, { faire: 'decrire', titre: 'Second titre', texte: '' });
    const second = await house.decide(at, 'accept', 'collection');
    const reported = await report(at, 'collection-report');
    assert.equal((await moderation.undo(second, house.by)).is, 'undone');
    assert.equal((await house.browser().get(at)).status, 404, 'neither the second nor the first');
    assert.match(await bodyAt(`/curation/moderation/${second}`, house.curator), /Retiré du site après un signalement/);
    await moderation.undo(reported, house.by);
    assert.match(await bodyAt(at), /<h1>Carnet de tous<\/h1>/, 'what was accepted and never reported');
    assert.doesNotMatch(await bodyAt(at), /Premier texte/, 'its author has taken that away');

    await say(person, `${path}/reglages`, 'decrire', fields({ nom: 'Second nom' }));
    const change = await house.decide(path, 'accept', 'community-change');
    const closed = await report(path, 'community-report');
    assert.equal((await moderation.undo(change, house.by)).is, 'undone');
    assert.equal((await house.browser().get(path)).status, 404);
    const [founding] = await moderation.mattersOf('community', path.split('/').at(-1)!);
    assert.deepEqual(await moderation.undo(founding!.id, house.by), { is: 'refused', why: 'stands' });
    await moderation.undo(closed, house.by);
    assert.match(await bodyAt(path), /<h1>Cercle de hugo<\/h1>/);
  });

  test('what was written while nobody else read it is not admitted unread by a decision that was undone', async () => {
    const ira = await house.signedIn('ira');
    const carnet = await collect(ira, 'Avant', 'Lu.');
    const at = `/carnets/${carnet}`;
    await edit(ira, carnet, { faire: 'partager', partage: 'public' });
    const matter = await house.decide(at, 'accept', 'collection');
    await edit(ira, carnet, { faire: 'partager', partage: 'private' });
    await edit(ira, carnet, { faire: 'decrire', titre: 'Jamais lu', texte: 'Non plus.' });
    await house.people.doors.moderation.undo(matter, house.by);
    assert.equal((await stateOf(matter))?.state, 'withdrawn', 'it is private: nobody asks for anything');
    await edit(ira, carnet, { faire: 'partager', partage: 'public' });
    assert.equal((await house.browser().get(at)).status, 404);
    const anew = (await house.waiting(at, 'collection'))!;
    assert.match(JSON.stringify(anew.facts), /Jamais lu/);
  });

  test('what is not there, or not public, cannot be reported; nor is a stranger told that it exists', async () => {
    const fay = await house.signedIn('fay');
    const path = await house.found(fay, { nom: 'Attend' });
    const carnet = await collect(fay, 'À moi');
    const nobody = house.browser('198.51.100.78');
    for (const at of [
      `${path}/signaler`,
      `/carnets/${carnet}/signaler`,
      `${path}/signaler?besoin=00000000-0000-4000-8000-000000000000`,
      `${path}/signaler?besoin=x`,
      '/carnets/0123456789/signaler',
    ]) {
      assert.equal((await nobody.get(at)).status, 404, at);
      assert.equal((await nobody.post(at, { texte: 'Non, vraiment pas.' })).status, 404, at);
    }
  });
});
