/** Whose browser lets a site keep nothing has the same pages: what a page would remember for the next one is not needed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';

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

test('where nothing may be kept, words are completed and a box that is ticked changes the results', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript(() => {
      for (const name of ['sessionStorage', 'localStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
    });
    const page = await context.newPage();
    const broken: string[] = [];
    page.on('pageerror', ({ message }) => broken.push(message));
    await page.goto(`${server.base}/recherche`);
    await page.locator('carrefour-completion input[role="combobox"]').first().waitFor();
    const box = page.locator('#criteres input[type="checkbox"]').first();
    const name = (await box.getAttribute('name'))!;
    await box.check();
    await page.waitForURL((url) => url.searchParams.has(name));
    await page.locator('#liste .cards li').first().waitFor();
    assert.deepEqual(broken, []);
  } finally {
    await context.close();
  }
});
