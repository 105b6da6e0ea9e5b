/** The runs of the past, each with what it changed: true later too, since every state of a record is kept. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { RunReport } from './report.ts';
import { changesOf } from './run-changes.ts';

export interface PastRun {
  id: string;
  source: string;
  origin: string;
  state: 'running' | 'done' | 'held' | 'failed' | 'interrupted';
  startedAt: Date;
  endedAt: Date | null;
  /** What a person said of a held run, or that a later run made it void; null while it waits. */
  verdict: { is: 'applied' | 'refused' | 'superseded'; by: string | null; at: Date | null; why: string | null } | null;
  /** Null for a run that is under way, or that died. */
  report: RunReport | null;
}

/** What a run changed or, held, would change: at most so many of each kind. */
export type RunDiff = Pick<RunReport, 'newKeys' | 'goneKeys' | 'backKeys' | 'movedKeys' | 'changes' | 'refusals'>;

/** The latest first; of one source, or of all. */
export async function runsOf(db: Kysely<Tables>, source: string | undefined, most: number): Promise<PastRun[]> {
  let query = db.selectFrom('run').selectAll().orderBy('started_at', 'desc').orderBy('id').limit(most);
  if (source !== undefined) query = query.where('source', '=', source);
  return (await query.execute()).map(toPastRun);
}

/** The runs that wait for a person's word, the latest first. */
export async function heldRuns(db: Kysely<Tables>): Promise<PastRun[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('state', '=', 'held')
    .where('verdict', 'is', null)
    .orderBy('started_at', 'desc')
    .execute();
  return rows.map(toPastRun);
}

/** A run by its id or the beginning of it; `many` when several begin so. */
export async function findRun(db: Kysely<Tables>, beginning: string): Promise<PastRun | 'none' | 'many'> {
  if (!/^[0-9a-f][0-9a-f-]{3,35}$/.test(beginning)) return 'none';
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where(sql<boolean>`id::text like ${`${beginning}%`}`)
    .limit(2)
    .execute();
  return rows.length === 0 ? 'none' : rows.length === 2 ? 'many' : toPastRun(rows[0]!);
}

export async function diffOf(db: Kysely<Tables>, run: PastRun, most: number): Promise<RunDiff> {
  const source = await db.selectFrom('source').select('manifest').where('id', '=', run.source).executeTakeFirst();
  const refusals = await db
    .selectFrom('refusal')
    .select(['line', 'reason', 'value'])
    .where('run', '=', run.id)
    .orderBy('line')
    .limit(most)
    .execute();
  return { ...(await changesOf(db, run.id, source?.manifest.uncounted ?? [], most)), refusals };
}

function toPastRun(row: {
  id: string;
  source: string;
  origin: string;
  state: PastRun['state'];
  started_at: Date;
  ended_at: Date | null;
  verdict: 'applied' | 'refused' | 'superseded' | null;
  verdict_by: string | null;
  verdict_at: Date | null;
  verdict_why: string | null;
  report: unknown;
}): PastRun {
  const { id, source, origin, state, started_at: startedAt, ended_at: endedAt } = row;
  const verdict =
    row.verdict === null ? null : { is: row.verdict, by: row.verdict_by, at: row.verdict_at, why: row.verdict_why };
  return { id, source, origin, state, startedAt, endedAt, verdict, report: row.report as RunReport | null };
}
