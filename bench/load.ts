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
`;

interface Asked {
  path: string;
  encoding: string;
  of(query: string): string;
}

const ways: Asked[] = [
  { path: 'search page, brotli', encoding: 'br', of: (query) => `/recherche?${query}` },
  { path: 'search page, not compressed', encoding: 'identity', of: (query) => `/recherche?${query}` },
  { path: 'API', encoding: 'gzip', of: (query) => `/api/v1/projects?${query}` },
];

/** Words and facets of the mixed questions, as a visitor's address says them. */
const queries = criteriaList(300).map(({ q, near, yearFrom }) => {
  const tidy = (degrees: number) => Math.round(degrees * 1000) / 1000;
  const around = near && { lat: tidy(near.lat), lon: tidy(near.lon), radiusKm: Math.min(100, near.radiusKm) };
  return writeCriteria({ ...noCriteria, q, near: around, yearFrom }).toString();
});

interface Told {
  whole: number;
  main: number;
  engine: number;
  projects: number;
  searches: number;
}

async function load(base: string, way: Asked, connections: number, seconds: number, tell: () => Promise<Told>) {
  // A place among the words sends the visitor on: the page that answers is what is measured.
  const paths: string[] = [];
  for (const query of queries) {
    const answer = await fetch(base + way.of(query));
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${way.of(query)} answers ${answer.status}`);
    paths.push(answer.url);
  }
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let bytes = 0;
  let next = 0;
  let isTimed = false;
  const ask = (path: string) =>
    new Promise<void>((resolve, reject) => {
      const begun = performance.now();
      get(path, { agent, headers: { 'accept-encoding': way.encoding } }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${path} answers ${response.statusCode}`));
        response.on('data', (chunk: Buffer) => {
          if (isTimed) bytes += chunk.length;
        });
        response.on('end', () => {
          if (isTimed) times.push(performance.now() - begun);
          resolve();
        });
      }).on('error', reject);
    });
  const until = async (end: number) => {
    const one = async () => {
      while (performance.now() < end) await ask(paths[next++ % paths.length]!);
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
