/** Following a search on a phone, in both languages: asked for, confirmed, told by a real mail, stopped. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { tellNews } from '#connect/alerts/tell-news.ts';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { matchNews } from '#pipeline/match-news.ts';
import { newsItem } from '#pipeline/news-item.ts';
import { inventProject, putProjects } from '#pipeline/testing-news.ts';
import { inventedSources } from '#web/testing-country.ts';
import { type PeopledSite, peopledSite, testSecret } from '#web/testing-people.ts';
import { launchChromium } from './chromium.ts';
import { type Listening, listen } from './listen.ts';
import { looksRight } from './looking.ts';

const phone = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };

describe('following a search', () => {
  let browser: Browser;
  let house: PeopledSite;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let served: Listening;
  let base: string;
  before(async () => {
    served = await listen((request, environment) => house.site.fetch(request, environment));
    base = served.base;
    smtp = await startSmtp();
    house = await peopledSite({
      baseUrl: base,
      smtp: { url: smtp.url, from: 'Carrefour <alertes@carrefour.example>' },
    });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    await smtp?.close();
    await house?.close();
  });

  /** A round of the jobs; `morning`: every alert has its turn. */
  const round = async ({ morning = false } = {}) => {
    if (morning) await house.db.updateTable('alert').set({ due_at: new Date() }).execute();
    const item = { baseUrl: base, sources: inventedSources, territories: loadGazetteer() };
    const told = await tellNews({
      ...{ db: house.db, secret: testSecret, baseUrl: base, match: matchNews, now: () => new Date() },
      newsItems: async () => newsItem(item),
    });
    await house.people.sendDue();
    return told;
  };
  const mailTo = async (address: string) => {
    const raw = smtp.received.findLast(({ to }) => to.includes(address))?.raw;
    assert.ok(raw, `a mail came to ${address}`);
    return PostalMime.parse(raw);
  };
  const fits = async (page: Page) =>
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth'),
      360,
      `${page.url()} is as wide as the phone`,
    );
  const accessible = async (path: string) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(path);
    await looksRight(page, path);
    await context.close();
  };

  for (const [prefix, words] of [
    ['', { follow: 'Suivre cette recherche', submit: 'Suivre', confirm: 'Confirmer', stop: 'Arrêter cette alerte' }],
    ['/en', { follow: 'Follow this search', submit: 'Follow', confirm: 'Confirm', stop: 'Stop this alert' }],
  ] as const)
    test(`without an account or JavaScript, under ${prefix || '/'}: the news come by mail, and end with one press`, async () => {
      const context = await browser.newContext(phone);
      const reader = `lecteur${prefix.length}@exemple.fr`;
      try {
        const page = await context.newPage();
        await page.goto(`${base}${prefix}/recherche?q=jardin#liste`);
        await page.getByRole('link', { name: words.follow }).click();
        await fits(page);
        await page.getByRole('textbox').last().fill(reader);
        await page.getByRole('button', { name: words.submit, exact: true }).click();
        await fits(page);
        await house.people.sendDue();
        const confirmation = await mailTo(reader);
        const link = /https?:\/\/\S+\/alertes\/confirmer\/\S+/.exec(confirmation.text!)![0];
        await page.goto(link);
        await page.getByRole('button', { name: words.confirm }).click();
        await fits(page);
        assert.match((await page.getByRole('status').textContent())!, /suivez cette recherche|following this search/);
        await accessible(page.url());
        await accessible(`${base}${prefix}/alertes/suivre?q=jardin&theme=alimentation`);

        await round();
        const summary =
          'Cinquante parcelles au pied des tours, un compost, une serre de récupération et des repas du samedi où chacun apporte ce qu’il a fait pousser, avec l’école et la maison de retraite.';
        await putProjects(
          house.db,
          Array.from({ length: 11 }, (_, rank) =>
            inventProject(`Le grand jardin partagé des Terrasses-du-Bord-de-l’Eau no ${rank}${prefix}`, {
              summary,
              sources: ['jardins-en-ville', 'reseau-reemploi'],
              sites: [{ city: 'Saint-Étienne', territories: ['departement-42'], precision: 'commune', how: [] }],
            }),
          ),
        );
        await round({ morning: true });
        const mail = await mailTo(reader);
        assert.match(mail.subject!, /11 /);
        // A page of its own: the site's rules do not hold in a mail program.
        const letter = await context.newPage();
        await letter.setContent(mail.html!);
        await fits(letter);
        assert.equal(await letter.getByRole('link', { name: /Le grand jardin/ }).count(), 8);
        const small = await letter
          .locator('a')
          .evaluateAll(
            (links) => links.filter((one) => (one as unknown as { offsetHeight: number }).offsetHeight < 20).length,
          );
        assert.equal(small, 0, 'links are tall enough for a thumb');
        const stop = await letter.locator('a[href*="/alertes/arreter/"]').getAttribute('href');
        const unsubscribe = mail.headers.find(({ key }) => key === 'list-unsubscribe')!.value;
        assert.equal(unsubscribe, `<${stop}>`);
        await page.goto(stop!);
        await accessible(stop!);
        await page.getByRole('button', { name: words.stop }).click();
        await fits(page);
        assert.deepEqual(await house.people.doors.alerts.alertsOf(reader), []);
      } finally {
        await context.close();
      }
    });
});
