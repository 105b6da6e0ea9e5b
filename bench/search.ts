/** How fast the search is beside others: one corpus, the same 300 mixed questions, one run. */
import { parseArgs } from 'node:util';
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import type { MapRequest, SearchDocument } from '#search/engine.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { corpus, criteriaList } from './search/corpus.ts';
import { flexsearch } from './search/flexsearch.ts';
import { minisearch } from './search/minisearch.ts';
import { opensearch } from './search/opensearch.ts';
import { orama } from './search/orama.ts';
import { postgres } from './search/postgres.ts';
import { sqlite } from './search/sqlite.ts';

/** An engine on the track: the same question gives its total, hits, counts and map cells. */
export interface Contender {
  name: string;
  lacks: string;
  ask(criteria: Criteria, facets: readonly FacetName[], map: MapRequest): unknown;
  close(): Promise<void>;
}

export interface Measured {
  msMedian: number;
  msP95: number;
}

/** Only where there is one: the setting names a cluster. */
const cluster = process.env.OPENSEARCH_URL?.split(',');
const names = ['ours', 'minisearch', 'flexsearch', 'orama', 'sqlite', 'postgres', ...(cluster ? ['opensearch'] : [])];
const usage = `npm run -s bench -- search --size N [--only ours,minisearch] [--json]

  --size N   how many sheets the corpus has (default 10000)
  --only     which engines, by comma: ${names.join(', ')}
  --json     one object: { size, ours: { msMedian, msP95 }, minisearch: { … } }
`;

const questions = 300;
const countedFacets = facetNames.slice(0, 7);
const france: MapRequest = { box: [-5, 41, 10, 51.5], columns: 24 };

const contenders: Record<string, (documents: readonly SearchDocument[]) => Promise<Contender>> = {
  ours: async (documents) => {
    const engine = createMemoryEngine();
    for (let from = 0; from < documents.length; from += 5_000)
      await engine.apply({ put: documents.slice(from, from + 5_000), remove: [] });
    await engine.compact();
    return {
      name: 'ours',
      lacks: '',
      ask: (criteria, facets, map) => engine.search({ criteria, facets, map }),
      close: () => engine.close(),
    };
  },
  minisearch: async (documents) => minisearch(documents),
  flexsearch: async (documents) => flexsearch(documents),
  orama,
  sqlite: async (documents) => sqlite(documents),
  postgres,
  ...(cluster && { opensearch: opensearch(cluster) }),
};

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '10000' },
      only: { type: 'string', default: names.join() },
      json: { type: 'boolean', default: false },
    },
    strict: false,
  });
  const size = Number(values.size);
  const asked = String(values.only).split(',');
  if (!Number.isInteger(size) || size < 1 || asked.some((name) => !(name in contenders))) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const documents = [...corpus(size)];
  const list = criteriaList(questions);
  const results: Record<string, Measured> = {};
  for (const name of asked) {
    const begun = performance.now();
    const contender = await contenders[name]!(documents);
    say(`${name}: index of ${size} sheets in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    results[name] = await measure(contender, list);
    await contender.close();
    if (contender.lacks !== '') say(`${name} lacks: ${contender.lacks}`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ size, ...results })}\n`);
  else process.stdout.write(table(size, results));
}

/** Every question once to warm up, then once on the clock, one at a time. */
async function measure(contender: Contender, list: readonly Criteria[]): Promise<Measured> {
  for (const criteria of list) await contender.ask(criteria, countedFacets, france);
  const times: number[] = [];
  for (const criteria of list) {
    const begun = performance.now();
    await contender.ask(criteria, countedFacets, france);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)]! * 1000) / 1000;
  return { msMedian: at(0.5), msP95: at(0.95) };
}

function table(size: number, results: Readonly<Record<string, Measured>>): string {
  const rows = Object.entries(results).map(
    ([name, { msMedian, msP95 }]) =>
      `${name.padEnd(14)}${msMedian.toFixed(3).padStart(10)}${msP95.toFixed(3).padStart(10)}`,
  );
  return [`${`${size} sheets`.padEnd(14)}${'median ms'.padStart(10)}${'p95 ms'.padStart(10)}`, ...rows, ''].join('\n');
}

if (import.meta.main) await run(process.argv.slice(2));
