/** Telling a project, as its author, curators and visitors would notice it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { workFor } from '#connect/spam/testing.ts';
import { payloadsWith } from '#harvest/read-payloads.ts';
import { begin, bodyOf, read, send, stampOf, type Tellers, tellersOf } from './testing-tellers.ts';
import { aTelling, type TellingHouse, tellingHouse } from './testing-telling.ts';

let house: TellingHouse;
let people: Tellers;
before(async () => {
  house = await tellingHouse();
  people = await tellersOf(house);
});
after(() => house?.close());

test('without an account: told, proven by a letter, read by a curator, found in the search, its author named', async () => {
  const zoe = people.somebody();
  const { saved, own: path, id } = await begin(zoe);
  assert.equal(saved.status, 303);
  const form = await read(zoe, path);
  assert.match(form, /Nantes/);
  assert.match(form, /Rien de semblable ici/);
  assert.match(form, /Alimentation/);
  const preview = await read(zoe, `${path}/apercu`);
  assert.match(preview, /<h1[^>]*>La Cantine des Voisins<\/h1>/);
  const sent = await send(zoe, path, { mail: 'Zoe@Exemple.fr' });
  assert.match(await bodyOf(sent), /zoe@exemple\.fr[^<]*appuyez sur «\sConfirmer et envoyer\s»/);
  assert.equal(await people.matterOf(id), undefined, 'nothing waits before the address is proven');
  const letter = await people.lastMail('zoe@exemple.fr');
  const link = new URL(/https?:\/\/\S+confirmer\S+/.exec(letter!.text)![0]);
  const elsewhere = people.somebody();
  const opened = await read(elsewhere, link.pathname + link.search);
  assert.equal(await people.matterOf(id), undefined, 'opening the link sends nothing');
  const stamp = stampOf(opened);
  const fields = { recit: id, preuve: link.searchParams.get('preuve')!, stamp, work: workFor(stamp) };
  const confirmed = await elsewhere.post('/contribuer/confirmer', fields);
  assert.equal(confirmed.status, 303);
  assert.equal((await people.matterOf(id))?.state, 'waiting');
  assert.match(await read(people.curator, '/curation/moderation'), /La Cantine des Voisins/);
  assert.equal((await people.accept(id)).status, 303);
  const project = await people.found('cantine voisins invendus');
  assert.ok(project);
  const page = await read(people.somebody(), `/projets/la-cantine-des-voisins-${project}`);
  assert.match(page, /Zoé de La Tablée/);
  assert.match(page, /Licence Ouverte 2\.0/);
  const accepted = (await people.lastMail('zoe@exemple.fr'))!.text;
  assert.match(accepted, /Merci\s!/);
  assert.match(accepted, /Voir et changer votre texte/);
  assert.match(await read(elsewhere, `${path}/apercu`), /C’est en ligne/);
});

test('what is like a project that is there is shown while it is told, and joins its page when accepted', async () => {
  const ines = people.somebody();
  await ines.signIn('ines@exemple.fr');
  const { own: path, id } = await begin(ines, {
    title: 'Recyclerie du Canal',
    summary: 'Réparer et revendre des vélos et des meubles, avec les gens du quartier.',
    address: '',
    website: 'https://autre.example/',
    body: 'Nous sommes bénévoles à la recyclerie et racontons ce que nous y faisons chaque samedi.',
  });
  const form = await read(ines, path);
  assert.match(form, /Est-ce l’un de ceux-ci/);
  const [, project] = /name="raconte" value="([0-9a-z]+)"/.exec(form)!;
  await ines.post(path, { raconte: project!, apres: 'apercu' });
  assert.match(await read(ines, `${path}/apercu`), /rejoindra la page « La Recyclerie du Canal »/);
  assert.equal((await send(ines, path)).status, 303);
  assert.equal((await people.matterOf(id))?.project, project);
  const decided = await read(people.curator, `/curation/moderation/${(await people.matterOf(id))!.id}`);
  assert.match(decided, /Raconte le projet/);
  await people.accept(id);
  assert.equal(await people.projectOf(id), project);
});

test('changed later by the same person, it is a new version of the same record at the same address', async () => {
  const author = people.somebody();
  await author.signIn('paul@exemple.fr');
  const { own: path, id } = await begin(author, {
    title: 'Le Four de Kerdour',
    city: 'Brest',
    postcode: '29200',
    address: '',
  });
  await send(author, path);
  await people.accept(id);
  const before = await people.projectOf(id);
  assert.ok(before);
  await author.post(path, {
    ...aTelling,
    title: 'Le Four de Kerdour',
    city: 'Brest',
    postcode: '29200',
    address: '',
    summary: 'Un four à pain banal, rallumé chaque vendredi par le quartier.',
  });
  const stands = await people.sheetOf(id);
  assert.match(stands.body.summary, /cantine/, 'nothing changes online before it is read');
  await send(author, path);
  const matter = await read(people.curator, `/curation/moderation/${(await people.matterOf(id))!.id}`);
  assert.match(matter, /<del>/);
  await people.accept(id);
  const after = await people.sheetOf(id);
  assert.match(after.body.summary, /four à pain/i);
  assert.equal(await people.projectOf(id), before);
  const versions = await house.db
    .selectFrom('record_version')
    .select('payload')
    .where('record', '=', `contributions/${id}`)
    .execute();
  assert.equal(versions.length, 2);
  // Taken off the site by its author: gone from the page, not from the history.
  assert.equal((await author.post(`${path}/effacer`, {})).status, 200);
  await house.desk.write();
  const sheet = await people.sheetOf(id);
  assert.equal(sheet.live, false);
});

test('a question, its answer, a refusal and its undoing are seen by the author', async () => {
  const author = people.somebody();
  await author.signIn('lea@exemple.fr');
  const { own: path, id } = await begin(author, { title: 'Les Ateliers du Bourg' });
  await send(author, path);
  const { id: matter } = (await people.matterOf(id))!;
  await people.curator.post(`/curation/moderation/${matter}`, { verdict: 'ask', phrase: 'Pour qui est-ce ?' });
  assert.match(await read(author, `${path}/apercu`), /Pour qui est-ce/);
  await author.post(path, {
    ...aTelling,
    title: 'Les Ateliers du Bourg',
    summary: 'Pour les jeunes du bourg, des ateliers chaque mercredi.',
  });
  await send(author, path);
  assert.equal((await people.matterOf(id))?.state, 'waiting');
  await people.curator.post(`/curation/moderation/${matter}`, { verdict: 'refuse', phrase: 'Pas encore.' });
  assert.match(await read(author, `${path}/apercu`), /pas été retenu/);
  await people.curator.post(`/curation/moderation/${matter}/annuler`, {});
  assert.match(await read(author, `${path}/apercu`), /Envoyé/);
  await people.curator.post(`/curation/moderation/${matter}`, { verdict: 'accept', phrase: '' });
  assert.equal((await people.curator.post(`/curation/moderation/${matter}/annuler`, {})).status, 303);
  const sheet = await people.sheetOf(id);
  assert.equal(sheet.live, false);
});

test('a form sent twice at once begins one, sends one, and one letter goes', async () => {
  const author = people.somebody();
  await author.signIn('deux@exemple.fr');
  const stamp = stampOf(await read(author, '/contribuer/projet'));
  const twice = await Promise.all(
    [1, 2, 3].map(() => author.post('/contribuer/projet', { ...aTelling, title: 'Une seule fois', stamp })),
  );
  const places = new Set(twice.map((one) => one.headers.get('location')));
  assert.equal(places.size, 1);
  const path = new URL([...places][0]!, 'http://x').pathname;
  const sends = stampOf(await read(author, `${path}/apercu`));
  const work = workFor(sends);
  await Promise.all([1, 2, 3].map(() => author.post(`${path}/envoyer`, { stamp: sends, work })));
  const id = path.split('/').at(-1)!;
  const matters = await house.people.doors.moderation.mattersOf('contribution', id);
  assert.equal(matters.length, 1);
  assert.deepEqual(
    (await house.people.doors.moderation.history(matters[0]!.id)).map(({ what }) => what),
    ['raised'],
  );
});

test('bad input is answered kindly and loses nothing', async () => {
  const author = people.somebody();
  const { own: path } = await begin(author);
  assert.equal((await author.post(path, { ...aTelling, title: 'a\u0000b' })).status, 400);
  assert.match(await read(author, path), /La Cantine des Voisins/);
  const long = await author.post(path, { ...aTelling, body: 'é'.repeat(200_000), title: 'x'.repeat(5000) });
  assert.equal(long.status, 303);
  const old = await author.post('/contribuer/projet', { ...aTelling, stamp: 'zzz.aaa.bbb' });
  assert.equal(old.status, 400);
  assert.match(await bodyOf(old), /value="La Cantine des Voisins"/);
  const empty = await begin(author, { title: '', summary: '', body: '', city: '', postcode: '', licence: '' });
  const lacking = await read(author, `${empty.own}/apercu`);
  assert.match(lacking, /Il manque encore/);
  const form = await read(author, empty.own);
  for (const field of ['title', 'body', 'postcode', 'licence']) {
    assert.ok(lacking.includes(`href="${empty.own}#${field}"`), `the way to ${field}`);
    assert.ok(form.includes(`id="${field}"`));
  }
  assert.equal((await send(author, empty.own, { mail: 'a@exemple.fr' })).status, 303);
  assert.equal((await author.get('/contribuer/projet/nulle-part')).status, 404);
});

test('a person leaves: what was not online is gone, what is online stays without their name', async () => {
  const author = people.somebody();
  await author.signIn('partir@exemple.fr');
  const online = await begin(author, { title: 'La Maison qui reste', attribution: 'Personne Nommée' });
  await send(author, online.own);
  await people.accept(online.id);
  const draft = await begin(author, { title: 'Jamais envoyé' });
  const data = await read(author, '/compte/donnees.json');
  assert.match(data, /Jamais envoyé/);
  await author.post('/compte/supprimer', { mail: 'partir@exemple.fr' });
  await house.desk.write();
  const rows = await house.db
    .selectFrom('contribution')
    .select('id')
    .where('id', 'in', [online.id, draft.id])
    .execute();
  assert.deepEqual(
    rows.map(({ id }) => id),
    [online.id],
  );
  const tables = ['contribution', 'matter', 'matter_word', 'sheet', 'project', 'run', 'mail'] as const;
  assert.deepEqual(await payloadsWith(house.db, (text) => text.includes('Personne Nommée')), { found: [], unread: [] });
  for (const table of tables) {
    const kept = JSON.stringify(await house.db.selectFrom(table).selectAll().execute());
    assert.ok(!kept.includes('Personne Nommée'), table);
    assert.ok(!kept.includes('partir@exemple.fr'), table);
  }
});
