/** Whether counts are true: random questions, each answer held to a search that reads every document. */
import { parseArgs } from 'node:util';
import { agree } from '#search/contract/agree.ts';
import { someDocuments } from '#search/contract/some-documents.ts';
import type { SearchEngine } from '#search/engine.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { openTestIndex } from '#search/opensearch/testing.ts';

const usage = `npm run -s bench -- counts --queries N [--seed N] [--documents N] [--engine memory|opensearch]

  --queries    how many random questions (default 10000)
  --seed       of the documents and questions (default 11): the same seed asks the same
  --documents  how many invented documents (default 300)
  --engine     memory (default), or opensearch, where OPENSEARCH_URL names a cluster
`;

const engines: Record<string, () => Promise<SearchEngine>> = {
  memory: async () => createMemoryEngine(),
  ...(process.env.OPENSEARCH_URL && {
    opensearch: () => openTestIndex({ urls: process.env.OPENSEARCH_URL!.split(','), replicas: '0-0' }),
  }),
};

/** Questions asked of one set of documents, before the next set is invented. */
const turn = 500;

export async function run(args: readonly string[]): Promise<void> {
  const options = {
    queries: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '11' },
    documents: { type: 'string', default: '300' },
    engine: { type: 'string', default: 'memory' },
  } as const;
  const { values } = parseArgs({ args: [...args], options, strict: false });
  const [queries, seed, documents] = [values.queries, values.seed, values.documents].map(Number) as [
    number,
    number,
    number,
  ];
  const open = engines[String(values.engine)];
  if (open === undefined || ![queries, seed, documents].every((number) => Number.isInteger(number) && number > 0)) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  for (let asked = 0; asked < queries; asked += turn) {
    const of = seed + asked / turn;
    const told = someDocuments(of, documents);
    const engine = await open();
    try {
      await engine.apply({ put: told, remove: [] });
      await agree(engine, told, of, Math.min(turn, queries - asked));
    } finally {
      await engine.close();
    }
    process.stderr.write(`${Math.min(asked + turn, queries)} of ${queries} questions agree\n`);
  }
  process.stdout.write(`${queries} questions, seed ${seed}: every id, total and count is that of a plain reading.\n`);
}

if (import.meta.main) await run(process.argv.slice(2));
