/** Journeys through the site: by keyboard alone, without JavaScript, on the interactive map. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { projectPath } from '#model/project.ts';
import { roomsWithATypo } from '#web/testing-typo.ts';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';

describe('journeys', () => {
  let browser: Browser;
  let server: InventedServer;
  before(async () => {
    server = await serveInventedSite(await roomsWithATypo());
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function visit(path: string, options: BrowserContextOptions, journey: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const elsewhere: string[] = [];
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== server.base) elsewhere.push(request.url());
      });
      await page.goto(server.base + path);
      await journey(page);
      assert.deepEqual(elsewhere, [], 'nothing is asked of anyone else');
    } finally {
      await context.close();
    }
  }
  const heading = (page: Page) => page.locator('h1').first().textContent().then(String);
  const focused = (page: Page) =>
    page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()');

  test('a citizen finds a garden near home by keyboard alone', () =>
    visit('/', {}, async (page) => {
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'Aller au contenu');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.type('jardin');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Nantes');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/recherche?q=jardin&territoire=commune-44109');
      assert.match(await heading(page), /^1 projet/);
      await page.locator('#liste .card a').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/projets/jardin-des-possibles-*');
      assert.equal(await heading(page), 'Jardin des possibles');
    }));

  test('the search box completes while one types; arrows choose, Enter opens', () =>
    visit('/', {}, async (page) => {
      const field = page.getByRole('combobox', { name: 'Quoi' });
      await field.pressSequentially('second souf');
      // Under what was typed before, a commune came first.
      await page.getByRole('option').first().filter({ hasText: 'Second souffle' }).waitFor();
      assert.equal(await field.getAttribute('aria-expanded'), 'true');
      await page.keyboard.press('ArrowDown');
      const active = await field.getAttribute('aria-activedescendant');
      assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/projets/second-souffle-*');
    }));

  test('a word that may be misspelt is asked about: one key leads to what was meant, on a phone, without JavaScript', () =>
    visit('/recherche?q=quatier', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (page) => {
      assert.match(await heading(page), /^1 projet/);
      const meant = page.getByRole('link', { name: /^«\squartier\s»/ });
      const { y } = (await meant.boundingBox())!;
      assert.ok(y < 740, 'it is seen without scrolling');
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360);
      const said = /(\d+) projets$/.exec((await meant.textContent()) ?? '')?.[1];
      await meant.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/recherche?q=quartier');
      assert.match(await heading(page), new RegExp(`^${said} projets`));
    }));

  test('arrows go from the title of a result to the next and back, and past the ends scroll as ever', () =>
    visit('/recherche', {}, async (page) => {
      const titles = await page.locator('#liste .cards h3 a').allTextContents();
      assert.ok(titles.length > 3);
      await page.locator('#liste .cards h3 a').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(page), titles[2]);
      const { y, height } = (await page.locator('.card:has(:focus)').boundingBox())!;
      assert.ok(y >= 0 && y + height <= 800, 'its whole card is in sight');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      assert.equal(await focused(page), titles[0]);
    }));

  test('a search is passed on: its address is copied, and that is said', () =>
    visit('/recherche?theme=emploi', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await page.getByRole('button', { name: 'Copier l’adresse' }).click();
      await page.locator('[aria-live=polite]').filter({ hasText: 'Adresse copiée' }).waitFor();
      assert.match(String(await page.evaluate('navigator.clipboard.readText()')), /\/recherche\?theme=emploi$/);
    }));

  test('a place chosen in the list is searched, and not its homonym', () =>
    visit('/', {}, async (page) => {
      await page.getByRole('combobox', { name: 'Où' }).pressSequentially('saint-den');
      await page
        .getByRole('option', { name: /Seine-Saint-Denis/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Chercher' }).click();
      await page.waitForURL(/\/recherche\?territoire=commune-93066/);
    }));

  test('a box ticked on a wide screen changes the results and keeps the focus', () =>
    visit('/recherche', {}, async (page) => {
      await page.getByRole('checkbox', { name: /^Mobilité/ }).focus();
      await page.keyboard.press('Space');
      await page.waitForURL('**/recherche?theme=mobilite');
      assert.equal(await page.evaluate('document.activeElement.value'), 'mobilite');
      const total = Number((await heading(page)).match(/^(\d+)/)?.[1]);
      assert.ok(total > 0 && total < server.projects.length);
      await page.getByRole('link', { name: /Retirer le critère.*Mobilité/ }).click();
      await page.waitForURL('**/recherche');
      assert.match(await heading(page), new RegExp(`^${server.projects.length} projets`));
    }));

  test('an official studies a territory, by keyboard, without JavaScript, down to a commune and its files', () =>
    visit('/territoires', { javaScriptEnabled: false }, async (page) => {
      await page.getByRole('link', { name: 'Hauts-de-France' }).first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/territoires/region-32');
      const said = Number((await page.locator('.big').textContent())?.match(/^(\d+)/)?.[1]);
      await page.getByRole('region', { name: 'Ses départements' }).getByRole('link', { name: 'Nord' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/territoires/departement-59');
      await page
        .getByRole('region', { name: /Ses communes/ })
        .getByRole('link', { name: 'Lille' })
        .focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/territoires/commune-59350');
      assert.equal(await heading(page), 'Lille');
      assert.match(
        (await page.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? '',
        /projects\.csv\?territoire=commune-59350$/,
      );
      await page
        .getByRole('navigation', { name: 'Fil d’Ariane' })
        .getByRole('link', { name: 'Hauts-de-France' })
        .click();
      await page.getByRole('link', { name: /^Voir les \d+ projets/ }).click();
      await page.waitForURL('**/recherche?territoire=region-32');
      assert.equal(Number((await heading(page)).match(/^(\d+)/)?.[1]), said);
    }));

  test('what is written for machines is XML that a strict reader accepts', () =>
    visit('/', {}, async (page) => {
      for (const path of ['/recherche.atom?q=%26%22%3C', '/sitemap.xml', '/sitemap/projets-1.xml', '/opensearch.xml']) {
        const fault = await page.evaluate(`fetch(${JSON.stringify(path)}).then((answer) => answer.text()).then((text) =>
          new DOMParser().parseFromString(text, 'application/xml').querySelector('parsererror')?.textContent ?? '')`);
        assert.equal(fault, '', path);
      }
    }));

  test('without JavaScript one searches, filters, pages, zooms the map and reads a project', () =>
    visit('/', { javaScriptEnabled: false }, async (page) => {
      await page.getByRole('searchbox', { name: 'Où' }).fill('bretagne');
      await page.getByRole('button', { name: 'Chercher' }).click();
      await page.waitForURL('**/recherche?territoire=region-53');
      await page.goto(`${server.base}/recherche`);
      await page.getByRole('checkbox', { name: /^Emploi et insertion/ }).check();
      await page.getByRole('button', { name: 'Appliquer les critères' }).click();
      await page.waitForURL('**/recherche?theme=emploi');
      await page.goto(`${server.base}/recherche`);
      await page.getByRole('link', { name: 'Page suivante' }).click();
      await page.waitForURL('**/recherche?page=2');
      assert.ok((await page.locator('.card').count()) > 0);
      const cluster = page.locator('#carte a.cluster:not(.one)').first();
      const said = Number((await cluster.getAttribute('aria-label'))?.match(/^(\d+)/)?.[1]);
      await cluster.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/cadre=/);
      assert.equal(Number((await heading(page)).match(/^(\d+)/)?.[1]), said, 'the list has what the cluster said');
      await page.locator('.card h3 a').first().click();
      await page.waitForURL('**/projets/*');
      assert.equal(
        await page.locator('button:visible', { hasText: 'Imprimer' }).count(),
        0,
        'no button that does nothing',
      );
    }));

  test('on a phone the list, the map and the criteria take turns, without JavaScript', () =>
    visit('/recherche', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (page) => {
      assert.equal(await page.locator('#carte').isVisible(), false);
      await page.getByRole('link', { name: 'Carte', exact: true }).click();
      assert.equal(await page.locator('#carte').isVisible(), true);
      assert.equal(await page.locator('#liste').isVisible(), false);
      await page.getByRole('link', { name: 'Critères' }).click();
      assert.equal(await page.locator('#criteres').isVisible(), true);
      assert.equal(await page.locator('#carte').isVisible(), false);
    }));

  test('the interactive map comes when asked, zooms by its clusters and opens a card', () =>
    visit('/recherche?territoire=region-32', { reducedMotion: 'reduce' }, async (page) => {
      let scripts = 0;
      page.on('request', (request) => {
        if (request.resourceType() === 'script') scripts++;
      });
      await page.getByRole('button', { name: 'Carte interactive' }).click();
      await page.locator('.pin').first().waitFor();
      assert.ok(scripts > 0, 'the map was fetched at the click, not before');
      await page.locator('.pin.one').first().click();
      const card = page.locator('.bubble');
      assert.match((await card.locator('a').getAttribute('href')) ?? '', /^http:\/\/[^/]+\/projets\/.+-[0-9a-z]{10}$/);
      await page.keyboard.press('Escape');
      assert.equal(await card.count(), 0);
    }));

  test('the pages hold still while fonts and scripts arrive', () =>
    visit('/', {}, async (page) => {
      for (const path of ['/', '/recherche', `/projets/${projectPath(server.projects[0]!)}`]) {
        await page.goto(server.base + path);
        const shift = await page.evaluate(`new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
            .observe({ type: 'layout-shift', buffered: true });
          document.fonts.ready.then(() => setTimeout(() => resolve(sum), 300));
        })`);
        assert.ok((shift as number) < 0.01, `${path} moves by ${shift}`);
      }
    }));
});
