/**
 * Runs killed (kill -9) at random moments over a source that changes, from the fetching to the projects: after the next
 * run, are the records the source's truth, and is what people see what it would be had nothing been killed?
 */
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
import { recordsWithRows } from '#harvest/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { randomFrom } from '#match/score/random.ts';
import { testManifest } from '#model/testing.ts';
import { type ChangingSource, openChangingSource } from './harvest/changing-source.ts';
import { differences, openFollower, toldTwice, whatStands } from './harvest/what-stands.ts';
import { type Ground, wholeRun } from './harvest/whole-run.ts';

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
  diedAt: Record<'before its first page' | 'while it read' | 'while it described' | 'with its end written', number>;
  /** Pairs of runs started at once, and how many of the pairs overlapped. */
  together: number;
  overlapping: number;
  /** Items of the source that are no record, that are several, records that differ or that are too many; addresses lost. */
  lost: number;
  twice: number;
  different: number;
  addressesLost: number;
  /** Sheets and projects unlike those of the same runs without a kill; projects of which a search heard otherwise. */
  unlike: number;
  unheard: number;
  /** Moments at which a visitor could look, and those at which two projects told of one sheet. */
  looks: number;
  halfMerges: number;
  records: number;
  /** Projects at the end, and those of them that both partners tell of. */
  projects: number;
  shared: number;
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
  const quiet = await testDatabase();
  const source = await openChangingSource(items, random);
  const figures: KillFigures = {
    rounds,
    killed: 0,
    ended: 0,
    diedAt: { 'before its first page': 0, 'while it read': 0, 'while it described': 0, 'with its end written': 0 },
    together: 0,
    overlapping: 0,
    lost: 0,
    twice: 0,
    different: 0,
    addressesLost: 0,
    unlike: 0,
    unheard: 0,
    looks: 0,
    halfMerges: 0,
    records: 0,
    projects: 0,
    shared: 0,
    seconds: 0,
  };
  const known = new Map<string, string>();
  const temporary = mkdtempSync(join(tmpdir(), 'carrefour-kill-rounds-'));
  const manifests = manifestsOf(source);
  const sources = new Map(manifests.map((manifest) => [manifest.id, { ...manifest, folder: '' }]));
  const gazetteer = loadGazetteer();
  const [trial, twin]: [Trial, Trial] = [
    { database, source, manifests, temporary, ground: { db: database.db, gazetteer, sources } },
    { database: quiet, source, manifests, temporary, ground: { db: quiet.db, gazetteer, sources } },
  ];
  const follower = openFollower(database.db);
  for (const one of [trial, twin]) await runNeighbour(one);
  let next = startChild(trial);
  try {
    // How long a run takes here and now, in milliseconds: the blow falls anywhere in it, or just after.
    await runHere(twin);
    let usual = await timed(() => runHere(trial));
    for (let round = 1; round <= rounds && !signal?.aborted; round++) {
      figures.rounds = round;
      source.change();
      const running = await next;
      const before = await runsDone(database.db);
      next = startChild(trial);
      const state = listen(running);
      running.stdin!.write('go\n');
      if (round % togetherEvery === 0) {
        figures.together++;
        await runHere(trial);
      }
      const wait = random() * usual;
      const blow =
        round % 2 === 0
          ? sleep(wait * 1.5).then(() => undefined)
          : Promise.race([state, recordsApplied(database.db, before)]).then(() => sleep(wait / 2, undefined));
      const ended = await Promise.race([state, blow, lookOn(database.db, figures, [state, blow])]);
      running.kill('SIGKILL');
      await state;
      if (ended === undefined) {
        figures.killed++;
        figures.diedAt[await whereItDied(database.db)]++;
      } else figures.ended++;
      const took = await timed(() => runHere(trial));
      usual = usual * 0.8 + took * 0.2;
      await compare(database.db, source, known, figures);
      await runHere(twin);
      const unlike = differences(await whatStands(database.db), await whatStands(quiet.db));
      if (unlike.length > 0) say(`round ${round}: ${unlike.slice(0, 5).join('; ')}`);
      figures.unlike += unlike.length;
      figures.unheard += (await follower.missed()).length;
      if (round % 20 === 0) say(`${round} of ${rounds} rounds, ${figures.killed} killed`);
    }
    figures.overlapping = await overlapping(database.db);
    figures.records = source.truth.size;
    Object.assign(figures, await countProjects(database.db));
  } finally {
    const waiting = await next;
    waiting.kill('SIGKILL');
    await source.close();
    await database.close();
    await quiet.close();
    rmSync(temporary, { recursive: true, force: true });
  }
  figures.seconds = Math.round((performance.now() - begun) / 1000);
  return figures;
}

interface Trial {
  database: TestDatabase;
  source: ChangingSource;
  manifests: ReturnType<typeof manifestsOf>;
  ground: Ground;
  /** Where the killed leave what they were fetching. */
  temporary: string;
}

/** What is gone is hidden at once: a killed run that had applied its records counts as a reading, and its twin lacks it. */
const manifestsOf = ({ address, neighbour }: ChangingSource) =>
  [
    { id: 'essai', address },
    { id: 'voisin', address: neighbour },
  ].map((one) =>
    testManifest({
      ...one,
      format: { type: 'json', items: 'items', pages: { by: 'number', parameter: 'page' } },
      map: { title: 'nom', body: 'texte', links: [{ url: 'site' }], sites: [{ city: 'ville' }] },
      expect: { dropAtMost: 1, goneAfter: 1 },
    }),
  );

/** One that has loaded and connected, and waits: what is killed is a run, not a start. */
async function startChild({ database, source, manifests, temporary }: Trial): Promise<ChildProcess> {
  const { address, host } = source;
  const texts = manifests.map((manifest) => JSON.stringify(manifest));
  const asked = JSON.stringify({ url: database.url, manifests: texts, address, host });
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

/** Until it is done: one that runs beside it holds the source, and is waited for. */
async function runHere({ source, ground }: Trial): Promise<void> {
  while ((await wholeRun(ground, ground.sources.get('essai')!, source)) !== 'done');
}

async function runNeighbour({ source, ground }: Trial): Promise<void> {
  const { host, neighbour } = source;
  await wholeRun(ground, ground.sources.get('voisin')!, { host, address: neighbour });
}

/** A visitor who looks again and again while a run is under way. Never ends before it. */
async function lookOn(db: Kysely<Tables>, figures: KillFigures, ends: Promise<unknown>[]): Promise<undefined> {
  let isOver = false;
  const over = Promise.race(ends).then(() => {
    isOver = true;
  });
  while (!isOver) {
    figures.looks++;
    figures.halfMerges += await toldTwice(db);
    await Promise.race([over, sleep(40)]);
  }
  return undefined;
}

const runsDone = async (db: Kysely<Tables>): Promise<number> =>
  Number((await sql<{ count: string }>`select count(*) from run where state = 'done'`.execute(db)).rows[0]!.count);

/** Every second blow waits for this: describing and matching are short beside reading. */
async function recordsApplied(db: Kysely<Tables>, before: number): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until && (await runsDone(db)) === before; ) await sleep(5);
}

async function countProjects(db: Kysely<Tables>): Promise<{ projects: number; shared: number }> {
  const { rows } = await sql<{ projects: number; shared: number }>`
    select count(*)::int as projects, count(*) filter (where jsonb_array_length(body -> 'sources') > 1)::int as shared
    from project where not hidden`.execute(db);
  return rows[0]!;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function whereItDied(db: Kysely<Tables>): Promise<keyof KillFigures['diedAt']> {
  const last = await db.selectFrom('run').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirstOrThrow();
  if (last.state === 'running') return 'while it read';
  const { rows: waiting } = await sql`
    select from record where described_with is null or described_with not like payload || ':%' limit 1`.execute(db);
  if (waiting.length > 0) return 'while it described';
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
  const rows = (await recordsWithRows(db, 'essai'))
    .filter(({ gone_since }) => gone_since === null)
    .map(({ id, key, rows: [row] }) => ({ id, key, row: row as Record<string, string> }));
  const byKey = Map.groupBy(rows, ({ row }) => row.id!);
  for (const [name, item] of truth) {
    const found = byKey.get(item.id) ?? [];
    if (found.length === 0) figures.lost++;
    else if (found.length > 1) figures.twice++;
    else {
      const { id, key, row } = found[0]!;
      if (key !== item.id || row.nom !== item.nom || row.texte !== item.texte || row.ville !== item.ville)
        figures.different++;
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
    const { lost, twice, different, addressesLost, overlapping, unlike, unheard, halfMerges } = figures;
    const wrong = [lost, twice, different, addressesLost, overlapping, unlike, unheard, halfMerges];
    process.exitCode = wrong.some((count) => count > 0) ? 1 : 0;
  }
}
