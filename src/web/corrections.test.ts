/** What readers, partners and their teams would notice of corrections: one lost, one shown too early, one answered by another. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { followCatalogues } from '#connect/corrections/follow-catalogues.ts';
import { type CorrectableSite, correctableSite } from './corrections-testing.ts';

type Browser = ReturnType<CorrectableSite['browser']>;

let site: CorrectableSite;
beforeEach(async () => {
  site = await correctableSite();
});
afterEach(() => site?.close());

const textOf = async (answer: Response) => {
  const text = (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ');
  return /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text;
};
const pageOf = async (sheet: string) =>
  `/projets/${(await site.projectOf(sheet)).slug}-${(await site.projectOf(sheet)).id}`;
const own = '/partenaires/a/corrections';

async function signedIn(mail: string, source?: string): Promise<Browser> {
  const browser = site.browser();
  await browser.signIn(mail);
  if (source !== undefined) await site.speaks(mail, source);
  return browser;
}

const summary = {
  champ: 'summary',
  valeur: 'Une épicerie à prix libre.',
  raison: 'J’y travaille.',
  source: 'https://bocal.example/a-propos',
};
const propose = async (browser: Browser, fields: Record<string, string> = summary, sheet = 'a/1') =>
  browser.post(`${await pageOf(sheet)}/corriger`, fields);
const idOfFirst = async () =>
  (await site.db.selectFrom('correction').select('id').orderBy('changed_at').executeTakeFirstOrThrow()).id;
const stateOf = async (id: string) =>
  (await site.db.selectFrom('correction').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

describe('a correction', () => {
  test('goes to the partner who says it, is shown once accepted, and gives way to the catalogue', async () => {
    const lou = await signedIn('lou@exemple.org');
    const list = await textOf(await lou.get(`${await pageOf('a/1')}/corriger`));
    assert.match(list, /Une épicerie où chacun paie selon ses moyens\./, 'what stands now');
    const sent = await propose(lou);
    assert.equal(sent.status, 200);
    assert.equal(sent.headers.get('cache-control'), 'private, no-store');
    const kim = await signedIn('kim@exemple.org', 'a');
    const waiting = await textOf(await kim.get(own));
    for (const said of ['Une épicerie à prix libre.', 'J’y travaille.', 'Une épicerie où chacun paie', 'a/1'])
      assert.ok(waiting.includes(said), said);
    assert.doesNotMatch(waiting, /lou@exemple/, 'who proposes is not told');
    const before = await textOf(await lou.get(await pageOf('a/1')));
    assert.doesNotMatch(before, /prix libre/, 'nothing is shown before the partner says so');

    const id = await idOfFirst();
    const answered = await kim.post(own, { correction: id, reponse: 'accepted', phrase: 'Merci, c’est juste.' });
    assert.equal(answered.status, 303);
    const shown = await textOf(await lou.get(await pageOf('a/1')));
    assert.match(shown, /Une épicerie à prix libre\./);
    assert.match(shown, /Résumé : corrigé par .+ le \d+/);
    assert.equal((await site.projectOf('a/1')).provenance.summary?.rule, 'correction');
    const mine = await textOf(await lou.get('/compte/corrections'));
    assert.match(mine, /acceptée/);
    assert.match(mine, /Merci, c’est juste\./);
    const told = await site.mailsTo('lou@exemple.org');
    assert.ok(told.some(({ kind, text }) => kind === 'correction-answer' && text.includes('Merci, c’est juste.')));

    await site.matcher.rebuild(['a/1', 'b/1']);
    assert.equal((await site.projectOf('a/1')).summary, 'Une épicerie à prix libre.', 'a rebuild replays it');
    await site.harvested('a/1', { summary: 'Une épicerie à prix libre' });
    await site.followed();
    assert.equal(await stateOf(id), 'arrived');
    const after = await site.projectOf('a/1');
    assert.equal(after.summary, 'Une épicerie à prix libre', 'the catalogue speaks for itself');
    assert.equal(after.corrections, undefined);
    await site.harvested('a/1', { summary: 'Autre chose.' });
    assert.equal((await site.projectOf('a/1')).summary, 'Autre chose.', 'and may change its mind');
  });

  test('that cannot be followed stops no other, and is followed when it can be', async () => {
    const lou = await signedIn('lou@exemple.org');
    const kim = await signedIn('kim@exemple.org', 'a');
    await propose(lou);
    await propose(lou, { ...summary, champ: 'title', valeur: 'Le Bocal à prix libre' });
    for (const { id } of await site.db.selectFrom('correction').select('id').execute())
      await kim.post(own, { correction: id, reponse: 'accepted' });
    await site.harvested('a/1', { summary: 'Une épicerie à prix libre', title: 'Le Bocal à prix libre' });
    const states = async () =>
      (await site.db.selectFrom('correction').select('state').orderBy('state').execute()).map(({ state }) => state);
    let tries = 0;
    const undo: typeof site.desk.undo = async (...given) => {
      if (tries++ === 0) throw new Error('not now');
      return site.desk.undo(...given);
    };
    const follow = () =>
      followCatalogues({
        ...{ db: site.db, baseUrl: '', deciding: { ...site.desk, undo } },
        ...{ partnerName: async () => 'Le réseau A', now: () => new Date() },
      });
    await assert.rejects(follow(), /1 correction could not be followed/);
    assert.deepEqual(await states(), ['accepted', 'arrived']);
    await follow();
    assert.deepEqual(await states(), ['arrived', 'arrived']);
  });

  test('that the catalogue overtakes is said, and stays the partner’s to decide', async () => {
    const lou = await signedIn('lou@exemple.org');
    await propose(lou);
    const kim = await signedIn('kim@exemple.org', 'a');
    const id = await idOfFirst();
    await kim.post(own, { correction: id, reponse: 'accepted' });
    await site.harvested('a/1', { summary: 'Une épicerie, et un café.' });
    await site.followed();
    await site.followed();
    assert.equal(await stateOf(id), 'accepted');
    assert.equal((await site.projectOf('a/1')).summary, 'Une épicerie à prix libre.', 'no rule overrules a word');
    const page = await textOf(await kim.get(own));
    assert.match(page, /Depuis, votre catalogue dit/);
    assert.match(page, /et un café/);
    await kim.post(own, { correction: id, reponse: 'reopened' });
    assert.equal((await site.projectOf('a/1')).summary, 'Une épicerie, et un café.');
    assert.equal(await stateOf(id), 'proposed');
  });

  test('is refused with a sentence, or put off, and nothing changes', async () => {
    const lou = await signedIn('lou@exemple.org');
    await propose(lou);
    const kim = await signedIn('kim@exemple.org', 'a');
    const id = await idOfFirst();
    await kim.post(own, { correction: id, reponse: 'later' });
    assert.equal(await stateOf(id), 'later');
    await kim.post(own, { correction: id, reponse: 'refused', phrase: 'Nous gardons nos mots.' });
    assert.equal(await stateOf(id), 'refused');
    assert.match((await site.projectOf('a/1')).summary, /selon ses moyens/);
    assert.equal((await site.mailsTo('lou@exemple.org')).filter(({ kind }) => kind === 'correction-answer').length, 2);
    const twice = await kim.post(own, { correction: id, reponse: 'refused', phrase: 'x' });
    assert.match(twice.headers.get('location')!, /fait=already/);
    assert.equal((await kim.post(own, { correction: id, reponse: 'accepted' })).status, 409, 'answered otherwise');
  });

  test('needs no account: an address that its link proves; unconfirmed it reaches nobody and is forgotten', async () => {
    const stranger = site.browser();
    const form = await textOf(await stranger.get(`${await pageOf('a/1')}/corriger?champ=summary`));
    assert.match(form, /name="mail"/);
    assert.equal((await propose(stranger, { ...summary, mail: 'pas une adresse' })).status, 400);
    assert.equal((await propose(stranger, { ...summary, mail: 'eve@exemple.org' })).status, 200);
    const kim = await signedIn('kim@exemple.org', 'a');
    assert.doesNotMatch(await textOf(await kim.get(own)), /prix libre/);
    const [mail] = await site.mailsTo('eve@exemple.org');
    const token = /jeton=([\w-]+)/.exec(mail!.text)![1]!;
    const opened = await textOf(await stranger.get(`/corrections/suivi?jeton=${token}`));
    assert.match(opened, /prix libre/, 'a scanner that opens the link sends nothing');
    assert.doesNotMatch(await textOf(await kim.get(own)), /prix libre/);
    for (let times = 0; times < 2; times++)
      assert.equal((await stranger.post('/corrections/suivi', { jeton: token })).status, 303);
    assert.match(await textOf(await kim.get(own)), /prix libre/);
    await kim.post(own, { correction: await idOfFirst(), reponse: 'refused' });
    assert.match(await textOf(await stranger.get(`/corrections/suivi?jeton=${token}`)), /refusée/);
    assert.equal((await stranger.get('/corrections/suivi?jeton=x')).status, 410);

    await propose(stranger, { ...summary, valeur: 'Encore autre chose.', mail: 'eve@exemple.org' });
    await site.db
      .updateTable('correction_proposal')
      .set({ made_at: new Date('2020-01-01') })
      .where('confirmed_at', 'is', null)
      .execute();
    await site.followed();
    const left = await site.db.selectFrom('correction_proposal').select('confirmed_at').execute();
    assert.deepEqual(
      left.map(({ confirmed_at: at }) => at === null),
      [false],
    );
  });

  test('sent twice is there once; of two answers at once one is given', async () => {
    const lou = await signedIn('lou@exemple.org');
    await Promise.all([propose(lou), propose(lou), propose(lou)]);
    assert.equal((await site.db.selectFrom('correction').select('id').execute()).length, 1);
    const kim = await signedIn('kim@exemple.org', 'a');
    const id = await idOfFirst();
    const answers = await Promise.all(
      ['accepted', 'refused', 'accepted', 'refused'].map((reponse) => kim.post(own, { correction: id, reponse })),
    );
    const state = await stateOf(id);
    assert.ok(answers.every(({ status }) => status === 303 || status === 409));
    const isShown = (await site.projectOf('a/1')).summary === 'Une épicerie à prix libre.';
    assert.equal(isShown, state === 'accepted');
  });
});

describe('who may answer', () => {
  test('the partner’s own people; a curator where it has none; nobody else, and nobody another’s', async () => {
    const lou = await signedIn('lou@exemple.org');
    await propose(lou);
    const id = await idOfFirst();
    const other = await signedIn('max@exemple.org', 'b');
    assert.equal((await lou.get(own)).status, 403);
    assert.equal((await other.get(own)).status, 403);
    assert.equal((await site.browser().get(own)).status, 401);
    assert.equal((await other.post(own, { correction: id, reponse: 'accepted' })).status, 403);
    // By the page that is its own, with another's correction.
    const stolen = await other.post('/partenaires/b/corrections', { correction: id, reponse: 'accepted' });
    assert.equal(stolen.status, 409);
    assert.equal(await stateOf(id), 'proposed');
    const ana = await signedIn('ana@exemple.org');
    await site.setRole('ana@exemple.org', 'curator');
    assert.equal((await ana.get(own)).status, 200, 'nobody speaks for it yet');
    await signedIn('kim@exemple.org', 'a');
    assert.equal((await ana.get(own)).status, 403, 'now somebody does');
    assert.equal((await ana.post(`${own}/adresses`, {})).status, 403);
  });

  test('the feeds open by their key alone, which can be changed, and tell nobody’s name', async () => {
    const lou = await signedIn('lou@exemple.org');
    await propose(lou, { ...summary, valeur: '=HYPERLINK("x")', raison: '<b>J’y</b> & "travaille"' });
    const kim = await signedIn('kim@exemple.org', 'a');
    const stranger = site.browser();
    const links = async () =>
      [...(await textOf(await kim.get(own))).matchAll(/href="([^"]+corrections\.(?:atom|json|csv)\?cle=[^"]+)"/g)].map(
        ([, href]) => href!,
      );
    const feeds = await links();
    assert.equal(feeds.length, 3);
    for (const feed of feeds) {
      const answer = await stranger.get(feed);
      assert.equal(answer.status, 200, feed);
      const body = await answer.text();
      assert.doesNotMatch(body, /lou@|Lou/);
      assert.match(body, /a\/1/);
      assert.match(body, /https:\/\/a\.example\/fiche\/1/);
      if (feed.includes('.atom')) assert.doesNotMatch(body, /<b>/);
      if (feed.includes('.csv')) assert.match(body, /"'=HYPERLINK/);
      if (feed.includes('.json')) assert.equal(JSON.parse(body).items[0]._carrefour.field, 'summary');
      assert.equal((await stranger.get(feed.replace('/a/', '/b/'))).status, 404, 'another’s');
      assert.equal((await stranger.get(`${feed}x`)).status, 404);
      const [bare = '', key = ''] = feed.split('?cle=');
      assert.equal((await stranger.get(bare)).status, 404);
      assert.equal((await stranger.get(bare, { authorization: `Bearer ${key}` })).status, 200, 'out of the address');
      assert.equal((await stranger.get(bare, { authorization: `Bearer ${key}x` })).status, 404);
    }
    await kim.post(`${own}/adresses`, {});
    assert.equal((await stranger.get(feeds[0]!)).status, 404);
    assert.equal((await stranger.get((await links())[0]!)).status, 200);
  });
});

describe('what is typed', () => {
  test('each field reads its own; what cannot be said is told, and stays in the form', async () => {
    const lou = await signedIn('lou@exemple.org');
    const wrong: Record<string, string>[] = [
      { champ: 'startYear', valeur: 'hier' },
      { champ: 'links', valeur: 'javascript:alert(1)' },
      { champ: 'links', valeur: 'https://moi:secret@bocal.example/' },
      { champ: 'stage', valeur: 'inventé' },
      { champ: 'themes', valeur: 'inventé' },
      { champ: 'themes' },
      { champ: 'title', valeur: 'x'.repeat(300) },
      { champ: 'title', valeur: ' ' },
      { champ: 'title', valeur: 'a\u0000b' },
      { champ: 'summary', valeur: 'Une épicerie où chacun paie selon ses moyens.' },
      { champ: 'sites', commune: 'Nulle-Part-sur-Rien' },
      { champ: 'sites', commune: 'Saint-Denis' },
      { champ: 'summary', valeur: 'Bien.', raison: ' ' },
    ];
    for (const fields of wrong) {
      const answer = await propose(lou, { raison: 'Parce que.', ...fields });
      assert.equal(answer.status, 400, JSON.stringify(fields));
      assert.match(await textOf(answer), /role="alert"/);
    }
    assert.equal((await site.db.selectFrom('correction').select('id').execute()).length, 0);
    const right: Record<string, string>[] = [
      { champ: 'startYear', valeur: '2016' },
      { champ: 'links', valeur: 'https://nouveau.example/' },
      { champ: 'stage', valeur: 'installe' },
      { champ: 'themes', valeur: 'emploi' },
      { champ: 'title', valeur: 'Le Bocal partagé des Halles' },
      { champ: 'body', valeur: 'Un <script>alert(1)</script>.\n\nDeux.' },
      { champ: 'sites', adresse: '4 rue des Halles', code_postal: '44000', commune: 'nantes' },
      { champ: 'contacts', valeur: 'accueil@bocal.example' },
      { champ: 'other', valeur: 'Il y a deux équipes.' },
    ];
    for (const fields of right)
      assert.equal((await propose(lou, { raison: 'Parce que.', ...fields })).status, 200, JSON.stringify(fields));
    const kim = await signedIn('kim@exemple.org', 'a');
    for (const { id } of await site.db.selectFrom('correction').select('id').where('source', '=', 'a').execute())
      assert.equal((await kim.post(own, { correction: id, reponse: 'accepted' })).status, 303);
    const project = await site.projectOf('a/1');
    assert.equal(project.startYear, 2016);
    assert.equal(project.links[0]?.url, 'https://nouveau.example/');
    assert.equal(project.stage, 'installe');
    assert.ok(project.themes.includes('emploi'));
    assert.equal(project.title, 'Le Bocal partagé des Halles');
    assert.equal(project.sites[0]?.address, '4 rue des Halles');
    assert.ok(
      !project.contacts.some(({ value }) => value.startsWith('accueil')),
      'contacts come by the catalogue alone',
    );
    const page = await (await lou.get(await pageOf('a/1'))).text();
    assert.doesNotMatch(page, /<script>alert/);
    const desk = await (await kim.get(own)).text();
    assert.doesNotMatch(desk, /<script>alert/);
  });

  test('script in every text is text, and no line of a mail can be forged', async () => {
    const hostile = '"><img src=x onerror=alert(1)>\r\nBcc: tous@exemple.org\r\n-- \r\nFaux';
    const lou = await signedIn('lou@exemple.org');
    await propose(lou, { champ: 'other', valeur: hostile, raison: hostile, source: hostile });
    const kim = await signedIn('kim@exemple.org', 'a');
    await kim.post(own, { correction: await idOfFirst(), reponse: 'refused', phrase: hostile });
    for (const answer of [await kim.get(own), await lou.get('/compte/corrections')])
      assert.doesNotMatch(await answer.text(), /<img src=x/);
    await propose(lou, { champ: 'title', valeur: hostile, raison: hostile });
    await site.followed();
    for (const to of ['lou@exemple.org', 'kim@exemple.org'])
      for (const { subject, text, html, headers } of await site.mailsTo(to)) {
        assert.doesNotMatch(subject, /[\r\n]/);
        assert.doesNotMatch(html, /<img/);
        assert.doesNotMatch(text, /^Bcc:/m);
        assert.equal(text.split('\n-- \n').length, 2, 'one signature');
        assert.deepEqual(Object.keys(headers), []);
      }
  });

  test('too many are refused for the day', async () => {
    const lou = await signedIn('lou@exemple.org');
    const answers: number[] = [];
    for (let at = 0; at < 22; at++) answers.push((await propose(lou, { ...summary, valeur: `Version ${at}.` })).status);
    assert.deepEqual([...new Set(answers)], [200, 429]);
    assert.equal(answers.filter((status) => status === 200).length, 20);
    const stranger = site.browser();
    for (let at = 0; at < 7; at++)
      await propose(stranger, { ...summary, valeur: `Encore ${at}.`, mail: 'victime@exemple.org' });
    assert.equal((await site.mailsTo('victime@exemple.org')).length, 5, 'nobody is flooded in another’s name');
  });
});

describe('what is told and what is kept', () => {
  test('the team gets one letter a day with what it needs to act, and what it accepted the day after', async () => {
    const lou = await signedIn('lou@exemple.org');
    await propose(lou);
    const kim = await signedIn('kim@exemple.org', 'a');
    await site.followed();
    await propose(lou, { ...summary, valeur: 'Une autre phrase.' });
    await site.followed();
    const digests = async () => (await site.mailsTo('kim@exemple.org')).filter(({ kind }) => kind === 'corrections');
    const [digest, ...more] = await digests();
    assert.equal(more.length, 0);
    for (const said of [
      'a/1',
      'https://a.example/fiche/1',
      'prix libre',
      'J’y travaille.',
      '/partenaires/a/corrections',
    ])
      assert.ok(digest!.text.includes(said), said);
    assert.doesNotMatch(digest!.text + digest!.html, /lou@exemple/);
    await kim.post(own, { correction: await idOfFirst(), reponse: 'accepted' });
    // The day after.
    await site.db.updateTable('mail').set({ key: null }).where('kind', '=', 'corrections').execute();
    await site.followed();
    const second = (await digests())[1];
    assert.match(second!.text, /à porter dans votre\s+catalogue/);
    assert.match(second!.text, /Une autre phrase/);
    await site.db.updateTable('mail').set({ key: null }).where('kind', '=', 'corrections').execute();
    await site.followed();
    assert.equal((await digests()).length, 2, 'nothing new, no letter');
  });

  test('a person takes their proposals away with their account; what was accepted stays, nobody’s', async () => {
    const lou = await signedIn('lou@exemple.org');
    await propose(lou, { ...summary, raison: 'Je suis Lou Planté.' });
    await propose(lou, { champ: 'other', valeur: 'Demandez Lou Planté.', raison: 'Lou Planté' });
    const kim = await signedIn('kim@exemple.org', 'a');
    await kim.post(own, { correction: await idOfFirst(), reponse: 'accepted' });
    const data = await textOf(await lou.get('/compte/donnees.json'));
    assert.match(data, /Je suis Lou Planté/);
    await lou.post('/compte/supprimer', { mail: 'lou@exemple.org' });
    const kept = JSON.stringify([
      await site.db.selectFrom('correction_proposal').selectAll().execute(),
      await site.db.selectFrom('correction').selectAll().execute(),
      await site.db.selectFrom('decision').selectAll().execute(),
      await site.db.selectFrom('mail').selectAll().execute(),
    ]);
    assert.doesNotMatch(kept, /Lou Planté|lou@exemple/);
    assert.equal((await site.projectOf('a/1')).summary, 'Une épicerie à prix libre.');
  });
});
