/** A page is on its way when the pointer rests on its link, and nothing that is one person's is fetched beforehand. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Request } from 'playwright-core';
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

test('resting on a project fetches it once; resting on what is one person’s fetches nothing', async () => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Preload.enable');
    const begun: string[] = [];
    session.on('Preload.prefetchStatusUpdated', ({ prefetchUrl, status }) => {
      begun.push(`${status} ${new URL(prefetchUrl).pathname}`);
    });
    const asked: Request[] = [];
    page.on('request', (request) => asked.push(request));
    await page.goto(`${server.base}/recherche?q=jardin`);
    const link = page.locator('main article h3 a, main article h2 a').first();
    const path = new URL((await link.getAttribute('href'))!, server.base).pathname;
    assert.match(path, /^\/projets\//);
    await link.hover();
    while (!begun.includes(`Ready ${path}`)) await page.waitForTimeout(50);
    await page.goto(`${server.base}/projets/${path.split('/').at(-1)}`);
    for (const wanted of ['corriger', 'revendiquer', 'signaler', 'contact']) {
      const own = page.locator(`a[href$="/${wanted}"]`).first();
      if ((await own.count()) > 0) await own.hover();
      await page.waitForTimeout(300);
    }
    assert.deepEqual(
      begun.filter((one) => /corriger|revendiquer|signaler|contact/.test(one)),
      [],
    );
  } finally {
    await context.close();
  }
});
