/**
 * Runs killed (kill -9) at random moments over a source that changes, from the fetching to the projects: after the next
 * run, are the records the source's truth, and is what people see what it would be had nothing been killed?
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '#db/testing.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { randomFrom } from '#match/score/random.ts';
import { openChangingSource } from './changing-source.ts';
import { type KillFigures, noFigures } from './figures.ts';
import { countProjects, lookOn, overlapping, recordsApplied, runsDone, whereItDied } from './looks.ts';
import { listen, runHere, runNeighbour, startChild, trialIn } from './trial.ts';
import { compareWithTruth } from './truth.ts';
import { differences, openFollower, whatStands } from './what-stands.ts';

/** One round of so many starts a second run beside the one that is killed. */
const togetherEvery = 10;

/** The figures of the rounds that were made; `signal` ends them after the one under way. */
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
  const figures = noFigures();
  const known = new Map<string, string>();
  const temporary = mkdtempSync(join(tmpdir(), 'carrefour-kill-rounds-'));
  const shared = { source, gazetteer: loadGazetteer(), temporary };
  const [trial, twin] = [trialIn(database, shared), trialIn(quiet, shared)];
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
      await compareWithTruth(database.db, source, known, figures);
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
