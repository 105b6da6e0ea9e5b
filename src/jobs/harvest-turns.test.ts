import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import type { Source } from '#model/source.ts';
import { testSource } from '#model/testing.ts';
import type { runSource, SourceReport } from '#pipeline/run-source.ts';
import type { Trouble } from '#pipeline/tell-partner.ts';
import { sourceTurns } from '#publish/source-turns.ts';
import { type HarvestRooms, type HarvestTurns, harvestTurns } from './harvest-turns.ts';
import { createJobs, type Jobs } from './jobs.ts';

let database: TestDatabase;
let folder: string;
let sources: Source[] = [];
let jobs: Jobs | undefined;
const gazetteer = loadGazetteer();
const said: string[] = [];
const reports: SourceReport[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrefour-turns-'));
});

beforeEach(async () => {
  database = await testDatabase();
  said.length = 0;
  reports.length = 0;
});

afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
  await database.close();
});

after(() => rm(folder, { recursive: true }));

const source = (id: string, more: object = {}): Source =>
  testSource({ id, schedule: 'daily', files: [`${id}.csv`], ...more }, folder);

const begin = async (more: Partial<HarvestRooms> = {}, limits = {}): Promise<HarvestTurns> => {
  jobs = createJobs({ url: () => database.url, say: (text) => said.push(text) });
  const turns = harvestTurns(
    jobs,
    {
      db: database.db,
      gazetteer: () => gazetteer,
      loadSources: () => ({ sources, problems: [] }),
      now: () => new Date(),
      say: (text) => said.push(text),
      tell: (report) => reports.push(report),
      ...more,
    },
    { atOnce: 2, minutes: 5, ...limits },
  );
  await jobs.start();
  await turns.followManifests();
  return turns;
};

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}

const turnOf = async (id: string) => (await sourceTurns(database.db)).get(id);
const ended = async (id: string) => (await turnOf(id))?.endedAt != null;

test('a source in a file is read in its turn, not again while the file is the same, and again when it changed', async () => {
  sources = [source('potager')];
  await writeFile(join(folder, 'potager.csv'), 'id,nom\n1,Jardin partagé\n2,Verger\n');
  const turns = await begin();
  assert.ok((await turnOf('potager'))!.next! > new Date(), 'the next turn is seen before the first one');
  assert.equal(await turns.runNow('potager'), true);
  await until(() => ended('potager'));
  assert.equal((await turnOf('potager'))!.outcome, 'done');
  assert.ok((await turnOf('potager'))!.next! > new Date());
  assert.equal(reports[0]!.harvest.new, 2);

  await turns.runNow('potager');
  await until(async () => (await turnOf('potager'))!.outcome === 'unchanged');
  assert.equal(reports.length, 1, 'nothing was read');

  await writeFile(join(folder, 'potager.csv'), 'id,nom\n1,Jardin partagé\n2,Verger\n3,Ruches\n');
  await turns.runNow('potager');
  await until(() => reports.length === 2);
  assert.equal(reports[1]!.harvest.new, 1);
  await until(async () => (await turnOf('potager'))!.outcome === 'done');
});

test('a source that fails says why, when it is tried again, and keeps its next turn', async () => {
  sources = [source('panne')];
  await writeFile(join(folder, 'panne.csv'), '');
  const turns = await begin({}, { retries: { times: 1, wait: 3 } });
  await turns.runNow('panne');
  await until(async () => (await turnOf('panne'))!.outcome === 'failed');
  const first = (await turnOf('panne'))!;
  assert.match(first.told!, /empty/);
  assert.equal(first.failures, 1);
  assert.ok(first.next!.getTime() - Date.now() < 5_000, 'tried again soon');
  await until(async () => (await turnOf('panne'))!.failures === 2);
  const second = (await turnOf('panne'))!;
  assert.ok(second.next!.getTime() - Date.now() > 5_000, 'then at its next turn');
  assert.match(said.join('\n'), /given up until its next turn/);
  await writeFile(join(folder, 'panne.csv'), 'id,nom\n1,Jardin\n');
  await turns.runNow('panne');
  await until(async () => (await turnOf('panne'))!.outcome === 'done');
  assert.equal((await turnOf('panne'))!.failures, 0);
});

test('two sources that hang do not keep the others from their turn', async () => {
  sources = ['bloc-1', 'bloc-2', 'va'].map((id) => source(id));
  for (const { id } of sources) await writeFile(join(folder, `${id}.csv`), 'id,nom\n1,Jardin\n');
  const done: string[] = [];
  const run = (async (_, { id }, __, { signal }) => {
    if (id.startsWith('bloc')) await sleep(600_000, undefined, { signal });
    done.push(id);
    throw new Error('enough');
  }) as typeof runSource;
  const turns = await begin({ run }, { minutes: 3 / 60, retries: { times: 0, wait: 1 } });
  for (const { id } of sources) await turns.runNow(id);
  await until(() => done.includes('va'));
  assert.deepEqual(done, ['va']);
  assert.match((await turnOf('bloc-1'))!.told!, /longer than 3 seconds/);
});

test('of one source there is one reading at a time, however often it is asked for and by whom', async () => {
  sources = [source('seul')];
  await writeFile(join(folder, 'seul.csv'), 'id,nom\n1,Jardin\n');
  let running = 0;
  let most = 0;
  let runs = 0;
  const run = (async () => {
    most = Math.max(most, ++running);
    await sleep(3000);
    running--;
    runs++;
    throw new Error('enough');
  }) as typeof runSource;
  const turns = await begin({ run }, { retries: { times: 0, wait: 1 } });
  assert.equal(await turns.runNow('seul'), true);
  await until(() => running === 1);
  assert.equal(await turns.runNow('seul'), false);
  const other = createJobs({ url: () => database.url, say: (text) => said.push(text) });
  const rooms = {
    db: database.db,
    gazetteer: () => gazetteer,
    loadSources: () => ({ sources, problems: [] }),
    now: () => new Date(),
    say: () => {},
    tell: () => {},
    run,
  };
  const others = harvestTurns(other, rooms, { atOnce: 2, minutes: 5 });
  await other.start();
  assert.equal(await others.runNow('seul'), false, 'another program sees that it is under way');
  await until(() => runs === 1 && running === 0);
  await until(async () => (await turnOf('seul'))!.outcome === 'failed');
  assert.equal(most, 1);
  await other.stop();
});

test('turns follow the manifests: removed, changed to manual, without a file, with a wrong line', async () => {
  sources = [source('reste'), source('part'), source('main', { cron: '30 4 * * 1' })];
  for (const { id } of sources) await writeFile(join(folder, `${id}.csv`), 'id,nom\n1,Jardin\n');
  const turns = await begin();
  const next = (await turnOf('main'))!.next!;
  assert.equal(`${next.getUTCDay()} ${next.getUTCHours()}:${next.getUTCMinutes()}`, '1 4:30');
  sources = [
    source('reste'),
    source('main', { schedule: 'manual' }),
    source('absente'),
    source('faux', { cron: '99 4 * * *', files: ['reste.csv'] }),
  ];
  assert.equal(await turns.followManifests(), 1);
  const scheduled = [...(await sourceTurns(database.db)).values()].filter((turn) => turn.next !== null);
  assert.deepEqual(
    scheduled.map((turn) => turn.source),
    ['reste'],
  );
  assert.match(said.join('\n'), /absente: it has no turn. .*none of its files \(absente.csv\) is in its folder/);
  assert.match(said.join('\n'), /faux: it has no turn, its `cron` is not understood/);
});

test('a partner is told when its turn is held or given up, not of a first failure; a letter that cannot go stops no turn', async () => {
  sources = [source('maigre', { expect: { count: { min: 2 } } }), source('muet')];
  await writeFile(join(folder, 'maigre.csv'), 'id,nom\n1,Jardin\n');
  await writeFile(join(folder, 'muet.csv'), '');
  const letters: { id: string; trouble: Trouble; failures: number }[] = [];
  const tellPartner = async ({ id }: Source, trouble: Trouble) => {
    letters.push({ id, trouble, failures: (await turnOf(id))!.failures });
    throw new Error('no paper');
  };
  const turns = await begin({ tellPartner }, { retries: { times: 1, wait: 1 } });
  for (const { id } of sources) await turns.runNow(id);
  await until(() => said.filter((text) => text.includes('could not be told: no paper')).length === 2);
  const told = new Map(letters.map((letter) => [letter.id, letter]));
  assert.equal(letters.length, 2);
  assert.deepEqual(told.get('maigre')!.trouble, { is: 'held', broken: [{ code: 'too-few', found: 1, least: 2 }] });
  assert.equal(told.get('muet')!.failures, 2, 'only once it was given up');
  const { trouble } = told.get('muet')!;
  assert.ok(trouble.is === 'failed' && /empty/.test(trouble.why));
  assert.deepEqual([(await turnOf('maigre'))!.outcome, (await turnOf('muet'))!.outcome], ['held', 'failed']);
});
