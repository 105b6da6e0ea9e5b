/** Signing in and one's account in a real browser: without JavaScript, as axe and narrow screens see them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type PeopledSite, peopledSite } from '#web/testing-people.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

describe('accounts in a browser', () => {
  let browser: Browser;
  let house: PeopledSite;
  let served: Listening;
  let base: string;
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    base = served.base;
    const queues = { pairs: async () => 12, words: async () => 0, runs: () => Promise.reject(new Error('no')) };
    house = await peopledSite({ baseUrl: base, rooms: { queues } });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await house?.close();
  });

  const heading = (page: Page) => page.locator('h1').textContent();

  async function signIn(page: Page, mail: string, prefix = '') {
    await page.goto(`${base}${prefix}/compte`);
    await page.getByRole('textbox').last().fill(mail);
    await page.locator('main form button').click();
    await page.goto(`${base}${prefix}/boite-aux-lettres`);
    await page.locator('.letter a[href*="/connexion/lien"]').first().click();
    await page.locator('main form button').click();
  }

  test('without JavaScript, at the width of a phone: in, a name, a session ended from elsewhere, out, gone', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const other = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${base}/`);
      await page.locator('header summary').click();
      await page.locator('header .menu nav').getByRole('link', { name: 'Compte' }).click();
      await signIn(page, 'nina@exemple.fr');
      assert.equal(new URL(page.url()).pathname, '/compte');
      assert.equal(await heading(page), 'Votre compte');
      await page.getByLabel('Votre nom').fill('Nina Ôkoué');
      await page.getByRole('button', { name: 'Enregistrer' }).click();
      assert.equal(await page.getByRole('status').textContent(), 'C’est enregistré.');
      assert.equal(await page.getByLabel('Votre nom').inputValue(), 'Nina Ôkoué');
      const elsewhere = await other.newPage();
      await signIn(elsewhere, 'nina@exemple.fr', '/en');
      assert.equal(await heading(elsewhere), 'Your account');
      await page.reload();
      await page.getByRole('button', { name: /^Terminer la session/ }).click();
      await elsewhere.reload();
      assert.equal(await heading(elsewhere), 'Sign in');
      await page.getByRole('link', { name: 'Supprimer ce compte' }).click();
      await page.getByLabel('Votre adresse').fill('nina@exemple.fr');
      await page.getByRole('button', { name: 'Supprimer mon compte' }).click();
      assert.equal(await heading(page), 'Votre compte est supprimé');
      assert.deepEqual(await context.cookies(), []);
    } finally {
      await context.close();
      await other.close();
    }
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1280])
      test(`${colorScheme}, ${width} px: no violation, no sideways scroll, nothing in the console`, async () => {
        const context = await browser.newContext({
          colorScheme,
          viewport: { width, height: 800 },
          reducedMotion: 'reduce',
          bypassCSP: true,
        });
        try {
          const page = await context.newPage();
          const complaints: string[] = [];
          page.on('pageerror', (error) => complaints.push(error.message));
          const look = (name: string) => looksRight(page, name);
          const mail = `axe-${colorScheme}-${width}@une-organisation-au-nom-bien-long.exemple.fr`;
          await page.goto(`${base}/compte`);
          await look('asked to sign in');
          await page.goto(`${base}/en/connexion?error=provider`);
          await look('sign in in English after a failure');
          await page.goto(`${base}/connexion`);
          await page.locator('#mail').fill(mail);
          await page.locator('main form button').click();
          await look('sent');
          await page.goto(`${base}/boite-aux-lettres`);
          await look('mailbox');
          await page.locator('.letter a[href*="/connexion/lien"]').first().click();
          await look('confirm');
          await page.locator('main form button').click();
          await look('welcome');
          await page.goto(`${base}/curation`);
          await look('not a curator');
          await house.setRole(mail, 'administrator');
          const { id } = await house.db
            .selectFrom('person')
            .select('id')
            .where('mail', '=', mail)
            .executeTakeFirstOrThrow();
          await house.db
            .insertInto('person_partner')
            .values({ person: id, source: 'reseau-reemploi', role: 'admin' })
            .execute();
          await page.goto(`${base}/en/compte`);
          await look('account in English');
          await page.goto(`${base}/curation`);
          await look('curation');
          await page.goto(`${base}/compte/supprimer`);
          await page.locator('#mail').fill('autre@exemple.fr');
          await page.locator('main form button').click();
          await look('leaving with another address');
          await page.goto(`${base}/connexion/lien?jeton=rien`);
          await look('a link of no use');
          assert.deepEqual(complaints, []);
        } finally {
          await context.close();
        }
      });
});
