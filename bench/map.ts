/** How smooth the interactive map is while it is dragged and brought closer, over few projects and over many. */
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '#lib/chromium.ts';
import { serveSynthetic } from './pages/serve.ts';

const usage = `npm run -s bench -- map [--size N] [--json]

  --size N   over N synthetic projects (default 100000), and over 1000 to compare; npm run build first
  --json     a list of { size, frame, p95, late, markers, first, clusters }

  frame, p95  milliseconds between frames while the map is dragged, median and 95th percentile
  own         milliseconds that the page's thread itself ran for a frame: neighbours on the machine are not in it
  late        share of the frames that came more than 50 ms after the one before
  first       milliseconds from the click until the first markers stand
  clusters    milliseconds that the server takes for the markers of a frame, median over all frames asked for
`;

interface Smoothness {
  size: number;
  frame: number;
  p95: number;
  own: number;
  late: number;
  markers: number;
  first: number;
  clusters: number;
}

const at = (numbers: readonly number[], share: number) =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;

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

async function smoothness(browser: Browser, size: number): Promise<Smoothness> {
  const served = await serveSynthetic(size);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(`${served.base}/recherche`);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    /** Milliseconds that tasks of the page took of its thread, since it was there. */
    const ran = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
    };
    let own = 0;
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/recherche/carte?') && asked.push(request.url()));
    const began = performance.now();
    await page.locator('carrefour-carte .tools button').first().click();
    await page.locator('.pin').first().waitFor({ timeout: 120_000 });
    const first = performance.now() - began;
    const { x, y, width, height } = (await page.locator('.ground canvas').boundingBox())!;
    const middle = { x: x + width / 2, y: y + height / 2 };
    // From the whole country to a town: at each step it is dragged around once.
    for (let step = 0; step < 5; step++) {
      await page.evaluate('recording = true');
      const before = await ran();
      await page.mouse.move(middle.x, middle.y);
      await page.mouse.down();
      for (let turn = 0; turn <= 90; turn++) {
        const angle = (turn / 90) * 2 * Math.PI;
        await page.mouse.move(middle.x + 110 * Math.sin(angle), middle.y + 110 * (1 - Math.cos(angle)));
      }
      await page.mouse.up();
      own += (await ran()) - before;
      await page.evaluate('recording = false');
      await page.waitForTimeout(1_500);
      if (step < 4) {
        await page.mouse.wheel(0, -400);
        await page.waitForTimeout(1_500);
      }
    }
    const frames = (await page.evaluate('frames')) as number[];
    const markers = await page.locator('.pin').count();
    const taken: number[] = [];
    for (const url of [...asked, ...asked]) {
      const from = performance.now();
      await (await fetch(url)).arrayBuffer();
      taken.push(performance.now() - from);
    }
    const late = frames.filter((frame) => frame > 50).length / frames.length;
    const median = at(frames, 0.5);
    return {
      size,
      frame: median,
      p95: at(frames, 0.95),
      own: own / frames.length,
      late,
      markers,
      first,
      clusters: at(taken, 0.5),
    };
  } finally {
    await context.close();
    await served.close();
  }
}

const { values } = parseArgs({
  options: { size: { type: 'string', default: '100000' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
const size = Number(values.size);
const executablePath = findChromium(process.env.CHROMIUM_PATH);
if (values.help || !Number.isInteger(size) || size < 1) {
  process.stderr.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (executablePath === undefined) {
  process.stderr.write('No Chromium was found: install it (Debian: apt install chromium) or set CHROMIUM_PATH.\n');
  process.exitCode = 1;
} else {
  const browser = await chromium.launch({
    executablePath,
    // WebGL without a graphics card: what is slow here is the drawing of the ground, the same for every size.
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--no-first-run',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
  try {
    const told: Smoothness[] = [];
    for (const one of [1_000, size]) told.push(await smoothness(browser, one));
    if (values.json) process.stdout.write(`${JSON.stringify(told)}\n`);
    else
      console.table(
        told.map((one) => ({
          ...one,
          frame: one.frame.toFixed(1),
          p95: one.p95.toFixed(1),
          own: one.own.toFixed(1),
          late: `${(one.late * 100).toFixed(1)} %`,
          first: Math.round(one.first),
          clusters: one.clusters.toFixed(1),
        })),
      );
  } finally {
    await browser.close();
  }
}
