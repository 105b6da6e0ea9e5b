/** The interactive map: a drawn zone, a circle, the chosen territory's outline, tiles of the operator's choice. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';

describe('the interactive map', () => {
  let browser: Browser;
  let server: InventedServer;
  let tiles: Server;
  const asked: string[] = [];
  before(async () => {
    const tile = await sharp({ create: { width: 256, height: 256, channels: 3, background: '#0a0' } })
      .png()
      .toBuffer();
    tiles = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.writeHead(200, { 'Content-Type': 'image/png', 'Access-Control-Allow-Origin': '*' }).end(tile);
    });
    await new Promise<void>((resolve) => tiles.listen(0, '127.0.0.1', resolve));
    const { port } = tiles.address() as AddressInfo;
    server = await serveInventedSite({
      tiles: { url: `http://127.0.0.1:${port}/{z}/{x}/{y}.png`, attribution: 'Plan inventé' },
    });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await new Promise((resolve) => tiles.close(resolve));
  });

  const onMap = async (path: string, look: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await page.goto(server.base + path);
      await page.getByRole('button', { name: 'Carte interactive' }).click();
      await page.locator('.pin').first().waitFor({ timeout: 60_000 });
      await look(page);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  };

  test('a zone drawn from corner to corner becomes a criterion of the address; Escape gives up', async () => {
    await onMap('/recherche?theme=mobilite', async (page) => {
      const draw = page.getByRole('button', { name: 'Dessiner une zone' });
      await draw.click();
      assert.match((await page.locator('.sheet .state').textContent()) ?? '', /d’un coin à l’autre/);
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.drawing').count(), 0);
      await draw.click();
      const { x, y, width, height } = (await page.locator('.drawing').boundingBox())!;
      await page.mouse.move(x + width * 0.3, y + height * 0.3);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.7, y + height * 0.6, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/cadre=/);
      const { searchParams } = new URL(page.url());
      assert.equal(searchParams.get('theme'), 'mobilite');
      const [west, south, east, north] = searchParams.get('cadre')!.split(',').map(Number) as [
        number,
        number,
        number,
        number,
      ];
      assert.ok(west < east && south < north && west > -20 && north < 60, page.url());
      assert.match((await page.locator('.chosen').textContent()) ?? '', /dans le cadre de la carte/);
    });
  });

  test('by keyboard: around the centre of the map', async () => {
    await onMap('/recherche', async (page) => {
      await page.getByRole('button', { name: 'Autour du centre' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/pres=/);
      assert.match(page.url(), /pres=4\d\.\d+,-?\d\.\d+&rayon=\d+&tri=distance/);
    });
  });

  test('the chosen territory is outlined, and the ground is asked of the chosen host alone', async () => {
    asked.length = 0;
    await onMap('/recherche?territoire=departement-59', async (page) => {
      const { features } = (await (
        await page.request.get(`${server.base}/carte/contours.json?territoire=departement-59`)
      ).json()) as {
        features: { properties: { name: string }; geometry: { coordinates: unknown[] } }[];
      };
      assert.equal(features[0]?.properties.name, 'Nord');
      assert.ok(features[0]!.geometry.coordinates.length > 0);
      assert.equal(await page.locator('.credit').textContent(), 'Plan inventé');
    });
    assert.ok(asked.length > 0 && asked.every((path) => /^\/\d+\/\d+\/\d+\.png$/.test(path)), asked.join());
  });
});
