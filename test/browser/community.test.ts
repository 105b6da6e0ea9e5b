/** A community grows: three people on telephones, without JavaScript, in both languages, and a curator. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type PeopledSite, peopledSite } from '#web/testing-people.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const phone = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };

let browser: Browser;
let house: PeopledSite;
let served: Listening;
let base: string;
before(async () => {
  served = await listen((request, environment) => house.site.fetch(request, environment));
  base = served.base;
  house = await peopledSite({ baseUrl: base });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await served?.close();
  await house?.close();
});

async function signIn(mail: string, name: string, prefix = ''): Promise<Page> {
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${base}${prefix}/compte`);
  await page.getByRole('textbox').last().fill(mail);
  await page.locator('main form button').click();
  await page.goto(`${base}${prefix}/boite-aux-lettres`);
  await page.locator('.letter a[href*="/connexion/lien"]').first().click();
  await page.locator('main form button').click();
  await page.locator('input[name=nom]').fill(name);
  await page.locator('form:has(input[name=nom]) button').click();
  return page;
}

async function looks(page: Page): Promise<void> {
  assert.equal(
    await page.evaluate('document.documentElement.scrollWidth'),
    360,
    `${page.url()} is as wide as the phone`,
  );
  // The same page with script allowed, for axe alone.
  const context = await browser.newContext({ viewport: phone.viewport, bypassCSP: true });
  await context.addCookies(await page.context().cookies());
  const seen = await context.newPage();
  await seen.goto(page.url());
  await looksRight(seen, page.url());
  await context.close();
}

test('founded in French, admitted, joined in English, a need and a meeting, a collection, and the founder leaves', async () => {
  const ana = await signIn('ana@exemple.fr', 'Ana');
  await ana.goto(`${base}/communautes/nouvelle`);
  await looks(ana);
  await ana.getByLabel('Nom', { exact: true }).fill('Jardiner dans le Nord');
  await ana.getByLabel('En une phrase').fill('Ce qui pousse ici, et ce qu’on en apprend.');
  await ana.getByLabel('Les projets qu’elle montre').fill(`${base}/recherche?q=jardin`);
  await ana.getByLabel(/qui le demande/).check();
  await ana.getByRole('button', { name: 'Envoyer' }).click();
  const path = new URL(ana.url()).pathname;
  assert.match((await ana.locator('main').textContent())!, /attend d’être relue/);

  const cleo = await signIn('cleo@exemple.fr', 'Cléo');
  await house.setRole('cleo@exemple.fr', 'curator');
  const [matter] = await house.people.doors.moderation.list({ most: 5 });
  const { id: by } = await house.db
    .selectFrom('person')
    .select('id')
    .where('mail', '=', 'cleo@exemple.fr')
    .executeTakeFirstOrThrow();
  await cleo.goto(base + path);
  assert.match((await cleo.locator('h1').textContent())!, /Jardiner/, 'the curator sees it before');
  await house.people.doors.moderation.decide(matter!.id, { verdict: 'accept', by, sentence: 'Bienvenue.' });

  const bob = await signIn('bob@exemple.fr', 'Bob', '/en');
  await bob.goto(`${base}/en${path}`);
  await bob.getByRole('button', { name: 'Ask to join' }).click();
  assert.match((await bob.locator('main').textContent())!, /waiting for an answer/);
  await ana.goto(`${base}${path}/reglages`);
  await looks(ana);
  await ana.getByRole('button', { name: 'Accepter : Bob' }).click();

  await bob.goto(`${base}/en${path}`);
  await bob.getByText('Say what we are looking for').click();
  await bob.getByRole('textbox', { name: 'We are looking for…' }).fill('Somebody who knows composting');
  await bob.getByLabel('The words to search for').fill('jardin');
  await bob.getByRole('button', { name: 'Publish' }).first().click();
  await bob.getByText('Announce a meeting', { exact: true }).click();
  await bob.getByRole('textbox', { name: 'Title' }).fill('A morning in the garden');
  await bob.getByRole('textbox', { name: 'Place' }).fill('Lille');
  await bob.getByLabel(/^Begins/).fill('2099-05-12T10:00');
  await bob.getByLabel(/^Ends/).fill('2099-05-12T12:00');
  await bob.getByRole('button', { name: 'Publish' }).last().click();
  assert.match((await bob.locator('main').textContent())!, /12 May 2099 at 10:00/);
  await looks(bob);

  await cleo.goto(`${base}/carnets`);
  await looks(cleo);
  await cleo.goto(`${base}/recherche#liste`);
  await cleo
    .getByRole('link', { name: /^Garder «/ })
    .first()
    .click();
  await cleo.getByLabel('Titre').fill('Composts');
  await cleo.getByRole('button', { name: 'Créer et ajouter' }).click();
  await looks(cleo);
  await cleo.getByLabel('public', { exact: true }).check();
  await cleo.locator('button[value=partager]').click();
  assert.match((await cleo.locator('main').textContent())!, /attend d’être relu/);
  await looks(cleo);
  const [toBeRead] = await house.people.doors.moderation.list({ most: 5, kind: 'collection' });
  await cleo.goto(`${base}/curation/moderation?genre=collection`);
  await looks(cleo);
  // Nobody accepts what is their own: another curator reads it.
  await house.setRole('ana@exemple.fr', 'curator');
  const { id: other } = await house.db
    .selectFrom('person')
    .select('id')
    .where('mail', '=', 'ana@exemple.fr')
    .executeTakeFirstOrThrow();
  await house.people.doors.moderation.decide(toBeRead!.id, { verdict: 'accept', by: other, sentence: '' });
  await house.setRole('ana@exemple.fr', 'member');
  await cleo.goto(base + path);
  await cleo.getByRole('button', { name: 'Demander à rejoindre' }).click();
  await ana.goto(`${base}${path}/reglages`);
  await ana.getByRole('button', { name: 'Accepter : Cléo' }).click();
  await cleo.goto(base + path);
  await cleo.getByRole('button', { name: 'Montrer' }).click();

  await ana.goto(base + path);
  await ana.getByText('Ouvrir un carnet de la communauté').click();
  await ana.getByRole('textbox', { name: 'Titre' }).last().fill('Nos serres');
  await ana.getByRole('button', { name: 'Créer le carnet' }).click();
  await bob.goto(`${base}/en${path}`);
  await bob.getByRole('link', { name: 'Nos serres' }).click();
  assert.match((await bob.locator('h1').textContent())!, /Nos serres/, 'its members write in it');
  await looks(bob);
  await cleo.goto(`${base}${path}/signaler`);
  await looks(cleo);
  await ana.goto(base + path);
  await looks(ana);
  const text = (await ana.locator('main').textContent())!;
  for (const said of ['Somebody who knows composting', 'A morning in the garden', 'Composts', '3 membres', 'Bob'])
    assert.ok(text.includes(said), said);
  await ana.getByRole('button', { name: 'Quitter la communauté' }).click();
  await bob.goto(`${base}/en${path}`);
  assert.ok(
    await bob.getByRole('link', { name: 'Settings and members' }).isVisible(),
    'who came first after her runs it',
  );
});
