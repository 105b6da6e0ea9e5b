/** The interactive map: areas drawn by mouse, finger and keyboard, the list that follows, cards and marks that show each other. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { readArea } from '#model/area.ts';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';
import { tabTo } from './keyboard.ts';
import { looksRight } from './looking.ts';

describe('the interactive map', () => {
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

  const desk = { viewport: { width: 1280, height: 800 } };
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
  const onMap = async (path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP: true, ...options });
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(server.base + path);
      await page.getByRole('button', { name: /Carte interactive|Interactive map/ }).click();
      await page.locator('.pin').first().waitFor({ timeout: 60_000 });
      await look(page);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  };
  const zoneOf = (page: Page) => readArea(new URL(page.url()).searchParams.get('zone') ?? '');
  const told = async (page: Page) => Number((await page.locator('#liste-titre').textContent())!.match(/\d+/)?.[0] ?? 0);
  const draw = (page: Page) => page.getByRole('button', { name: 'Dessiner une zone' });
  const unfold = (page: Page) => page.locator('.searches summary').click();
  const state = (page: Page) => page.locator('.sheet .state').textContent();
  /** Where on the screen a share of the map is. */
  const spot = async (page: Page, across: number, down: number) => {
    const { x, y, width, height } = (await page.locator('.ground canvas').boundingBox())!;
    return { x: x + width * across, y: y + height * down };
  };
  const corners = [
    [0.3, 0.3],
    [0.7, 0.3],
    [0.7, 0.6],
    [0.3, 0.6],
  ] as const;

  test('an area drawn by clicks becomes a criterion that is counted, shared by its address, and removed', async () => {
    await onMap('/recherche?theme=mobilite', desk, async (page) => {
      const before = await told(page);
      await draw(page).click();
      assert.match((await state(page)) ?? '', /placer les coins/);
      for (const [across, down] of corners) {
        const { x, y } = await spot(page, across, down);
        await page.mouse.click(x, y);
      }
      assert.match((await state(page)) ?? '', /Coins.: 4 sur 60/);
      const first = await spot(page, ...corners[0]);
      await page.mouse.click(first.x + 3, first.y);
      await page.waitForURL(/zone=/);
      assert.equal(zoneOf(page)?.length, 4);
      assert.equal(new URL(page.url()).searchParams.get('theme'), 'mobilite');
      assert.match((await page.locator('.chosen').textContent()) ?? '', /dans la zone dessinée/);
      assert.ok(await page.locator('.pin').first().isVisible(), 'the map stayed');
      const inside = await told(page);
      assert.ok(inside < before, `${inside} of ${before}`);
      const shared = await page.context().newPage();
      await shared.goto(page.url());
      assert.equal(await told(shared), inside);
      assert.equal(await shared.locator('svg.map path.zone').count(), 1);
      await shared.close();
      await page.locator('.chosen a', { hasText: 'dans la zone dessinée' }).click();
      await page.waitForURL((url) => !url.searchParams.has('zone'));
      assert.equal(await told(page), before);
    });
  });

  test('by keyboard alone: arrows, Enter, Backspace, Escape', async () => {
    await onMap('/recherche', desk, async (page) => {
      await tabTo(page, /Dessiner une zone/);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.drawing-bar').count(), 0);
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Dessiner une zone');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(400);
        await page.keyboard.press('Enter');
      }
      assert.match((await state(page)) ?? '', /Coins.: 4/);
      await page.keyboard.press('Backspace');
      assert.match((await state(page)) ?? '', /Coins.: 3/);
      await tabTo(page, /Chercher dans la zone/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/zone=/);
      assert.equal(zoneOf(page)?.length, 3);
    });
  });

  test('by touch on a phone; giving up leaves everything as it was', async () => {
    await onMap('/recherche#carte', phone, async (page) => {
      await unfold(page);
      await draw(page).tap();
      for (const [across, down] of corners) {
        const { x, y } = await spot(page, across, down);
        await page.touchscreen.tap(x, y);
      }
      await page.getByRole('button', { name: 'Enlever le dernier' }).tap();
      await page.getByRole('button', { name: 'Renoncer' }).tap();
      assert.doesNotMatch(page.url(), /zone=/);
      await unfold(page);
      await draw(page).tap();
      assert.ok(await page.getByRole('button', { name: 'Chercher dans la zone' }).isDisabled());
      for (const [across, down] of corners) {
        const { x, y } = await spot(page, across, down);
        await page.touchscreen.tap(x, y);
      }
      await page.getByRole('button', { name: 'Chercher dans la zone' }).tap();
      await page.waitForURL(/zone=/);
      assert.equal(zoneOf(page)?.length, 4);
      assert.match(page.url(), /#carte$/, 'still on the map');
    });
  });

  test('the list follows the map when it is asked to, and only then; the page is not left', async () => {
    await onMap('/recherche', desk, async (page) => {
      await page.evaluate('window.stayed = true');
      const everything = await told(page);
      const press = async (key: string) => {
        await page.locator('.ground canvas').focus();
        await page.keyboard.press(key);
      };
      await press('ArrowUp');
      await page.waitForTimeout(700);
      assert.equal(page.url(), `${server.base}/recherche`);
      const follow = page.getByRole('checkbox', { name: 'La liste suit la carte' });
      assert.equal(await follow.isChecked(), false);
      await follow.check();
      await page.waitForURL(/cadre=/);
      await press('+');
      await press('+');
      const first = page.url();
      await page.waitForURL((url) => url.href !== first);
      // Until both moves have brought their results.
      await page.waitForTimeout(1_500);
      await page.waitForFunction(
        `document.querySelector('.sheet .state').textContent === document.querySelector('#liste-titre').textContent.trim()`,
      );
      const inSight = await told(page);
      assert.ok(inSight < everything, `${inSight} of ${everything}`);
      assert.match((await state(page)) ?? '', new RegExp(`^${inSight === 0 ? 'Aucun' : inSight} projet`));
      assert.match((await page.locator('.chosen').textContent()) ?? '', /dans le cadre de la carte/);
      assert.match(await page.title(), new RegExp(`^${inSight === 0 ? 'Aucun' : inSight} projet`));
      assert.equal(await page.evaluate('window.stayed'), true);
      await page.goBack();
      await page.waitForURL(`${server.base}/recherche`);
      await page.waitForFunction(`document.querySelector('#liste-titre').textContent.includes('${everything}')`);
    });
  });

  test('a criterion ticked beside the interactive map leaves it there, and the focus and the open groups', async () => {
    await onMap('/recherche', desk, async (page) => {
      await page.evaluate('window.stayed = true');
      const everything = await told(page);
      const closed = page.locator('.group:not([open]) > summary').first();
      const name = (await closed.textContent())!;
      await closed.click();
      await page.locator('input[name=theme]').first().check();
      await page.waitForURL(/theme=/);
      await page.waitForFunction(`!document.querySelector('#liste-titre').textContent.includes('${everything}')`);
      const found = await told(page);
      assert.ok(found < everything);
      assert.equal(await page.evaluate('window.stayed'), true);
      assert.equal(await page.evaluate('document.activeElement.name'), 'theme');
      assert.ok(await page.locator('.group[open] > summary', { hasText: name }).isVisible());
      await page.locator('input[name=theme]').first().uncheck();
      await page.waitForURL((url) => !url.search.includes('theme='));
      await page.waitForFunction(`document.querySelector('#liste-titre').textContent.includes('${everything}')`);
    });
  });

  test('around the centre of the map, by keyboard', async () => {
    await onMap('/recherche', desk, async (page) => {
      await page.getByRole('button', { name: 'Autour du centre' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/pres=/);
      assert.match(page.url(), /pres=4\d\.\d+,-?\d\.\d+&rayon=\d+&tri=distance/);
    });
  });

  test('a card and its mark show each other, pointed at or focused, on the drawing and on the interactive map', async () => {
    const both = async (page: Page, mark: string) => {
      const card = page.locator('.cards > li[data-sites]').first();
      await card.hover();
      assert.ok((await page.locator(`${mark}.same-place`).count()) >= 1, `${mark}: its mark is shown`);
      await page.mouse.move(2, 2);
      assert.equal(await page.locator('.same-place').count(), 0);
      await card.locator('h3 a').focus();
      assert.ok((await page.locator(`${mark}.same-place`).count()) >= 1);
      await page.locator(mark).first().focus();
      const [west, south, east, north] = (await page.locator(mark).first().getAttribute('data-box'))!
        .split(',')
        .map(Number);
      for (const one of await page.locator('.cards > li.same-place').all()) {
        const sites = (await one.getAttribute('data-sites'))!.split(' ').map((text) => text.split(',').map(Number));
        assert.ok(sites.some(([lat, lon]) => lat! >= south! && lat! <= north! && lon! >= west! && lon! <= east!));
      }
    };
    const context = await browser.newContext({ ...desk, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${server.base}/recherche?theme=mobilite`);
    await both(page, 'svg.map .cluster');
    await context.close();
    await onMap('/recherche?theme=mobilite', desk, (live) => both(live, '.pin'));
  });

  test('on a phone a marker opens a card that can be read; Escape closes it and gives the focus back', async () => {
    await onMap('/recherche?territoire=commune-59350#carte', phone, async (page) => {
      await page.locator('.pin.one').first().focus();
      await page.keyboard.press('Enter');
      const bubble = page.locator('.bubble');
      const { x, width } = (await bubble.boundingBox())!;
      assert.ok(x >= 0 && x + width <= 360 && width > 280, `${x} ${width}`);
      assert.match((await bubble.locator('h3 a').getAttribute('href')) ?? '', /\/projets\//);
      assert.ok(Number.parseFloat(await bubble.locator('h3').evaluate((one) => getComputedStyle(one).fontSize)) >= 16);
      await page.keyboard.press('Escape');
      assert.equal(await bubble.count(), 0);
      assert.match(String(await page.evaluate('document.activeElement.className')), /pin one/);
    });
  });

  test('projects that stand at one place are told together, and the list has them all', async () => {
    await onMap('/recherche', desk, async (page) => {
      await page.route('**/recherche/carte?**', async (route) => {
        const url = new URL(route.request().url());
        const box = [2.35, 48.85, 2.3501, 48.8501];
        const one = { lat: 48.85, lon: 2.35, count: 23, box, label: '23 projets, Paris : agrandir', written: '23' };
        if (!url.searchParams.has('fiches')) return route.fulfill({ json: { total: 23, clusters: [one] } });
        url.searchParams.set('cadre', '-5,41,10,51.5');
        return route.continue({ url: url.href });
      });
      await page.getByRole('button', { name: 'Agrandir', exact: true }).click();
      const pin = page.getByRole('button', { name: '23 projets, Paris' });
      await pin.waitFor();
      await pin.click();
      await page.locator('.bubble li').first().waitFor();
      assert.equal(await page.locator('.bubble li').count(), 8);
      const all = page.getByRole('link', { name: 'Voir les 23 dans la liste' });
      assert.match((await all.getAttribute('href')) ?? '', /\/recherche\?cadre=/);
    });
  });

  test('the chosen territory is outlined', async () => {
    await onMap('/recherche?territoire=departement-59', desk, async (page) => {
      const outlines = new URL((await page.locator('carrefour-carte').getAttribute('outlines'))!, server.base);
      const { features } = (await (await page.request.get(outlines.href)).json()) as {
        features: { properties: { name: string }; geometry: { coordinates: unknown[] } }[];
      };
      assert.equal(features[0]?.properties.name, 'Nord');
      assert.ok(features[0]!.geometry.coordinates.length > 0);
    });
  });

  for (const [language, colorScheme, options] of [
    ['', 'light', desk],
    ['/en', 'dark', desk],
    ['', 'dark', phone],
    ['/en', 'light', phone],
  ] as const)
    test(`axe finds nothing on the map, while drawing, on a card (${language || 'fr'}, ${colorScheme}, ${options.viewport.width} px)`, async () => {
      await onMap(`${language}/recherche?territoire=commune-59350#carte`, { ...options, colorScheme }, async (page) => {
        await looksRight(page, 'the map');
        await page.locator('.pin.one').first().focus();
        await page.keyboard.press('Enter');
        await looksRight(page, 'a card');
        await page.getByRole('button', { name: /Fermer|Close/ }).click();
        if (options === phone) {
          await unfold(page);
          await looksRight(page, 'the searches');
        }
        await page.getByRole('button', { name: /Dessiner une zone|Draw an area/ }).click();
        await page.getByRole('button', { name: /Coin au centre|Corner at the centre/ }).click();
        await looksRight(page, 'while drawing');
      });
    });
});
