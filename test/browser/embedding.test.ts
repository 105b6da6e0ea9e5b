/** Pages of other sites, on another origin, that embed our map: by the component, by the frame, and under strict policies. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Loopback, onLoopback } from '#lib/net/testing.ts';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';
import { violationsOf } from './looking.ts';

describe('our map in other people’s pages', () => {
  let browser: Browser;
  let server: InventedServer;
  let elsewhere: Loopback;
  let other: string;
  /** What the other site answers: set by each test. */
  let answer: { body: string; policy?: string };
  before(async () => {
    server = await serveInventedSite();
    browser = await launchChromium();
    elsewhere = await onLoopback((_, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      if (answer.policy !== undefined) response.setHeader('Content-Security-Policy', answer.policy);
      response.end(
        `<!doctype html><html lang="fr"><head><meta name="viewport" content="width=device-width"><title>Ailleurs</title></head><body><main><h1>Ailleurs</h1>${answer.body}</main></body></html>`,
      );
    });
    other = `http://${elsewhere.host}`;
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await elsewhere?.close();
  });

  const script = () => `<script type="module" src="${server.base}/embarquer/carrefour-carte.js"></script>`;
  const component = (attributes: string, inside = '<a href="/ici">Voir les projets</a>') =>
    `${script()}<carrefour-carte ${attributes}>${inside}</carrefour-carte>`;

  interface Seen {
    page: Page;
    /** What scripts complained of; a policy's own complaints apart. */
    complaints: string[];
    origins: Set<string>;
    cookies(): Promise<number>;
  }

  async function visit(given: typeof answer, options: BrowserContextOptions, look: (seen: Seen) => Promise<void>) {
    answer = given;
    const context = await browser.newContext({
      viewport: { width: 1000, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const complaints: string[] = [];
      const origins = new Set<string>();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !/Content Security Policy|TrustedScriptURL|favicon/i.test(message.text()))
          complaints.push(message.text());
      });
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http')) origins.add(origin);
      });
      await page.goto(other);
      await look({ page, complaints, origins, cookies: async () => (await context.cookies()).length });
    } finally {
      await context.close();
    }
  }

  test('the component is one file that asks for no other, and small', async () => {
    const body = await (await fetch(`${server.base}/embarquer/carrefour-carte.js`)).text();
    assert.doesNotMatch(body, /(^|[;}])(import|export)\s*["'`{*]/, 'no static import');
    assert.ok(gzipSync(body).length < 4_000, `${gzipSync(body).length} bytes`);
    // All that comes before the map’s outlines: the script, the stylesheet, the answer.
    const data = await (await fetch(`${server.base}/embarquer/carte.json?theme=alimentation`)).text();
    const { sheet, ground } = JSON.parse(data) as { sheet: string; ground: string };
    const css = await (await fetch(server.base + sheet)).text();
    const small = [body, css, data].map((text) => brotliCompressSync(text).length);
    assert.ok(small[0]! + small[1]! + small[2]! < 15_000, small.join(' + '));
    assert.ok(brotliCompressSync(await (await fetch(server.base + ground)).text()).length < 22_000);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1100])
      test(`the component in a foreign page, ${colorScheme}, ${width} px: no violation, no error, no cookie, no one else`, () =>
        visit(
          { body: component('criteres="theme=alimentation" hauteur="520" couleur="#0b6e4f"') },
          { colorScheme, viewport: { width, height: 900 } },
          async ({ page, complaints, origins, cookies }) => {
            const inside = page.locator('carrefour-carte');
            await inside.locator('.cis').waitFor();
            assert.equal(await inside.locator('.title').textContent(), '10 projets');
            assert.equal(await inside.locator('.cis-list li').count(), 10);
            assert.ok((await inside.locator('svg a.cluster').count()) > 3);
            assert.match((await inside.locator('.cis-foot').textContent()) ?? '', /Licence Ouverte 2\.0/);
            const land = await inside.locator('use.land').evaluate((use) => (use as SVGUseElement).getBBox().width);
            assert.ok(Number(land) > 100, 'the outlines are drawn');
            assert.equal((await inside.locator('.cis').boundingBox())?.height, 520);
            assert.equal(
              await inside
                .locator('.disc')
                .first()
                .evaluate((disc) => getComputedStyle(disc).fill),
              'rgb(11, 110, 79)',
            );
            assert.deepEqual(await violationsOf(page), []);
            const beyond = await page.evaluate(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            assert.equal(beyond, 0);
            assert.deepEqual([...origins].sort(), [other, server.base].sort());
            assert.equal(await cookies(), 0);
            assert.deepEqual(complaints, []);
          },
        ));

  test('its aspect is its own: dark in a light page, light in a dark one', async () => {
    for (const [aspect, colorScheme, light] of [
      ['sombre', 'light', false],
      ['clair', 'dark', true],
      ['auto', 'dark', false],
    ] as const)
      await visit({ body: component(`aspect="${aspect}"`) }, { colorScheme }, async ({ page }) => {
        const frame = page.locator('carrefour-carte .cis');
        await frame.waitFor();
        const lightness = await frame.evaluate((frame) =>
          Number(/oklch\(([\d.]+)/.exec(getComputedStyle(frame).backgroundColor)?.[1]),
        );
        assert.equal(Number(lightness) > 0.5, light, `${aspect} in ${colorScheme}: ${lightness}`);
      });
  });

  test('the interactive map comes at the first gesture and not before, and its cards lead to the Carrefour', () =>
    visit(
      { body: component('criteres="territoire=commune-44109" affichage="carte"') },
      {},
      async ({ page, complaints }) => {
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        const map = page.locator('carrefour-carte');
        await map.locator('.tools button').waitFor();
        assert.ok(asked.every((url) => !url.includes('live-map')));
        await map.locator('.tools button').click();
        await map.locator('.maplibregl-canvas').waitFor();
        await map.locator('.pin').first().waitFor();
        const pins = await map.locator('.pin').count();
        assert.ok(pins > 0);
        const single = map.locator('.pin.one').first();
        if ((await single.count()) === 0) await map.locator('.pin').first().click();
        await map.locator('.pin.one').first().click();
        const href = await map.locator('.bubble a').getAttribute('href');
        assert.ok(href?.startsWith(`${server.base}/projets/`), href ?? '');
        assert.deepEqual(complaints, []);
      },
    ));

  test('it follows its attributes, and can leave and come back', () =>
    visit({ body: component('criteres="theme=alimentation"') }, {}, async ({ page, complaints }) => {
      const title = page.locator('carrefour-carte .title');
      await page.locator('carrefour-carte .title', { hasText: '10 projets' }).waitFor();
      await page.evaluate(`(() => {
        const map = document.querySelector('carrefour-carte');
        map.setAttribute('criteres', 'territoire=commune-44109');
        map.setAttribute('langue', 'en');
        map.setAttribute('affichage', 'liste');
      })()`);
      await page.locator('carrefour-carte .title', { hasText: '2 projects' }).waitFor();
      assert.equal(await page.locator('carrefour-carte svg.map').count(), 0);
      await page.evaluate(`(() => {
        const map = document.querySelector('carrefour-carte');
        map.remove();
        document.querySelector('main').append(map);
      })()`);
      await title.waitFor();
      assert.deepEqual(complaints, []);
    }));

  test('hostile attributes do nothing', () =>
    visit(
      {
        body: component(
          'criteres="q=&quot;&gt;&lt;img src=x onerror=window.hurt=1&gt;&amp;theme=../../x" langue="//evil.example/" aspect="x&quot; onload=window.hurt=1" couleur="red;background:url(//evil.example)" hauteur="1px;position:fixed" affichage="__proto__"',
        ),
      },
      {},
      async ({ page, complaints, origins }) => {
        const frame = page.locator('carrefour-carte .cis');
        await frame.waitFor();
        assert.equal(await page.evaluate('window.hurt'), undefined);
        assert.equal(await frame.getAttribute('style'), 'height: 560px;');
        assert.equal(await page.locator('carrefour-carte img').count(), 0);
        assert.deepEqual([...origins].sort(), [other, server.base].sort());
        assert.deepEqual(complaints, []);
      },
    ));

  test('a strict policy that lets our origin in has the map, without inline style or script', () =>
    visit(
      {
        body: component('criteres="theme=alimentation" couleur="#0b6e4f"'),
        policy: `default-src 'none'; script-src ${server.base}; connect-src ${server.base}; require-trusted-types-for 'script'; trusted-types carrefour-carte`,
      },
      {},
      async ({ page, complaints }) => {
        const map = page.locator('carrefour-carte');
        await map.locator('.cis').waitFor();
        assert.equal(await map.locator('.cis').evaluate((frame) => getComputedStyle(frame).display), 'flex');
        // No worker may begin here: the drawn map stays, and it is said.
        await map.locator('.tools button').click();
        await map.locator('.state', { hasText: 'reste utilisable' }).waitFor();
        assert.ok(await map.locator('svg.map').isVisible());
        assert.deepEqual(complaints, []);
      },
    ));

  test('where the policy forbids to ask us, or to make HTML, the link stays', async () => {
    for (const policy of [
      `default-src 'none'; script-src ${server.base}`,
      `default-src 'none'; script-src ${server.base}; connect-src ${server.base}; require-trusted-types-for 'script'; trusted-types 'none'`,
      `default-src 'none'`,
    ])
      await visit({ body: component('criteres="theme=alimentation"'), policy }, {}, async ({ page, complaints }) => {
        await page.waitForLoadState('networkidle');
        assert.ok(await page.getByRole('link', { name: 'Voir les projets' }).isVisible(), policy);
        assert.equal(await page.locator('carrefour-carte .cis').count(), 0);
        assert.deepEqual(complaints, []);
      });
    await visit(
      { body: component('criteres="theme=alimentation"', ''), policy: `default-src 'none'; script-src ${server.base}` },
      {},
      async ({ page }) => {
        const link = page.locator('carrefour-carte a');
        await link.waitFor();
        assert.equal(await link.getAttribute('href'), `${server.base}/recherche?theme=alimentation`);
      },
    );
  });

  test('the frame: its map, its list, no violation; its links open over the page', () =>
    visit(
      {
        body: `<iframe src="${server.base}/embarquer?theme=alimentation&amp;couleur=0b6e4f" title="Projets" width="100%" height="560"></iframe>`,
        policy: `default-src 'none'; frame-src ${server.base}`,
      },
      { bypassCSP: false },
      async ({ page, complaints }) => {
        const frame = page.frameLocator('iframe');
        await frame.locator('.cis').waitFor();
        assert.equal(await frame.locator('h1').textContent(), '10 projets');
        assert.equal(
          await frame
            .locator('.disc')
            .first()
            .evaluate((disc) => getComputedStyle(disc).fill),
          'rgb(11, 110, 79)',
        );
        await frame.locator('.tools button').click();
        await frame.locator('.maplibregl-canvas').waitFor();
        await frame.locator('.cis-list a').first().click();
        await page.waitForURL(`${server.base}/projets/**`);
        assert.deepEqual(complaints, []);
      },
    ));

  test('the frame without JavaScript is whole', () =>
    visit(
      {
        body: `<iframe src="${server.base}/embarquer?theme=alimentation" title="Projets" width="100%" height="560"></iframe>`,
      },
      { javaScriptEnabled: false },
      async ({ page }) => {
        const frame = page.frameLocator('iframe');
        assert.equal(await frame.locator('.cis-list li').count(), 10);
        assert.ok((await frame.locator('svg a.cluster').count()) > 3);
      },
    ));

  test('any other page refuses to be framed', () =>
    visit({ body: `<iframe src="${server.base}/recherche" title="Projets"></iframe>` }, {}, async ({ page }) => {
      await page.waitForLoadState('networkidle');
      assert.equal(page.frames()[1]?.url(), 'chrome-error://chromewebdata/');
    }));

  test('the page to try it shows each choice at once, and its code is what it shows', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${server.base}/embarquer/essayer`);
      await page.frameLocator('#resultat iframe').locator('h1', { hasText: '55 projets' }).waitFor();
      await page.getByLabel('Thème').focus();
      await page.getByLabel('Thème').selectOption('alimentation');
      await page.frameLocator('#resultat iframe').locator('h1', { hasText: '10 projets' }).waitFor();
      assert.match((await page.locator('#code-composant').textContent()) ?? '', /criteres="theme=alimentation"/);
      assert.equal(new URL(page.url()).search, '', 'the page itself was not left');
      assert.equal(await page.evaluate('document.activeElement.name'), 'theme', 'the focus stays');
    } finally {
      await context.close();
    }
  });
});
