/** One stroll over the interactive map: it is dragged around at several scales; what the page's thread ran meanwhile. */
import type { Browser, Page } from 'playwright-core';
import { tasksOf } from '../pages/tasks.ts';

export interface Way {
  /** Without markers, the server's answers are emptied on their way: the same page, the same ground, the same gestures. */
  markers: boolean;
  /** Without drawing, WebGL's draw calls do nothing: what is left is what a graphics card would leave to the page. */
  drawn: boolean;
}

export interface Stroll {
  /** How often the map was drawn while it was dragged. */
  frames: number;
  /** Milliseconds between these frames, median and 95th percentile. */
  between: number;
  between95: number;
  /** Milliseconds that the page's thread itself ran for a frame: neighbours on the machine are not in it. */
  own: number;
  /** Of its own milliseconds, the longest task of all, and how many tasks ran for more than 50. */
  longest: number;
  long: number;
  /** The longest task once the map rests and its markers come anew. */
  settling: number;
  /** The most markers that stood at once. */
  markers: number;
  /** What was asked of the server for the markers, in order. */
  asked: string[];
}

const scales = 4;
const stepsAround = 40;
/** Pixels: so far the map is dragged. */
const radius = 110;
/** Milliseconds in which a moved map comes to rest and its markers come. */
const rest = 1_200;

/** Runs in the page: the time of every frame, while `recording`. */
const watch = `
  globalThis.frames = [];
  globalThis.recording = false;
  let before = 0;
  const next = (now) => {
    if (recording) frames.push(now - before);
    before = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);`;

const drawNothing = `
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced', 'clear'])
    WebGL2RenderingContext.prototype[name] = () => {};`;

export async function stroll(browser: Browser, base: string, { markers, drawn }: Way): Promise<Stroll> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    if (!drawn) await page.addInitScript(drawNothing);
    if (!markers)
      await page.route('**/recherche/carte?**', (route) => route.fulfill({ json: { total: 0, clusters: [] } }));
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname === '/recherche/carte') asked.push(pathname + search);
    });
    await page.goto(`${base}/recherche`);
    await page.locator('carrefour-carte .tools button').first().click();
    await page.locator('.ground canvas').waitFor();
    await page.locator('.sheet .zoom').waitFor();
    if (markers) await page.locator('.pin').first().waitFor();
    await page.waitForTimeout(rest);
    const walk = await walkOver(browser, page);
    return { ...walk, asked };
  } finally {
    await context.close();
  }
}

/** From the whole country to a town: at each scale it is dragged around once, and comes to rest. */
async function walkOver(browser: Browser, page: Page): Promise<Omit<Stroll, 'asked'>> {
  const { x, y, width, height } = (await page.locator('.ground canvas').boundingBox())!;
  const middle = { x: x + width / 2, y: y + height / 2 };
  const tasks = { moving: [] as number[], settling: [] as number[] };
  let markers = 0;
  for (let scale = 0; scale < scales; scale++) {
    markers = Math.max(markers, await page.locator('.pin').count());
    await page.mouse.move(middle.x, middle.y);
    tasks.moving.push(
      ...(await tasksOf(browser, page, async () => {
        await page.evaluate('recording = true');
        await page.mouse.down();
        for (let step = 0; step <= stepsAround; step++) {
          const turn = (step / stepsAround) * 2 * Math.PI;
          await page.mouse.move(middle.x + radius * Math.sin(turn), middle.y + radius * (1 - Math.cos(turn)));
        }
        await page.evaluate('recording = false');
      })),
    );
    tasks.settling.push(
      ...(await tasksOf(browser, page, async () => {
        await page.mouse.up();
        await page.waitForTimeout(rest);
        if (scale < scales - 1) await page.mouse.wheel(0, -400);
        await page.waitForTimeout(rest);
      })),
    );
  }
  const frames = (await page.evaluate('frames')) as number[];
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return {
    frames: frames.length,
    between: at(0.5),
    between95: at(0.95),
    own: tasks.moving.reduce((sum, one) => sum + one, 0) / frames.length,
    longest: Math.max(...tasks.moving),
    long: tasks.moving.filter((one) => one > 50).length,
    settling: Math.max(...tasks.settling),
    markers,
  };
}
