/** A person's word on a run that was held: what it kept is applied, or refused. Nothing is fetched again. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { applyChanges } from './apply-run.ts';
import { keyedBy } from './found-records.ts';
import type { RunReport } from './report.ts';
import { withSourceLock } from './run-lock.ts';
import type { RunReading } from './run-row.ts';

export interface Verdict {
  /** Who says so, and why. */
  by: string;
  why: string;
  at: Date;
}

/**
 * Why a word is not taken. `newer-waits`: the newest held run is decided on first. `late`: another run was applied since.
 * `decided`: somebody was first. `busy`: a run is under way.
 */
export type VerdictRefusal = 'no-reason' | 'unknown' | 'not-held' | 'newer-waits' | 'late' | 'decided' | 'busy';

/** `refused` is a sentence for that person. */
export type VerdictOutcome = { source: string } | { refused: string; because: VerdictRefusal };

/** Does to the records what the held run would have done. */
export function applyRun(db: Kysely<Tables>, run: string, verdict: Verdict): Promise<VerdictOutcome> {
  return decide(db, run, verdict, 'applied', async (trx, held) => {
    const reading = held.reading as RunReading | null;
    await applyChanges(trx, {
      source: held.source,
      run,
      seenAt: held.started_at,
      keyedBy: reading?.keyedBy ?? keyedBy(held.manifest),
      isWhole: (held.report as RunReport | null)?.since === null,
    });
  });
}

/** Says that what the run would have changed is not to be. What it kept can still be looked at. */
export function refuseRun(db: Kysely<Tables>, run: string, verdict: Verdict): Promise<VerdictOutcome> {
  return decide(db, run, verdict, 'refused', async () => {});
}

type Held = Awaited<ReturnType<typeof readRun>> & object;

const readRun = (db: Kysely<Tables>, run: string) =>
  db
    .selectFrom('run')
    .innerJoin('source', 'source.id', 'run.source')
    .selectAll('run')
    .select('source.manifest')
    .where('run.id', '=', run)
    .executeTakeFirst();

async function decide(
  db: Kysely<Tables>,
  run: string,
  { by, why, at }: Verdict,
  verdict: 'applied' | 'refused',
  act: (trx: Kysely<Tables>, held: Held) => Promise<void>,
): Promise<VerdictOutcome> {
  if (by.trim() === '' || why.trim() === '') return { refused: 'Say who decides, and why.', because: 'no-reason' };
  const known = await readRun(db, run);
  if (known === undefined) return { refused: `There is no run ${run}.`, because: 'unknown' };
  const outcome = await withSourceLock(db, known.source, (connection) =>
    connection.transaction().execute(async (trx): Promise<VerdictOutcome> => {
      const held = (await readRun(trx, run))!;
      const refused = await whyNot(trx, held, verdict);
      if (refused !== undefined) return refused;
      await act(trx, held);
      await trx
        .updateTable('run')
        .set({ verdict, verdict_by: by.trim(), verdict_at: at, verdict_why: why.trim() })
        .where('id', '=', run)
        .execute();
      return { source: held.source };
    }),
  );
  const busy = 'A run of this catalogue is under way: wait until it has ended.';
  return outcome ?? { refused: busy, because: 'busy' };
}

async function whyNot(
  db: Kysely<Tables>,
  held: Held,
  verdict: 'applied' | 'refused',
): Promise<{ refused: string; because: VerdictRefusal } | undefined> {
  if (held.state !== 'held') {
    const refused = `Only a run that was held waits for a word; this one is ${held.state}.`;
    return { refused, because: 'not-held' };
  }
  if (held.verdict === 'superseded') {
    const refused = 'A later run of this catalogue was applied: what this one kept is older than what is there.';
    return { refused, because: 'late' };
  }
  if (held.verdict !== null)
    return { refused: `This run was ${held.verdict} already, by ${held.verdict_by}.`, because: 'decided' };
  if (verdict === 'refused') return undefined;
  // Each was compared with what is online now: once one is applied, what the others kept is no longer true.
  const newer = await db
    .selectFrom('run')
    .select('id')
    .where('source', '=', held.source)
    .where('state', '=', 'held')
    .where('verdict', 'is', null)
    .where('started_at', '>', held.started_at)
    .executeTakeFirst();
  if (newer === undefined) return undefined;
  const refused = `A newer run of this catalogue waits too (${newer.id.slice(0, 8)}): apply or refuse that one first.`;
  return { refused, because: 'newer-waits' };
}
