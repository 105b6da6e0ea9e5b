/**
 * The five people the site is for, each on their way, in French and in English, on a telephone and on a desk, with and
 * without JavaScript, by keyboard alone. (The one who embeds a map has a test beside the embeds.)
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { projectPath } from '#model/project.ts';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';
import { tabThrough, tabTo } from './keyboard.ts';
import { pdfPages, pdfText } from './pdf-text.ts';

const words = {
  fr: { skip: /Aller au contenu/, home: '', read: 'Dernière lecture complète', projects: /^(\d+) projet/ },
  en: { skip: /Skip to/, home: '/en', read: 'Last read in full', projects: /^(\d+) project/ },
} as const;
type Language = keyof typeof words;

describe('five journeys, by keyboard alone', () => {
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

  interface Way {
    language: Language;
    width: number;
    javaScriptEnabled: boolean;
    page: Page;
    /** Goes to a path of the language. */
    go(path: string): Promise<void>;
    heading(): Promise<string>;
    /** The pattern of an address of the language. */
    url(rest: string): RegExp;
  }

  const ways = (['fr', 'en'] as const).flatMap((language) =>
    [360, 1280].flatMap((width) => [true, false].map((javaScriptEnabled) => ({ language, width, javaScriptEnabled }))),
  );

  function journey(who: string, walk: (way: Way) => Promise<void>) {
    for (const { language, width, javaScriptEnabled } of ways)
      test(`${who} (${language}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async () => {
        const viewport = { width, height: 760 };
        const context = await browser.newContext({ viewport, javaScriptEnabled, reducedMotion: 'reduce' });
        try {
          const page = await context.newPage();
          page.setDefaultTimeout(20_000);
          const { home } = words[language];
          await walk({
            language,
            width,
            javaScriptEnabled,
            page,
            go: async (path) => {
              await page.goto(server.base + (path === '/' ? home || '/' : home + path));
            },
            heading: async () => String(await page.locator('h1').first().textContent()).trim(),
            url: (rest) => new RegExp(`^${server.base}${home}${rest}`),
          });
        } finally {
          await context.close();
        }
      });
  }

  journey('a citizen finds a garden near home', async ({ page, language, go, heading, url }) => {
    await go('/');
    await tabTo(page, words[language].skip);
    await page.keyboard.press('Enter');
    await tabTo(page, /^input .* q$/);
    await page.keyboard.type('jardin');
    await tabTo(page, /^input .* ou$/);
    await page.keyboard.type('Nantes');
    await page.keyboard.press('Enter');
    await page.waitForURL(url('/recherche\\?q=jardin&territoire=commune-44109$'));
    assert.match(await heading(), /^1 proje/);
    assert.match(await page.title(), /^1 proje/, 'the title says how many: it is what a screen reader says first');
    assert.equal(
      String(
        await page
          .getByRole('region')
          .getByRole('heading', { level: 2, name: /^1 proj/ })
          .getAttribute('id'),
      ),
      'liste-titre',
      'and so does the heading of the list, in words of its own: no role speaks over it',
    );
    await tabTo(page, /^a Jardin des possibles/);
    await page.keyboard.press('Enter');
    await page.waitForURL(url('/projets/jardin-des-possibles-'));
    assert.equal(await heading(), 'Jardin des possibles');
  });

  journey(
    'an official studies a territory and prints it',
    async ({ page, language, javaScriptEnabled, go, heading, url }) => {
      await go('/territoires');
      await tabTo(page, /^a Hauts-de-France /);
      await page.keyboard.press('Enter');
      await page.waitForURL(url('/territoires/region-32$'));
      await tabTo(page, /^a Nord /);
      await page.keyboard.press('Enter');
      await page.waitForURL(url('/territoires/departement-59$'));
      assert.equal(await heading(), 'Nord');
      const said = Number((await page.locator('.big').textContent())?.match(words[language].projects)?.[1]);
      // Paper: the same numbers, what covers the territory and what does not, its address; nothing that only a screen can do.
      const pdf = await page.pdf({ format: 'A4' });
      const text = pdfText(pdf);
      assert.ok(pdfPages(pdf) >= 2 && pdfPages(pdf) <= 8);
      assert.match(text, new RegExp(`\\b${said} proje`));
      for (const heard of await page.locator('main h2').allTextContents())
        assert.ok(text.includes(heard.trim()), heard);
      assert.ok(text.includes('Annuaire du réemploi'), 'who tells of it');
      assert.ok(text.includes(`https://carrefour.exemple${words[language].home}/territoires/departement-59`));
      for (const kept of ['CNIL', 'Plan du site', 'Site map', 'Chercher', 'Données personnelles'])
        assert.ok(!text.includes(kept), `on paper: ${kept}`);
      // Once more on the screen: its files.
      await tabTo(page, /projects\.csv\?territoire=departement-59/);
      if (!javaScriptEnabled) return;
      const rows = (await page.evaluate(
        `fetch(document.activeElement.href).then((answer) => answer.text())`,
      )) as string;
      assert.equal(rows.trim().split('\r\n').length - 1, said, 'the file has the projects that the page counts');
    },
  );

  journey('a holder finds similar projects and how to write to them', async ({ page, go, heading, url }) => {
    const [first] = server.projects;
    await go(`/projets/${projectPath(first!)}`);
    await tabTo(page, /mailto:bonjour@exemple\.org/);
    const similar = page.locator('section[aria-labelledby="similaires"] .card h3 a');
    assert.ok((await similar.count()) >= 1);
    const name = String(await similar.first().textContent());
    await tabTo(page, new RegExp(`^a ${name.slice(0, 40).replace(/[.*+?^$()|[\]{}]/g, '\\$&')}`));
    await page.keyboard.press('Enter');
    await page.waitForURL(url('/projets/'));
    assert.equal(await heading(), name.trim());
    assert.notEqual(name.trim(), first!.title);
  });

  journey('a partner sees its page: freshness, figures, files', async ({ page, language, go, heading, url }) => {
    await go('/partenaires');
    await tabTo(page, /Annuaire du réemploi.*\/partenaires\/reseau-reemploi$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(url('/partenaires/reseau-reemploi$'));
    assert.equal(await heading(), 'Annuaire du réemploi');
    const said = Number((await page.locator('.big').textContent())?.match(words[language].projects)?.[1]);
    assert.equal(said, server.projects.filter(({ sources }) => sources.includes('reseau-reemploi')).length);
    const terms = String(await page.locator('dl.terms').textContent());
    assert.ok(terms.includes(words[language].read));
    assert.match(terms, /2 mai 2026|2 May 2026/);
    assert.doesNotMatch(await page.content(), /motdepasse/, 'why a reading failed is not for everyone');
    await tabTo(page, /\/recherche\?partenaire=reseau-reemploi/);
    await page.keyboard.press('Enter');
    await page.waitForURL(url('/recherche\\?partenaire=reseau-reemploi$'));
    assert.equal(Number((await heading()).match(/^(\d+)/)?.[1]), said);
  });

  journey('a reuser takes a file, a feed and the contract of the API', async ({ page, go }) => {
    await go('/donnees-ouvertes');
    for (const [address, type, holds] of [
      ['/api/openapi.json', /json/, '"openapi"'],
      ['/api/v1/projects.csv', /csv/, 'Second souffle'],
      ['/api/v1/projects.geojson', /geo\+json/, 'FeatureCollection'],
      ['/recherche.atom', /atom/, '<feed'],
      ['/recherche.json', /json/, 'jsonfeed.org'],
    ] as const) {
      await tabTo(page, new RegExp(`${address.replaceAll('.', '\\.')}(\\?lang=en)?$`));
      const href = String(await page.locator(':focus').getAttribute('href'));
      const answer = await page.request.get(server.base + href);
      assert.equal(answer.status(), 200, href);
      assert.match(answer.headers()['content-type'] ?? '', type, href);
      assert.ok((await answer.text()).includes(holds), href);
    }
  });

  for (const { language, width, javaScriptEnabled } of ways.filter(({ javaScriptEnabled: is }) => is))
    test(`Tab goes through every kind of page, in order, in sight, to its end (${language}, ${width} px)`, async () => {
      const context = await browser.newContext({
        viewport: { width, height: 760 },
        javaScriptEnabled,
        reducedMotion: 'reduce',
      });
      try {
        const page = await context.newPage();
        const { home } = words[language];
        for (const path of [
          home || '/',
          `${home}/recherche?theme=emploi`,
          `${home}/projets/${projectPath(server.projects[0]!)}`,
          `${home}/territoires/region-32`,
          `${home}/partenaires/reseau-reemploi`,
          `${home}/donnees-ouvertes`,
        ]) {
          await page.goto(server.base + path);
          assert.ok((await tabThrough(page)) > 20, path);
        }
      } finally {
        await context.close();
      }
    });

  test('back from a project, the results are there at once and where they were', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 760 } });
    try {
      const page = await context.newPage();
      await page.goto(`${server.base}/recherche`);
      const fifth = page.locator('.card h3 a').nth(4);
      const height = () => fifth.evaluate((link) => link.getBoundingClientRect().top);
      while ((await height()) > 500) await page.mouse.wheel(0, 250);
      await fifth.focus();
      const was = await height();
      await page.keyboard.press('Enter');
      await page.waitForURL(/projets/);
      await page.goBack();
      await page.waitForURL(/recherche/);
      await page.waitForFunction(
        (was) => Math.abs(document.querySelectorAll('.card h3 a')[4]!.getBoundingClientRect().top - was) < 60,
        was,
      );
      const reasons = await page.evaluate(
        `(performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons ?? []).map(({ reason }) => reason)`,
      );
      // What a browser that is driven from outside adds is not ours.
      assert.deepEqual(
        (reasons as string[]).filter((reason) => !/devtools|debugger|masked|embedder|disabled/i.test(reason)),
        [],
      );
    } finally {
      await context.close();
    }
  });
});
