/** A community's own collections: written by its members who may, run by its admins, shown on its page, and what is left of who leaves. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'cheerio';
import { type CirclesHouse, circlesHouse, fields, read, say, type Visitor } from './testing-circles.ts';
import { inventProjects } from './testing-country.ts';

const [one, two] = inventProjects();
let house: CirclesHouse;
before(async () => {
  house = await circlesHouse();
});
after(() => house?.close());

const edit = (person: Visitor, id: string, more: Record<string, string>) => person.post(`/compte/carnets/${id}`, more);
const made = async (person: Visitor, path: string, titre: string) => {
  assert.equal((await say(person, path, 'nouveau-carnet', { titre })).status, 303);
  const page = load((await read(person.get(path))).body);
  const link = page('a[href^="/compte/carnets/"]').filter((_, a) => page(a).text() === titre);
  return link.attr('href')!.split('/').at(-1)!;
};

test('members who may write keep projects in it and note them; others read it when it is public and was read', async () => {
  const ana = await house.signedIn('ana');
  const path = await house.opened(ana, { nom: 'Commune' });
  const bob = await house.signedIn('bob');
  await say(bob, path, 'rejoindre');
  const id = await made(ana, path, 'Nos modèles');
  assert.match((await read(bob.get(`/compte/carnets/ajouter?projet=${one!.id}`))).body, /Ajouter à « Nos modèles »/);
  assert.equal((await bob.post('/compte/carnets/ajouter', { carnet: id, projet: one!.id })).status, 303);
  assert.equal((await edit(bob, id, { faire: 'noter', projet: one!.id, note: 'Visité en mai.' })).status, 303);
  assert.match((await read(ana.get(`/carnets/${id}`))).body, /De la communauté « Commune »[\s\S]*Visité en mai/);
  const stranger = await house.signedIn('eve');
  for (const who of [stranger, house.browser('198.51.100.1')]) {
    assert.equal((await who.get(`/carnets/${id}`)).status, 404);
    assert.doesNotMatch((await read(who.get(path))).body, /Nos modèles/);
  }
  const attempts: Record<string, string>[] = [
    { faire: 'decrire', titre: 'À moi', texte: '' },
    { faire: 'noter', projet: one!.id, note: 'Non' },
    { faire: 'partager', partage: 'public' },
    { faire: 'supprimer' },
  ];
  for (const more of attempts) assert.equal((await edit(stranger, id, more)).status, 404, more.faire);
  for (const more of attempts.slice(2))
    assert.equal((await edit(bob, id, more)).status, 400, 'its admins say who reads');
  assert.equal((await say(stranger, path, 'nouveau-carnet', { titre: 'Intrus' })).status, 400);

  await edit(ana, id, { faire: 'partager', partage: 'public' });
  assert.doesNotMatch((await read(house.browser().get(path))).body, /Nos modèles/, 'nobody has read it yet');
  await house.decide(`/carnets/${id}`, 'accept', 'collection');
  assert.match((await read(house.browser().get(path))).body, /Nos modèles/);
  assert.match((await read(house.browser().get('/carnets'))).body, /Nos modèles/);
  await edit(bob, id, { faire: 'noter', projet: one!.id, note: 'Une publicité.' });
  assert.match((await read(house.browser().get(`/carnets/${id}`))).body, /Visité en mai/);

  await say(ana, `${path}/reglages`, 'decrire', fields({ nom: 'Commune', ecrire: 'admins' }));
  assert.equal((await bob.get(`/compte/carnets/${id}`)).status, 404, 'who may write is theirs to set, here too');
  assert.equal((await bob.get(`/carnets/${id}`)).status, 200, 'it is public');
});

test('who leaves the site takes their words out of it; the collection stays; a community that closes shows it no more', async () => {
  const kim = await house.signedIn('kim');
  const path = await house.opened(kim, { nom: 'Reste' });
  const lou = await house.signedIn('lou');
  await say(lou, path, 'rejoindre');
  const id = await made(lou, path, 'Choix de lou');
  for (const projet of [one!.id, two!.id]) await lou.post('/compte/carnets/ajouter', { carnet: id, projet });
  await edit(lou, id, { faire: 'decrire', titre: 'Choix de lou', texte: 'Écrivez à lou@exemple.fr' });
  await edit(lou, id, { faire: 'noter', projet: one!.id, note: 'Lou y était.' });
  await edit(kim, id, { faire: 'noter', projet: two!.id, note: 'Kim y était.' });
  await edit(kim, id, { faire: 'partager', partage: 'public' });
  await house.decide(`/carnets/${id}`, 'accept', 'collection');
  const data = JSON.parse((await read(lou.get('/compte/donnees.json'))).body);
  assert.match(JSON.stringify(data.collections), /Lou y était/);
  assert.doesNotMatch(JSON.stringify(data.collections), /Kim y était/);
  await lou.post('/compte/supprimer', { mail: 'lou@exemple.fr' });
  const rows = JSON.stringify([
    await house.db.selectFrom('collection').selectAll().where('id', '=', id).execute(),
    await house.db.selectFrom('collection_item').selectAll().where('collection', '=', id).execute(),
  ]);
  assert.doesNotMatch(rows, /lou/i);
  assert.match((await read(house.browser().get(`/carnets/${id}`))).body, /Kim y était/);
  await say(kim, path, 'quitter');
  assert.equal((await house.browser().get(`/carnets/${id}`)).status, 404);
  assert.doesNotMatch((await read(house.browser().get('/carnets'))).body, new RegExp(id));
});
