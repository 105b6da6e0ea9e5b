/** What Chromium hands to a screen reader: names, levels and messages as they were heard to be right (bench/heard.ts). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { projectPath } from '#model/project.ts';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';

interface Said {
  role: string;
  name: string;
  description: string;
}

/** The accessibility tree as Chromium has it, without what it passes over. */
async function saidBy(page: Page): Promise<Said[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, description }) => ({
      role: String(role?.value ?? ''),
      name: String(name?.value ?? '').replace(/\s+/g, ' '),
      description: String(description?.value ?? ''),
    }));
}

/** Parts far down a page are laid out, and told, in their turn: asked again until `check` holds. */
async function soon(check: () => Promise<void>): Promise<void> {
  for (const since = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 200)))
    try {
      return await check();
    } catch (error) {
      if (Date.now() - since > 20_000) throw error;
    }
}

describe('what a screen reader is given', () => {
  let browser: Browser;
  let server: InventedServer;
  before(async () => {
    server = await serveInventedSite();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function visit(path: string, look: (page: Page, said: (role: string) => Promise<Said[]>) => Promise<void>) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(server.base + path);
      await look(page, async (role) => (await saidBy(page)).filter((one) => one.role === role));
    } finally {
      await context.close();
    }
  }
  const names = (said: readonly Said[]) => said.map(({ name }) => name);
  /** What is told in passing, of the elements that only ears get. */
  const told = (page: Page) =>
    page.locator('[aria-live=polite]:not([role])').evaluateAll((all) => all.map(({ textContent }) => textContent));

  test('the heading of the home page is one sentence, and counts say what they count', () =>
    visit('/', (_, said) =>
      soon(async () => {
        const headings = names(await said('heading'));
        assert.ok(headings.includes('La France invente. Voyez où, comment, avec qui.'), headings.join(' | '));
        assert.deepEqual(await said('emphasis'), []);
        const links = names(await said('link'));
        assert.ok(links.includes('Jardin partagé 7 projets'), links.join(' | '));
        const horizon = links.find((name) => name.includes('Fondation Horizon'));
        assert.match(horizon ?? links.join(' | '), /\(inventée\) ?, ?\d+ projets · CC BY 4\.0 ?, ?\S/);
        assert.deepEqual(await said('status'), [], 'no empty message is read out');
      }),
    ));

  test('results: the count is a heading, titles are whole, criteria say what they belong to', () =>
    visit('/recherche?q=jardin', async (page, said) => {
      const headings = names(await said('heading'));
      assert.ok(headings.includes('8 projets'), headings.join(' | '));
      assert.ok(headings.includes('Jardin des possibles'));
      assert.deepEqual(await said('mark'), [], 'the words sought are marked for the eyes alone');
      assert.deepEqual(await said('status'), []);
      const invented = await page.locator('.card .kicker').first().textContent();
      assert.match(String(invented), /Nantes, Loire-Atlantique, fictif$/, 'after the title, not before it');
      assert.ok(names(await said('link')).includes('Retirer le critère : « jardin »'));
      for (const { name } of await said('checkbox')) assert.match(name, /\S \d+ projets?$/);
      const folds = names(await said('DisclosureTriangle')).filter((name) => / de plus/.test(name));
      for (const name of folds) assert.match(name, /^\d+ de plus \(\S.*\)$/);
    }));

  test('completion says how many there are once typing rests, and each as it is reached', () =>
    visit('/', async (page, said) => {
      const box = page.getByRole('combobox', { name: 'Quoi' });
      await box.pressSequentially('jard');
      await page
        .locator('[aria-live=polite]')
        .filter({ hasText: /^\d+ suggestions, flèche bas pour y aller$/ })
        .waitFor();
      await page.keyboard.press('ArrowDown');
      const first = String(await box.getAttribute('aria-activedescendant'));
      const options = names(await said('option'));
      assert.equal(await page.locator(`#${first}`).getAttribute('aria-selected'), 'true');
      assert.ok(options.includes('Jardin partagé Lieu · 7 projets'), options.join(' | '));
      await page.keyboard.press('Escape');
      assert.deepEqual(new Set(await told(page)), new Set(['']), 'what is closed is told no more');
      await box.fill('zzzzqq');
      await page.locator('[aria-live=polite]').filter({ hasText: 'Aucune suggestion' }).waitFor();
    }));

  test('a copied address is said beside the button, not by it', () =>
    visit('/recherche?theme=emploi', async (page) => {
      await page.getByRole('button', { name: 'Copier l’adresse' }).click();
      const said = page.locator('[aria-live=polite]').filter({ hasText: 'Adresse copiée' });
      await said.waitFor();
      assert.equal(await said.evaluate((one) => one.closest('button') === null), true);
    }));

  test('a project: headings are names alone, and what only places keep apart is not run together', () =>
    visit(`/projets/${projectPath(server.projects[0]!)}`, async (page, said) => {
      await soon(async () => {
        const headings = names(await said('heading'));
        for (const name of ['Ce que c’est', 'Ce que cela a donné', 'Où']) assert.ok(headings.includes(name), name);
        assert.ok(names(await said('link')).includes('1, dit par Annuaire du réemploi'));
      });
      assert.match(String(await page.locator('.hero .kicker').textContent()), /depuis 2014, Essaime$/);
      for (const telling of await page.locator('.telling').allTextContents())
        assert.match(telling, /fiche du \d+ \S+ \d{4}, \S/);
    }));

  test('trying an embedded map: a hint is a description, not a second name', () =>
    visit('/embarquer/essayer', async (page, said) => {
      const colour = (await said('textbox')).find(({ name }) => name.startsWith('Couleur'));
      assert.equal(colour?.name, 'Couleur');
      assert.match(String(colour?.description), /^Six chiffres/);
      await page.getByRole('button', { name: 'Copier le code' }).first().click();
      await page.locator('[aria-live=polite]').filter({ hasText: 'Code copié' }).waitFor();
    }));
});
