/** What visitors notice while sixty sources have their turn at once: the same searches with and without. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { behaviourOf, catalogueText, serveCatalogues, writeManifest, writeManifests } from './schedules/catalogues.ts';

const usage = `npm run -s bench -- schedules [--sources N] [--rows N] [--shown N] [--seconds N] [--json]

  --sources N  how many sources have their turn at once (default 60)
  --rows N     how many rows the longest of them has (default 2000); the shortest a quarter
  --shown N    how many projects the site shows before (default 8000)
  --seconds N  how long the searches without anything beside are measured (default 40)
  --json       one object: { before, during, ratioP50, ratioP95, loop, … }
`;

const { values } = parseArgs({
  options: {
    sources: { type: 'string', default: '60' },
    rows: { type: 'string', default: '2000' },
    shown: { type: 'string', default: '8000' },
    seconds: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const count = Number(values.sources);
const longestRows = Number(values.rows);
/** One that never answers is left after thirty seconds without a byte. */
const minutesAtMost = 10;
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (text: string) => process.stderr.write(`${text}\n`);

const work = await mkdtemp(join(tmpdir(), 'carrefour-bench-'));
// Root's database runs as another user, who must reach it.
await chmod(work, 0o711);
const sources = join(work, 'sources');
const environment = {
  ...process.env,
  CARREFOUR_DATA: join(work, 'data'),
  CARREFOUR_SOURCES: sources,
  PORT: '0',
  JOBS: 'off',
};
const children = new Set<ChildProcess>();
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

function run(words: string[], stdio: ('ignore' | 'inherit' | 'pipe' | 'ipc')[]): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', ...words], { cwd: root, env: environment, stdio });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** What people ask for; each is asked of the page and of the API in turn. */
const asked = [
  'q=jardin',
  'q=épicerie+solidaire',
  'q=réparer+vélos',
  'q=ressourcerie&territoire=region-52',
  'q=habitat+partagé',
  'q=jardn+partagé',
  'theme=alimentation',
  'q=café+associatif&tri=nom',
  'territoire=departement-59',
  'q=atelier&page=3',
];

/** Ten searches a second, one after the other, until told; gives the milliseconds of each. */
async function search(address: string, enough: () => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; !enough(); i++) {
    stopping.signal.throwIfAborted();
    const path = i % 2 === 0 ? '/recherche' : '/api/v1/projects';
    const began = performance.now();
    const answer = await fetch(`${address}${path}?${asked[Math.floor(i / 2) % asked.length]}`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
    const took = performance.now() - began;
    times.push(took);
    await sleep(Math.max(0, 100 - took));
  }
  return times;
}

function percentiles(times: number[]): { searches: number; p50: number; p95: number; longest: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { searches: times.length, p50: at(0.5), p95: at(0.95), longest: sorted.at(-1)! };
}

/** Begins the site; gives its address once it answers. */
async function beginSite(): Promise<{ site: ChildProcess; address: string }> {
  const site = run(['src/main.ts', 'serve'], ['ignore', 'ignore', 'pipe']);
  let said = '';
  for await (const chunk of site.stderr!) {
    said += String(chunk);
    const address = /ready: (\S+)/.exec(said)?.[1];
    if (address === undefined) continue;
    return { site, address };
  }
  throw new Error(`The site did not start: ${said}`);
}

try {
  const gazetteer = loadGazetteer();
  await writeManifest(sources, 'fonds', { files: ['fonds.csv'] });
  await writeFile(join(sources, 'fonds', 'fonds.csv'), catalogueText(1_000, Number(values.shown), gazetteer));
  say(`Harvesting the ${values.shown} projects that the site shows…`);
  const [code] = (await once(
    run(['src/main.ts', 'harvest', 'fonds', '--from', join(sources, 'fonds')], ['ignore', 'ignore', 'inherit']),
    'exit',
  )) as [number];
  if (code !== 0) throw new Error('the first harvest failed');
  const shortest = Math.floor(longestRows / 4);
  const rowsOf = (i: number) => shortest + ((i * 397) % (longestRows - shortest + 1));
  const texts = Array.from({ length: count }, (_, i) => catalogueText(i, rowsOf(i), gazetteer));
  const server = await serveCatalogues(texts);
  await writeManifests(sources, count, server.port);

  const { site, address } = await beginSite();
  site.stderr!.resume();
  say('Searching without anything beside…');
  let warm = 0;
  await search(address, () => ++warm > 100);
  const until = performance.now() + Number(values.seconds) * 1000;
  const before = percentiles(await search(address, () => performance.now() > until));

  const rows = Array.from({ length: count }, (_, i) => (behaviourOf(i) === 'hanging' ? 0 : rowsOf(i))).reduce(
    (a, b) => a + b,
    0,
  );
  say(`Searching while ${count} sources (${rows} rows) have their turn…`);
  const began = performance.now();
  const jobs = run(
    ['bench/schedules/jobs.ts', environment.CARREFOUR_DATA, sources, `127.0.0.1:${server.port}`, String(minutesAtMost)],
    ['ignore', 'ignore', 'inherit', 'ipc'],
  );
  setPriority(jobs.pid!, constants.priority.PRIORITY_BELOW_NORMAL);
  let loop: { p50: number; p95: number; longest: number; outcomes: Record<string, number> } | undefined;
  let isOver = false;
  jobs.once('message', (told) => {
    loop = told as typeof loop;
    isOver = true;
  });
  jobs.once('exit', () => {
    isOver = true;
  });
  const during = percentiles(await search(address, () => isOver));
  const seconds = (performance.now() - began) / 1000;
  if (loop === undefined) throw new Error('the jobs did not come to their end');
  const { projects } = (await (await fetch(`${address}/health`)).json()) as { projects: number };
  const ratioP50 = during.p50 / before.p50;
  const ratioP95 = during.p95 / before.p95;
  await server.close();
  const answer = { sources: count, rows, seconds, projects, before, during, ratioP50, ratioP95, loop };
  if (values.json) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else {
    const told = (name: string, { searches, p50, p95, longest }: typeof before) =>
      `${name.padEnd(8)} ${searches} searches, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, longest ${longest.toFixed(0)} ms\n`;
    process.stdout.write(told('without', before) + told('with', during));
    process.stdout.write(`ratio    p50 ${ratioP50.toFixed(2)}, p95 ${ratioP95.toFixed(2)}\n`);
    process.stdout.write(
      `${rows} rows of ${count} sources in ${seconds.toFixed(0)} s; ${projects} projects shown at the end; turns: ${JSON.stringify(loop.outcomes)}\n`,
    );
    process.stdout.write(
      `inside the site's own program every answer would have waited: p50 ${loop.p50.toFixed(0)} ms, p95 ${loop.p95.toFixed(0)} ms, longest ${loop.longest.toFixed(0)} ms\n`,
    );
  }
} finally {
  const ending = [...children];
  for (const child of ending) child.kill('SIGTERM');
  await Promise.all(ending.map((child) => (child.exitCode === null ? once(child, 'exit') : undefined)));
  await rm(work, { recursive: true, force: true });
}
