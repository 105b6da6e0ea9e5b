/** The site walked by its own routes and links: valid code, what machines read, narrow screens, large and spaced text. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load } from 'cheerio';
import type { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { inventedSite } from '#web/testing.ts';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';
import { inLanguage, type KindOfPage, kindsOfPage } from './pages.ts';

/** Routes that are no page: files, answers for machines, redirections. */
const notPages =
  /^\/(en\/)?(recherche\.(atom|json)|recherche\/(completion|carte)|opensearch\.xml|embarquer\/carte\.json|observatoire\/:file|(projets\/:path\/)?carte\.png)$|^\/(embarquer\/(carrefour-carte|couleur)|oembed|sitemap|assets\/|favicon|robots|carte\/(fond|contours)|vocabulaires\/|\*|en\/$)/;
/** Pages of people, which `accounts.test.ts` looks at. */
const ofPeople =
  /^\/(en\/)?(partenaires\/:id\/|curation|connexion|deconnexion|compte|alertes|carnets|communautes|boite-aux-lettres|contribuer\/)/;

describe('what every page holds', () => {
  let site: Hono;
  let kinds: KindOfPage[];
  before(async () => {
    const invented = await inventedSite();
    site = invented.site;
    kinds = kindsOfPage(invented.projects);
  });
  const get = async (path: string) => {
    const answer = await site.request(path.replace(/#.*/, ''));
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  /** Framed in pages of others: no header of ours, no menu, nothing for search engines. */
  const isFrame = (path: string) => /^\/(en\/)?embarquer(\?|$)/.test(path);
  const wholePages = () => everywhere().filter(({ path }) => !isFrame(path));
  const everywhere = () =>
    (['fr', 'en'] as const).flatMap((language) =>
      kinds.map((kind) => ({ ...kind, language, path: inLanguage(kind.path, language) })),
    );

  test('each route of the site that is a page is among the kinds of page that browsers look at', () => {
    const routes = new Set(site.routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
    assert.ok(routes.size > 40);
    for (const route of routes) {
      if (notPages.test(route) || ofPeople.test(route)) continue;
      const pattern = new RegExp(`^${route.replace(/\/:[^/]+/g, '/[^/]+')}$`);
      assert.ok(
        everywhere().some(({ path, status }) => status === 200 && pattern.test(path.replace(/[?#].*/, ''))),
        `no browser test visits ${route}`,
      );
    }
  });

  test('code without a fault of grammar, ids once, regions, one main heading, no window opened', async () => {
    for (const { path, status, language } of wholePages()) {
      const answer = await get(path);
      assert.equal(answer.status, status, path);
      const faults: string[] = [];
      const onParseError = ({ code, startLine, startCol }: { code: string; startLine: number; startCol: number }) =>
        faults.push(`${code} ${startLine}:${startCol}`);
      const $ = load(answer.body, { sourceCodeLocationInfo: true, onParseError } as object);
      assert.deepEqual(faults, [], path);
      const ids = $('[id]')
        .map((_, one) => $(one).attr('id'))
        .get();
      assert.equal(ids.length, new Set(ids).size, `${path}: an id twice`);
      for (const attribute of ['aria-labelledby', 'aria-describedby', 'for', 'form'])
        for (const one of $(`[${attribute}]`).toArray())
          for (const id of $(one).attr(attribute)!.split(' '))
            assert.ok(ids.includes(id), `${path}: ${attribute} names ${id}, which is not there`);
      assert.equal($('html').attr('lang'), language);
      for (const [region, times] of [
        ['h1', 1],
        ['main', 1],
        ['body > header', 1],
        ['body > footer', 1],
      ] as const)
        assert.equal($(region).length, times, `${path}: ${region}`);
      assert.equal($('body').children().first().attr('href'), '#contenu', path);
      assert.equal($('[target], [style], [onclick]').length, 0, path);
      for (const table of $('table').toArray()) {
        assert.equal($(table).find('caption').length, 1, path);
        assert.equal($(table).find('th:not([scope])').length, 0, path);
      }
    }
  });

  test('titles tell pages apart, and each page knows its address and its other language', async () => {
    const titles = new Map<string, string>();
    for (const { path, status, language } of wholePages()) {
      const $ = load((await get(path)).body);
      const title = $('title').text();
      // A search that was not understood is the search without it, and says so in its canonical address.
      const address = $(`link[hreflang="${language}"]`).attr('href') ?? path;
      assert.ok(title.length > 5, path);
      assert.ok(
        (titles.get(language + title) ?? address) === address,
        `${path} is titled as ${titles.get(language + title)}`,
      );
      titles.set(language + title, address);
      if (status !== 200) continue;
      const other = language === 'fr' ? 'en' : 'fr';
      const own = $(`link[hreflang="${language}"]`).attr('href')!;
      const back = load(
        (await get($(`link[hreflang="${other}"]`).attr('href')!.replace('https://carrefour.exemple', ''))).body,
      );
      assert.equal(back(`link[hreflang="${language}"]`).attr('href'), own, `${path}: the other language leads back`);
      const canonical = $('link[rel="canonical"]').attr('href');
      assert.equal(canonical === undefined, $('meta[name="robots"]').length === 1, path);
      if (canonical === undefined) continue;
      assert.equal(canonical, own, path);
      const there = await get(canonical.replace('https://carrefour.exemple', '') || '/');
      assert.equal(there.status, 200, canonical);
    }
  });

  test('what machines read is JSON-LD of schema.org, whole and about this page', async () => {
    const types = new Set<string>();
    const look = (value: unknown, path: string): void => {
      if (Array.isArray(value)) for (const one of value) look(one, path);
      if (value === null || typeof value !== 'object') return;
      const node = value as Record<string, unknown>;
      if (typeof node['@type'] === 'string') types.add(node['@type']);
      for (const [key, inner] of Object.entries(node)) {
        assert.ok(inner !== '' && inner !== null, `${path}: ${key} is empty`);
        if (key === 'url' || key === '@id' || key === 'item') assert.match(String(inner), /^https?:\/\//, path);
        look(inner, path);
      }
    };
    for (const { path } of everywhere())
      for (const script of load((await get(path)).body)('script[type="application/ld+json"]').toArray()) {
        const data = JSON.parse(load(script).text()) as Record<string, unknown>;
        assert.equal(data['@context'], 'https://schema.org', path);
        look(data, path);
      }
    for (const type of [
      'WebSite',
      'SearchAction',
      'Project',
      'Place',
      'PostalAddress',
      'BreadcrumbList',
      'ListItem',
      'Dataset',
    ])
      assert.ok(types.has(type), `${type}; there are ${[...types]}`);
  });

  test('a page is asked about each time and may be brought back from memory; an error is not kept', async () => {
    for (const { path, status } of everywhere()) {
      const { headers } = await get(path);
      assert.equal(headers.get('cache-control'), status === 200 ? 'public, no-cache' : 'no-store', path);
      if (status === 200) assert.ok(headers.get('etag'), path);
      assert.equal(headers.get('set-cookie'), null, path);
    }
  });

  test('a project in another language than the page says so on its own words', async () => {
    const french = load((await get('/recherche')).body)('.card h3 a[lang], .card .sum[lang]').length;
    const english = load((await get('/en/recherche')).body);
    const cards = english('.card').length;
    assert.ok(cards > 10);
    assert.equal(english('.card h3 a[lang="fr"]').length + french / 2, cards);
    assert.equal(english('.card .sum[lang="fr"]').length, english('.card h3 a[lang="fr"]').length);
  });

  test('a tick that changes the page at once is announced before the boxes', async () => {
    const $ = load((await get('/recherche')).body);
    assert.match($('.at-once').text(), /Cocher une case change aussitôt/);
    assert.ok($('.at-once').attr('hidden') !== undefined, 'not said where no script makes it true');
    assert.equal($('.panel').children().first().hasClass('at-once'), true);
  });
});

describe('every page on screens of all kinds', () => {
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

  /** The spacing of text that RGAA 10.12 and WCAG 1.4.12 ask pages to bear. */
  const spaced =
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';
  /** Words cut by their own box, but those of a summary that ends in an ellipsis and is whole on the project's page. */
  const cut = `[...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
    if (one.closest('svg, .unseen, .sum, .skip') || one.clientHeight < 2 || ![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return false;
    let seen = one;
    for (let box = one; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const [inner, outer] = [seen.getBoundingClientRect(), box.getBoundingClientRect()];
      // What a box of its own scrolls to is not cut.
      if (/auto|scroll/.test(overflowY) && box.scrollHeight > box.clientHeight) { seen = box; continue; }
      if (/hidden|clip/.test(overflowY) && (inner.bottom > outer.bottom + 2 || inner.top < outer.top - 2)) return true;
      if (/hidden|clip/.test(overflowX) && (inner.right > outer.right + 2 || inner.left < outer.left - 2)) return true;
    }
    return false;
  }).map((one) => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 40))`;

  for (const [says, width, style] of [
    ['320 px wide', 320, ''],
    ['twice as large on a desk', 640, ''],
    ['with wider spacing on a telephone', 360, spaced],
    ['with wider spacing on a desk', 1280, spaced],
  ] as const)
    test(`${says}: nothing sideways, no words cut`, async () => {
      const context = await browser.newContext({
        viewport: { width, height: 760 },
        reducedMotion: 'reduce',
        bypassCSP: true,
      });
      try {
        const page = await context.newPage();
        for (const { path, name } of kindsOfPage(server.projects)) {
          await page.goto(server.base + path);
          if (style !== '') await page.addStyleTag({ content: style });
          const beyond = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          assert.equal(beyond, 0, `${name} at ${width} px is wider than the screen`);
          assert.deepEqual(await page.evaluate(cut), [], `${name} at ${width} px`);
        }
      } finally {
        await context.close();
      }
    });
});
