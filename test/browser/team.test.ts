/** Whoever works for a partner comes to speak for its catalogue: four people at once, on phones, in both languages. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type CorrectableSite, correctableSite } from '#web/corrections-testing.ts';
import { voices } from '#web/text/language.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const ways = [
  { language: 'fr', javaScriptEnabled: false, colorScheme: 'light' },
  { language: 'fr', javaScriptEnabled: true, colorScheme: 'light' },
  { language: 'en', javaScriptEnabled: true, colorScheme: 'dark' },
] as const;

describe('a team in a browser', () => {
  let browser: Browser;
  let house: CorrectableSite;
  let served: Listening;
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    house = await correctableSite(served.base);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await house?.close();
  });

  for (const { language, javaScriptEnabled, colorScheme } of ways)
    test(`${language}, ${colorScheme}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript: asked, admitted by two, and a colleague by the first`, async () => {
      const { words, path } = voices[language];
      const { team, matters } = words;
      const screen = { javaScriptEnabled, colorScheme, bypassCSP: true, viewport: { width: 360, height: 740 } };
      const contexts = await Promise.all(
        Array.from({ length: 4 }, () => browser.newContext({ ...screen, reducedMotion: 'reduce' })),
      );
      const own = (name: string) =>
        `${name}-${language}-${javaScriptEnabled}@une-organisation-au-nom-bien-long.example`;
      const source = { fr: javaScriptEnabled ? 'b' : 'a', en: 'c' }[language];
      const at = `${served.base}${path(`/partenaires/${source}`)}`;
      const look = async (page: Page, name: string) => {
        assert.equal(await page.locator('html').getAttribute('lang'), language);
        if (javaScriptEnabled) await looksRight(page, name);
        else assert.ok((await page.locator('html').boundingBox())!.width <= 360, `${name} is wider than a phone`);
      };
      const signIn = async (page: Page, mail: string) => {
        await page.locator('#mail').fill(mail);
        await page.locator('main form button').first().click();
        await page.getByText(mail).first().waitFor();
        await page.goto((await house.lastLink(mail)).href);
        await page.locator('main form button').first().click();
      };
      const ask = async (page: Page, mail: string, message: string) => {
        await page.goto(at);
        await page.getByRole('link', { name: team.invite }).click();
        await signIn(page, mail);
        await page.getByLabel(team.message).fill(message);
        await look(page, 'the form');
        await page.getByRole('button', { name: team.send, exact: true }).click();
        await page.getByRole('status').getByText(team.done.demander!).waitFor();
        await look(page, 'asked');
      };
      const accept = async (page: Page, mail: string, said: string) => {
        await page.goto(`${served.base}${path('/connexion')}`);
        await signIn(page, mail);
        await house.setRole(mail, 'curator');
        await page.goto(`${served.base}${path('/curation/moderation')}?genre=admission`);
        await page.getByText('Je tiens ce catalogue').first().waitFor();
        await look(page, 'the queue');
        await page.getByRole('button', { name: matters.submit.accept!, exact: true }).click();
        await page.getByText(said).first().waitFor();
      };
      try {
        const [kim, lou, one, two] = (await Promise.all(contexts.map((context) => context.newPage()))) as [
          Page,
          Page,
          Page,
          Page,
        ];
        for (const page of [kim, lou, one, two]) page.setDefaultTimeout(60_000);
        await ask(kim, own('kim'), 'Je tiens ce catalogue depuis 2019.');
        await accept(one, own('un'), matters.outcomes.half);
        await kim.reload();
        assert.equal(await kim.getByRole('heading', { name: team.people }).count(), 0, 'one is not enough');
        await accept(two, own('deux'), matters.outcomes.accept);
        await kim.goto(`${at}/equipe`);
        await kim.getByRole('heading', { name: team.people }).waitFor();
        await kim.getByText(team.asks).waitFor();
        await look(kim, 'her team');
        await ask(lou, own('lou'), 'Lou, je travaille avec Kim.');
        assert.equal(await lou.getByText(own('kim')).count(), 0, 'the team is not told to who asks');
        await kim.reload();
        await kim.getByText('je travaille avec Kim').waitFor();
        await look(kim, 'one who asks');
        await kim.getByRole('button', { name: team.whom(team.admit, own('lou')), exact: true }).click();
        await kim.getByRole('status').getByText(team.done.admettre!).waitFor();
        await look(kim, 'two in it');
        await lou.goto(`${at}/equipe`);
        await lou.getByText(own('kim')).waitFor();
        assert.equal(await lou.getByRole('button', { name: team.makeAdmin }).count(), 0);
        await look(lou, 'the team of an editor');
        await lou.goto(`${at}/corrections`);
        await lou.getByRole('heading', { level: 1 }).waitFor();
        const letters = await house.mailsTo(own('lou'));
        assert.match(letters.find(({ kind }) => kind === 'admission')!.text, /equipe/);
        await lou.goto(`${at}/equipe`);
        await lou.getByRole('button', { name: team.leave, exact: true }).click();
        await lou.getByText(team.done.partir!).waitFor();
      } finally {
        for (const context of contexts) await context.close();
      }
    });
});
