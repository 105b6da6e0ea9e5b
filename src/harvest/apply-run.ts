/** Does to the records what a run found: nothing is fetched, nothing overwritten, nothing deleted. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { KeyedBy } from './found-records.ts';

/** Readings without a record are counted up to here: no manifest waits longer. */
const mostMissed = 100;

export interface Applying {
  source: string;
  run: string;
  /** When the run began: the date of what it saw. */
  seenAt: Date;
  keyedBy: KeyedBy;
  /** The catalogue was read whole: what is still missing has been missing once more. */
  isWhole: boolean;
}

/** Inside the caller's transaction, under the lock of the source. */
export async function applyChanges(trx: Kysely<Tables>, applying: Applying): Promise<void> {
  const { source, run, seenAt, isWhole } = applying;
  await trx
    .updateTable('source')
    .set({ keyed_by: JSON.stringify(applying.keyedBy) })
    .where('id', '=', source)
    .execute();
  // Two items may have exchanged their keys: all let go of theirs before any takes another.
  await sql`
    update record set key = null from run_change as change
    where change.run = ${run}::uuid and change.what <> 'gone' and record.source = ${source}
      and record.key = change.key and record.id <> change.record`.execute(trx);
  await sql`
    update record set key = change.key, payload = change.after, hash = change.hash, withheld = change.withheld,
      last_seen = ${seenAt}, last_run = ${run}::uuid, gone_since = null, missed = 0, gone_told = false,
      changed_at = case when record.hash = change.hash then record.changed_at else ${seenAt} end
    from run_change as change
    where change.run = ${run}::uuid and change.what not in ('new', 'gone') and record.id = change.record`.execute(trx);
  await sql`
    insert into record (id, source, key, payload, hash, withheld, first_seen, last_seen, changed_at, last_run)
    select record, ${source}, key, after, hash, withheld, ${seenAt}, ${seenAt}, ${seenAt}, ${run}::uuid
    from run_change where run = ${run}::uuid and what = 'new'`.execute(trx);
  await sql`
    insert into record_version (record, payload, hash, seen_at, run)
    select record, after, hash, ${seenAt}, ${run}::uuid
    from run_change where run = ${run}::uuid and after is not null and after is distinct from before
    on conflict (record, seen_at, payload) do nothing`.execute(trx);
  if (isWhole)
    await sql`
      update record set missed = missed + 1
      where source = ${source} and gone_since is not null and missed < ${mostMissed}`.execute(trx);
  await sql`
    update record set gone_since = ${seenAt}, missed = 1, gone_told = ${!isWhole},
      last_seen = coalesce((select max(started_at) from run as former
        where former.source = ${source} and former.id <> ${run}::uuid
          and (former.state = 'done' or former.verdict = 'applied')), record.last_seen)
    from run_change as change
    where change.run = ${run}::uuid and change.what = 'gone' and record.id = change.record`.execute(trx);
  // What does not count is told by the versions of its record.
  await sql`delete from run_change where run = ${run}::uuid and what = 'touched'`.execute(trx);
  // Whatever the clock said of them: each was compared with what was there before.
  await sql`
    update run set verdict = 'superseded', verdict_at = ${seenAt}
    where source = ${source} and state = 'held' and verdict is null and id <> ${run}::uuid`.execute(trx);
}
