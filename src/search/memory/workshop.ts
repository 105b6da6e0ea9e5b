/** Where segments are made: here, giving others their turn, or in threads beside, so that searches never wait. */
import { Worker } from 'node:worker_threads';
import type { SearchDocument } from '../engine.ts';
import { buildSegment } from './build-segment.ts';
import type { Spelling } from './lexicon.ts';
import { type Merged, mergeParts } from './merge.ts';
import type { Segment } from './segment.ts';
import { type AnyArray, arraysOf, type PartNumbers, partFrom } from './segment-arrays.ts';
import type { Part } from './view.ts';

export interface Workshop {
  /** A segment of documents whose ids are all different. */
  build(documents: readonly SearchDocument[]): Promise<Segment>;
  /** What builds reads these and keeps nothing: a thread that has just started is slow at first. */
  practise(documents: readonly SearchDocument[]): Promise<void>;
  /** One segment of what is there in the parts. */
  merge(parts: readonly Part[]): Promise<Merged>;
  close(): Promise<void>;
}

/** In this thread; `breathe` lets others have their turn. */
export function workshopHere(breathe: () => Promise<void>): Workshop {
  return {
    build: (documents) => buildSegment(documents, breathe),
    practise: async () => undefined,
    merge: (parts) => mergeParts(parts, breathe),
    close: async () => undefined,
  };
}

/** A part as it goes from thread to thread: its arrays are shared where they are in shared memory, else copied. */
export interface SentPart {
  about: PartNumbers;
  arrays: Record<string, AnyArray>;
  /** As the thread that made the segment worked it out. */
  spelling?: Spelling | undefined;
}

/** What a thread is asked: documents come in batches, the last one with `build`. */
export type Job = { more: readonly SearchDocument[] } | { build: true } | { merge: SentPart[] };
/** Whether a small change is being built, for the thread that merges: it waits meanwhile, at most so long at a turn. */
export interface Priority {
  building: Int32Array;
}
export const longestPause = 250;

export type Made = { part: SentPart; numbers: Uint32Array[] } | { failed: string };

/** Fewer documents are read here sooner than they are sent. */
const fewDocuments = 20;
const documentsPerBatch = 50;
/** Merges wait for so many at most: a first filling is as much their work as that of the thread that builds. */
const smallChange = 2_000;
/** How long the thread that merges is kept when it has nothing to do; milliseconds. The one that builds stays. */
const keptMerging = 10_000;

/**
 * In two threads, one that builds and one that merges: a change never waits for a merge, and a merge lets small changes
 * pass. A thread starts when it is needed. Where one fails, the work is done here.
 */
export function workshopAside(here: Workshop, breathe: () => Promise<void>): Workshop {
  const priority: Priority = { building: new Int32Array(new SharedArrayBuffer(4)) };
  const builder = threadOf(priority, undefined);
  const merger = threadOf(priority, keptMerging);

  async function buildAside(documents: readonly SearchDocument[]): Promise<Segment | undefined> {
    const made = await builder.ask(async (post) => {
      for (let from = 0; from < documents.length; from += documentsPerBatch) {
        post({ more: documents.slice(from, from + documentsPerBatch) });
        await breathe();
      }
      post({ build: true });
    });
    return made && received(made.part).segment;
  }

  function giveWay(building: 0 | 1): void {
    Atomics.store(priority.building, 0, building);
    Atomics.notify(priority.building, 0);
  }

  return {
    async build(documents) {
      if (documents.length < fewDocuments) return here.build(documents);
      giveWay(documents.length <= smallChange ? 1 : 0);
      try {
        return (await buildAside(documents)) ?? (await here.build(documents));
      } finally {
        giveWay(0);
      }
    },
    async practise(documents) {
      await buildAside(documents);
    },
    async merge(parts) {
      const made = await merger.ask(async (post) => post({ merge: parts.map(sent) }));
      return made === undefined ? here.merge(parts) : { part: received(made.part), numbers: made.numbers };
    },
    async close() {
      await Promise.all([builder.close(), merger.close()]);
    },
  };
}

export function sent(part: Part): SentPart {
  const { segment, removedCount } = part;
  return { about: { size: segment.size, removedCount }, arrays: arraysOf(part), spelling: segment.lexicon.spelling };
}

export function received({ about, arrays, spelling }: SentPart): Part {
  const part = partFrom(about, (name) => arrays[name]);
  part.segment.lexicon.spelling = spelling;
  return part;
}

type Whole = Exclude<Made, { failed: string }>;

/** One thread at most, one job at a time; a job gives nothing when the thread fails. It ends when it was `idle` so long. */
function threadOf(priority: Priority, idle: number | undefined) {
  let worker: Worker | undefined;
  let ending: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let answer: (made: Made) => void = () => undefined;

  function started(): Worker {
    if (worker !== undefined) return worker;
    const one = new Worker(new URL('./workshop-thread.ts', import.meta.url), { workerData: priority });
    one.on('message', (made: Made) => answer(made));
    one.on('error', (error) => answer({ failed: String(error) }));
    one.once('exit', () => {
      if (worker === one) worker = undefined;
      answer({ failed: 'the thread ended' });
    });
    worker = one;
    return one;
  }

  async function end(): Promise<void> {
    clearTimeout(ending);
    await worker?.terminate();
  }

  async function doJob(send: (post: (job: Job) => void) => Promise<void>): Promise<Whole | undefined> {
    clearTimeout(ending);
    const one = started();
    // While it works it keeps the program awake; an idle one does not.
    one.ref();
    const answered = new Promise<Made>((resolve) => {
      answer = resolve;
    });
    await send((job) => one.postMessage(job));
    const made = await answered;
    if ('failed' in made) {
      await one.terminate();
      return undefined;
    }
    one.unref();
    if (idle !== undefined) {
      ending = setTimeout(() => void end(), idle);
      ending.unref();
    }
    return made;
  }

  return {
    ask(send: (post: (job: Job) => void) => Promise<void>): Promise<Whole | undefined> {
      const mine = last.then(() => doJob(send));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: end,
  };
}
