/** How fast the search is beside others: one corpus, the same mixed questions and their parts, one run. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SearchDocument } from '#search/engine.ts';
import { createMemoryEngine, loadSnapshot, type MemoryEngine } from '#search/memory/engine.ts';
import { corpus, criteriaList } from './search/corpus.ts';
import { flexsearch } from './search/flexsearch.ts';
import { bestPeer, type Contender, type Measured, measure, type Part, partsOf } from './search/measure.ts';
import { minisearch } from './search/minisearch.ts';
import { opensearch } from './search/opensearch.ts';
import { orama } from './search/orama.ts';
import { postgres } from './search/postgres.ts';
import { sqlite } from './search/sqlite.ts';

/** Only where there is one: the setting names a cluster. */
const cluster = process.env.OPENSEARCH_URL?.split(',');
const names = ['ours', 'minisearch', 'flexsearch', 'orama', 'sqlite', 'postgres', ...(cluster ? ['opensearch'] : [])];
const usage = `npm run -s bench -- search --size N [--only ours,minisearch] [--rounds N] [--snapshot FILE] [--json]

  --size N         how many sheets the corpus has (default 10000)
  --only           which engines, by comma: ${names.join(', ')}
  --rounds N       how often each question is asked on the clock (default 3); its median counts
  --snapshot FILE  ours is loaded from there when it exists, else saved there: a million takes minutes to build
  --json           one object: { size, ours: { msMedian, msP95, cpuMedian }, minisearch: { … },
                   parts: { text: { ours: { … }, …, best: { peer, times } }, counts, radius, all } }
`;

const questions = 300;

async function ours(documents: () => Iterable<SearchDocument>, size: number, snapshot?: string): Promise<Contender> {
  const engine = await oursOver(documents, snapshot);
  if (engine.size !== size) throw new Error(`the snapshot is of ${engine.size} sheets, not ${size}`);
  return {
    name: 'ours',
    lacks: '',
    inProcess: true,
    ask: (criteria, facets, map) => engine.search({ criteria, facets, ...(map && { maps: [map], nearby: 6 }) }),
    close: () => engine.close(),
  };
}

async function oursOver(documents: () => Iterable<SearchDocument>, snapshot?: string): Promise<MemoryEngine> {
  if (snapshot !== undefined && existsSync(snapshot)) {
    const loaded = await loadSnapshot(snapshot);
    if ('engine' in loaded) return loaded.engine;
    throw new Error(`${snapshot}: ${loaded.problem}`);
  }
  const engine = createMemoryEngine();
  let put: SearchDocument[] = [];
  for (const document of documents()) {
    put.push(document);
    if (put.length < 20_000) continue;
    await engine.apply({ put, remove: [] });
    put = [];
  }
  await engine.apply({ put, remove: [] });
  await engine.compact();
  if (snapshot !== undefined) await engine.saveSnapshot(snapshot, { position: 0 });
  return engine;
}

const peers: Record<string, (documents: readonly SearchDocument[]) => Contender | Promise<Contender>> = {
  minisearch,
  flexsearch,
  orama,
  sqlite,
  postgres,
  ...(cluster && { opensearch: opensearch(cluster) }),
};

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '10000' },
      only: { type: 'string', default: names.join() },
      rounds: { type: 'string', default: '3' },
      snapshot: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    strict: false,
  });
  const [size, rounds] = [Number(values.size), Number(values.rounds)];
  const asked = String(values.only).split(',');
  const snapshot = typeof values.snapshot === 'string' ? values.snapshot : undefined;
  const isWrong = [size, rounds].some((number) => !Number.isInteger(number) || number < 1);
  if (isWrong || asked.some((name) => !names.includes(name))) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const say = (line: string) => process.stderr.write(`${line}\n`);
  // Ours keeps no texts: a million sheets are only held for those that need them.
  const documents = asked.some((name) => name !== 'ours') ? [...corpus(size)] : undefined;
  const contenders: Contender[] = [];
  const told: { part: Part; results: Record<string, Measured> }[] = [];
  try {
    for (const name of asked) {
      const begun = performance.now();
      const contender =
        name === 'ours'
          ? await ours(() => documents ?? corpus(size), size, snapshot)
          : await peers[name]!(documents ?? []);
      contenders.push(contender);
      say(`${name}: ${size} sheets in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      if (contender.lacks !== '') say(`${name} lacks: ${contender.lacks}`);
    }
    for (const part of partsOf(criteriaList(questions))) {
      told.push({ part, results: await measure(contenders, part, rounds) });
      if (!values.json) process.stdout.write(table(size, told.at(-1)!));
    }
  } finally {
    for (const contender of contenders) await contender.close();
  }
  if (!values.json) return;
  const parts = told.map(({ part, results }) => [part.name, { ...results, best: bestPeer(results) }]);
  process.stdout.write(`${JSON.stringify({ size, ...told.at(-1)!.results, parts: Object.fromEntries(parts) })}\n`);
}

function table(size: number, { part, results }: { part: Part; results: Record<string, Measured> }): string {
  const right = (text: string) => text.padStart(12);
  const cells = (ms: number | undefined) => right(ms === undefined ? '–' : ms.toFixed(3));
  const rows = Object.entries(results).map(
    ([name, { msMedian, msP95, cpuMedian }]) =>
      `${name.padEnd(14)}${cells(msMedian)}${cells(msP95)}${cells(cpuMedian)}`,
  );
  const best = bestPeer(results);
  return [
    `${size} sheets: ${part.title} (${part.questions.length} questions)`,
    `${''.padEnd(14)}${['median ms', 'p95 ms', 'cpu ms'].map(right).join('')}`,
    ...rows,
    ...(best ? [`the best peer, ${best.peer}, takes ${best.times} times as long`] : []),
    '',
    '',
  ].join('\n');
}

if (import.meta.main) await run(process.argv.slice(2));
