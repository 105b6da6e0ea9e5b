/** Two people on phones, each in either language, write to each other through real mail servers and the pages. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { projectPath } from '#model/project.ts';
import { inventProjects } from '#web/testing-country.ts';
import { type PeopledSite, peopledSite } from '#web/testing-people.ts';
import { voices } from '#web/text/language.ts';
import { decoded } from '../introductions/testing.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const project = inventProjects()[0]!;
/** The line above which answers are to be written. */
const above = { fr: /Pour répondre, écrivez au-dessus de cette ligne/, en: /To answer, write above this line/ };

describe('an introduction in browsers and mailboxes', () => {
  let browser: Browser;
  let house: PeopledSite;
  let served: Listening;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let base: string;
  let relayPort: number;
  let holder: { mail: string; language: 'fr' | 'en' };
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    base = served.base;
    smtp = await startSmtp();
    house = await peopledSite({
      baseUrl: base,
      smtp: { url: smtp.url, from: 'Carrefour <bonjour@carrefour.example>' },
      introductions: {
        reach: async () => ({
          title: project.title,
          sources: ['reseau-reemploi'],
          holders: [{ ...holder, via: 'sheet' }],
          lacks: 'no-address',
        }),
        relay: { domain: 'relais.carrefour.example', host: '127.0.0.1', port: 0 },
      },
    });
    relayPort = (await house.people.openRelay())!;
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await house?.close();
    await smtp?.close();
  });

  const lastLetter = async (mail: string) => {
    await house.people.sendDue();
    const raw = smtp.received.filter(({ to }) => to.includes(mail)).at(-1)!.raw;
    return {
      link: /https?:\/\/\S+\/contacts\/\S+/.exec(decoded(raw))![0],
      replyTo: /^Reply-To: (\S+)/im.exec(raw)?.[1] ?? '',
      text: decoded(raw),
    };
  };
  const answerByMail = async (from: string, to: string, text: string) => {
    const transport = createTransport({ host: '127.0.0.1', port: relayPort, ignoreTLS: true });
    await transport.sendMail({ from, to, subject: 'Re:', text });
    transport.close();
  };

  for (const [colorScheme, asks, holds] of [
    ['light', 'fr', 'en'],
    ['dark', 'en', 'fr'],
  ] as const)
    test(`${colorScheme}, 360 px: asked in ${asks}, answered in ${holds} by mail, then on the page, agreed, closed`, async () => {
      const phone = { viewport: { width: 360, height: 740 }, colorScheme, bypassCSP: true } as const;
      const mine = voices[asks].words.introductions;
      const theirs = voices[holds].words.introductions;
      holder = { mail: `jeanne-${holds}@bocal.example`, language: holds };
      const nina = `nina-${asks}@exemple.fr`;
      const jeanne = holder.mail;
      const [asking, holding] = await Promise.all([browser.newContext(phone), browser.newContext(phone)]);
      try {
        const page = await asking.newPage();
        await page.goto(base + voices[asks].path(`/projets/${projectPath(project)}`));
        await page.getByRole('link', { name: mine.write }).click();
        await looksRight(page, `form ${colorScheme}`);
        await page.getByLabel(mine.purposes.learn).check();
        await page.getByLabel(mine.ask.message).fill('Bonjour, comment avez-vous trouvé votre premier local ?');
        await page.getByLabel(mine.ask.name).fill('Nina');
        await page.getByLabel(mine.ask.mail).fill(nina);
        await page.getByLabel(mine.ask.consent).check();
        await page.getByRole('button', { name: mine.ask.submit, exact: true }).click();
        assert.equal(await page.locator('h1').textContent(), mine.toConfirm.title);
        await page.goto((await lastLetter(nina)).link);
        await looksRight(page, `to confirm ${colorScheme}`);
        await page.locator('form:has(input[name=fait][value=confirm]) button').click();
        assert.equal(await page.locator('html').getAttribute('lang'), asks);
        assert.ok((await page.getByRole('status').textContent())!.length > 10);

        const first = await lastLetter(jeanne);
        assert.match(first.text, above[holds]);
        await answerByMail(
          jeanne,
          first.replyTo,
          `Gladly! Call me: 06 12 34 56 78\n\nOn Monday, Carrefour wrote:\n> ${first.text}`,
        );
        await page.reload();
        const said = page.locator('.said li');
        assert.equal(await said.count(), 2);
        assert.match((await said.nth(1).textContent())!, /Gladly! Call me: \[…\]/);

        await answerByMail(nina, (await lastLetter(nina)).replyTo, 'Merci ! Peut-on se parler ?');
        const other = await holding.newPage();
        await other.goto((await lastLetter(jeanne)).link);
        assert.equal(await other.locator('html').getAttribute('lang'), holds);
        await looksRight(other, `holder ${colorScheme}`);
        assert.match((await other.locator('.said').textContent())!, /Peut-on se parler/);
        await other.locator('#texte').fill('Of course, here is my agreement.');
        await other.locator('main #nom').fill('Jeanne');
        await other.locator('form:has(input[name=fait][value=write]) button').first().click();
        await other.getByRole('button', { name: theirs.page.agree, exact: true }).click();
        assert.equal(await other.getByText(nina).count(), 0, 'not before both agreed');
        await page.goto((await lastLetter(nina)).link);
        await page.getByRole('button', { name: mine.page.agree, exact: true }).click();
        assert.equal(await page.getByRole('link', { name: jeanne }).count(), 1);
        await looksRight(page, `shared ${colorScheme}`);
        await other.reload();
        assert.equal(await other.getByRole('link', { name: nina }).count(), 1);
        assert.ok((await lastLetter(jeanne)).text.includes(nina));

        await page.locator('form:has(input[name=fait][value=close]) button').first().click();
        await other.reload();
        await looksRight(other, `closed ${colorScheme}`);
        assert.ok((await other.locator('main').textContent())!.includes(theirs.page.closedBy.other));
        assert.equal(await other.locator('#texte').count(), 0);
        assert.deepEqual(house.complaints, []);
      } finally {
        await Promise.all([asking.close(), holding.close()]);
      }
    });
});
