/** A project told by one person and accepted by another, on phones: with and without JavaScript, in both languages. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { createAllowance } from '#connect/accounts/limits.ts';
import { testSecret } from '#web/testing-people.ts';
import { photograph, type TellingHouse, tellingHouse } from '#web/testing-telling.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const phone = { viewport: { width: 360, height: 740 }, bypassCSP: true };

describe('a project is told, read and found', () => {
  let browser: Browser;
  let house: TellingHouse;
  let served: Listening;
  let base: string;
  const built = mkdtempSync(join(tmpdir(), 'carrefour-islands-'));
  before(async () => {
    await build({ root, logLevel: 'error', build: { outDir: built, emptyOutDir: true } });
    served = await listen((request, environment) => house.site.fetch(request, environment));
    base = served.base;
    house = await tellingHouse({ baseUrl: base, built });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await house?.close();
    rmSync(built, { recursive: true, force: true });
  });

  async function visit(options: BrowserContextOptions, journey: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ ...phone, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    try {
      await journey(page);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  }
  const lastLink = async (mail: string): Promise<string> => {
    const { text } = await house.db
      .selectFrom('mail')
      .select('text')
      .where('recipient', '=', mail)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    return /https?:\/\/\S+\/(?:connexion\/lien|contribuer\/\S+)\?\S+/.exec(text)![0];
  };
  async function signIn(page: Page, mail: string, prefix = '') {
    await page.goto(`${base}${prefix}/connexion`);
    await page.locator('#mail').fill(mail);
    await page.locator('main form button').click();
    await page.goto(await lastLink(mail));
    await page.locator('main form button').click();
  }

  test('in French, without JavaScript: nothing found, told, a likeness set aside, proven, accepted, found', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${base}/recherche?q=accorderie+zzyzx`);
      await page.locator('.nothing').getByRole('link', { name: 'Ajouter un projet' }).click();
      await page.getByLabel('Nom du projet').fill('La Recyclerie des Quais');
      await page.getByLabel('En une phrase').fill('On y répare ensemble ce que les autres jettent, chaque samedi.');
      await page.getByLabel('Commune').fill('Nantes');
      await page.getByLabel('Adresse', { exact: true }).fill('12 quai de Versailles');
      await page.getByRole('button', { name: 'Enregistrer et vérifier' }).click();
      await page.getByText('C’est enregistré.').waitFor();
      await page.getByText('Est-ce l’un de ceux-ci').waitFor();
      await page.getByRole('link', { name: 'La Recyclerie du Canal' }).waitFor();
      await page.locator('#images').setInputFiles({
        name: 'facade.jpg',
        mimeType: 'image/jpeg',
        buffer: await photograph(),
      });
      await page.getByLabel('Ce que montrent ces images').fill('La façade sur le quai');
      await page.getByLabel(/Je donne ce texte/).check();
      await page.getByRole('button', { name: 'Voir ce que cela donnera' }).click();
      assert.equal(await page.locator('h1').textContent(), 'La Recyclerie des Quais');
      await page.getByLabel('Votre adresse électronique').fill('maud@exemple.fr');
      await page.getByRole('button', { name: 'Envoyer' }).click();
      assert.equal(await page.locator('h1').textContent(), 'Confirmez votre adresse');
      await page.goto(await lastLink('maud@exemple.fr'));
      await page.getByRole('button', { name: 'Confirmer et envoyer' }).click();
      assert.equal(await page.locator('h1').textContent(), 'Merci, c’est envoyé');
    });
    await visit({ javaScriptEnabled: false }, async (page) => {
      await signIn(page, 'cura@exemple.fr');
      await house.setRole('cura@exemple.fr', 'curator');
      await page.goto(`${base}/curation/moderation`);
      await page.getByRole('heading', { name: 'La Recyclerie des Quais' }).waitFor();
      await page.getByText('Peut-être déjà là').first().waitFor();
      await page.getByRole('link', { name: 'Voir comme sur le site' }).click();
      assert.equal(await page.locator('h1').textContent(), 'La Recyclerie des Quais');
      await page.goBack();
      await page.getByRole('button', { name: 'Accepter et prévenir' }).click();
      await page.getByText('La Recyclerie des Quais : Accepté').waitFor();
      await page.goto(`${base}/recherche?q=recyclerie+quais`);
      await page.getByRole('link', { name: 'La Recyclerie des Quais' }).first().click();
      await page.getByText('La façade sur le quai').first().waitFor();
    });
  });

  test('in English, with JavaScript: saved as it is typed, likenesses appear, the keys decide, and it joins the page', async () => {
    await visit({}, async (page) => {
      await signIn(page, 'sam@exemple.fr', '/en');
      await page.goto(`${base}/en`);
      await page.locator('main').getByRole('link', { name: 'Tell us about a project' }).click();
      await page.getByLabel('Name of the project').fill('Jardin des Possibles');
      await page.getByLabel('In one sentence').fill('A garden shared by the neighbours at the foot of the towers.');
      await page.getByLabel('Commune').fill('Lille');
      await page.getByText(/^Saved at/).waitFor();
      assert.match(page.url(), /\/en\/contribuer\/projet\/[0-9a-f-]{36}$/);
      await page.getByRole('link', { name: 'Le Jardin des Possibles' }).waitFor();
      await looksRight(page, 'the form');
      await page.reload();
      assert.equal(await page.getByLabel('Name of the project').inputValue(), 'Jardin des Possibles');
      await page.getByLabel(/I give this text/).check();
      await page
        .getByRole('button', { name: /This is the one/ })
        .first()
        .click();
      await page.getByText('What you write will join the page').waitFor();
      await page.getByRole('button', { name: 'See how it will look' }).click();
      await looksRight(page, 'the preview');
      await page.locator('form#envoi input[name="work"]:not([value=""])').waitFor({ state: 'attached' });
      await page.getByRole('button', { name: 'Send' }).click();
      assert.equal(await page.locator('h1').textContent(), 'Thank you, it has been sent');
      await looksRight(page, 'thanks');
    });
    const [matter] = await house.people.doors.moderation.list({ most: 1 });
    assert.equal(
      matter?.suspicions.find(({ reason }) => reason === 'no-work'),
      undefined,
    );
    await visit({ colorScheme: 'dark' }, async (page) => {
      await signIn(page, 'cura@exemple.fr', '/en');
      await page.goto(`${base}/en/curation`);
      await page.getByRole('link', { name: /What people sent/ }).click();
      await page.getByRole('heading', { name: 'Jardin des Possibles' }).waitFor();
      await looksRight(page, 'the queue');
      await page.keyboard.press('r');
      await page.locator('details#refuse[open]').waitFor();
      await page.keyboard.press('a');
      await page.locator('details#accept[open]').waitFor();
      await page.getByRole('button', { name: 'Accept and tell them' }).press('Enter');
      await page.getByText('Jardin des Possibles : Accepted').waitFor();
      await looksRight(page, 'decided');
    });
    const { project } = await house.db
      .selectFrom('project_sheet')
      .innerJoin('sheet', 'sheet.record', 'project_sheet.sheet')
      .select('project')
      .where('source', '=', 'contributions')
      .where('project', 'in', (eb) => eb.selectFrom('project_sheet').select('project').where('sheet', '=', 'reseau/2'))
      .executeTakeFirstOrThrow();
    await visit({}, async (page) => {
      await page.goto(`${base}/projets/${project}`);
      await page.getByText('A garden shared by the neighbours').first().waitFor();
    });
  });

  test('what is typed for an hour is saved, is not let go while it is not, and arrives though the page is left', async () => {
    await visit({}, async (page) => {
      await page.goto(`${base}/contribuer/projet`);
      const said = page.getByLabel('En une phrase');
      await page.getByLabel('Nom du projet').fill('Le Fournil de nuit');
      await page.waitForURL(/\/contribuer\/projet\/[^/]+$/);
      const id = new URL(page.url()).pathname.split('/').at(-1)!;
      const written = async () =>
        JSON.stringify(
          (await house.db.selectFrom('contribution').select('draft').where('id', '=', id).executeTakeFirstOrThrow())
            .draft,
        );
      const holds = async (words: string) => {
        while (!(await written()).includes(words)) await page.waitForTimeout(100);
      };
      // Whoever stops after each letter saves no oftener than a project may be.
      let sent = 0;
      page.on('request', (request) => {
        if (request.method() === 'POST') sent++;
      });
      const began = performance.now();
      for (const letter of 'Du pain') {
        await said.press(letter === ' ' ? 'Space' : letter);
        await page.waitForTimeout(1_300);
      }
      await holds('Du pain');
      assert.ok(sent > 1 && sent <= 2 + (performance.now() - began) / 3_000, `${sent}`);

      const saved = createAllowance(
        { db: house.db, secret: testSecret, now: () => new Date() },
        { name: 'contribution-saved', times: 200, within: 600 },
      );
      for (let left = true; left; ) left = await saved(id);
      await said.fill('Du pain, la nuit');
      await page.getByText('Beaucoup d’enregistrements').waitFor();
      assert.doesNotMatch(await written(), /la nuit/);
      const asked = page.waitForEvent('dialog');
      const goes = page.evaluate("location.assign('/')");
      const dialog = await asked;
      assert.equal(dialog.type(), 'beforeunload');
      await dialog.dismiss();
      await goes;
      assert.equal(await said.inputValue(), 'Du pain, la nuit');
      await house.db.deleteFrom('rate_limit').where('key', 'like', 'contribution-saved:%').execute();
      await said.fill('Du pain, la nuit et le jour');
      await holds('la nuit et le jour');

      await said.fill('Du pain pour tous');
      await page.goto(base);
      await holds('pour tous');
    });
  });
});
