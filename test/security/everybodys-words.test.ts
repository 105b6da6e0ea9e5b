/** Whoever calls themselves by words that are everybody's, uses the site a little and leaves, takes nothing of others along. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { enqueue } from '#connect/mail/outbox.ts';
import { type WholeSite, wholeSite } from './testing.ts';

let house: WholeSite;
before(async () => {
  house = await wholeSite();
});
after(() => house?.close());

const said =
  'Le moulin de Nantes, pour les gens de la rue : des jardins partagés. Nantes en fête, les deux yeux ouverts.';
const names = ['Nantes', 'Jardins partagés', 'Pour Les', 'de la', 'x y', '@', 'Moulin Nantes', 'Le Moulin'];

test('a community, reports and letters that wait stay as they were written', async () => {
  const lia = await house.signedIn('lia@exemple.fr');
  const community = {
    ...{ nom: 'Nantes, les jardins partagés', phrase: said, texte: said },
    ...{ rejoindre: 'open', ecrire: 'members', recherche: '/recherche?q=moulin' },
  };
  const founded = await lia.post('/communautes/nouvelle', community);
  const path = new URL(founded.headers.get('location')!, 'http://x').pathname;
  await house.db.updateTable('community').set({ state: 'open' }).execute();
  const meeting = { faire: 'rencontre', titre: 'Fête à Nantes', lieu: 'Nantes', texte: said };
  assert.ok((await lia.post(path, { ...meeting, debut: '2031-05-03T10:00', fin: '2031-05-03T12:00' })).status < 400);
  const { path: project } = await house.projectOf('c/2');
  assert.equal(
    (await house.visitor().post(`/projets/${project}/signaler`, { motif: 'outdated', texte: said })).status,
    200,
  );
  const letter = { kind: 'test', to: 'ada@exemple.fr', subject: said, text: said, html: said } as const;
  assert.equal(await enqueue(house.db, letter, new Date()), 'queued');
  const stands = async () => ({
    community: await house.db.selectFrom('community').select(['name', 'lead', 'about']).execute(),
    meetings: await house.db.selectFrom('community_meeting').select(['title', 'text', 'place']).execute(),
    matters: await house.db.selectFrom('matter').select(['title', 'facts']).orderBy('id').execute(),
    letters: await house.db
      .selectFrom('mail')
      .select(['subject', 'text'])
      .where('recipient', '=', 'ada@exemple.fr')
      .execute(),
  });
  const before = await stands();
  assert.equal(before.letters.length, 1);
  for (const [n, nom] of names.entries()) {
    const mail = `quidam${n}@exemple.fr`;
    const one = await house.signedIn(mail);
    assert.ok((await one.post('/compte', { nom, langue: 'fr' })).status < 400);
    assert.ok((await one.post(path, { faire: 'rejoindre' })).status < 400);
    assert.equal((await one.post('/compte/supprimer', { mail })).status, 200);
    assert.deepEqual(await stands(), before, nom);
  }
});
