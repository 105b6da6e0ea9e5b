/** What changes cost a large index, and the searches that go on meanwhile; what the index weighs and how it loads. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { facetNames } from '#model/criteria.ts';
import type { SearchDocument } from '#search/engine.ts';
import { createMemoryEngine, loadSnapshot, type MemoryEngine } from '#search/memory/engine.ts';
import { corpus, criteriaList, documentAt, randomFrom } from './search/corpus.ts';

const usage = `npm run -s bench -- search-changes --size N [--rounds N] [--every MS] [--snapshot FILE] [--here] [--json]

  --size N         how many sheets the index has (default 100000)
  --rounds N       how often a thousand of them are replaced (default 5)
  --every MS       a search is due every so many milliseconds (default 20)
  --snapshot FILE  the index is loaded from there when it exists, else saved there
  --here           segments are built in this thread, between searches, instead of beside
  --json           one object: { size, loadMs, loadedMB, searchedMB, snapshotMB, applyMs: [], before: { p50, p99, most },
                   changing: { p50, p99, most }, merged: { seconds, p50, p99, most } }; searches in ms, waiting included
`;

interface Waits {
  p50: number;
  p99: number;
  most: number;
}

const facets = facetNames.slice(0, 7);
const france = { box: [-5, 41, 10, 51.5] as [number, number, number, number], columns: 24 };
const questions = criteriaList(300);
const changed = 1_000;

/** Asks one question after another, each when it is due, until stopped; gives how long each took from then. */
function searching(engine: MemoryEngine, every: number): { stop(): Promise<Waits> } {
  let going = true;
  const waits: number[] = [];
  const done = (async () => {
    for (let i = 0, due = performance.now(); going; i++) {
      await engine.search({ criteria: questions[i % questions.length]!, facets, maps: [france] });
      waits.push(performance.now() - due);
      due = Math.max(due + every, performance.now() - 10 * every);
      await sleep(Math.max(0, due - performance.now()));
    }
  })();
  return {
    async stop() {
      going = false;
      await done;
      waits.sort((a, b) => a - b);
      const at = (share: number) => rounded(waits[Math.floor((waits.length - 1) * share)]!);
      return { p50: at(0.5), p99: at(0.99), most: at(1) };
    },
  };
}

/** Other texts under ids that are there, all over the index. */
function replacements(size: number, round: number): SearchDocument[] {
  const random = randomFrom(1000 + round);
  return Array.from({ length: changed }, () => documentAt(Math.floor(random() * size), random));
}

async function build(path: string, size: number): Promise<void> {
  const engine = createMemoryEngine({ threads: true });
  let put: SearchDocument[] = [];
  for (const document of corpus(size)) {
    put.push(document);
    if (put.length < 20_000) continue;
    await engine.apply({ put, remove: [] });
    put = [];
  }
  await engine.apply({ put, remove: [] });
  await engine.compact();
  await engine.saveSnapshot(path, { position: 0 });
  await engine.close();
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

const megabytes = () => {
  global.gc?.();
  return Math.round(process.memoryUsage.rss() / 1e6);
};

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    every: { type: 'string', default: '20' },
    snapshot: { type: 'string' },
    here: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  strict: false,
});
const [size, rounds, every] = [Number(values.size), Number(values.rounds), Number(values.every)] as const;
if ([size, rounds, every].some((number) => !Number.isInteger(number) || number < 1)) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'search-changes-'));
  try {
    const path = typeof values.snapshot === 'string' ? values.snapshot : join(folder, 'index');
    if (!existsSync(path)) await build(path, size);
    const begun = performance.now();
    const loaded = await loadSnapshot(path, { threads: !values.here });
    if ('problem' in loaded) throw new Error(`${path}: ${loaded.problem}`);
    const { engine } = loaded;
    if (engine.size !== size) throw new Error(`${path} is of ${engine.size} sheets, not ${size}`);
    const loadMs = rounded(performance.now() - begun);
    const loadedMB = megabytes();
    for (const criteria of questions) await engine.search({ criteria, facets, maps: [france] });
    const searchedMB = megabytes();
    const calm = searching(engine, every);
    await sleep(300 * every);
    const before = await calm.stop();
    const applyMs: number[] = [];
    const during = searching(engine, every);
    for (let round = 0; round < rounds; round++) {
      const put = replacements(size, round);
      await sleep(10 * every);
      const from = performance.now();
      await engine.apply({ put, remove: [] });
      applyMs.push(rounded(performance.now() - from));
    }
    const changing = await during.stop();
    const merging = searching(engine, every);
    const from = performance.now();
    await engine.compact();
    const seconds = rounded((performance.now() - from) / 1000);
    const merged = { seconds, ...(await merging.stop()) };
    await engine.close();
    const snapshotMB = Math.round(statSync(path).size / 1e6);
    const told = { size, loadMs, loadedMB, searchedMB, snapshotMB, applyMs, before, changing, merged };
    if (values.json) console.log(JSON.stringify(told));
    else for (const [name, value] of Object.entries(told)) console.log(`${name.padEnd(12)}${JSON.stringify(value)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
