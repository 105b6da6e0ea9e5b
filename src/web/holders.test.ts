/** What holders, partners and strangers would notice of claims, relations and reports. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { testManifest } from '#model/testing.ts';
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
const pageOf = async (sheet: string) => {
  const { id, slug } = await site.projectOf(sheet);
  return `/projets/${slug}-${id}`;
};
async function signedIn(mail: string, source?: string): Promise<Browser> {
  const browser = site.browser();
  await browser.signIn(mail);
  if (source !== undefined) await site.speaks(mail, source);
  return browser;
}
const claims = () => site.db.selectFrom('claim').selectAll().orderBy('asked_at').execute();
const claim = async (browser: Browser, fields: Record<string, string>, sheet = 'a/1') =>
  browser.post(`${await pageOf(sheet)}/revendiquer`, fields);
/** Alone at its domain: the other sheet that links there is of another project, which counts as a second. */
const held = async (mail = 'awa@bocal.example') => {
  const browser = await signedIn(mail);
  assert.match(await textOf(await claim(browser, { par: 'courriel', mail })), /Ce projet est à votre nom/);
  return browser;
};

describe('claiming a project', () => {
  test('mail at the project’s domain proves it, opened by the account that asked and by no other', async () => {
    const lou = await signedIn('lou@exemple.org');
    assert.match(await textOf(await lou.get(`${await pageOf('a/1')}/revendiquer`)), /@bocal\.example/);
    const answer = await claim(lou, { par: 'courriel', mail: 'Contact@Bocal.example' });
    assert.match(await textOf(answer), /Un lien est parti/);
    const [mail] = await site.mailsTo('contact@bocal.example');
    const token = /jeton=([\w-]+)/.exec(mail!.text)![1]!;
    assert.match(mail!.text, /lou@exemple\.org/, 'whoever reads that mailbox knows who asks');
    const eve = await signedIn('eve@exemple.org');
    assert.equal((await eve.post('/porteurs/preuve', { jeton: token })).status, 410);
    assert.equal((await site.browser().post('/porteurs/preuve', { jeton: token })).status, 401);
    assert.equal((await lou.get(`/porteurs/preuve?jeton=${token}`)).status, 200);
    assert.equal((await claims())[0]!.state, 'asked', 'opening proves nothing');
    assert.equal((await lou.post('/porteurs/preuve', { jeton: token })).status, 303);
    assert.equal((await lou.post('/porteurs/preuve', { jeton: token })).status, 410, 'once');
    assert.equal((await claims())[0]!.state, 'held');
    assert.match(await textOf(await lou.get(await pageOf('a/1'))), /Tenu à jour par son porteur/);
    const { length } = await site.mailsTo('contact@bocal.example');
    for (let at = 0; at < 4; at++) await claim(eve, { par: 'courriel', mail: 'contact@bocal.example' });
    assert.equal((await site.mailsTo('contact@bocal.example')).length, length + 3, 'a mailbox is not flooded');
  });

  test('no other domain does: mail providers, the town’s, one that only ends alike, a host of many', async () => {
    const lou = await signedIn('lou@exemple.org');
    for (const mail of [
      'lou@gmail.com',
      'lou@example',
      'lou@autre-bocal.example',
      'lou@mail.bocal.example',
      'lou@bocal.example.org',
      'lou@bocal.example@evil.org',
      'lou@bocal.example\r\nBcc: x@evil.org',
      'lou@exemple.org',
      '',
    ])
      assert.equal((await claim(lou, { par: 'courriel', mail })).status, 400, mail);
    await site.matcher.change(
      ['b/21', 'b/22', 'b/23'].map((id, at) => ({
        ...site.sheets[4]!,
        id,
        source: 'b',
        title: ['Un atelier', 'Le cinéma itinérant', 'Des moutons en ville'][at]!,
        links: [{ url: 'https://bocal.example/reseau' }],
      })),
    );
    assert.equal((await claim(lou, { par: 'courriel', mail: 'lou@bocal.example' })).status, 400, 'a network’s domain');
    assert.equal((await claims()).length, 0);
    assert.ok((await site.mailsTo('lou@bocal.example')).length === 0);
  });

  test('a website that only came with a contribution proves nothing, until a catalogue or a curator says it', async () => {
    const [told] = site.sheets.filter(({ id }) => id === 'a/1');
    const links = [{ url: 'https://mallory.example/' }];
    const holder = { name: 'Mallory', url: 'https://mallory.example/asso' };
    const contributed = { ...told!, id: 'contributions/1', source: 'contributions', links, holder, quality: 0.9 };
    await site.db
      .insertInto('source')
      .values({
        id: 'contributions',
        manifest: JSON.stringify(testManifest({ id: 'contributions' })),
        updated_at: new Date(),
        keyed_by: null,
      })
      .execute();
    await site.matcher.change([contributed]);
    await site.decide({ kind: 'same', sheets: ['contributions/1', 'a/1'] });
    const project = await site.projectOf('a/1');
    assert.ok(
      project.links.some(({ url }) => url.includes('mallory')),
      'it is shown',
    );
    const { claims: doors } = site.people.doors;
    assert.deepEqual(await doors.domainsOf(project), ['bocal.example']);
    const mallory = await signedIn('m@mallory.example');
    const mail = 'm@mallory.example';
    assert.equal((await claim(mallory, { par: 'courriel', mail })).status, 400);
    await site.decide({ kind: 'choose', sheet: 'contributions/1', field: 'links' });
    assert.ok((await doors.domainsOf(await site.projectOf('a/1'))).includes('mallory.example'), 'a curator’s word');
  });

  test('a partner who tells of it vouches; another’s people neither see nor settle it', async () => {
    const lou = await signedIn('lou@exemple.org');
    assert.equal((await claim(lou, { par: 'parole', message: ' ' })).status, 400);
    assert.match(
      await textOf(await claim(lou, { par: 'parole', message: 'J’ai ouvert <b>l’épicerie</b>.' })),
      /envoyée/,
    );
    assert.match(await textOf(await claim(lou, { par: 'parole', message: 'Encore.' })), /déjà demandé/);
    const [asked] = await claims();
    const max = await signedIn('max@exemple.org', 'c');
    assert.equal((await max.get('/partenaires/a/porteurs')).status, 403);
    assert.doesNotMatch(await textOf(await max.get('/partenaires/c/porteurs')), /lou@exemple/);
    assert.equal((await max.post('/partenaires/c/porteurs', { demande: asked!.id, mot: 'oui' })).status, 409);
    const kim = await signedIn('kim@exemple.org', 'a');
    const page = await textOf(await kim.get('/partenaires/a/porteurs'));
    assert.match(page, /lou@exemple\.org/);
    assert.doesNotMatch(page, /<b>l’épicerie/);
    assert.equal((await kim.post('/partenaires/a/porteurs', { demande: asked!.id, mot: 'oui' })).status, 303);
    assert.equal((await claims())[0]!.state, 'held');
    assert.equal(await site.people.doors.moderation.count(), 0, 'curators need not answer any more');
    assert.equal((await max.post('/partenaires/c/porteurs', { demande: asked!.id, mot: 'retire' })).status, 409);
    assert.equal((await kim.post('/partenaires/a/porteurs', { demande: asked!.id, mot: 'retire' })).status, 303);
    assert.doesNotMatch(await textOf(await lou.get(await pageOf('a/1'))), /Tenu à jour/);
  });

  test('a curator settles it in the queue, and takes the word back', async () => {
    const lou = await signedIn('lou@exemple.org');
    await claim(lou, { par: 'parole', message: 'C’est nous.' });
    await signedIn('ana@exemple.org');
    const { id: ana } = await site.db
      .selectFrom('person')
      .select('id')
      .where('mail', '=', 'ana@exemple.org')
      .executeTakeFirstOrThrow();
    const { moderation } = site.people.doors;
    const [matter] = await moderation.list({ state: 'waiting', most: 10 });
    await moderation.decide(matter!.id, { verdict: 'accept', by: ana, sentence: '' });
    assert.equal((await claims())[0]!.state, 'held');
    await moderation.undo(matter!.id, ana);
    assert.equal((await claims())[0]!.state, 'asked');
    await moderation.decide(matter!.id, { verdict: 'refuse', by: ana, sentence: 'Nous ne vous connaissons pas.' });
    assert.equal((await claims())[0]!.state, 'refused');
  });

  test('a holder tells news, is told apart, and leaves; nobody writes in another’s name', async () => {
    const awa = await held();
    const [own] = await claims();
    const page = await pageOf('a/1');
    const eve = await signedIn('eve@exemple.org');
    assert.equal(
      (await eve.post('/compte/projets', { demande: own!.id, acte: 'nouvelle', nouvelle: 'Faux.' })).status,
      400,
    );
    assert.equal((await eve.post('/compte/projets', { demande: own!.id, acte: 'quitte' })).status, 400);
    await awa.post('/compte/projets', {
      demande: own!.id,
      acte: 'nouvelle',
      nouvelle: '<img src=x onerror=alert(1)> Nous ouvrons le lundi.',
    });
    await awa.post('/compte/projets', {
      demande: own!.id,
      acte: 'nouvelle',
      nouvelle: '<img src=x onerror=alert(1)> Nous ouvrons le lundi.',
    });
    const shown = await textOf(await eve.get(page));
    assert.match(shown, /Nous ouvrons le lundi/);
    assert.doesNotMatch(shown, /<img src=x|awa@bocal/);
    const [news, ...more] = await site.db.selectFrom('holder_news').selectAll().execute();
    assert.equal(more.length, 0, 'pressed twice, told once');
    await eve.post('/compte/projets', { acte: 'retire', nouvelle: news!.id });
    assert.equal((await site.db.selectFrom('holder_news').selectAll().execute()).length, 1);
    await awa.post('/compte/projets', { demande: own!.id, acte: 'contact', contact: 'closed' });
    assert.equal((await site.people.doors.claims.holders((await site.projectOf('a/1')).id))[0]!.reach, 'closed');
    await awa.post(`${page}/corriger`, { champ: 'summary', valeur: 'Nos mots.', raison: 'Nous le portons.' });
    const kim = await signedIn('kim@exemple.org', 'a');
    assert.match(await textOf(await kim.get('/partenaires/a/corrections')), /proposée par le porteur/);
    assert.equal((await awa.post('/compte/projets', { demande: own!.id, acte: 'quitte' })).status, 303);
    assert.doesNotMatch(await textOf(await eve.get(page)), /lundi/);
  });

  test('two hold one project; it follows its sheets, and goes with an account', async () => {
    const awa = await held();
    await held('bob@bocal.example');
    const before = (await site.projectOf('a/1')).id;
    const { holders } = site.people.doors.claims;
    assert.equal((await holders(before)).length, 2);
    assert.match(await textOf(await awa.get(await pageOf('a/1'))), /Tenu à jour par ses porteurs/);
    await site.decide({ kind: 'same', sheets: ['a/1', 'c/9'] });
    assert.equal((await holders((await site.projectOf('a/1')).id)).length, 2);
    await site.decide({ kind: 'split', sheet: 'c/9' });
    assert.equal((await holders((await site.projectOf('c/9')).id)).length, 0);
    await awa.post('/compte/supprimer', { mail: 'awa@bocal.example' });
    assert.equal((await holders((await site.projectOf('a/1')).id)).length, 1);
    assert.doesNotMatch(
      JSON.stringify([await claims(), await site.db.selectFrom('matter').selectAll().execute()]),
      /awa@/,
    );
  });
});

describe('what inspired what', () => {
  const relate = async (browser: Browser, sheet: string, fields: Record<string, string>) =>
    browser.post(`${await pageOf(sheet)}/essaimage`, { acte: 'dire', ...fields });

  test('one says it, the other confirms it, either takes it away; both pages show it', async () => {
    const awa = await held();
    const max = await signedIn('max@exemple.org', 'c');
    const mill = await site.projectOf('c/9');
    const jar = await site.projectOf('a/1');
    assert.equal(
      (await relate(awa, 'a/1', { projet: `https://x.example${await pageOf('c/9')}`, comme: 'model' })).status,
      303,
    );
    assert.equal((await relate(awa, 'a/1', { projet: mill.id, comme: 'model' })).status, 303, 'twice is once');
    assert.match(
      await textOf(await awa.get(await pageOf('a/1'))),
      /S’est inspiré de[\s\S]+Le Moulin[\s\S]+dit par l’un des deux/,
    );
    assert.match(await textOf(await awa.get(await pageOf('c/9'))), /Repris par[\s\S]+Le Bocal partagé/);
    assert.equal(
      (await relate(awa, 'c/9', { projet: jar.id, comme: 'taker' })).status,
      403,
      'not the other side’s word',
    );
    assert.equal((await relate(max, 'c/9', { projet: jar.id, comme: 'taker' })).status, 303);
    assert.match(await textOf(await awa.get(await pageOf('a/1'))), /confirmé par les deux/);
    const { decisions } = await site.desk.history({ most: 10 });
    assert.doesNotMatch(JSON.stringify(decisions), /awa@|max@/);

    await site.decide({ kind: 'same', sheets: ['c/9', 'c/2'] });
    await site.matcher.rebuild(['a/1', 'c/9', 'c/2']);
    const tied = await site.desk.relations((await site.projectOf('a/1')).id);
    assert.deepEqual(
      tied.map(({ project, saidBy }) => [project, saidBy]),
      [[(await site.projectOf('c/9')).id, ['model', 'taker']]],
    );
    await site.decide({ kind: 'split', sheet: 'c/2' });
    assert.deepEqual(await site.desk.relations((await site.projectOf('c/2')).id), []);

    const after = (await site.projectOf('a/1')).id;
    assert.equal(
      (await max.post(`${await pageOf('c/9')}/essaimage`, { acte: 'retirer', projet: after, comme: 'taker' })).status,
      303,
    );
    assert.deepEqual(await site.desk.relations(after), []);
  });

  test('what cannot be said is told', async () => {
    const awa = await held();
    const jar = (await site.projectOf('a/1')).id;
    for (const projet of ['javascript:alert(1)', 'nulle-part', '', jar])
      assert.equal((await relate(awa, 'a/1', { projet, comme: 'model' })).status, 400, projet);
    assert.equal((await site.browser().get(`${await pageOf('a/1')}/essaimage`)).status, 401);
  });
});

describe('a report', () => {
  const report = async (browser: Browser, fields: Record<string, string>) =>
    browser.post(`${await pageOf('a/1')}/signaler`, { texte: 'Le local est vide.', ...fields });

  test('comes before curators by its weight, without an account; what is personal comes first', async () => {
    const stranger = site.browser();
    assert.equal((await stranger.get(`${await pageOf('a/1')}/signaler`)).status, 200);
    assert.equal((await report(stranger, { motif: 'outdated' })).status, 200);
    assert.equal((await report(stranger, { motif: 'outdated' })).status, 200);
    assert.equal(
      (await report(stranger, { motif: 'personal', mail: 'eve@exemple.org', texte: '<script>alert(1)</script>' }))
        .status,
      200,
    );
    assert.equal((await report(stranger, { motif: 'illegal', adresse2: 'https://spam.example' })).status, 200);
    const { moderation } = site.people.doors;
    const list = await moderation.list({ state: 'waiting', most: 10 });
    assert.deepEqual(
      list.map(({ facts }) => facts[0]!.value),
      ['Mes données personnelles sont ici', 'Ceci n’est plus vrai', 'Contenu illicite'],
      'what looks unwanted comes last, whatever it weighs',
    );
    await signedIn('ana@exemple.org');
    await site.setRole('ana@exemple.org', 'curator');
    const { id: ana } = await site.db
      .selectFrom('person')
      .select('id')
      .where('mail', '=', 'ana@exemple.org')
      .executeTakeFirstOrThrow();
    await moderation.decide(list[0]!.id, { verdict: 'accept', by: ana, sentence: 'Elles sont retirées.' });
    assert.match((await site.mailsTo('eve@exemple.org'))[0]!.text, /Elles sont retirées/);
  });

  test('what is not one is told; too many are refused', async () => {
    const stranger = site.browser('198.51.100.9');
    for (const fields of [
      { motif: 'inventé' },
      { motif: 'outdated', texte: ' ' },
      { motif: 'outdated', mail: 'pas une adresse' },
    ] as Record<string, string>[])
      assert.equal((await report(stranger, fields)).status, 400);
    const statuses: number[] = [];
    for (let at = 0; at < 12; at++)
      statuses.push((await report(stranger, { motif: 'outdated', texte: `Fois ${at}.` })).status);
    assert.equal(statuses.at(-1), 429);
    assert.equal(await site.people.doors.moderation.count(), 1, 'one person’s same word is one matter');
  });
});
