/** How soon pages are there for a slow telephone, how still they hold, what they weigh. */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findChromium } from '#lib/chromium.ts';
import { kinds, ownBlocking, profile, screens, type Visit, visit } from './pages/measure.ts';
import { type Served, serveSynthetic } from './pages/serve.ts';

const usage = `npm run -s bench -- pages [--size N | --site ADDRESS --project PATH] [--runs N] [--json]

  --size N         over a site of N synthetic projects, served here (default 10000); npm run build first
  --site ADDRESS   over a site that runs already
  --project PATH   with --site: the project to visit, /projets/…
  --runs N         visits of each page, of which the median is told (default 3)
  --json           a list of { page, screen, server, lcp, cls, blocked, own, bytes, largest }
`;

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** Milliseconds until the last byte has come, without any throttling: the server's own share. */
async function serverTime(url: string, times: number): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times + 1; time++) {
    const began = performance.now();
    await (await fetch(url)).arrayBuffer();
    if (time > 0) taken.push(performance.now() - began);
  }
  return median(taken);
}

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10000' },
    site: { type: 'string' },
    project: { type: 'string' },
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const [size, runs] = [Number(values.size), Number(values.runs)];
const isWrong =
  [size, runs].some((number) => !Number.isInteger(number) || number < 1) || (values.site && !values.project);
const executablePath = findChromium(process.env.CHROMIUM_PATH);
if (values.help || isWrong) {
  process.stderr.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (executablePath === undefined) {
  process.stderr.write('No Chromium was found: install it (Debian: apt install chromium) or set CHROMIUM_PATH.\n');
  process.exitCode = 1;
} else {
  const served: Pick<Served, 'base' | 'project' | 'close'> =
    values.site === undefined
      ? await serveSynthetic(size)
      : { base: values.site.replace(/\/$/, ''), project: values.project!, close: async () => undefined };
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  const pages = {
    home: '/',
    search: '/recherche',
    'search for words': '/recherche?q=jardin',
    project: served.project,
    territory: '/territoires/region-32',
  };
  const told = [];
  try {
    for (const [page, path] of Object.entries(pages)) {
      const server = await serverTime(served.base + path, runs);
      for (const screen of Object.keys(screens) as (keyof typeof screens)[]) {
        const visits: Visit[] = [];
        for (let run = 0; run < runs; run++) visits.push(await visit(browser, served.base + path, screen));
        const own: number[] = [];
        for (let run = 0; run < runs; run++) own.push(await ownBlocking(browser, served.base + path, screen));
        const of = (what: 'lcp' | 'cls' | 'blocked') => median(visits.map((one) => one[what]));
        const { bytes, largest } = visits[0]!;
        told.push({
          page,
          screen,
          server,
          lcp: of('lcp'),
          cls: of('cls'),
          blocked: of('blocked'),
          own: median(own),
          bytes,
          largest,
        });
      }
    }
  } finally {
    await browser.close();
    await served.close();
  }
  if (values.json) console.log(JSON.stringify({ profile, told }));
  else {
    const kilo = (bytes: number) => (bytes / 1000).toFixed(1);
    console.log(
      `| page | screen | server ms | LCP ms | CLS | blocked ms | of its own ms | ${kinds.join(' kB | ')} kB | without pictures kB | largest |`,
    );
    console.log(`|---|---|${'---|'.repeat(kinds.length + 7)}`);
    for (const { page, screen, server, lcp, cls, blocked, own, bytes, largest } of told) {
      const weight = kinds.filter((kind) => kind !== 'picture').reduce((sum, kind) => sum + bytes[kind], 0);
      const cells = [
        page,
        screen,
        server.toFixed(0),
        lcp.toFixed(0),
        cls.toFixed(3),
        blocked.toFixed(0),
        own.toFixed(0),
      ];
      console.log(`| ${[...cells, ...kinds.map((kind) => kilo(bytes[kind])), kilo(weight), largest].join(' | ')} |`);
    }
  }
}
