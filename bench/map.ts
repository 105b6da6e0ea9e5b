/** How smooth the interactive map is while it is dragged and brought closer: what is ours, and what is the drawing's. */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findChromium } from '#lib/chromium.ts';
import { type Stroll, stroll, type Way } from './map/stroll.ts';
import { type Served, serveSynthetic } from './pages/serve.ts';

const usage = `npm run -s bench -- map [--size N] [--json]

  --size N   over N synthetic projects (default 100000); npm run build first
  --json     { size, strolls: [{ markers, drawn, … }], server: { asked, ms, most, kB } }

Each stroll drags the map around at four scales, from the country to a town. The same gestures are made over the same
map without markers, and both once more with WebGL's draw calls doing nothing: without a graphics card the drawing
takes most of a frame, whatever stands on the map.

  drawn      whether WebGL draws
  between    milliseconds between frames while the map is dragged, median and 95th percentile
  own        milliseconds that the page's thread itself ran for a frame: neighbours on the machine are not in it
  longest    the longest task while it is dragged, and how many ran for more than 50 ms, by the same clock
  settling   the longest task once it rests: its markers come anew
  server     processor milliseconds for the markers of one rest of the map, median and most; their weight in brotli
`;

/** At first nothing stands on the map: to compare with. */
const ways: Way[] = [
  { markers: false, drawn: false },
  { markers: true, drawn: false },
  { markers: false, drawn: true },
  { markers: true, drawn: true },
];

interface ServerShare {
  asked: number;
  ms: number;
  most: number;
  kB: number;
}

/** What the markers of a stroll took of the server, each asked once more without network and compression. */
async function serverShare({ request }: Served, asked: readonly string[]): Promise<ServerShare> {
  const taken: number[] = [];
  let bytes = 0;
  for (const path of asked) {
    const before = process.cpuUsage();
    const answer = await request(path);
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    await answer.arrayBuffer();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
    const compressed = await request(path, { 'Accept-Encoding': 'br' });
    bytes = Math.max(bytes, (await compressed.arrayBuffer()).byteLength);
  }
  taken.sort((a, b) => a - b);
  return { asked: asked.length, ms: taken[taken.length >> 1] ?? 0, most: taken.at(-1) ?? 0, kB: bytes / 1000 };
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
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--no-first-run',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
  const strolls: (Way & Omit<Stroll, 'asked' | 'markers'> & { pins: number })[] = [];
  let server: ServerShare | undefined;
  try {
    const served = await serveSynthetic(size);
    try {
      for (const way of ways) {
        const { asked, markers: pins, ...walked } = await stroll(browser, served.base, way);
        strolls.push({ ...way, pins, ...walked });
        if (way.markers && !way.drawn) server = await serverShare(served, asked);
        process.stderr.write(`${way.markers ? pins : 'no'} markers, ${way.drawn ? '' : 'not '}drawn\n`);
      }
    } finally {
      await served.close();
    }
  } finally {
    await browser.close();
  }
  if (values.json) console.log(JSON.stringify({ size, strolls, server }));
  else {
    console.log('| markers | drawn | frames | between ms | p95 | own ms | longest | over 50 | settling |');
    console.log(`|---|${'---|'.repeat(8)}`);
    for (const { pins, drawn, frames, between, between95, own, longest, long, settling } of strolls) {
      const figures = [between, between95, own, longest].map((ms) => ms.toFixed(1));
      console.log(`| ${[pins, drawn ? 'yes' : 'no', frames, ...figures, long, settling.toFixed(1)].join(' | ')} |`);
    }
    const { asked, ms, most, kB } = server!;
    console.log(
      `server, for the markers of a rest: ${ms.toFixed(1)} ms, at most ${most.toFixed(1)} (${asked} rests), ${kB.toFixed(1)} kB`,
    );
  }
}
