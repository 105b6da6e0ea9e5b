/** What lies under the interactive map: our outlines, or what the operator chose; asked of the chosen site alone, named. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { type Loopback, onLoopback } from '#lib/net/testing.ts';
import { readTiles, type Tiles } from '#web/tiles.ts';
import { launchChromium } from './chromium.ts';
import { serveInventedSite } from './invented-server.ts';
import { archiveOf, tileFull } from './pmtiles-archive.ts';

const green = { r: 0, g: 170, b: 0 };

describe('the ground of the interactive map', () => {
  let browser: Browser;
  let tiles: Loopback;
  let host: string;
  let folder: string;
  let picture: Buffer;
  const asked: { path: string; range: string | undefined }[] = [];
  /** By path, what the tile host answers. */
  const answers = new Map<string, Buffer>();
  before(async () => {
    picture = await sharp({ create: { width: 256, height: 256, channels: 3, background: green } })
      .png()
      .toBuffer();
    tiles = await onLoopback(({ url = '', headers: { range } }, answer) => {
      asked.push({ path: url, range });
      answer.setHeader('Access-Control-Allow-Origin', '*');
      const whole = answers.get(url) ?? (/^\/\d+\/\d+\/\d+\.png$/.test(url) ? picture : undefined);
      if (whole === undefined) return answer.writeHead(404).end();
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
      if (from === undefined) return answer.writeHead(200).end(whole);
      const piece = whole.subarray(Number(from), Number(to) + 1);
      answer.writeHead(206, { 'Content-Range': `bytes ${from}-${Number(from) + piece.length - 1}/${whole.length}` });
      return answer.end(piece);
    });
    host = tiles.host;
    folder = mkdtempSync(join(tmpdir(), 'carrefour-archive-'));
    answers.set('/style.json', Buffer.from(JSON.stringify(styleOf(host))));
    const vector = {
      type: 1,
      metadata: {
        attribution: '<a href="javascript:alert(1)">© Tout <b>vert</b></a>',
        vector_layers: [{ id: 'earth' }],
      },
    } as const;
    answers.set('/france.pmtiles', archiveOf({ tile: tileFull('earth'), ...vector }));
    writeFileSync(
      join(folder, 'france.pmtiles'),
      archiveOf({ tile: picture, type: 2, metadata: { attribution: 'Plan vert' } }),
    );
    answers.set('/broken.pmtiles', Buffer.from('this is no archive'.repeat(40)));
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await tiles?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function onMap(chosen: Tiles | undefined, look: (page: Page, elsewhere: string[]) => Promise<void>) {
    const server = await serveInventedSite(chosen === undefined ? {} : { tiles: chosen });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    try {
      asked.length = 0;
      const page = await context.newPage();
      const elsewhere: string[] = [];
      page.on('request', (request) => {
        const { host: to, protocol } = new URL(request.url());
        if (/^http/.test(protocol) && to !== new URL(server.base).host) elsewhere.push(to);
      });
      const refused: string[] = [];
      page.on('console', (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()));
      await page.goto(`${server.base}/recherche`);
      await page.getByRole('button', { name: 'Carte interactive' }).click();
      await page.locator('.pin').first().waitFor({ timeout: 60_000 });
      await look(page, elsewhere);
      assert.deepEqual(refused, []);
    } finally {
      await context.close();
      await server.close();
    }
  }
  /** Of the sea west of Nantes, left of every marker: the colour that is drawn there. */
  async function colourAtSea(page: Page) {
    const shot = await page.locator('.ground canvas').screenshot();
    const { width = 0, height = 0 } = await sharp(shot).metadata();
    const at = { left: Math.round(width * 0.02), top: Math.round(height * 0.55), width: 2, height: 2 };
    const { data } = await sharp(shot).extract(at).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return { r: data[0]!, g: data[1]!, b: data[2]! };
  }
  const isGreen = ({ r, g, b }: typeof green) =>
    Math.abs(r - green.r) + Math.abs(g - green.g) + Math.abs(b - green.b) < 12;
  const untilGreen = async (page: Page) => {
    for (let tries = 0; tries < 40; tries++) {
      if (isGreen(await colourAtSea(page))) return;
      await page.waitForTimeout(250);
    }
    assert.fail(`the tiles were not drawn: ${JSON.stringify(await colourAtSea(page))}`);
  };
  const credit = (page: Page) => page.locator('.credit').textContent();

  test('by default our own outlines: nothing is asked elsewhere, and nobody is named', () =>
    onMap(undefined, async (page, elsewhere) => {
      assert.ok(!isGreen(await colourAtSea(page)));
      assert.equal(await page.locator('.credit').count(), 0);
      assert.deepEqual(elsewhere, []);
    }));

  test('tiles as pictures, with the name that the operator gives', () =>
    onMap(readTiles(`http://${host}/{z}/{x}/{y}.png`, 'Plan inventé'), async (page, elsewhere) => {
      await untilGreen(page);
      assert.equal(await credit(page), 'Plan inventé');
      assert.ok(elsewhere.length > 0 && elsewhere.every((to) => to === host));
      assert.ok(asked.every(({ path }) => /^\/\d+\/\d+\/\d+\.png$/.test(path)));
    }));

  test('a style, that names whom to name', () =>
    onMap(readTiles(`http://${host}/style.json`, undefined), async (page, elsewhere) => {
      await untilGreen(page);
      await page.waitForFunction(`document.querySelector('.credit').textContent === 'Style inventé'`);
      assert.ok(elsewhere.every((to) => to === host));
    }));

  test('a PMTiles archive of vector tiles elsewhere, read by pieces; its own words name it, never its HTML', () =>
    onMap(readTiles(`http://${host}/france.pmtiles`, undefined), async (page, elsewhere) => {
      const sea = await colourAtSea(page);
      await page.waitForFunction(`document.querySelector('.credit').textContent === '© Tout vert'`);
      assert.equal(await page.locator('.credit a').count(), 0);
      assert.ok(
        asked.length > 0 && asked.every(({ path, range }) => path === '/france.pmtiles' && range !== undefined),
      );
      assert.ok(elsewhere.every((to) => to === host));
      // Its land is everywhere: at sea too.
      for (let tries = 0; tries < 40; tries++) {
        const { r, g, b } = await colourAtSea(page);
        const land = (await page.evaluate(`(() => {
          const canvas = document.createElement('canvas').getContext('2d');
          canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--land');
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        })()`)) as number[];
        if (Math.abs(r - land[0]!) + Math.abs(g - land[1]!) + Math.abs(b - land[2]!) < 8) return;
        await page.waitForTimeout(250);
      }
      assert.fail(`the vector tile was not drawn: ${JSON.stringify(sea)}`);
    }));

  test('a PMTiles archive of pictures on this machine: the site serves it, nothing is asked elsewhere', () =>
    onMap(readTiles(join(folder, 'france.pmtiles'), undefined), async (page, elsewhere) => {
      await untilGreen(page);
      assert.equal(await credit(page), 'Plan vert');
      assert.deepEqual(elsewhere, []);
      assert.doesNotMatch((await page.locator('footer').textContent()) ?? '', /fond de carte.*ailleurs/);
    }));

  test('an archive that cannot be read, a style that is not there: our outlines, and the map works', async () => {
    for (const path of ['broken.pmtiles', 'missing.pmtiles', 'missing.json'])
      await onMap(readTiles(`http://${host}/${path}`, undefined), async (page) => {
        assert.ok(!isGreen(await colourAtSea(page)), path);
        assert.ok((await page.locator('.pin').count()) > 3, path);
      });
  });
});

function styleOf(host: string) {
  return {
    version: 8,
    sources: {
      plan: {
        type: 'raster',
        tiles: [`http://${host}/{z}/{x}/{y}.png`],
        tileSize: 256,
        attribution: 'Style <i>inventé</i>',
      },
    },
    layers: [{ id: 'plan', type: 'raster', source: 'plan' }],
  };
}
