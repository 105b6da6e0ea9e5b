/** What a run that read its catalogue to the end would change: a line for each record, kept in `run_change`. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Source } from '#model/source.ts';
import { keepPacked } from './payloads.ts';

export interface Compared {
  new: number;
  changed: number;
  moved: number;
  unchanged: number;
  back: number;
  gone: number;
}

/**
 * Writes the changes and the payloads that they name. `deleted` are the keys that the partner says are deleted when
 * only changes were asked for; undefined when the catalogue was read whole.
 */
export async function compareRun(
  db: Kysely<Tables>,
  source: Source,
  run: string,
  now: Date,
  deleted: readonly string[] | undefined,
): Promise<Compared> {
  await keepPacked(db, now);
  // A key made of the content says nothing of its own: what has another is changed, not moved.
  const isMoved = source.key === 'content' ? sql`false` : sql`record.key is distinct from found.key`;
  await sql`
    insert into run_change (run, record, what, key, former_key, before, after, hash, withheld)
    select ${run}::uuid,
      coalesce(record.id, case when exists (select from record as other where other.id = ${source.id} || '/' || found.key)
        then ${source.id} || '/' || found.key || '~' || left(${run}, 8) else ${source.id} || '/' || found.key end),
      case when record.id is null then 'new' when ${isMoved} then 'moved' when record.gone_since is not null then 'back'
        when record.hash <> found.hash then 'changed' else 'touched' end,
      found.key, case when record.key is distinct from found.key then record.key end,
      record.payload, found.payload, found.hash, found.withheld
    from pg_temp.found left join record on record.id = found.record
    where record.id is null or record.key is distinct from found.key or record.gone_since is not null
      or record.payload <> found.payload or record.hash <> found.hash or record.withheld <> found.withheld`.execute(db);
  const isMissing = deleted === undefined ? sql`true` : sql`record.key = any(${deleted}::text[])`;
  await sql`
    insert into run_change (run, record, what, key, before)
    select ${run}::uuid, record.id, 'gone', coalesce(record.key, ''), record.payload
    from record
    where record.source = ${source.id} and record.gone_since is null and ${isMissing}
      and not exists (select from pg_temp.found where found.record = record.id)`.execute(db);
  const { rows } = await sql<Compared & { found: number }>`
    select count(*) filter (where what = 'new')::int as new, count(*) filter (where what = 'moved')::int as moved,
      count(*) filter (where what = 'back')::int as back, count(*) filter (where what = 'gone')::int as gone,
      count(*) filter (where what in ('changed', 'back', 'touched') and run_change.hash <> record.hash)::int as changed,
      (select count(*)::int from pg_temp.found) as found
    from run_change left join record on record.id = run_change.record
    where run = ${run}::uuid`.execute(db);
  const { found, ...counts } = rows[0]!;
  return { ...counts, unchanged: found - counts.new - counts.moved - counts.changed };
}
