import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CompiledQuery } from 'kysely';
import { z } from 'zod';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { createJobs, type Jobs } from './jobs.ts';

let database: TestDatabase;
const open = new Set<Jobs>();

before(async () => {
  database = await testDatabase();
});

after(async () => {
  for (const jobs of open) await jobs.stop();
  await database.close();
});

const said: string[] = [];
function jobsHere(): Jobs {
  const jobs = createJobs({ url: () => database.url, say: (text) => said.push(text) });
  open.add(jobs);
  return jobs;
}

async function stop(jobs: Jobs): Promise<void> {
  open.delete(jobs);
  await jobs.stop();
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}

const letter = z.strictObject({ to: z.string() });
const quick = { limit: 60, retries: { times: 1, wait: 1 } };

test('what one program adds, another does, once, with what was said', async () => {
  const done: string[] = [];
  const options = { ...quick, payload: letter };
  const web = jobsHere();
  const letters = web.queue('letters', options, async () => assert.fail('this program only adds'));
  assert.equal(await letters.add({ to: 'Ada' }), true);
  assert.equal(await letters.add({ to: 'Ada' }), true, 'without a key, everything added is done');
  const workers = [jobsHere(), jobsHere()];
  for (const worker of workers) {
    worker.queue('letters', options, async ({ to }) => {
      done.push(to);
    });
    await worker.start();
  }
  await until(() => done.length >= 2);
  await sleep(2500);
  assert.deepEqual(done, ['Ada', 'Ada']);
  for (const jobs of [web, ...workers]) await stop(jobs);
});

test('of one key, one at a time and none twice in the queue', async () => {
  const jobs = jobsHere();
  let running = 0;
  let most = 0;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const queue = jobs.queue(
    'one-at-a-time',
    { ...quick, payload: z.strictObject({ key: z.string() }), keyOf: ({ key }) => key, atOnce: 3 },
    async () => {
      most = Math.max(most, ++running);
      await released;
      running--;
    },
  );
  await jobs.start();
  assert.equal(await queue.add({ key: 'a' }), true);
  assert.equal(await queue.add({ key: 'a' }), false, 'it waits');
  assert.equal(await queue.add({ key: 'b' }), true);
  await until(() => running === 2);
  assert.equal(await queue.add({ key: 'a' }), false, 'it is under way');
  release();
  await until(() => queue.add({ key: 'a' }));
  assert.equal(most, 2);
  await stop(jobs);
});

test('what fails is tried again, then given up with its reason', async () => {
  const jobs = jobsHere();
  const seen: number[] = [];
  const givenUp: string[] = [];
  const queue = jobs.queue(
    'failing',
    {
      ...quick,
      payload: z.strictObject({}),
      onFailure: async (_, reason, next) => {
        if (next === null) givenUp.push(reason);
      },
    },
    async (_, { failures }) => {
      seen.push(failures);
      throw new Error('The door is closed.');
    },
  );
  await jobs.start();
  await queue.add({});
  await until(() => givenUp.length > 0);
  assert.deepEqual(seen, [0, 1]);
  assert.deepEqual(givenUp, ['The door is closed.']);
  await stop(jobs);
});

test('what hangs is stopped when its time is up, and the others go on beside it', async () => {
  const jobs = jobsHere();
  const done: string[] = [];
  const givenUp: string[] = [];
  const queue = jobs.queue(
    'hanging',
    {
      limit: 3,
      retries: { times: 0, wait: 1 },
      payload: z.strictObject({ name: z.string() }),
      atOnce: 2,
      onFailure: async ({ name }, reason) => {
        givenUp.push(`${name}: ${reason}`);
      },
    },
    async ({ name }, { signal }) => {
      if (name === 'hangs') await sleep(600_000, undefined, { signal });
      done.push(name);
    },
  );
  await jobs.start();
  await queue.add({ name: 'hangs' });
  await queue.add({ name: 'quick' });
  await until(() => done.includes('quick') && givenUp.length > 0);
  assert.deepEqual(done, ['quick']);
  assert.deepEqual(givenUp, ['hangs: It was stopped: it took longer than 3 seconds.']);
  await stop(jobs);
});

test('work that the program’s end cuts short goes on at the next start, and does not count as failed', async () => {
  const options = { ...quick, payload: z.strictObject({}) };
  const first = jobsHere();
  let began = false;
  const queue = first.queue('long', options, async (_, { signal }) => {
    began = true;
    await sleep(600_000, undefined, { signal });
  });
  await first.start();
  await queue.add({});
  await until(() => began);
  await stop(first);
  const second = jobsHere();
  const failures: number[] = [];
  second.queue('long', options, async (_, turn) => {
    failures.push(turn.failures);
  });
  await second.start();
  await until(() => failures.length > 0);
  assert.deepEqual(failures, [0]);
  await stop(second);
});

test('a payload of another shape is refused where it is added', async () => {
  const jobs = jobsHere();
  const queue = jobs.queue('typed', { ...quick, payload: letter }, async () => {});
  await assert.rejects(queue.add({ to: 3 } as unknown as { to: string }), /expected string/);
  await stop(jobs);
});

test('schedules follow what they are told: added, changed, removed, and a wrong line harms no other', async () => {
  const jobs = jobsHere();
  const queue = jobs.queue('rounds', { ...quick, payload: letter, keyOf: ({ to }) => to }, async () => {});
  const every = (cron: string, to: string) => [to, { cron, payload: { to } }] as const;
  const stored = async () =>
    (await database.db
      .withTables<{ 'pgboss.schedule': { name: string; key: string; cron: string } }>()
      .selectFrom('pgboss.schedule')
      .select(['key', 'cron'])
      .where('name', '=', 'rounds')
      .orderBy('key')
      .execute()) as { key: string; cron: string }[];
  const wrong = await queue.follow(
    new Map([every('0 3 * * *', 'a'), every('99 3 * * *', 'b'), every('1 4 * * 1', 'c')]),
  );
  assert.deepEqual([...wrong.keys()], ['b']);
  assert.deepEqual(await stored(), [
    { key: 'a', cron: '0 3 * * *' },
    { key: 'c', cron: '1 4 * * 1' },
  ]);
  await queue.follow(new Map([every('5 3 * * *', 'a')]));
  assert.deepEqual(await stored(), [{ key: 'a', cron: '5 3 * * *' }]);
  await stop(jobs);
});

test('rounds missed while the machine was off are made up for once', async () => {
  let rounds = 0;
  const options = { ...quick, payload: letter, keyOf: ({ to }: { to: string }) => to };
  const daily = new Map([['ada', { cron: '0 3 * * *', payload: { to: 'ada' } }]]);
  const before = jobsHere();
  await before.queue('daily', options, async () => {}).follow(daily);
  await stop(before);
  // As if nothing had run for ten days.
  await database.db.executeQuery(
    CompiledQuery.raw(`update pgboss.schedule set created_on = now() - interval '30 days'`),
  );
  await database.db.executeQuery(CompiledQuery.raw(`update pgboss.version set cron_on = now() - interval '10 days'`));
  const jobs = jobsHere();
  const queue = jobs.queue('daily', options, async () => {
    rounds++;
  });
  await jobs.start();
  await queue.follow(daily);
  await until(() => rounds > 0);
  await sleep(5000);
  assert.equal(rounds, 1);
  await stop(jobs);
});

test('the work of a program that was killed is taken up by another, once, without waiting as after a failure', async () => {
  const fixture = fileURLToPath(new URL('./killed-program.fixture.ts', import.meta.url));
  const program = fork(fixture, [database.url], { execArgv: ['--import', 'tsx'] });
  await once(program, 'message');
  program.kill('SIGKILL');
  await once(program, 'exit');
  const done: number[] = [];
  const jobs = jobsHere();
  const options = { payload: z.strictObject({}), limit: 600, retries: { times: 1, wait: 300 }, keyOf: () => 'only' };
  const queue = jobs.queue('killed', options, async (_, { failures }) => {
    done.push(failures);
  });
  assert.equal(await queue.add({}), false, 'until its last sign of life is old, it counts as under way');
  await stop(jobs);
  await database.db.executeQuery(
    CompiledQuery.raw(`update pgboss.job set heartbeat_on = now() - interval '2 minutes' where name = 'killed'`),
  );
  const next = jobsHere();
  const again = next.queue('killed', options, async (_, { failures }) => {
    done.push(failures);
  });
  await next.start();
  await until(() => done.length > 0);
  await until(() => again.add({}));
  await until(() => done.length > 1);
  assert.deepEqual(done, [0, 0]);
  await stop(next);
});

test('a user who may not create the schema is told so in a sentence', async () => {
  const other = await testDatabase();
  const role = `jobs_guest_${process.pid}`;
  await other.db.executeQuery(CompiledQuery.raw(`create role ${role} login password 'guest'`));
  const url = other.url.replace(/\/\/[^@]*@/, `//${role}:guest@`);
  const jobs = createJobs({ url: () => url, say: () => {} });
  const queue = jobs.queue('letters', { ...quick, payload: letter }, async () => {});
  await assert.rejects(queue.add({ to: 'Ada' }), /may not create the schema pgboss.*grant it CREATE/);
  await jobs.stop();
  await other.db.executeQuery(CompiledQuery.raw(`drop role ${role}`));
  await other.close();
});
