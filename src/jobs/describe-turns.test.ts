import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '#db/testing.ts';
import { harvestSource } from '#harvest/run.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { testSource } from '#model/testing.ts';
import { runDesk } from '#pipeline/run-desk.ts';
import { describeTurns } from './describe-turns.ts';
import { createJobs } from './jobs.ts';

test('the sheets of a held run that a person applied are online soon after, although the site itself describes nothing', async (t) => {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-describe-'));
  const { db } = database;
  const source = testSource({ id: 'catalogue', expect: { count: { min: 9 } } }, folder);
  const said: string[] = [];
  const declare = () => {
    const jobs = createJobs({ url: () => database.url, say: (text) => said.push(text) });
    const gazetteer = loadGazetteer();
    const loadSources = () => ({ sources: [source], problems: [] });
    return {
      jobs,
      turns: describeTurns(jobs, {
        db,
        gazetteer: () => gazetteer,
        loadSources,
        now: () => new Date(),
        say: (text) => said.push(text),
      }),
    };
  };
  // Two programs, as beside a site: one only adds, the other works.
  const [site, beside] = [declare(), declare()];
  t.after(async () => {
    await site.jobs.stop();
    await beside.jobs.stop();
    await database.close();
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'c.csv');
  writeFileSync(path, 'id,nom\n1,Le Bocal\n2,La Ruche\n');
  const held = await harvestSource({ db, source, input: { kind: 'file', path }, now: () => new Date() });
  assert.equal(held.state, 'held');
  await beside.jobs.start();
  const log = { error: (_: object, message: string) => said.push(message) };
  const desk = runDesk({ db, log, describeSoon: site.turns.describeSoon });
  const word = { by: 'Awa', why: 'petit catalogue', at: new Date() };
  assert.deepEqual(await desk.apply(held.run!, word), { source: 'catalogue' });
  const online = async () => (await db.selectFrom('project').select('id').execute()).length;
  while ((await online()) < 2) await sleep(50);
  assert.deepEqual(said, []);
});
