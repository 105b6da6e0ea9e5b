/** axe finds nothing, nothing runs off a narrow screen, in two languages, two themes and at several widths. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';
import { looksRight } from './looking.ts';
import { inLanguage, kindsOfPage } from './pages.ts';

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

  const ways: readonly (readonly ['fr' | 'en', number])[] = [
    ['fr', 360],
    ['fr', 768],
    ['fr', 1280],
    ['en', 360],
    ['en', 1280],
  ];
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
            await looksRight(page, `${name}, ${colorScheme}, ${width} px`);
          }
          assert.deepEqual(complaints, []);
        } finally {
          await context.close();
        }
      });
    }
});
