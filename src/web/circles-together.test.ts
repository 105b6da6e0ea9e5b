/** What people would notice of words that they wrote together: whose they are when they are read, and when one of them leaves. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CirclesHouse, circlesHouse, fields, read, say, type Visitor } from './testing-circles.ts';
import { inventProjects } from './testing-country.ts';

const [one, two] = inventProjects();
let house: CirclesHouse;
before(async () => {
  house = await circlesHouse();
});
after(() => house?.close());

const edit = (person: Visitor, id: string, more: Record<string, string>) => person.post(`/compte/carnets/${id}`, more);
const pageOf = async (id: string) => (await read(house.browser().get(`/carnets/${id}`))).body;
const leaves = async (person: Visitor, name: string) => {
  const answer = await person.post('/compte/supprimer', { mail: `${name}@exemple.fr` });
  assert.equal(answer.status, 200, `${name} leaves`);
};
/** All that the tables hold of one collection. */
const heldOf = async (id: string) =>
  JSON.stringify([
    await house.db.selectFrom('collection').selectAll().where('id', '=', id).execute(),
    await house.db.selectFrom('collection_item').selectAll().where('collection', '=', id).execute(),
    await house.db.selectFrom('matter').selectAll().where('subject', '=', id).execute(),
  ]);

let count = 0;
/** An open community with these people in it, all admins, and a collection of it with two projects. */
async function together(...names: string[]) {
  const circle = ++count;
  const people = await Promise.all(names.map((name) => house.signedIn(`${name}${circle}`)));
  const path = await house.opened(people[0]!, { nom: `Cercle ${circle}` });
  for (const [rank, person] of people.slice(1).entries()) {
    await say(person, path, 'rejoindre');
    const id = await house.idOf(`${names[rank + 1]}${circle}`);
    await house.db.updateTable('community_member').set({ role: 'admin' }).where('person', '=', id).execute();
  }
  await say(people[0]!, path, 'nouveau-carnet', { titre: `Carnet ${circle}` });
  const { id } = await house.db
    .selectFrom('collection')
    .select('id')
    .where('community', '=', path.split('/').at(-1)!)
    .executeTakeFirstOrThrow();
  for (const projet of [one!.id, two!.id]) await people[0]!.post('/compte/carnets/ajouter', { carnet: id, projet });
  return {
    path,
    id,
    titre: `Carnet ${circle}`,
    people,
    name: (rank: number) => `${names[rank]}${circle}`,
    async publish() {
      await edit(people[0]!, id, { faire: 'partager', partage: 'public' });
      await house.decide(`/carnets/${id}`, 'accept', 'collection');
    },
  };
}

describe('a collection that two wrote', () => {
  for (const first of [0, 1])
    test(`keeps what the other wrote when ${first === 0 ? 'who began it' : 'who went on'} leaves, and nothing of theirs`, async () => {
      const { id, titre, people, name, publish } = await together('lou', 'kim');
      const [lou, kim] = people as [Visitor, Visitor];
      await edit(lou, id, { faire: 'decrire', titre, texte: 'Les semis de Lou. Puis la récolte.' });
      await edit(lou, id, { faire: 'noter', projet: one!.id, note: 'Une visite en mai.\nLe sol est lourd.' });
      // Saved by the other, with words of theirs in the middle: what stood stays its author's.
      await edit(kim, id, {
        faire: 'decrire',
        titre: `${titre} bis`,
        texte: 'Les semis de Lou. Et les outils de Kim. Puis la récolte.',
      });
      await edit(kim, id, {
        faire: 'noter',
        projet: one!.id,
        note: 'Une visite en mai.\nLe sol est lourd.\nRevenir en automne.',
      });
      await publish();
      assert.match(await pageOf(id), /Les semis de Lou\. Et les outils de Kim\. Puis la récolte\./);
      const data = [];
      for (const person of people) data.push((await read(person.get('/compte/donnees.json'))).body);
      assert.match(data[0]!, /Puis la récolte/);
      assert.doesNotMatch(data[0]!, /Revenir en automne/);
      assert.match(data[1]!, /Revenir en automne/);
      assert.doesNotMatch(data[1]!, /Une visite en mai/);
      await leaves(people[first]!, name(first));
      const [gone, left] = [/semis|récolte|Une visite|sol est lourd/, /outils|Revenir/];
      const [theirs, others] = first === 0 ? [gone, left] : [left, gone];
      const held = await heldOf(id);
      assert.doesNotMatch(held, theirs, 'what they wrote is gone, from what was read too');
      assert.doesNotMatch(held, first === 0 ? /\blou\b/i : /\bkim\b/i);
      const page = await pageOf(id);
      for (const word of others.source.split('|')) assert.match(page, new RegExp(word), 'the other’s words stay');
      // The other leaves too: a sentence that lost a name is still theirs.
      await leaves(people[1 - first]!, name(1 - first));
      assert.doesNotMatch(await heldOf(id), /semis|récolte|Une visite|sol est lourd|outils|Revenir/);
    });

  test('says again what was read, when who wrote over it leaves before anybody has read it', async () => {
    const { id, titre, people, name, publish } = await together('ana', 'max');
    const [ana, max] = people as [Visitor, Visitor];
    await edit(ana, id, { faire: 'decrire', titre, texte: 'Des serres à voir.' });
    await edit(ana, id, { faire: 'noter', projet: one!.id, note: 'Ouvert le jeudi.' });
    await publish();
    await edit(max, id, { faire: 'decrire', titre: 'Chez Max', texte: 'Tout autre chose, dit Max.' });
    await edit(max, id, { faire: 'noter', projet: one!.id, note: 'Fermé toujours.' });
    await leaves(max, name(1));
    const page = await pageOf(id);
    assert.match(page, new RegExp(`<h1>${titre}</h1>[\\s\\S]*Des serres à voir[\\s\\S]*Ouvert le jeudi`));
    const held = await heldOf(id);
    assert.doesNotMatch(held, /Max|Fermé toujours/);
    assert.equal(await house.waiting(`/carnets/${id}`, 'collection'), undefined, 'nothing is left to be read');
    assert.match((await read(ana.get(`/compte/carnets/${id}`))).body, /Des serres à voir/);
  });

  test('a sentence that one rewrote is of both: it stays without the name of who leaves', async () => {
    const { id, titre, people, name } = await together('lea', 'tom');
    const [lea, tom] = people as [Visitor, Visitor];
    await edit(lea, id, { faire: 'decrire', titre, texte: `Les jardins que Lea a vus à Lille.` });
    await edit(tom, id, { faire: 'decrire', titre, texte: `Les jardins que Lea a vus, à Lille et autour.` });
    await house.db
      .updateTable('person')
      .set({ name: 'Lea' })
      .where('id', '=', await house.idOf(name(0)))
      .execute();
    await leaves(lea, name(0));
    const { lead } = await house.db
      .selectFrom('collection')
      .select('lead')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.equal(lead, 'Les jardins que […] a vus, à Lille et autour.');
    await leaves(tom, name(1));
    assert.doesNotMatch(await heldOf(id), /Les jardins que/);
  });
});

test('one leaves while the other writes on: nobody waits for who waits for them, and nothing of theirs is left', async () => {
  const { path, id, titre, people, name, publish } = await together('fay', 'gil');
  const [fay, gil] = people as [Visitor, Visitor];
  await publish();
  await edit(gil, id, { faire: 'decrire', titre, texte: 'Un mot de Gil.' });
  await edit(gil, id, { faire: 'noter', projet: one!.id, note: 'Gil y passa.' });
  await say(gil, `${path}/reglages`, 'decrire', fields({ nom: titre, phrase: 'La phrase de Gil.' }));
  const answers = await Promise.all([
    ...[1, 2, 3].map((n) => edit(fay, id, { faire: 'noter', projet: one!.id, note: `Gil y passa.\nFay, jour ${n}.` })),
    gil.post('/compte/supprimer', { mail: `${name(1)}@exemple.fr` }),
    ...[1, 2, 3].map((n) => edit(fay, id, { faire: 'noter', projet: two!.id, note: `Fay encore, jour ${n}.` })),
    say(fay, `${path}/reglages`, 'decrire', fields({ nom: titre, phrase: 'La phrase de Gil.', texte: 'De Fay.' })),
  ]);
  assert.deepEqual(
    answers.filter(({ status }) => status >= 400).map(({ status }) => status),
    [],
  );
  assert.deepEqual(house.complaints, []);
  const gone = await house.db
    .selectFrom('written_by')
    .selectAll()
    .where('person', 'not in', (eb) => eb.selectFrom('person').select('id'));
  assert.deepEqual(await gone.execute(), []);
  const named = house.db.selectFrom('matter_author').select('person').where('person', 'is not', null);
  assert.deepEqual(await named.where('person', 'not in', (eb) => eb.selectFrom('person').select('id')).execute(), []);
  assert.match(await heldOf(id), /Fay encore/);
});

describe('what waits for a curator', () => {
  const decide = (matter: string, by: string, verdict: 'accept' | 'refuse' = 'accept') =>
    house.people.doors.moderation.decide(matter, { verdict, by, sentence: 'Merci à vous.' });

  for (const order of ['before', 'after'] as const)
    test(`is accepted by nobody whose words are in it, written ${order} another’s`, async () => {
      const { id, titre, people, name, publish } = await together('pia', 'eva');
      const [pia, eva] = people as [Visitor, Visitor];
      await publish();
      await house.setRole(`${name(1)}@exemple.fr`, 'curator');
      const acts = [
        () => edit(eva, id, { faire: 'noter', projet: two!.id, note: 'Achetez chez Eva.' }),
        () => edit(pia, id, { faire: 'decrire', titre, texte: 'Pour le maire.' }),
      ];
      for (const act of order === 'before' ? acts : acts.reverse()) await act();
      const { id: matter } = (await house.waiting(`/carnets/${id}`, 'collection'))!;
      const [ofPia, ofEva] = [await house.idOf(name(0)), await house.idOf(name(1))];
      assert.deepEqual(await decide(matter, ofEva), { is: 'refused', why: 'own' });
      assert.deepEqual(await decide(matter, ofPia), { is: 'refused', why: 'own' });
      for (const person of people) {
        const { matters } = JSON.parse((await read(person.get('/compte/donnees.json'))).body);
        const open = matters.sent.filter((one: { kind: string; state: string }) => one.state === 'waiting');
        assert.equal(open.length, 1, 'each finds it in their data');
      }
      await edit(eva, id, { faire: 'noter', projet: two!.id, note: '' });
      assert.equal(
        (await decide(matter, ofEva, 'accept')).is,
        'decided',
        'with her words gone she may read the other’s',
      );
      const told = await house.db
        .selectFrom('mail')
        .select('recipient')
        .where('kind', '=', 'matter')
        .where('recipient', 'in', [`${name(0)}@exemple.fr`, `${name(1)}@exemple.fr`])
        .where('text', 'like', `%${id}%`)
        .where('text', 'like', '%Merci à vous%')
        .execute();
      assert.deepEqual(
        told.map(({ recipient }) => recipient),
        [`${name(0)}@exemple.fr`],
      );
    });

  test('stays when the first of its authors leaves, and tells who is left', async () => {
    const { id, titre, people, name, publish } = await together('rex', 'zoe');
    const [rex, zoe] = people as [Visitor, Visitor];
    await publish();
    await edit(rex, id, { faire: 'decrire', titre, texte: 'Écrit par Rex.' });
    await edit(zoe, id, { faire: 'noter', projet: one!.id, note: 'Vu avec Zoe.' });
    const { id: matter } = (await house.waiting(`/carnets/${id}`, 'collection'))!;
    await leaves(rex, name(0));
    assert.equal((await house.people.doors.moderation.matter(matter))?.state, 'waiting');
    assert.deepEqual(await decide(matter, await house.idOf(name(1))), { is: 'refused', why: 'own' });
    assert.equal((await decide(matter, house.by)).is, 'decided');
    assert.match(await pageOf(id), /Vu avec Zoe/);
    assert.doesNotMatch(await heldOf(id), /Rex/);
    await leaves(zoe, name(1));
    assert.equal(await house.people.doors.moderation.matter(matter), undefined, 'with the last it goes');
  });
});

describe('what a community says of itself', () => {
  const columns = async (path: string) => {
    const id = path.split('/').at(-1)!;
    const row = await house.db.selectFrom('community').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const matters = await house.db.selectFrom('matter').selectAll().where('subject', '=', id).execute();
    const words = await house.db.selectFrom('matter_word').select('sentence').execute();
    return JSON.stringify([row, matters, words]);
  };

  test('does not say again a name that was taken out with its account: not accepted, not undone', async () => {
    const { path, people, name } = await together('noa', 'ugo');
    const [noa, ugo] = people as [Visitor, Visitor];
    await house.db
      .updateTable('person')
      .set({ name: 'Ugo Sorbier' })
      .where('id', '=', await house.idOf(name(1)))
      .execute();
    const texte = 'Avec Ugo Sorbier depuis 2020.';
    await say(noa, `${path}/reglages`, 'decrire', fields({ nom: 'Les Amis', texte }));
    const before = await house.decide(path, 'accept', 'community-change');
    const now = fields({ nom: 'Les Amis', phrase: 'Demandez Ugo Sorbier !', texte });
    await say(noa, `${path}/reglages`, 'decrire', now);
    const { id } = (await house.waiting(path, 'community-change'))!;
    await leaves(ugo, name(1));
    const gone = /Ugo|Sorbier/;
    assert.doesNotMatch(await columns(path), gone, 'nor does the queue keep it');
    await house.decide(path, 'accept', 'community-change');
    assert.match(await columns(path), /Demandez \[…\] !/);
    assert.doesNotMatch(await columns(path), gone);
    for (const matter of [id, before]) {
      await house.people.doors.moderation.undo(matter, house.by);
      assert.doesNotMatch(await columns(path), gone);
    }
  });

  test('a change that two wrote loses the words of who leaves, keeps the other’s, and is neither’s to accept', async () => {
    const { path, people, name } = await together('mia', 'ned');
    const [mia, ned] = people as [Visitor, Visitor];
    const base = { nom: 'Ensemble', phrase: 'Une phrase.', texte: 'Un texte.' };
    await say(mia, `${path}/reglages`, 'decrire', fields(base));
    await house.decide(path, 'accept', 'community-change');
    const byMia = { ...base, texte: 'Un texte. Avec la suite de Mia.' };
    await say(mia, `${path}/reglages`, 'decrire', fields(byMia));
    await say(ned, `${path}/reglages`, 'decrire', fields({ ...byMia, phrase: 'La phrase de Ned.' }));
    const { id } = (await house.waiting(path, 'community-change'))!;
    for (const rank of [0, 1])
      assert.deepEqual(
        await house.people.doors.moderation.decide(id, {
          verdict: 'accept',
          by: await house.idOf(name(rank)),
          sentence: '',
        }),
        { is: 'refused', why: 'own' },
      );
    assert.match((await read(ned.get('/compte/donnees.json'))).body, /La phrase de Ned/);
    await leaves(mia, name(0));
    const matter = (await house.people.doors.moderation.matter(id))!;
    assert.equal(matter.state, 'waiting');
    assert.deepEqual(matter.facts.map(({ value }) => value).slice(0, 3), [
      'Ensemble',
      'La phrase de Ned.',
      'Un texte.',
    ]);
    await house.decide(path, 'accept', 'community-change');
    assert.match((await read(house.browser().get(path))).body, /La phrase de Ned\.[\s\S]*Un texte\./);
    assert.doesNotMatch(await columns(path), /Mia/);
  });
});
