/** Coming by an identity provider and leaving it, in a real browser: its own rules stand between the two sites. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { client, startProvider } from '#connect/accounts/testing-provider.ts';
import { type PeopledSite, peopledSite } from '#web/testing-people.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

describe('an identity provider, in a browser', () => {
  let browser: Browser;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let house: PeopledSite;
  let served: Listening;
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    provider = await startProvider(() => ({ sub: 'agent', email: 'agent@ville.example', email_verified: true }));
    const given = { name: 'ProConnect', scopes: ['openid', 'email'], trustsMail: false, assurance: [], fetch };
    house = await peopledSite({
      baseUrl: served.base,
      provider: { issuer: provider.issuer, ...client, ...given, secondFactor: [] },
    });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await provider?.close();
    await house?.close();
  });

  for (const javaScriptEnabled of [true, false])
    test(`in and out with one press each, ended at the provider too, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } });
      try {
        const page = await context.newPage();
        await page.goto(`${served.base}/connexion`);
        await page.getByRole('link', { name: 'Se connecter avec ProConnect' }).click();
        await page.waitForURL(`${served.base}/compte?fait=bienvenue`);
        const ended = provider.ended.length;
        await page.getByRole('button', { name: 'Se déconnecter' }).first().click();
        await page.waitForURL(`${served.base}/`);
        assert.equal(provider.ended.length, ended + 1);
        await page.goto(`${served.base}/compte`);
        assert.equal(await page.locator('h1').textContent(), 'Se connecter');
      } finally {
        await context.close();
      }
    });

  test('a browser that is not led on has a page with the way, in both languages, on a phone and on a desk', async () => {
    const context = await browser.newContext({ bypassCSP: true });
    try {
      const page = await context.newPage();
      // As a browser that heeds no such header, or a person who has turned it off.
      await page.route('**/deconnexion', async (route) => {
        const answer = await route.fetch();
        const { refresh: _, ...headers } = answer.headers();
        await route.fulfill({ response: answer, headers });
      });
      for (const [prefix, name] of [
        ['', 'Terminer chez ProConnect'],
        ['/en', 'End it at ProConnect'],
      ] as const) {
        await page.goto(`${served.base}${prefix}/connexion`);
        await page.locator('a[href*="/connexion/fournisseur"]').click();
        await page.waitForURL(/\/compte/);
        await page.locator('form[action$="/deconnexion"] button').click();
        const way = page.getByRole('link', { name });
        await way.waitFor();
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 740 });
          await looksRight(page, `${prefix} at ${width}`);
        }
        const ended = provider.ended.length;
        await way.click();
        await page.waitForURL(`${served.base}/`);
        assert.equal(provider.ended.length, ended + 1);
      }
    } finally {
      await context.close();
    }
  });
});
