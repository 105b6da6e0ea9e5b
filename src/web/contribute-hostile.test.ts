/** Telling a project, by those who mean harm: another’s, programs in fields, letters to others, what looks unwanted. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAllowance } from '#connect/accounts/limits.ts';
import { workFor } from '#connect/spam/testing.ts';
import { testSecret } from './testing-people.ts';
import { begin, bodyOf, read, send, stampOf, type Tellers, tellersOf } from './testing-tellers.ts';
import { aTelling, type TellingHouse, tellingHouse } from './testing-telling.ts';

let house: TellingHouse;
let people: Tellers;
before(async () => {
  house = await tellingHouse();
  people = await tellersOf(house);
});
after(() => house?.close());

test('only its author opens it: not a stranger, not another account, not with a key that is wrong', async () => {
  const author = people.somebody();
  const { own: path, id } = await begin(author);
  const other = people.somebody();
  await other.signIn('autre@exemple.fr');
  for (const stranger of [people.somebody(), other]) {
    for (const way of [path, `${path}/apercu`, `${path}?cle=faux`, `${path}?cle=`])
      assert.equal((await stranger.get(way)).status, 404, way);
    for (const act of ['', '/envoyer', '/effacer'])
      assert.equal((await stranger.post(path + act, { ...aTelling, title: 'volé', raconte: 'aucun' })).status, 404);
  }
  assert.equal((await author.get(path)).status, 200);
  const kept = await house.db.selectFrom('contribution').select('draft').where('id', '=', id).executeTakeFirstOrThrow();
  assert.equal(kept.draft.title, aTelling.title);
  assert.equal((await people.somebody().get('/contribuer/confirmer?recit=x&preuve=y')).status, 410);
  assert.equal((await people.somebody().get(`/contribuer/confirmer?recit=${id}&preuve=faux`)).status, 410);
});

test('what is written is text in every place: form, preview, queue, public page', async () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}';
  const author = people.somebody();
  await author.signIn('evil@exemple.fr');
  const fields = Object.fromEntries(
    [
      'title',
      'summary',
      'body',
      'holder',
      'address',
      'attribution',
      'results',
      'needed',
      'contact',
      'startYear',
      'stage',
      'themes',
      'audiences',
      'pictureAlt',
      'otherLink',
    ].map((name) => [name, `${evil} ${name} Un jardin partagé avec les voisins`]),
  );
  const { own: path, id } = await begin(author, {
    ...fields,
    website: 'javascript:alert(4)',
    city: 'Nantes',
    postcode: '44000',
  });
  await send(author, path);
  const pages = [
    await read(author, path),
    await read(author, `${path}/apercu`),
    await read(author, `/en${path}/apercu`),
    await read(people.curator, `/curation/moderation/${(await people.matterOf(id))!.id}`),
    await read(author, '/contribuer/projet'),
  ];
  await people.accept(id);
  const project = await people.projectOf(id);
  assert.ok(project);
  const to = (await author.get(`/projets/${project}`)).headers.get('location');
  pages.push(await read(author, to ?? `/projets/${project}`));
  for (const [at, page] of pages.entries()) {
    assert.ok(!/<script>alert|<img src=x|href="javascript:/i.test(page), `page ${at}`);
  }
});

test('a header is never begun by what is typed: name, address', async () => {
  const author = people.somebody();
  const { own: path } = await begin(author, { title: 'Un titre\r\nBcc: victime@exemple.fr\u2028X-Evil: 1' });
  for (const mail of [
    'a@exemple.fr\r\nBcc: b@exemple.fr',
    'a@exemple.fr,b@exemple.fr',
    '<a@exemple.fr>',
    'a b@exemple.fr',
    '',
  ])
    assert.equal((await send(author, path, { mail })).status, 400, JSON.stringify(mail));
  await send(author, path, { mail: 'a@exemple.fr' });
  const letter = await people.lastMail('a@exemple.fr');
  assert.ok(!/[\r\n]/.test(letter!.subject));
  assert.equal(Object.keys(letter!.headers).length, 0);
});

test('saved more often than anybody writes: it is said, what was typed is still there, and it goes on later', async () => {
  const author = people.somebody();
  const { own: path, id } = await begin(author);
  const rooms = { db: house.db, secret: testSecret, now: () => new Date() };
  const saved = createAllowance(rooms, { name: 'contribution-saved', times: 200, within: 600 });
  const usedUp = async () => {
    for (let left = true; left; ) left = await saved(id);
  };
  await usedUp();
  for (const act of ['', 'indices']) {
    const answer = await author.post(path, { ...aTelling, body: 'Ce que je viens d’écrire.', act });
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get('retry-after'), '120');
    const page = await bodyOf(answer);
    assert.match(page, /Beaucoup d’enregistrements en peu de temps/);
    assert.match(page, /Ce que je viens d’écrire\./, 'nothing typed is lost');
  }
  assert.doesNotMatch(await read(author, path), /Ce que je viens d’écrire/);
  // Another draft of the same person, at the same moment, is not held up.
  const { saved: other } = await begin(author, { title: 'Un autre récit' });
  assert.equal(other.status, 303);
  await house.db.deleteFrom('rate_limit').where('key', 'like', 'contribution-saved:%').execute();
  assert.equal((await author.post(path, { ...aTelling, body: 'Ce que je viens d’écrire.' })).status, 303);
  assert.match(await read(author, path), /Ce que je viens d’écrire/);
});

test('letters to one address, and from one network, are few', async () => {
  const author = people.somebody();
  const { own: path } = await begin(author);
  const answers = [];
  for (let n = 0; n < 7; n++) answers.push((await send(author, path, { mail: 'cible@exemple.fr' })).status);
  assert.deepEqual(answers, [200, 200, 200, 200, 200, 429, 429]);
});

test('what looks unwanted is held back with its reasons, and not dropped', async () => {
  const bot = people.somebody();
  const { own: path, id } = await begin(bot, {
    title: 'CASINO BITCOIN',
    body: 'Gagnez de l’argent avec le casino en ligne http://a.example http://b.example http://c.example http://d.example [url=x]',
  });
  await bot.signIn('bot@exemple.fr');
  const sent = await bot.post(`${path}/envoyer`, { stamp: 'faux', adresse2: 'http://spam.example' });
  assert.equal(sent.status, 303);
  const matter = (await people.matterOf(id))!;
  assert.equal(matter.suspect, true);
  const reasons = matter.suspicions.map(({ reason }) => reason);
  for (const reason of ['trap-filled', 'no-work', 'too-fast', 'many-links', 'unwanted-words', 'markup'] as const)
    assert.ok(reasons.includes(reason), reason);
  assert.match(await read(people.curator, `/curation/moderation/${matter.id}`), /Peut-être indésirable/);
  const queue = await house.people.doors.moderation.list({ most: 100 });
  assert.equal(queue.at(-1)?.suspect, true);
});

test('the small sum serves once', async () => {
  const author = people.somebody();
  await author.signIn('somme@exemple.fr');
  const first = await begin(author, { title: 'Première' });
  const second = await begin(author, { title: 'Seconde' });
  const stamp = stampOf(await read(author, `${first.own}/apercu`));
  const work = workFor(stamp);
  for (const { own: path } of [first, second]) await author.post(`${path}/envoyer`, { stamp, work });
  const reasons = await Promise.all(
    [first, second].map(async ({ id }) => (await people.matterOf(id))!.suspicions.map(({ reason }) => reason)),
  );
  assert.ok(!reasons[0]!.includes('no-work'));
  assert.ok(reasons[1]!.includes('no-work'));
});
