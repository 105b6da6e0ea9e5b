/** What is let go of after the time that the operator states: superseded versions, old runs and their refusals. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { repack } from './repack.ts';

export interface Forgotten {
  versions: number;
  payloads: number;
  refusals: number;
  runs: number;
  /** Payloads were left for another time, because a run was writing all the while. */
  postponed: boolean;
}

const batch = 2_000;

/** How long a writer is waited for; others wait behind us meanwhile. */
const patience = '3s';

/**
 * Forgets the versions that another replaced before `before`, the payloads that nothing refers to any more, and the
 * refusals and reports of runs that ended before it. Never the latest payload of a record, nor the last run of a source,
 * the last good one and the last good whole one. Interrupted anywhere, it goes on the next time.
 */
export async function forgetOld(
  db: Kysely<Tables>,
  { before, signal }: { before: Date; signal?: AbortSignal },
): Promise<Forgotten> {
  const versions = await inBatches(signal, () => forgetVersions(db, before));
  await forgetChanges(db, before);
  let postponed = false;
  const payloads = await inBatches(signal, async () => {
    const count = await forgetPayloads(db, before);
    postponed = count === undefined;
    return count ?? 0;
  });
  await repack(db, signal);
  const refusals = await forgetRefusals(db, before);
  const runs = await forgetRuns(db, before);
  return { versions, payloads, refusals, runs, postponed };
}

async function inBatches(signal: AbortSignal | undefined, work: () => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    signal?.throwIfAborted();
    const count = await work();
    total += count;
    if (count < batch) return total;
  }
}

/** A version that equals what the record is now stays: it is no former state. */
async function forgetVersions(db: Kysely<Tables>, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    with old as (
      select version.record, version.seen_at, version.payload
      from record_version version join record on record.id = version.record
      where version.payload <> record.payload and version.seen_at < ${before}
        and (select min(seen_at) from record_version later
          where later.record = version.record and later.seen_at > version.seen_at) < ${before}
      limit ${batch}
    )
    delete from record_version version using old
    where (version.record, version.seen_at, version.payload) = (old.record, old.seen_at, old.payload)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Undefined when no moment without writers was found. A run may be about to refer to a payload that it found there:
 * the lock waits for the writers to commit, and the statement after it sees what they wrote.
 */
async function forgetPayloads(db: Kysely<Tables>, before: Date): Promise<number | undefined> {
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`select set_config('lock_timeout', ${patience}, true)`.execute(trx);
      await sql`lock table payload in share row exclusive mode`.execute(trx);
      const { numAffectedRows } = await sql`
        delete from payload where hash in (
          select hash from payload where first_seen < ${before} and ${await isHeldByNone(trx, 'payload', 'hash')}
          limit ${batch}
        )`.execute(trx);
      return Number(numAffectedRows ?? 0);
    });
  } catch (error) {
    if ((error as { code?: string }).code === '55P03') return undefined;
    throw error;
  }
}

/** The last run of each source, its last good one, and its last good one that read everything. */
const lastRuns = sql`
  select distinct on (source) id from run order by source, started_at desc`;
const lastGoodRuns = sql`
  select distinct on (source, report ->> 'since' is null) id from run where state = 'done'
  order by source, report ->> 'since' is null, started_at desc`;
/** What a held run would do is kept for as long as it waits for a person's word. */
const isNotLast = sql`id not in (select id from (${lastRuns}) last) and id not in (select id from (${lastGoodRuns}) good)
  and not (state = 'held' and verdict is null)`;

/** What old runs changed, line by line, the last one's too: it names former states. Not what waits for a person's word. */
async function forgetChanges(db: Kysely<Tables>, before: Date): Promise<void> {
  await sql`
    delete from run_change where run in (
      select id from run where ended_at < ${before} and not (state = 'held' and verdict is null)
    )`.execute(db);
}

async function forgetRefusals(db: Kysely<Tables>, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from refusal where run in (select id from run where ended_at < ${before} and ${isNotLast})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** A run that wrote something which is still there, or on which a person decided, stays as a row without its report. */
async function forgetRuns(db: Kysely<Tables>, before: Date): Promise<number> {
  await sql`update run set report = null where report is not null and ended_at < ${before} and ${isNotLast}`.execute(
    db,
  );
  const { numAffectedRows } = await sql`
    delete from run where ended_at < ${before} and report is null and ${isNotLast}
      and to_jsonb(run) ->> 'verdict_by' is null
      and ${await isHeldByNone(db, 'run', 'id')}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * That no row refers to this one. The tables that may do so are asked of the database, so that none is overlooked:
 * those with a foreign key, and the changes of the runs, which name payloads without one.
 */
async function isHeldByNone(db: Kysely<Tables>, table: 'payload' | 'run', key: string) {
  const { rows } = await sql<{ referrer: string; column: string }>`
    select conrelid::regclass::text as referrer, attname as column
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = ${table}::regclass
    union
    select table_name, column_name from information_schema.columns
    where ${table} = 'payload' and table_schema = current_schema
      and table_name = 'run_change' and column_name in ('before', 'after')
    order by 1, 2`.execute(db);
  const absences = rows.map(
    ({ referrer, column }) =>
      sql`not exists (select from ${sql.table(referrer)} holder where ${sql.ref(`holder.${column}`)} = ${sql.ref(`${table}.${key}`)})`,
  );
  return sql<boolean>`${sql.join(absences, sql` and `)}`;
}
