/**
 * Work that waits in the database, and work that comes round: queues and schedules for every room, on pg-boss in its own
 * schema. Any number of programs may share them: each piece of work is done by one of them, and survives all of them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { codeOf, DatabaseUnavailable } from '#db/unavailable.ts';
import { openBossDatabase } from './boss-database.ts';

/** What a piece of work knows of itself. */
export interface Turn {
  /** Aborted when the time is up, and when the program stops: the work then goes on elsewhere, or at the next start. */
  signal: AbortSignal;
  /** How often it failed before, in this round. */
  failures: number;
}

export interface QueueOptions<Payload> {
  payload: z.ZodType<Payload>;
  /**
   * What must never be done twice at once: of one key there is one piece of work, waiting or under way. Letters,
   * digits, `_`, `-`, `.`, `/`. Without it everything added is done.
   */
  keyOf?: (payload: Payload) => string;
  /** How many at a time in one program. */
  atOnce?: number;
  /** Seconds after which the signal aborts and the work counts as failed. */
  limit: number;
  /** After a failure: how often again, and the seconds before the first time; each wait is twice the former. */
  retries: { times: number; wait: number };
  /** Told of each failure: why, and when it is tried again; null when it is given up, in this round. */
  onFailure?: (payload: Payload, reason: string, next: Date | null) => Promise<void>;
  /** Told when the program's end cut it short: it is due again at once. */
  onPutBack?: (payload: Payload) => Promise<void>;
}

/** Throws when it failed: the message is kept as the reason. */
export type Work<Payload> = (payload: Payload, turn: Turn) => Promise<void>;

export interface Recurrence<Payload> {
  /** Five fields, UTC. */
  cron: string;
  payload: Payload;
}

export interface Queue<Payload> {
  /** False when one of its key waits already or is under way: nothing was added. */
  add(payload: Payload, options?: { after?: Date }): Promise<boolean>;
  /** Makes the one of this key that waits due at once; false when none waits. */
  hasten(key: string): Promise<boolean>;
  /** From now on exactly these come round, by key: added, changed, removed. Gives the reason for each that is not understood. */
  follow(recurrences: ReadonlyMap<string, Recurrence<Payload>>): Promise<Map<string, string>>;
  /** When the waiting ones are due, by key. */
  waiting(): Promise<Map<string, Date>>;
}

export interface Jobs {
  /** Declares a queue; to be done before `start`. */
  queue<Payload extends object>(name: string, options: QueueOptions<Payload>, work: Work<Payload>): Queue<Payload>;
  /** Declares what comes round by itself. A round missed while no program ran is made up for once. */
  schedule(name: string, cron: string, work: (turn: Turn) => Promise<void>): void;
  /** Begins to work. Without it, this program only adds. */
  start(): Promise<void>;
  /** Tells the work under way to stop, puts it back in the queue, and lets go of the database. */
  stop(): Promise<void>;
}

interface Declared {
  options: QueueOptions<object>;
  work: Work<object>;
}

/** Seconds without a sign of life after which a killed program's work goes to another. */
const heartbeat = 60;
/** Seconds between two looks at the queue, and between two rounds of supervision. */
const looks = 2;
const supervision = 15;
/** How often a piece of work may be taken up again because its program stopped or died. */
const resumptions = 10;
/** Seconds that work under way has to stop in, when its program stops and when its time is up. */
const stopping = 20;

const mayNotCreate =
  'The user of DATABASE_URL may not create the schema pgboss, in which the jobs wait: grant it CREATE on its database, or set JOBS to off.';

const heartbeatLost = 'job heartbeat timeout';

/**
 * `url` gives the database's address whenever it is asked; `say` is told what an operator should know. Whatever connects
 * first throws DatabaseUnavailable when its user may not create the schema.
 */
export function createJobs({ url, say }: { url: () => string; say: (text: string) => void }): Jobs {
  const declared = new Map<string, Declared>();
  const schedules = new Map<string, { cron: string; queue: Queue<object> }>();
  const ending = new AbortController();
  let opened: Promise<{ boss: PgBoss; works: boolean }> | undefined;
  let closeDatabase = async (): Promise<void> => {};

  async function open(works: boolean): Promise<{ boss: PgBoss; works: boolean }> {
    const database = openBossDatabase(url);
    closeDatabase = database.close;
    const boss = new PgBoss({
      db: database,
      supervise: works,
      schedule: works,
      superviseIntervalSeconds: supervision,
      monitorIntervalSeconds: supervision,
      registerInstance: false,
    });
    boss.on('error', (error) => {
      if (!ending.signal.aborted) say(`The jobs met an error: ${error.message}`);
    });
    boss.on('warning', ({ message }) => say(`The jobs: ${message}`));
    try {
      await boss.start();
      for (const [name, { options }] of declared) await makeSureOf(boss, name, options);
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => {});
      await database.close();
      throw codeOf(error) === '42501' ? new DatabaseUnavailable('refused', mayNotCreate, error) : error;
    }
    return { boss, works };
  }

  const boss = async (): Promise<PgBoss> => (await (opened ??= open(false))).boss;

  function queue<Payload extends object>(
    name: string,
    options: QueueOptions<Payload>,
    work: Work<Payload>,
  ): Queue<Payload> {
    declared.set(name, { options, work } as unknown as Declared);
    const keyed = (payload: Payload) => {
      const key = options.keyOf?.(payload);
      return key === undefined ? {} : { singletonKey: key };
    };
    return {
      async add(given, { after } = {}) {
        const payload = options.payload.parse(given);
        const at = after === undefined ? {} : { startAfter: after };
        return (await (await boss()).send(name, payload, { ...keyed(payload), ...at })) !== null;
      },
      async hasten(key) {
        const on = await boss();
        return (await on.update(name, undefined, { singletonKey: key, startAfter: new Date() })).updated > 0;
      },
      async follow(recurrences) {
        const on = await boss();
        const wrong = new Map<string, string>();
        for (const { key } of await on.getSchedules(name)) {
          if (!recurrences.has(key)) await on.unschedule(name, key);
        }
        for (const [key, { cron, payload }] of recurrences) {
          try {
            await on.schedule(name, cron, payload, { ...keyed(payload), key, tz: 'UTC', missed: 'once' });
          } catch (error) {
            await on.unschedule(name, key);
            wrong.set(key, error instanceof Error ? error.message : String(error));
          }
        }
        return wrong;
      },
      async waiting() {
        const found = await (await boss()).findJobs(name, { queued: true, limit: 100_000 });
        return new Map(found.map(({ singletonKey, startAfter }) => [singletonKey ?? '', startAfter]));
      },
    };
  }

  return {
    queue,
    schedule(name, cron, work) {
      const once = { limit: 3600, retries: { times: 2, wait: 300 }, payload: z.strictObject({}), keyOf: () => name };
      schedules.set(name, { cron, queue: queue(name, once, (_, turn) => work(turn)) as Queue<object> });
    },
    async start() {
      if ((await opened)?.works === false) throw new Error('the jobs were opened to add only');
      opened ??= open(true);
      const { boss: on } = await opened;
      for (const [name, { cron, queue: own }] of schedules) await own.follow(new Map([[name, { cron, payload: {} }]]));
      for (const [name, { options, work }] of declared) {
        await on.work(
          name,
          {
            perJobResults: true,
            includeMetadata: true,
            pollingIntervalSeconds: looks,
            localConcurrency: options.atOnce ?? 1,
          } as const,
          async (jobs: JobWithMetadata<object>[]) => settle(on, jobs[0]!, options, work, ending.signal),
        );
      }
      void takeUpAgain(on, [...declared.keys()], ending.signal, say);
    },
    async stop() {
      if (ending.signal.aborted) return;
      ending.abort();
      const open = await opened?.catch(() => undefined);
      await open?.boss.stop({ timeout: stopping * 1000 });
      await closeDatabase();
    },
  };
}

async function makeSureOf(boss: PgBoss, name: string, options: QueueOptions<object>): Promise<void> {
  const { limit, retries, keyOf } = options;
  const settings = {
    expireInSeconds: limit + stopping,
    heartbeatSeconds: heartbeat,
    retryLimit: retries.times + resumptions,
    retryDelay: retries.wait,
    retryBackoff: true,
  };
  await boss.createQueue(name, { policy: keyOf === undefined ? 'standard' : 'exclusive', ...settings });
  await boss.updateQueue(name, settings);
}

interface Settled {
  id: string;
  status: 'completed' | 'deadletter';
  output?: { failures: number; message: string };
}

/** What the last attempt left on the job, when it was one of ours. */
const formerOutput = z.object({ failures: z.number() });

/** Does a piece of work; gives how it ended. Nothing when it was put back: pg-boss then finds it settled. */
async function settle(
  boss: PgBoss,
  job: JobWithMetadata<object>,
  { payload, limit, retries, onFailure, onPutBack }: QueueOptions<object>,
  work: Work<object>,
  ending: AbortSignal,
): Promise<Settled[]> {
  const { id, name } = job;
  const read = payload.safeParse(job.data);
  if (!read.success) {
    const message = `What was asked for is not understood: ${z.prettifyError(read.error)}`;
    return [{ id, status: 'deadletter', output: { failures: 1, message } }];
  }
  const former = formerOutput.safeParse(job.output);
  const failures = former.success ? former.data.failures : 0;
  const putBack = async (output: { failures: number; message: string }, due: Date): Promise<void> => {
    await boss.fail(name, { id, retryCount: job.retryCount }, output);
    await boss.update(name, undefined, { id, startAfter: due });
  };
  const timeUp = AbortSignal.timeout(limit * 1000);
  try {
    await work(read.data, { signal: AbortSignal.any([job.signal, timeUp, ending]), failures });
    return [{ id, status: 'completed' }];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const message = timeUp.aborted ? `It was stopped: it took longer than ${toldSeconds(limit)}.` : said;
    if (ending.aborted) {
      // Not the work's fault.
      await putBack({ failures, message: 'The program stopped.' }, new Date());
      await onPutBack?.(read.data);
      return [];
    }
    const output = { failures: failures + 1, message };
    const isLast = failures >= retries.times || job.retryCount >= job.retryLimit;
    const next = isLast ? null : new Date(Date.now() + retries.wait * 1000 * 2 ** failures);
    if (next !== null) await putBack(output, next);
    await onFailure?.(read.data, message, next);
    return isLast ? [{ id, status: 'deadletter', output }] : [];
  }
}

const toldSeconds = (seconds: number): string =>
  seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;

/** The work of a program that was killed is due at once, not after the wait that a failure deserves. */
async function takeUpAgain(
  boss: PgBoss,
  names: readonly string[],
  ending: AbortSignal,
  say: (text: string) => void,
): Promise<void> {
  const lost = z.looseObject({ value: z.looseObject({ message: z.literal(heartbeatLost) }) });
  while (!ending.aborted) {
    try {
      for (const name of names)
        for (const { id, state, output, startAfter } of await boss.findJobs(name, { queued: true, limit: 100_000 }))
          if (state === 'retry' && startAfter.getTime() > Date.now() && lost.safeParse(output).success)
            await boss.update(name, undefined, { id, startAfter: new Date() });
    } catch (error) {
      if (!ending.aborted) say(`The jobs could not be looked through: ${(error as Error).message}`);
    }
    await sleep(supervision * 1000, undefined, { signal: ending, ref: false }).catch(() => {});
  }
}
