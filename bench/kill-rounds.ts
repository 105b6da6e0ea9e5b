/** Runs killed (kill -9) at random moments over a source that changes: after the next run, are the records its truth? */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { harvestSource, type RunReport } from '#harvest/run.ts';
import { randomFrom } from '#match/score/random.ts';
import { testManifest } from '#model/testing.ts';
import { type ChangingSource, openChangingSource } from './harvest/changing-source.ts';

const usage = `npm run -s bench -- kill-rounds --rounds N [--items N] [--seed N] [--json]

  --rounds N  how many runs are killed, each followed by one that is not (default 20)
  --items N   how many items the source has at first (default 200)
  --seed N    of the changes and the moments (default 1)
  --json      one object

Ctrl-C ends it after the round, with the figures of those that were made.
`;

export interface KillFigures {
  rounds: number;
  /** Runs that died under the blow, and those that had just ended. */
  killed: number;
  ended: number;
  /** By what the run table says of those that died. */
  diedAt: Record<'before its first page' | 'while it read' | 'with its end written', number>;
  /** Pairs of runs started at once, and how many of the pairs overlapped. */
  together: number;
  overlapping: number;
  /** Items of the source that are no record, that are several, records that differ or that are too many; addresses lost. */
  lost: number;
  twice: number;
  different: number;
  addressesLost: number;
  records: number;
  seconds: number;
}

const child = fileURLToPath(new URL('harvest/killed-run.ts', import.meta.url));
const togetherEvery = 10;

export async function killRounds(
  { rounds, items, seed }: { rounds: number; items: number; seed: number },
  say: (text: string) => void,
  signal?: AbortSignal,
): Promise<KillFigures> {
  const begun = performance.now();
  const random = randomFrom(seed);
  const database = await testDatabase();
  const source = await openChangingSource(items, random);
  const figures: KillFigures = {
    rounds,
    killed: 0,
    ended: 0,
    diedAt: { 'before its first page': 0, 'while it read': 0, 'with its end written': 0 },
    together: 0,
    overlapping: 0,
    lost: 0,
    twice: 0,
    different: 0,
    addressesLost: 0,
    records: 0,
    seconds: 0,
  };
  const known = new Map<string, string>();
  const temporary = mkdtempSync(join(tmpdir(), 'carrefour-kill-rounds-'));
  const trial = { database, source, manifest: manifestOf(source), temporary };
  let next = startChild(trial);
  try {
    // How long a run takes here and now, in milliseconds: the blow falls anywhere in it, or just after.
    let usual = await timed(() => runHere(trial));
    for (let round = 1; round <= rounds && !signal?.aborted; round++) {
      figures.rounds = round;
      source.change();
      const running = await next;
      next = startChild(trial);
      const state = listen(running);
      running.stdin!.write('go\n');
      if (round % togetherEvery === 0) {
        figures.together++;
        await runHere(trial);
      }
      const ended = await Promise.race([state, sleep(random() * usual * 1.5).then(() => undefined)]);
      running.kill('SIGKILL');
      await state;
      if (ended === undefined) {
        figures.killed++;
        figures.diedAt[await whereItDied(database.db)]++;
      } else figures.ended++;
      const took = await timed(() => runHere(trial));
      usual = usual * 0.8 + took * 0.2;
      await compare(database.db, source, known, figures);
      if (round % 50 === 0) say(`${round} of ${rounds} rounds, ${figures.killed} killed`);
    }
    figures.overlapping = await overlapping(database.db);
    figures.records = source.truth.size;
  } finally {
    const waiting = await next;
    waiting.kill('SIGKILL');
    await source.close();
    await database.close();
    rmSync(temporary, { recursive: true, force: true });
  }
  figures.seconds = Math.round((performance.now() - begun) / 1000);
  return figures;
}

interface Trial {
  database: TestDatabase;
  source: ChangingSource;
  manifest: ReturnType<typeof manifestOf>;
  /** Where the killed leave what they were fetching. */
  temporary: string;
}

const manifestOf = (source: ChangingSource) =>
  testManifest({
    address: source.address,
    format: { type: 'json', items: 'items', pages: { by: 'number', parameter: 'page' } },
  });

/** One that has loaded and connected, and waits: what is killed is a run, not a start. */
async function startChild({ database, source, manifest, temporary }: Trial): Promise<ChildProcess> {
  const { address, host } = source;
  const asked = JSON.stringify({ url: database.url, manifest: JSON.stringify(manifest), address, host });
  const running = spawn(process.execPath, ['--import', 'tsx', child, asked], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  running.stdin!.on('error', () => {});
  const [said] = (await once(running.stdout!, 'data')) as [Buffer];
  if (!String(said).startsWith('ready')) throw new Error(`the run says: ${said}`);
  return running;
}

/** How it ended, or nothing when it was killed before. */
async function listen(running: ChildProcess): Promise<string | undefined> {
  let said = '';
  running.stdout!.on('data', (text: Buffer) => (said += String(text)));
  await once(running, 'exit');
  return said === '' ? undefined : said.trim();
}

async function runHere({ database, source, manifest }: Trial): Promise<RunReport> {
  for (;;) {
    const report = await harvestSource({
      db: database.db,
      source: { ...manifest, folder: '' },
      input: { kind: 'address', address: source.address },
      now: () => new Date(),
      fetching: { allow: [source.host] },
      manners: { pause: 0 },
    });
    if (report.state === 'done') return report;
    // The one that runs beside it holds the source: wait for its turn.
    if (report.state !== 'busy') throw new Error(`a run that nobody killed ${report.state}: ${report.failure}`);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function whereItDied(db: Kysely<Tables>): Promise<keyof KillFigures['diedAt']> {
  const last = await db.selectFrom('run').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirstOrThrow();
  if (last.state === 'running') return 'while it read';
  return last.state === 'done' && last.ended_at!.getTime() > Date.now() - 200
    ? 'with its end written'
    : 'before its first page';
}

async function compare(
  db: Kysely<Tables>,
  { truth }: ChangingSource,
  known: Map<string, string>,
  figures: KillFigures,
): Promise<void> {
  const { rows } = await sql<{ id: string; key: string; row: Record<string, string> }>`
    select record.id, key, rows -> 0 as row from record join payload on payload.hash = record.payload
    where gone_since is null`.execute(db);
  const byKey = Map.groupBy(rows, ({ row }) => row.id!);
  for (const [name, item] of truth) {
    const found = byKey.get(item.id) ?? [];
    if (found.length === 0) figures.lost++;
    else if (found.length > 1) figures.twice++;
    else {
      const { id, key, row } = found[0]!;
      if (key !== item.id || row.nom !== item.nom || row.texte !== item.texte) figures.different++;
      if ((known.get(name) ?? id) !== id) figures.addressesLost++;
      known.set(name, id);
    }
  }
  figures.twice += Math.max(0, rows.length - truth.size);
}

async function overlapping(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from run one join run other
      on other.id > one.id and other.started_at < one.ended_at and one.started_at < other.ended_at
    where one.state = 'done' and other.state = 'done'`.execute(db);
  return rows[0]!.count;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '20' },
      items: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const numbers = [values.rounds, values.items, values.seed].map(Number) as [number, number, number];
  if (values.help || numbers.some((one) => !Number.isInteger(one) || one < 1)) {
    console.error(usage);
    process.exitCode = values.help ? 0 : 2;
  } else {
    const [rounds, items, seed] = numbers;
    const stopping = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
    const figures = await killRounds({ rounds, items, seed }, (text) => console.error(text), stopping.signal);
    console.log(values.json ? JSON.stringify(figures) : figures);
    process.exitCode = figures.lost + figures.twice + figures.different + figures.overlapping > 0 ? 1 : 0;
  }
}
