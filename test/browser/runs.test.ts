/** The pages of the runs in a real browser: as axe and narrow screens see them, in both languages, light and dark. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { harvestSource } from '#harvest/run.ts';
import { testSource } from '#model/testing.ts';
import { ana, type ReviewSite, reviewSite } from '#web/curation-testing.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

describe('the runs', () => {
  let browser: Browser;
  let desk: ReviewSite;
  let served: Listening;
  let base: string;
  let held: string;
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-runs-'));
  const source = testSource({ id: 'lues', map: { title: 'nom' } }, folder);
  let day = Date.UTC(2026, 3, 1);
  const harvest = async (content: string): Promise<string> => {
    const path = join(folder, 'catalogue.csv');
    writeFileSync(path, content);
    const now = () => new Date((day += 3_600_000));
    return (await harvestSource({ db: desk.database.db, source, input: { kind: 'file', path }, now })).run!;
  };
  before(async () => {
    desk = await reviewSite();
    const row = (n: number) =>
      `${n},Atelier-des-savoir-faire-de-la-haute-vallée-numéro-${n},https://exemple.fr/${'a'.repeat(90)}`;
    await harvest(`id,nom,lien\n${Array.from({ length: 40 }, (_, n) => row(n + 1)).join('\n')}\n`);
    await harvest('');
    held = await harvest(
      `id,nom,adresse\n1,ATELIER,ici\n${row(2)}\n,sans identifiant,${'b'.repeat(200)}\n99,neuf,là\n`,
    );
    served = await listen(desk.site.fetch);
    base = served.base;
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await desk?.close();
    rmSync(folder, { recursive: true });
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1280])
      test(`${colorScheme}, ${width} px: axe finds nothing, nothing runs off the side`, async () => {
        const context = await browser.newContext({
          ...{ colorScheme, viewport: { width, height: 800 }, bypassCSP: true, reducedMotion: 'reduce' },
        });
        try {
          const page = await context.newPage();
          page.setDefaultTimeout(15_000);
          const look = async (path: string) => {
            const answer = await page.goto(`${base}${path}`);
            assert.equal(answer?.status(), 200, path);
            await looksRight(page, path);
          };
          desk.visitor.is = ana;
          for (const prefix of ['', '/en'])
            for (const path of [
              '/curation/moissons',
              `/curation/moissons/${held}`,
              `/curation/moissons/${held}?plus=1`,
            ])
              await look(`${prefix}${path}`);
          desk.visitor.is = { ...ana, id: 'p-bao', role: 'member', partners: [{ source: 'lues', role: 'editor' }] };
          for (const prefix of ['', '/en'])
            for (const path of ['/partenaires/lues/moissons', `/partenaires/lues/moissons/${held}`])
              await look(`${prefix}${path}`);
        } finally {
          await context.close();
        }
      });
});
