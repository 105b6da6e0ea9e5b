/** axe finds nothing, nothing runs off a narrow screen, in two languages, two themes and at several widths. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';
import { inLanguage, kindsOfPage } from './pages.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('every page, as axe and narrow screens see it', () => {
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

  const ways = (['fr', 'en'] as const).flatMap((language) => [360, 1280].map((width) => [language, width] as const));
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [language, width] of ways) {
      test(`${language}, ${colorScheme}, ${width} px: no violation, no sideways scroll, nothing in the console`, async () => {
        const context = await browser.newContext({
          colorScheme,
          viewport: { width, height: 800 },
          reducedMotion: 'reduce',
          bypassCSP: true,
        });
        try {
          const page = await context.newPage();
          const complaints: string[] = [];
          page.on('console', (message) => {
            if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
          });
          page.on('pageerror', (error) => complaints.push(error.message));
          for (const { name, path, status } of kindsOfPage(server.projects)) {
            const answer = await page.goto(server.base + inLanguage(path, language));
            assert.equal(answer?.status(), status, name);
            await page.addScriptTag({ path: axePath });
            const violations = (await page.evaluate(
              `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
                violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, any }) => html.slice(0, 140) + ' ' + (any[0]?.message ?? '')).slice(0, 3).join(' | ')))`,
            )) as string[];
            assert.deepEqual(violations, [], `${name}, ${colorScheme}, ${width} px`);
            const beyond = await page.evaluate(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            assert.equal(beyond, 0, `${name} at ${width} px is wider than the screen`);
          }
          assert.deepEqual(complaints, []);
        } finally {
          await context.close();
        }
      });
    }
});
