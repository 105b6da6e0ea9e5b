/**
 * What `jobs run` does, for `bench/schedules.ts`: the same turns, on catalogues of this machine, all due at once. Says
 * over its channel how long its event loop was held: what visitors would wait if this were done in the site's program.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '#db/connect.ts';
import { loadSources } from '#harvest/manifests.ts';
import { harvestTurns } from '#jobs/harvest-turns.ts';
import { createJobs } from '#jobs/jobs.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { runSource } from '#pipeline/run-source.ts';

const [dataFolder, sourcesFolder, host, minutes] = process.argv.slice(2) as [string, string, string, string];
const say = (text: string) => process.stderr.write(`${text}\n`);
const database = await openDatabase({ dataFolder, say });
const jobs = createJobs({ url: () => database.url, say });
const gazetteer = loadGazetteer();
const turns = harvestTurns(
  jobs,
  {
    db: database.db,
    gazetteer: () => gazetteer,
    loadSources: () => loadSources(sourcesFolder),
    now: () => new Date(),
    say: () => {},
    tell: () => {},
    run: (rooms, source, input, options) => {
      const reachable = { ...options, fetching: { allow: [host] } };
      return runSource(rooms, source, input, reachable);
    },
  },
  { atOnce: 2, minutes: Number(minutes), retries: { times: 0, wait: 1 } },
);
process.once('disconnect', () => process.exit(1));
await jobs.start();
await turns.followManifests();
const stop = watchLoop();
for (const { id } of loadSources(sourcesFolder).sources) if (id.startsWith('banc-')) await turns.runNow(id);
for (;;) {
  const { count } = await database.db
    .selectFrom('source_turn')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('source', 'like', 'banc-%')
    .where((is) => is.or([is('ended_at', 'is', null), is('outcome', 'is', null)]))
    .executeTakeFirstOrThrow();
  if (count === '0') break;
  await sleep(500);
}
const held = stop();
const outcomes = await database.db
  .selectFrom('source_turn')
  .select(['outcome', ({ fn }) => fn.countAll<string>().as('count')])
  .where('source', 'like', 'banc-%')
  .groupBy('outcome')
  .execute();
process.send?.({
  ...held,
  outcomes: Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, Number(count)])),
});
await jobs.stop();
await database.close();
process.exit(0);

/**
 * Notes for how long the loop is held, until stopped; gives what a visitor who comes at any moment would wait for it
 * (milliseconds): of all moments, half wait less than `p50`, one in twenty longer than `p95`.
 */
function watchLoop(): () => { p50: number; p95: number; longest: number } {
  const gaps: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    const whole = gaps.reduce((sum, gap) => sum + gap, 0);
    const waitsLonger = (wait: number) => gaps.reduce((sum, gap) => sum + Math.max(0, gap - wait), 0) / whole;
    const longest = gaps.reduce((most, gap) => Math.max(most, gap), 0);
    const percentile = (share: number) => {
      let [low, high] = [0, longest];
      while (high - low > 0.1) {
        const middle = (low + high) / 2;
        if (waitsLonger(middle) > 1 - share) low = middle;
        else high = middle;
      }
      return high;
    };
    return { p50: percentile(0.5), p95: percentile(0.95), longest };
  };
}
