/** The thread beside: builds and merges segments as it is asked, and hands them back in shared memory. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SearchDocument } from '../engine.ts';
import { buildSegment } from './build-segment.ts';
import { readySpelling } from './lexicon.ts';
import { mergeParts } from './merge.ts';
import type { AnyArray } from './segment-arrays.ts';
import type { Part } from './view.ts';
import { type Job, longestPause, type Made, type Priority, received, type SentPart, sent } from './workshop.ts';

const waiting: SearchDocument[] = [];
const { building } = workerData as Priority;
/** Nobody else waits for a turn in this thread. */
const goOn = async () => undefined;
/** Where processors are few, a merge would make a change wait. */
const afterChanges = async () => {
  Atomics.wait(building, 0, 1, longestPause);
};

async function made(job: Exclude<Job, { more: unknown }>): Promise<Made> {
  if ('merge' in job) {
    const { part, numbers } = await mergeParts(job.merge.map(received), afterChanges);
    return { part: await shared(part), numbers: numbers.map(inSharedMemory) };
  }
  const segment = await buildSegment(waiting.splice(0), goOn);
  return { part: await shared({ segment, removed: undefined, removedCount: 0 }), numbers: [] };
}

async function shared(part: Part): Promise<SentPart> {
  await readySpelling(part.segment.lexicon, async () => true);
  const { about, arrays, spelling } = sent(part);
  for (const name of Object.keys(arrays)) arrays[name] = inSharedMemory(arrays[name]!);
  const words = spelling!.map(
    (list) => list && { numbers: inSharedMemory(list.numbers), signatures: inSharedMemory(list.signatures) },
  );
  return { about, arrays, spelling: words };
}

function inSharedMemory<T extends AnyArray>(array: T): T {
  const copy = new (array.constructor as new (buffer: SharedArrayBuffer) => T)(new SharedArrayBuffer(array.byteLength));
  copy.set(array as never);
  return copy;
}

parentPort!.on('message', (job: Job) => {
  if ('more' in job) {
    waiting.push(...job.more);
    return;
  }
  made(job).then(
    (one) => parentPort!.postMessage(one),
    (error: unknown) => parentPort!.postMessage({ failed: String(error) } satisfies Made),
  );
});
