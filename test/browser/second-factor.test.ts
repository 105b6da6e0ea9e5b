/** The second factor on a phone without JavaScript, in both languages: set up, asked for, lost, and what axe finds. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { totp } from '#connect/accounts/testing-totp.ts';
import { type PeopledSite, peopledSite } from '#web/testing-people.ts';
import { voices } from '#web/text/language.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const phone = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };

describe('a second factor in a browser', () => {
  let browser: Browser;
  let house: PeopledSite;
  let served: Listening;
  let base: string;
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    base = served.base;
    house = await peopledSite({ baseUrl: base, demandsSecondFactor: true });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await house?.close();
  });

  /** The page that stands there, as it was answered, light and dark, for axe: with script allowed, and not asked for again. */
  async function looks(page: Page, name: string) {
    const content = await page.content();
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: phone.viewport, colorScheme, bypassCSP: true });
      const seen = await context.newPage();
      await seen.goto(`${base}/robots.txt`);
      await seen.setContent(content);
      await looksRight(seen, `${name}, ${colorScheme}`);
      await context.close();
    }
  }

  for (const language of ['fr', 'en'] as const)
    test(`${language}: demanded of a curator, set up, asked for at the next sign-in, a recovery code, removed`, async () => {
      const { words, path } = voices[language];
      const factor = words.account.secondFactor;
      const mail = `cura-${language}@exemple.fr`;
      const [one, other] = await Promise.all([browser.newContext(phone), browser.newContext(phone)]);
      const signIn = async (page: Page) => {
        await page.goto(base + path('/connexion'));
        await page.locator('#mail').fill(mail);
        await page.locator('main form button').click();
        await page.goto((await house.lastLink(mail)).href);
        await page.locator('main form button').click();
      };
      try {
        const page = await one.newPage();
        await signIn(page);
        await house.setRole(mail, 'curator');
        await page.goto(base + path('/compte'));
        await looks(page, 'the account of a curator without it');
        await page.goto(base + path('/curation'));
        assert.equal(await page.locator('h1').textContent(), factor.withheld.title);
        await looks(page, 'what is withheld');
        await page.getByRole('link', { name: factor.link }).click();
        await looks(page, 'before');
        await page.getByRole('button', { name: factor.begin }).click();
        const secret = (await page.locator('.secret code').textContent())!;
        await looks(page, 'the secret');
        await page.getByLabel(factor.code).fill('abc');
        await page.getByRole('button', { name: factor.confirm }).click();
        assert.equal(await page.getByRole('alert').textContent(), factor.refusals['wrong-code']);
        await looks(page, 'a wrong code');
        await page.getByLabel(factor.code).fill(totp(secret, new Date(Date.now() - 30_000)));
        await page.getByRole('button', { name: factor.confirm }).click();
        const codes = await page.locator('.codes code').allTextContents();
        assert.equal(codes.length, 10);
        await looks(page, 'the recovery codes');
        await page.goto(base + path('/curation'));
        assert.equal(await page.locator('h1').textContent(), words.account.curation.title);

        const elsewhere = await other.newPage();
        await signIn(elsewhere);
        assert.equal(await elsewhere.locator('h1').textContent(), factor.asked.title);
        await looks(elsewhere, 'the code is asked for');
        await elsewhere.getByLabel(factor.codeOrRecovery).fill(totp(secret));
        await elsewhere.getByRole('button', { name: factor.asked.submit }).click();
        assert.equal(await elsewhere.locator('h1').textContent(), words.account.own.title);

        await page.goto(base + path('/compte/second-facteur'));
        await page.getByLabel(factor.codeOrRecovery).fill(codes[0]!);
        await page.getByRole('button', { name: factor.remove }).click();
        assert.equal(await page.getByRole('status').first().textContent(), factor.removed);
        await looks(page, 'removed');
        await elsewhere.goto(base + path('/connexion/code'));
        assert.equal(await elsewhere.locator('h1').textContent(), factor.asked.again);
        await looks(elsewhere, 'nothing is owed');
      } finally {
        await Promise.all([one.close(), other.close()]);
      }
    });
});
