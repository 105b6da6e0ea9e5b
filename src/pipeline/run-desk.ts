/** The runs as people at their desk see them: the held ones, the history, and a word that is kept. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { diffOf, findRun, heldRuns, type PastRun, type RunDiff, runsOf } from '#harvest/run-history.ts';
import { applyRun, refuseRun, type Verdict, type VerdictOutcome } from '#harvest/verdict.ts';

export interface RunDesk {
  /** The runs that wait for a person's word, the latest first. */
  held(): Promise<PastRun[]>;
  /** The latest first; of one source, or of all. */
  past(source: string | undefined, most: number): Promise<PastRun[]>;
  /** By its whole id. */
  run(id: string): Promise<PastRun | undefined>;
  /** At most so many of each kind. */
  diff(run: PastRun, most: number): Promise<RunDiff>;
  /** Does to the records what the run found. Its sheets follow: describing thousands would make the caller wait. */
  apply(run: string, verdict: Verdict): Promise<VerdictOutcome>;
  refuse(run: string, verdict: Verdict): Promise<VerdictOutcome>;
}

export interface RunDeskRooms {
  db: Kysely<Tables>;
  /** Has what waits of a source described soon, elsewhere. */
  describeSoon(source: string): Promise<unknown>;
  log: { error(fields: object, message: string): void };
}

export function runDesk({ db, describeSoon, log }: RunDeskRooms): RunDesk {
  return {
    held: () => heldRuns(db),
    past: (source, most) => runsOf(db, source, most),
    async run(id) {
      const found = id.length === 36 ? await findRun(db, id) : 'none';
      return typeof found === 'string' ? undefined : found;
    },
    diff: (run, most) => diffOf(db, run, most),
    async apply(run, verdict) {
      const outcome = await applyRun(db, run, verdict);
      if ('source' in outcome) {
        // The records are applied and stay so: what cannot be asked for now is described by the next run.
        await describeSoon(outcome.source).catch((error: unknown) =>
          log.error({ error, source: outcome.source }, 'the sheets of an applied run must wait for the next run'),
        );
      }
      return outcome;
    },
    refuse: (run, verdict) => refuseRun(db, run, verdict),
  };
}
