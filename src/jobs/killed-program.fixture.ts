/** A program that takes up work and never ends it, for a test to kill. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createJobs } from './jobs.ts';

const jobs = createJobs({ url: () => process.argv[2]!, say: () => {} });
const options = { payload: z.strictObject({}), limit: 600, retries: { times: 1, wait: 300 }, keyOf: () => 'only' };
const queue = jobs.queue('killed', options, async () => {
  process.send?.('under way');
  await sleep(600_000);
});
await jobs.start();
await queue.add({});
