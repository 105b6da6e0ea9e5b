/** The menu of a phone: without script, by keyboard, beside a search box that it never covers. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';

describe('the menu of a phone', () => {
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

  const onPhone = async (path: string, javaScriptEnabled: boolean, look: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled });
    try {
      const page = await context.newPage();
      await page.goto(server.base + path);
      await look(page);
    } finally {
      await context.close();
    }
  };

  test('opens without script, covers nothing, and leads to each part of the site', async () => {
    for (const path of ['/', '/en/recherche?q=jardin', '/themes'])
      await onPhone(path, false, async (page) => {
        const summary = page.locator('.menu summary');
        const links = page.locator('.menu nav a');
        assert.equal(await links.first().isVisible(), false);
        await summary.click();
        for (const link of [summary, ...(await links.all())]) {
          const box = await link.boundingBox();
          assert.ok(box !== null && box.height >= 44 && box.width >= 44, `${path}: ${await link.textContent()}`);
        }
        const last = (await links.last().boundingBox())!;
        const field = (await page.locator('.box').first().boundingBox())!;
        assert.ok(field.y >= last.y + last.height, `${path}: the search box stands below`);
        await page.locator('.menu nav a[href$="/territoires"]').click();
        assert.match(page.url(), /\/territoires$/);
      });
  });

  test('by keyboard: Enter opens, Tab goes through, Escape closes and the focus is where it was', async () => {
    await onPhone('/recherche', true, async (page) => {
      const summary = page.locator('.menu summary');
      await summary.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.getAttribute("href")'), '/recherche');
      assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-current")'), 'page');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.menu details').getAttribute('open'), null);
      assert.equal(await page.evaluate('document.activeElement.tagName'), 'SUMMARY');
    });
  });

  test('on a wide screen there is none', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${server.base}/`);
    assert.equal(await page.locator('.menu').isVisible(), false);
    assert.equal(await page.locator('.top nav.main').isVisible(), true);
    await page.close();
  });
});
