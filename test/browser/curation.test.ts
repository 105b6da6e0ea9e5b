/** The curators' queue in a real browser: by keyboard, without JavaScript, as axe and narrow screens see it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { type ReviewSite, reviewSite } from '#web/curation-testing.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
describe('the curators’ queue', () => {
  let browser: Browser;
  let desk: ReviewSite;
  let served: Listening;
  let base: string;
  const built = mkdtempSync(join(tmpdir(), 'carrefour-islands-'));
  before(async () => {
    await build({ root, logLevel: 'error', build: { outDir: built, emptyOutDir: true } });
    desk = await reviewSite(built);
    served = await listen(desk.site.fetch);
    base = served.base;
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await desk?.close();
    rmSync(built, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const { decisions } = await desk.desk.history({ most: 100, standing: ['same', 'not-same'] });
    for (const { id } of decisions) await desk.desk.undo(id, { author: 'Essai' });
  });

  async function visit(options: BrowserContextOptions, journey: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(`${base}/curation/doublons`);
      await journey(page);
    } finally {
      await context.close();
    }
  }
  const standing = async () => (await desk.desk.history({ most: 0, standing: ['same', 'not-same'] })).total;

  test('one letter answers, one takes it back; none does while one types', () =>
    visit({}, async (page) => {
      assert.equal(
        await page.getByRole('button', { name: 'Le même projet', exact: true }).getAttribute('aria-keyshortcuts'),
        'm',
        'the key is announced',
      );
      await page.getByLabel('Pourquoi').pressSequentially('mmm, d’accord');
      assert.equal(await standing(), 0);
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('Control+d');
      await page.keyboard.press('m');
      await page.getByText('Décidé : un seul projet').waitFor();
      assert.equal(await standing(), 1);
      assert.equal((await desk.desk.history({ most: 1 })).decisions[0]!.reason, 'mmm, d’accord');
      await page.keyboard.press('a');
      await page.getByText('La décision est annulée').waitFor();
      assert.equal(await standing(), 0);
    }));

  test('whoever turns the letters off is not surprised by them, on the next page neither', () =>
    visit({}, async (page) => {
      await page.getByLabel('Raccourcis du clavier').uncheck();
      await page.keyboard.press('m');
      await page.reload();
      assert.equal(await page.getByLabel('Raccourcis du clavier').isChecked(), false);
      assert.equal(
        await page.getByRole('button', { name: 'Le même projet', exact: true }).getAttribute('aria-keyshortcuts'),
        null,
      );
      await page.keyboard.press('m');
      await page.getByRole('heading', { level: 1 }).click();
      assert.equal(await standing(), 0);
    }));

  test('without JavaScript the same buttons do the same', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.getByRole('button', { name: 'Deux projets', exact: true }).click();
      await page.getByText('Décidé : deux projets').waitFor();
      assert.equal(await standing(), 1);
      await page.getByRole('button', { name: 'Annuler', exact: true }).click();
      await page.getByText('La décision est annulée').waitFor();
      assert.equal(await standing(), 0);
    }));

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1280])
      test(`${colorScheme}, ${width} px: axe finds nothing, nothing runs off the side`, () =>
        visit(
          { colorScheme, viewport: { width, height: 800 }, bypassCSP: true, reducedMotion: 'reduce' },
          async (page) => {
            const look = (state: string) => looksRight(page, state);
            await page.goto(`${base}/curation/doublons?a=a%2F1&b=b%2F1`);
            await look('a pair');
            await page.getByRole('button', { name: 'Le même projet', exact: true }).click();
            await page.getByText('Décidé : un seul projet').waitFor();
            await look('decided');
            const by = { author: 'Bob', reason: 'Je n’y crois pas.' };
            await desk.desk.decide({ kind: 'same', sheets: ['a/2', 'c/9'] }, by);
            await desk.desk.decide({ kind: 'not-same', sheets: ['c/2', 'c/9'] }, by);
            await page.goto(`${base}/curation/doublons?a=a%2F2&b=c%2F2`);
            await page.getByRole('button', { name: 'Le même projet', exact: true }).click();
            await page.getByText('La décision n’a pas été prise').waitFor();
            await look('refused');
            await page.getByRole('button', { name: 'Deux projets', exact: true }).click();
            await page.getByText('chaque paire a trouvé sa réponse').waitFor();
            await look('nothing waiting');
          },
        ));
});
