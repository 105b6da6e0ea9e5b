/**
 * Three people at once, on phones, without JavaScript, letters by a real SMTP server, in each language: one follows a
 * search, one tells a project, one decides; it is found within seconds, the alert arrives, they write to each other and
 * gather in a community.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { tellNews } from '#connect/alerts/tell-news.ts';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { matchNews } from '#pipeline/match-news.ts';
import { newsItem } from '#pipeline/news-item.ts';
import { inventedSources } from '#web/testing-country.ts';
import { testSecret } from '#web/testing-people.ts';
import { type TellingHouse, tellingHouse } from '#web/testing-telling.ts';
import { voices } from '#web/text/language.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';

const phone = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };
/** Milliseconds after which what was accepted counts as never found; how long it took is said beside. */
const patience = 90_000;

describe('three people at once', () => {
  let browser: Browser;
  let house: TellingHouse;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let served: Listening;
  let base: string;
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    base = served.base;
    smtp = await startSmtp();
    house = await tellingHouse({
      baseUrl: base,
      smtp: { url: smtp.url, from: 'Carrefour <bonjour@carrefour.example>' },
    });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await house?.close();
    await smtp?.close();
  });

  /** The last letter that the server took for an address. */
  const letterTo = async (address: string) => {
    await house.people.sendDue();
    const raw = smtp.received.findLast(({ to }) => to.includes(address))?.raw;
    assert.ok(raw, `a letter came to ${address}`);
    return PostalMime.parse(raw);
  };
  const linkTo = async (address: string, path: string) => {
    const link = new RegExp(`https?://\\S+${path}\\S+`).exec((await letterTo(address)).text!)?.[0];
    assert.ok(link, `a link to ${path} for ${address}`);
    return link;
  };
  const round = async () => {
    const item = { baseUrl: base, sources: inventedSources, territories: loadGazetteer() };
    await tellNews({
      ...{ db: house.db, secret: testSecret, baseUrl: base, match: matchNews, now: () => new Date() },
      newsItems: async () => newsItem(item),
    });
  };

  for (const language of ['fr', 'en'] as const)
    test(`${language}: followed, told, decided, found, told by mail, written to, gathered`, async (t) => {
      const { words, path } = voices[language];
      const own = (name: string) => `${name}-${language}@exemple.fr`;
      const rare = { fr: 'tourneboule', en: 'whirligig' }[language];
      const { title, like, ...where } = {
        fr: {
          ...{ title: `La Recyclerie ${rare} du Canal`, like: 'La Recyclerie du Canal' },
          ...{ city: 'Nantes', address: '12 quai de Versailles' },
        },
        en: {
          ...{ title: `Le Jardin ${rare} des Possibles`, like: 'Le Jardin des Possibles' },
          ...{ city: 'Lille', address: '' },
        },
      }[language];
      const contexts = await Promise.all(Array.from({ length: 3 }, () => browser.newContext(phone)));
      const fits = async (page: Page) => {
        const { width } = (await page.locator('html').boundingBox())!;
        assert.ok(width <= 360, `${page.url()} is ${width} wide`);
        assert.equal(await page.locator('html').getAttribute('lang'), language, page.url());
      };
      const signIn = async (page: Page, mail: string) => {
        await page.goto(base + path('/connexion'));
        await page.locator('#mail').fill(mail);
        await page.getByRole('button', { name: words.account.signIn.submit }).click();
        await page.goto(await linkTo(mail, '/connexion/lien'));
        await page.getByRole('button', { name: words.account.confirm.submit }).click();
      };
      try {
        const [reader, author, curator] = (await Promise.all(contexts.map((context) => context.newPage()))) as [
          Page,
          Page,
          Page,
        ];
        await round();

        await reader.goto(`${base}${path('/alertes/suivre')}?q=${rare}`);
        await reader.locator('input[name=rythme][value=at-once]').check();
        await reader.locator('#mail, input[name=mail]').first().fill(own('lea'));
        await fits(reader);
        await reader.getByRole('button', { name: words.alerts.ask.submit, exact: true }).click();
        await reader.goto(await linkTo(own('lea'), '/alertes/confirmer/'));
        await reader.getByRole('button', { name: words.alerts.confirm.submit }).click();
        await fits(reader);

        await author.goto(base + path('/contribuer/projet'));
        for (const [name, value] of Object.entries({
          ...{ title, summary: `Un lieu ${rare} où l’on fait ensemble ce que l’on ne fait pas seul.`, ...where },
          contact: `bonjour@${rare}.example`,
        }))
          await author.locator(`[name=${name}]`).first().fill(value);
        await author.locator('input[name=licence]').check();
        await author.getByRole('button', { name: words.contribute.save, exact: true }).click();
        await author.getByText(words.contribute.hints.likes).waitFor();
        await author.getByRole('link', { name: like, exact: true }).first().waitFor();
        await fits(author);
        await author.getByRole('button', { name: words.contribute.preview }).click();
        await author.locator('#mail, input[name=mail]').first().fill(own('ali'));
        await fits(author);
        await author.getByRole('button', { name: words.contribute.previewOf.send, exact: true }).click();
        await author.goto(await linkTo(own('ali'), '/contribuer/confirmer'));
        await author.getByRole('button', { name: words.contribute.confirm.submit }).click();
        assert.equal(await author.locator('h1').textContent(), words.contribute.sent.title);

        await signIn(curator, own('cura'));
        await house.setRole(own('cura'), 'curator');
        await curator.goto(base + path('/curation/moderation'));
        await curator.getByRole('heading', { name: title }).waitFor();
        await curator.getByText(words.matters.facts.duplicate!).first().waitFor();
        await fits(curator);
        await reader.goto(`${base}${path('/recherche')}?q=${rare}`);
        assert.equal(await reader.getByRole('link', { name: title }).count(), 0, 'not before it is accepted');
        await curator.getByRole('button', { name: words.matters.submit.accept! }).click();
        const acceptedAt = Date.now();
        while ((await reader.getByRole('link', { name: title }).count()) === 0) {
          assert.ok(Date.now() - acceptedAt < patience, 'never found');
          await reader.goto(`${base}${path('/recherche')}?q=${rare}`);
        }
        t.diagnostic(`found ${Date.now() - acceptedAt} ms after it was accepted`);
        await fits(reader);

        await round();
        const alert = await letterTo(own('lea'));
        assert.ok(alert.text!.includes(rare), 'the alert tells of it');
        await reader.goto(/https?:\/\/\S+\/projets\/\S+/.exec(alert.text!)![0]);
        assert.equal(await reader.locator('h1').textContent(), title);

        await reader.getByRole('link', { name: words.introductions.write }).click();
        await reader.locator('input[name=motif][value=copy]').check();
        await reader.locator('textarea[name=message]').fill('Bonjour, nous voudrions faire de même chez nous.');
        await reader.locator('main input[name=nom]').fill('Léa');
        await reader.locator('main input[name=mail]').fill(own('lea'));
        await reader.locator('input[name=accord]').check();
        await fits(reader);
        await reader.getByRole('button', { name: words.introductions.ask.submit, exact: true }).click();
        await reader.goto(await linkTo(own('lea'), '/contacts/'));
        await reader.locator('form:has(input[name=fait][value=confirm]) button').click();
        // The organisation's public address is whom one writes to; its letter is in French until it says otherwise.
        await author.goto(await linkTo(`bonjour@${rare}.example`, '/contacts/'));
        assert.match((await author.locator('main').textContent())!, /faire de même chez nous/);
        await author.locator('#texte').fill('Venez donc samedi.');
        await author.locator('main #nom').fill('Ali');
        await author.locator('form:has(input[name=fait][value=write]) button').first().click();
        await reader.goto(await linkTo(own('lea'), '/contacts/'));
        assert.match((await reader.locator('main').textContent())!, /Venez donc samedi/);
        await fits(reader);

        await signIn(author, own('ali'));
        await author.goto(base + path('/communautes/nouvelle'));
        await author.locator('#nom').fill(`Réparer (${language})`);
        await author.locator('#phrase').fill('Ce que l’on répare, et avec qui.');
        await author.locator('[name=recherche]').fill(`${base}/recherche?q=${rare}`);
        await author.locator('input[name=rejoindre][value=open]').check();
        await author.getByRole('button', { name: words.communities.form.submit, exact: true }).click();
        const community = new URL(author.url()).pathname;
        await fits(author);
        await curator.goto(base + path('/curation/moderation'));
        await curator.getByRole('heading', { name: `Réparer (${language})` }).waitFor();
        await curator.getByRole('button', { name: words.matters.submit.accept! }).click();
        await signIn(reader, own('lea'));
        await reader.goto(base + community);
        await reader.getByRole('button', { name: words.communities.page.join }).click();
        await author.goto(base + community);
        assert.ok((await author.locator('main').textContent())!.includes(words.communities.members(2, '2')));
        assert.ok((await author.getByRole('link', { name: title }).count()) > 0, 'its project is shown');
        await fits(author);
        assert.deepEqual(house.complaints, []);
      } finally {
        await Promise.all(contexts.map((context) => context.close()));
      }
    });
});
