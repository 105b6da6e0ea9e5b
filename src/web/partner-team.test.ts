/** Who speaks for a catalogue: asked for, admitted by two, handed on within the team, and closed to everyone else. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { appoint } from '#connect/partners/team.ts';
import { type CorrectableSite, correctableSite } from './corrections-testing.ts';

type Browser = ReturnType<CorrectableSite['browser']>;

let site: CorrectableSite;
beforeEach(async () => {
  site = await correctableSite();
});
afterEach(() => site?.close());

const path = '/partenaires/a/equipe';
const textOf = async (answer: Response) => {
  const text = (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ');
  return /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text;
};
const read = async (browser: Browser, page = path) => textOf(await browser.get(page));
const idOf = async (mail: string) =>
  (await site.db.selectFrom('person').select('id').where('mail', '=', mail).executeTakeFirstOrThrow()).id;
let network = 0;
async function signedIn(mail: string, { role, part }: { role?: 'curator'; part?: 'editor' | 'admin' } = {}) {
  const browser = site.browser(`203.0.113.${++network}`);
  await browser.signIn(mail);
  if (role !== undefined) await site.setRole(mail, role);
  if (part !== undefined)
    await site.db
      .insertInto('person_partner')
      .values({ person: await idOf(mail), source: 'a', role: part })
      .execute();
  return browser;
}
const ask = (browser: Browser, message = 'Je tiens ce catalogue depuis 2019.') =>
  browser.post(path, { faire: 'demander', message });
const say = (browser: Browser, matter: string, verdict: string) =>
  browser.post(`/curation/moderation/${matter}`, { verdict, phrase: 'Bienvenue.' });
const partsOf = async (source = 'a') =>
  Object.fromEntries(
    (
      await site.db
        .selectFrom('person_partner')
        .innerJoin('person', 'person.id', 'person_partner.person')
        .select(['person.mail', 'person_partner.role'])
        .where('source', '=', source)
        .execute()
    ).map(({ mail, role }) => [mail, role]),
  );
const waiting = async () => (await site.people.doors.moderation.list({ kind: 'admission', most: 10 }))[0];

describe('being admitted', () => {
  test('two different curators let the first one in, who runs the team from then on; undone, they are out', async () => {
    const kim = await signedIn('kim@reseau.example');
    assert.match(await read(kim), /Qui êtes-vous dans cette organisation/);
    assert.equal((await kim.get('/partenaires/a/corrections')).status, 403);
    assert.equal((await ask(kim)).status, 303);
    const matter = (await waiting())!;
    assert.ok(matter.facts.some(({ value }) => value === 'Je tiens ce catalogue depuis 2019.'));
    const [one, two] = [
      await signedIn('un@exemple.fr', { role: 'curator' }),
      await signedIn('deux@exemple.fr', { role: 'curator' }),
    ];
    assert.match(
      await textOf(await one.get(`/curation/moderation/${matter.id}`)),
      /Il faut l’accord de deux personnes/,
    );
    await say(one, matter.id, 'accept');
    assert.deepEqual(await partsOf(), {}, 'one is not enough');
    assert.equal((await say(one, matter.id, 'accept')).status, 409, 'nor the same one twice');
    assert.deepEqual(await partsOf(), {});
    assert.equal((await say(two, matter.id, 'accept')).status, 303);
    assert.deepEqual(await partsOf(), { 'kim@reseau.example': 'admin' });
    assert.equal((await kim.get('/partenaires/a/corrections')).status, 200);
    assert.match((await site.mailsTo('kim@reseau.example')).at(-1)!.text, /Bienvenue/);
    assert.equal((await one.post(`/curation/moderation/${matter.id}/annuler`, {})).status, 303);
    assert.deepEqual(await partsOf(), {});
    assert.equal((await kim.get('/partenaires/a/corrections')).status, 403);
  });

  test('what is changed after the first word must be agreed to anew; a curator is no eye on their own request', async () => {
    const cura = await signedIn('cura@exemple.fr', { role: 'curator' });
    const other = await signedIn('autre@exemple.fr', { role: 'curator' });
    await ask(cura);
    const { id } = (await waiting())!;
    assert.equal((await say(cura, id, 'accept')).status, 409);
    await say(other, id, 'accept');
    await ask(cura, 'En fait, je tiens aussi celui de mes voisins.');
    assert.equal((await waiting())!.approvedBy, null);
    assert.equal((await waiting())!.id, id, 'it is the same request');
    await say(other, id, 'accept');
    assert.deepEqual(await partsOf(), {});
  });

  test('a question is answered on the page, a refusal is read there, and one may ask again', async () => {
    const kim = await signedIn('kim@reseau.example');
    await ask(kim);
    const cura = await signedIn('cura@exemple.fr', { role: 'curator' });
    await cura.post(`/curation/moderation/${(await waiting())!.id}`, { verdict: 'ask', phrase: 'Qui vous connaît ?' });
    assert.match(await read(kim), /Une question vous est posée[\s\S]*Qui vous connaît \?/);
    await ask(kim, 'Demandez à Lou.');
    const { id } = (await waiting())!;
    await cura.post(`/curation/moderation/${id}`, { verdict: 'refuse', phrase: 'Lou ne vous connaît pas.' });
    assert.match(await read(kim), /n’a pas été acceptée[\s\S]*Lou ne vous connaît pas/);
    assert.deepEqual(await partsOf(), {});
    await ask(kim, 'Demandez à Max.');
    assert.notEqual((await waiting())!.id, id);
  });

  test('sent eight times at once it is one request; beyond five a day it is said; nothing typed is lost', async () => {
    const kim = await signedIn('kim@reseau.example');
    await signedIn('ada@reseau.example', { part: 'admin' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(kim)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [303, 429]);
    assert.equal(await site.people.doors.moderation.count({ kind: 'admission' }), 1);
    const toAda = (await site.mailsTo('ada@reseau.example')).filter(({ kind }) => kind === 'admission');
    assert.equal(toAda.length, 1, 'its admin is told once');
    const late = await ask(kim, 'Une dernière fois.');
    assert.equal(late.status, 429);
    assert.match(await textOf(late), /Une dernière fois\./);
    assert.equal((await kim.post(path, { faire: 'demander', message: ' ' })).status, 400);
  });

  test('two who are let in at once into an empty team: one of them runs it', async () => {
    const [kim, lou] = [await signedIn('kim@reseau.example'), await signedIn('lou@reseau.example')];
    const curators = [
      await signedIn('un@exemple.fr', { role: 'curator' }),
      await signedIn('deux@exemple.fr', { role: 'curator' }),
    ];
    await Promise.all([ask(kim), ask(lou, 'Lou, du réseau aussi.')]);
    const both = await site.people.doors.moderation.list({ kind: 'admission', most: 10 });
    assert.equal(both.length, 2);
    for (const { id } of both) await say(curators[0]!, id, 'accept');
    // Six presses at once: each is let in once, and told once.
    const pressed = await Promise.all([1, 2, 3].flatMap(() => both.map(({ id }) => say(curators[1]!, id, 'accept'))));
    assert.deepEqual(pressed.map(({ status }) => status).sort(), [303, 303, 409, 409, 409, 409]);
    assert.deepEqual(Object.values(await partsOf()).sort(), ['admin', 'editor']);
    for (const mail of ['kim@reseau.example', 'lou@reseau.example'])
      assert.equal((await site.mailsTo(mail)).filter(({ kind }) => kind === 'matter').length, 1);
  });

  test('whoever is let in while they ask again leaves no request behind', async () => {
    const kim = await signedIn('kim@reseau.example');
    const person = { id: await idOf('kim@reseau.example'), name: '', mail: 'kim@reseau.example' };
    await appoint(site.db, 'a', person.id, 'editor');
    const outcome = await site.people.doors.teams.ask({
      // As the request found them, a moment before.
      person: { ...person, role: 'member', partners: [] },
      catalogue: { id: 'a', name: { fr: 'A', en: 'A' } },
      ...{ message: 'Encore moi.', language: 'fr' },
      signs: { stamp: '', work: '', trap: '', network: '203.0.113.9' },
    });
    assert.equal(outcome, 'speaks');
    assert.equal(await site.people.doors.moderation.count({ kind: 'admission' }), 0);
    assert.equal((await kim.get('/partenaires/a/corrections')).status, 200);
  });

  test('what looks unwanted waits behind the others, and reaches no admin', async () => {
    await signedIn('ada@reseau.example', { part: 'admin' });
    const bot = await signedIn('bot@exemple.fr');
    await bot.post(path, { faire: 'demander', message: 'Casino, bitcoin.', adresse2: 'https://casino.example' });
    assert.equal((await waiting())?.suspect, true);
    assert.deepEqual(
      await site.mailsTo('ada@reseau.example').then((all) => all.filter((one) => one.kind === 'admission')),
      [],
    );
  });

  test('who deletes the account takes the request with it', async () => {
    const kim = await signedIn('kim@reseau.example');
    await ask(kim);
    assert.match(await (await kim.get('/compte/donnees.json')).text(), /Je tiens ce catalogue/);
    await kim.post('/compte/supprimer', { mail: 'kim@reseau.example' });
    assert.deepEqual(await site.db.selectFrom('matter').select('id').where('kind', '=', 'admission').execute(), []);
  });
});

describe('within the team', () => {
  test('an admin lets a colleague in alone; an editor, a member and a curator do not', async () => {
    const ada = await signedIn('ada@reseau.example', { part: 'admin' });
    const eddy = await signedIn('eddy@reseau.example', { part: 'editor' });
    const kim = await signedIn('kim@reseau.example');
    const cura = await signedIn('cura@exemple.fr', { role: 'curator' });
    await ask(kim);
    const admit = { faire: 'admettre', personne: await idOf('kim@reseau.example') };
    for (const browser of [eddy, kim, cura]) assert.equal((await browser.post(path, admit)).status, 400);
    assert.doesNotMatch(await read(eddy), /Je tiens ce catalogue/, 'what one asks is read by those who answer');
    assert.match(await read(ada), /kim@reseau\.example[\s\S]*Je tiens ce catalogue/);
    assert.equal((await ada.post(path, admit)).status, 303);
    assert.deepEqual(await partsOf(), {
      'ada@reseau.example': 'admin',
      'eddy@reseau.example': 'editor',
      'kim@reseau.example': 'editor',
    });
    assert.equal(await site.people.doors.moderation.count({ kind: 'admission' }), 0, 'curators need not answer');
    assert.match((await site.mailsTo('kim@reseau.example')).at(-1)!.text, /Votre demande est acceptée/);
    assert.equal((await ada.post(path, admit)).status, 400, 'once');
  });

  test('refused by an admin, one is told kindly and is not let in', async () => {
    const ada = await signedIn('ada@reseau.example', { part: 'admin' });
    const kim = await signedIn('kim@reseau.example');
    await ask(kim);
    assert.equal((await ada.post(path, { faire: 'refuser', personne: await idOf('kim@reseau.example') })).status, 303);
    assert.deepEqual(await partsOf(), { 'ada@reseau.example': 'admin' });
    assert.match((await site.mailsTo('kim@reseau.example')).at(-1)!.text, /n’a pas pu dire/);
    assert.match(await read(kim), /L’équipe a répondu/);
  });

  test('admins name admins and remove people; there is always one; everyone may leave', async () => {
    const ada = await signedIn('ada@reseau.example', { part: 'admin' });
    const eddy = await signedIn('eddy@reseau.example', { part: 'editor' });
    const max = await signedIn('max@reseau.example', { part: 'editor' });
    const as = async (browser: Browser, faire: string, mail: string) =>
      (await browser.post(path, { faire, personne: await idOf(mail) })).status;
    assert.equal(await as(eddy, 'admin', 'eddy@reseau.example'), 400, 'nobody makes themself one');
    assert.equal(await as(eddy, 'retirer', 'ada@reseau.example'), 400);
    assert.equal(await as(ada, 'retirer', 'max@reseau.example'), 303);
    assert.equal((await max.get('/partenaires/a/corrections')).status, 403, 'at the next page');
    const alone = await ada.post(path, { faire: 'editor', personne: await idOf('ada@reseau.example') });
    assert.equal(alone.status, 400);
    assert.match(await textOf(alone), /Nommez d’abord quelqu’un d’autre/);
    assert.equal((await partsOf())['ada@reseau.example'], 'admin');
    assert.equal(await as(ada, 'admin', 'eddy@reseau.example'), 303);
    assert.equal(await as(ada, 'retirer', 'ada@reseau.example'), 303);
    assert.deepEqual(await partsOf(), { 'eddy@reseau.example': 'admin' });
    assert.equal(await as(ada, 'retirer', 'eddy@reseau.example'), 400);
    assert.equal(await as(eddy, 'retirer', 'eddy@reseau.example'), 303);
    assert.deepEqual(await partsOf(), {});
  });

  test('there is an admin, too, when the last one deletes the account, or is let go by an operator', async () => {
    const ada = await signedIn('ada@reseau.example', { part: 'admin' });
    await signedIn('eddy@reseau.example', { part: 'editor' });
    await signedIn('max@reseau.example', { part: 'editor' });
    assert.match(await (await ada.get('/compte/donnees.json')).text(), /"source": ?"a",\s*"role": ?"admin",\s*"since"/);
    await ada.post('/compte/supprimer', { mail: 'ada@reseau.example' });
    assert.deepEqual(await partsOf(), { 'eddy@reseau.example': 'admin', 'max@reseau.example': 'editor' });
    await appoint(site.db, 'a', await idOf('eddy@reseau.example'), undefined);
    assert.deepEqual(await partsOf(), { 'max@reseau.example': 'admin' });
  });

  test('who is refused twice in a day is told twice, in the language of their account', async () => {
    const ada = await signedIn('ada@reseau.example', { part: 'admin' });
    const kim = await signedIn('kim@reseau.example');
    await kim.post('/compte', { nom: 'Kim', langue: 'en' });
    for (const told of [1, 2]) {
      await ask(kim);
      await ada.post(path, { faire: 'refuser', personne: await idOf('kim@reseau.example') });
      const mails = (await site.mailsTo('kim@reseau.example')).filter(({ kind }) => kind === 'admission');
      assert.equal(mails.length, told);
      assert.match(mails.at(-1)!.text, /could not say that you speak for\sit[\s\S]*\/en\/partenaires\/a\/equipe/);
    }
  });

  test('a name that is an advertisement is no link in the letter to the admins', async () => {
    await signedIn('ada@reseau.example', { part: 'admin' });
    const kim = await signedIn('kim@reseau.example');
    await kim.post('/compte', { nom: 'Compte bloqué, voir https://voleur.example/ada', langue: 'fr' });
    await ask(kim);
    const [letter] = (await site.mailsTo('ada@reseau.example')).filter(({ kind }) => kind === 'admission');
    assert.doesNotMatch(letter!.text + letter!.html + letter!.subject, /voleur/);
  });

  test('what is no id, and no word of ours, is answered as what is not there', async () => {
    const ada = await signedIn('ada@reseau.example', { part: 'admin' });
    for (const faire of ['admettre', 'refuser', 'admin', 'editor', 'retirer'])
      for (const personne of ['', '\0', 'x'.repeat(9_000), "' or true --", '\ud800'])
        assert.equal((await ada.post(path, { faire, personne })).status, 400, `${faire} ${personne.slice(0, 20)}`);
    for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      for (const page of [path, '/compte', '/compte/projets', '/partenaires/a/porteurs', '/compte/alertes']) {
        const answer = await ada.get(`${page}?fait=${word}`);
        assert.equal(answer.status, 200, `${page} ${word}`);
        assert.doesNotMatch(await answer.text(), /native code|\[object|role="status"/, `${page} ${word}`);
      }
    assert.deepEqual(await partsOf(), { 'ada@reseau.example': 'admin' });
  });

  test('names and addresses of the team are for the team and for curators; what is typed is text', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const ada = await signedIn('ada@reseau.example', { part: 'admin' });
    const kim = await signedIn('kim@reseau.example');
    await kim.post('/compte', { nom: evil, langue: 'fr' });
    await ask(kim, evil);
    assert.doesNotMatch(await read(kim), /ada@reseau/);
    assert.equal((await site.browser().get(path)).status, 401);
    const cura = await signedIn('cura@exemple.fr', { role: 'curator' });
    assert.match(await read(cura), /ada@reseau/);
    for (const page of [await read(ada), await textOf(await cura.get(`/curation/moderation/${(await waiting())!.id}`))])
      assert.doesNotMatch(page, /<script>alert|<img src=x/);
    for (const { html } of await site.mailsTo('ada@reseau.example')) assert.doesNotMatch(html, /<script|<img src=x/);
    assert.equal((await kim.get('/partenaires/nulle-part/equipe')).status, 404);
    assert.match(await textOf(await kim.get('/en/partenaires/a/equipe')), /Who are you in this organisation/);
  });
});

test('an address that says of nothing of ours that it was done tells nothing', async () => {
  const kim = await signedIn('kim@reseau.example');
  const notes = (page: string) => page.match(/class="[^"]*note/g)?.length;
  for (const page of [path, '/compte', '/compte/projets', '/alertes'])
    for (const what of ['constructor', '__proto__'])
      assert.equal(notes(await read(kim, `${page}?fait=${what}`)), notes(await read(kim, page)), `${page} ${what}`);
});
