/** The whole HTTP path under load: a server in a process of its own, connections from this one. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { noCriteria, writeCriteria } from '#model/criteria.ts';
import { criteriaList } from './search/corpus.ts';

const usage = `npm run -s bench -- load [--size N] [--connections N] [--seconds N] [--json]

  --size N         how many synthetic projects are served (default 10000)
  --connections N  connections that each ask one thing after another (default 16)
  --seconds N      on the clock, for each way to ask, after a third of it to warm up (default 10)
  --json           a list of { path, perSecond, msMedian, msP95, kB, cpu: { whole, main, engine, projects }, searches };
                   cpu: the server's processor time of a request, in milliseconds
  A visitor who is sent on to another address is one request.
`;

interface Asked {
  path: string;
  encoding: string;
  queries: readonly string[];
  of(query: string): string;
}

/** Words and facets of mixed questions, as a visitor's address says them, no two alike. */
function queriesOf(count: number, seed: number): string[] {
  const tidy = (degrees: number) => Math.round(degrees * 1000) / 1000;
  const written = criteriaList(count, seed).map(({ q, near, yearFrom }) => {
    const around = near && { lat: tidy(near.lat), lon: tidy(near.lon), radiusKm: Math.min(100, near.radiusKm) };
    return writeCriteria({ ...noCriteria, q, near: around, yearFrom }).toString();
  });
  return [...new Set(written)];
}

/** Asked over and over: a page whose bytes are the same is compressed once. */
const again = queriesOf(300, 11);
/** More than are asked in the time: each page is made and compressed for the first time. */
const newOnes = queriesOf(30_000, 12);
const searchPage = (query: string) => `/recherche?${query}`;

const ways: Asked[] = [
  { path: 'search pages, 300 again and again, brotli', encoding: 'br', queries: again, of: searchPage },
  { path: 'each search page once, brotli', encoding: 'br', queries: newOnes, of: searchPage },
  { path: 'each search page once, not compressed', encoding: 'identity', queries: newOnes, of: searchPage },
  { path: 'API', encoding: 'gzip', queries: again, of: (query) => `/api/v1/projects?${query}` },
];

interface Told {
  whole: number;
  main: number;
  engine: number;
  projects: number;
  searches: number;
}

async function load(base: string, way: Asked, connections: number, seconds: number, tell: () => Promise<Told>) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let bytes = 0;
  let next = 0;
  let isTimed = false;
  /** Resolves with the address that the visitor is sent on to: a place among the words does so. */
  const ask = (path: string, begun: number) =>
    new Promise<string | undefined>((resolve, reject) => {
      get(path, { agent, headers: { 'accept-encoding': way.encoding } }, (response) => {
        const { statusCode, headers } = response;
        const isAnswer = statusCode === 200;
        if (!isAnswer && statusCode !== 302) reject(new Error(`${path} answers ${statusCode}`));
        response.on('data', (chunk: Buffer) => {
          if (isTimed) bytes += chunk.length;
        });
        response.on('end', () => {
          if (isTimed && isAnswer) times.push(performance.now() - begun);
          resolve(isAnswer ? undefined : headers.location);
        });
      }).on('error', reject);
    });
  const until = async (end: number) => {
    const one = async () => {
      while (performance.now() < end) {
        const begun = performance.now();
        let path: string | undefined = way.of(way.queries[next++ % way.queries.length]!);
        while (path !== undefined) path = await ask(base + path, begun);
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
  };
  await until(performance.now() + (seconds * 1000) / 3);
  await tell();
  isTimed = true;
  const begun = performance.now();
  await until(begun + seconds * 1000);
  const took = (performance.now() - begun) / 1000;
  const told = await tell();
  agent.destroy();
  times.sort((a, b) => a - b);
  const round = (number: number) => Math.round(number * 100) / 100;
  const each = (ms: number) => round(ms / times.length);
  const at = (share: number) => round(times[Math.floor((times.length - 1) * share)]!);
  return {
    path: way.path,
    perSecond: Math.round(times.length / took),
    msMedian: at(0.5),
    msP95: at(0.95),
    kB: round(bytes / times.length / 1000),
    cpu: {
      whole: each(told.whole),
      main: each(told.main),
      engine: each(told.engine),
      projects: each(told.projects),
    },
    searches: each(told.searches),
  };
}

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
  strict: false,
});
const [size, connections, seconds] = [values.size, values.connections, values.seconds].map(Number) as [
  number,
  number,
  number,
];
if ([size, connections, seconds].some((number) => !Number.isInteger(number) || number < 1)) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const server = fork(fileURLToPath(new URL('load/server.ts', import.meta.url)), [String(size)]);
  try {
    const [{ base }] = (await once(server, 'message')) as [{ base: string }];
    const tell = async () => {
      server.send('tell');
      return ((await once(server, 'message')) as [Told])[0];
    };
    const told = [];
    for (const way of ways) told.push(await load(base, way, connections, seconds, tell));
    if (values.json) console.log(JSON.stringify(told));
    else {
      console.log(
        '| asked | requests/s | median ms | p95 ms | kB | cpu ms | main thread | engine | projects | searches |',
      );
      console.log(`|---|${'---|'.repeat(9)}`);
      for (const { path, perSecond, msMedian, msP95, kB, cpu, searches } of told)
        console.log(
          `| ${[path, perSecond, msMedian, msP95, kB, cpu.whole, cpu.main, cpu.engine, cpu.projects, searches].join(' | ')} |`,
        );
    }
  } finally {
    server.disconnect();
  }
}
