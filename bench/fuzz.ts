/** Whatever is asked of the search, by its pages or its API: no crash, no failure of ours, no more work than told. */
import { parseArgs } from 'node:util';
import { testApi } from '#api/testing.ts';
import { facetNames, readCriteria } from '#model/criteria.ts';
import { pick, randomFrom, someDocuments } from '#search/contract/some-documents.ts';
import { mostRead, postingsOf } from '#search/contract/work-bound.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { noted } from '#search/memory/scratch.ts';
import { inventedSite } from '#web/testing.ts';
import { someParameters } from './fuzz/addresses.ts';

const usage = `npm run -s bench -- fuzz [--minutes N] [--seed N] [--json]

  --minutes N   how long (default 5)
  --seed N      of the addresses (default 11): the same seed asks the same, one after the other
  --json        one object: { seed, asked, statuses, slowestMs, mostWork, wrong }; work as a share of its bound

Each address is asked of a page or of the API: an answer, a way that leads to one, or a refusal; what an answer of the
API links to has the number it says. Its criteria are asked of the engine: what is read is held to its bound.
`;
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '11' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

const views = ['', '/completion', '/carte', '.atom', '.json'].map((view) => `/recherche${view}`);
const ofSite = [...views, '/en/recherche', '/embarquer'];
const ofApi = ['', '.json', '.csv', '.geojson', '.jsonl'].map((format) => `/v1/projects${format}`);
const allowed = new Set([200, 302, 400, 404, 414]);
/** So many wrong answers are told; then it ends. */
const mostWrong = 20;

interface Linked {
  links: { self: string };
  total: number;
  looser?: { link: string; total: number }[];
}

async function run(minutes: number, seed: number) {
  const random = randomFrom(seed);
  const { site } = await inventedSite();
  const api = await testApi();
  const documents = someDocuments(seed, 300);
  const engine = createMemoryEngine();
  await engine.apply({ put: documents, remove: [] });
  const postings = postingsOf(documents);

  const told = {
    seed,
    asked: 0,
    statuses: {} as Record<string, number>,
    slowestMs: 0,
    mostWork: 0,
    wrong: [] as string[],
  };

  async function askPage(path: string): Promise<string | undefined> {
    const answer = await site.request(path);
    await answer.text();
    told.statuses[answer.status] = 1 + (told.statuses[answer.status] ?? 0);
    if (!allowed.has(answer.status)) return `${answer.status}`;
    const to = answer.headers.get('location');
    if (to === null) return undefined;
    const next = await site.request(to);
    await next.text();
    return next.status < 400 ? undefined : `${next.status} where it leads, ${to}`;
  }

  async function askApi(path: string): Promise<string | undefined> {
    const answer = await api.ask(path);
    const text = await answer.text();
    told.statuses[answer.status] = 1 + (told.statuses[answer.status] ?? 0);
    if (api.failures.length > 0) return `failed: ${JSON.stringify(api.failures.splice(0))}`;
    if (!allowed.has(answer.status)) return `${answer.status}`;
    if (answer.status !== 200 || !path.startsWith('/v1/projects.json?')) return undefined;
    const { links, total, looser = [] } = JSON.parse(text) as Linked;
    for (const one of [{ link: links.self, total }, ...looser]) {
      const { pathname, search } = new URL(one.link);
      const again = await api.ask(`${pathname.replace(/^\/api/, '')}${search}`);
      const list = (await again.json()) as Partial<Linked>;
      if (list.total !== one.total) return `${again.status}, ${list.total} of ${one.total} at ${search}`;
    }
    return undefined;
  }

  async function askEngine(parameters: string): Promise<string | undefined> {
    const { criteria } = readCriteria(new URLSearchParams(parameters));
    const maps = [{ box: [-180, -90, 180, 90] as [number, number, number, number], columns: 256 }];
    await engine.search({ criteria, facets: facetNames, maps, nearby: 100 });
    const bound = mostRead(postings, criteria.q);
    if (noted() > bound) return `${noted()} read of at most ${bound}`;
    if (bound > 0) told.mostWork = Math.max(told.mostWork, noted() / bound);
    return undefined;
  }

  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end && told.wrong.length < mostWrong) {
    const parameters = someParameters(random);
    const isOfApi = random() < 0.45;
    const path = `${pick(random, isOfApi ? ofApi : ofSite)}?${parameters}`;
    const from = performance.now();
    try {
      const wrong = [await (isOfApi ? askApi(path) : askPage(path)), await askEngine(parameters)];
      for (const one of wrong) if (one !== undefined) told.wrong.push(`${path}: ${one}`);
    } catch (error) {
      told.wrong.push(`${path}: threw ${error instanceof Error ? error.stack : String(error)}`);
    }
    told.slowestMs = Math.max(told.slowestMs, Math.round(performance.now() - from));
    told.asked++;
  }
  await engine.close();
  await api.close();
  return told;
}

const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (values.help || !(minutes > 0) || !Number.isInteger(seed) || seed < 1) {
  process.stderr.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const told = await run(minutes, seed);
  if (values.json) console.log(JSON.stringify(told));
  else {
    const statuses = Object.entries(told.statuses).map(([status, times]) => `${status}: ${times}`);
    console.log(`${told.asked} addresses, seed ${seed} (${statuses.join(', ')}); the slowest ${told.slowestMs} ms`);
    console.log(`the most work: ${(100 * told.mostWork).toFixed(0)} % of its bound; wrong: ${told.wrong.length}`);
    for (const wrong of told.wrong) console.log(wrong);
  }
  if (told.wrong.length > 0) process.exitCode = 1;
}
