/** Writes the records of a batch: what is new, what changed, what came back. Nothing is overwritten or deleted. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Row } from '#model/record.ts';
import type { Refusal } from './report.ts';
import type { FoundRecord } from './take-rows.ts';

export interface Batch {
  source: string;
  run: string;
  now: Date;
  records: FoundRecord[];
  refusals: Refusal[];
}

export interface Kept {
  new: string[];
  back: string[];
  unchanged: number;
  /** Records whose content changed, as they were and as they are. */
  changed: { key: string; before: Row[]; after: Row[] }[];
}

interface Known {
  key: string;
  hash: string;
  payload: string;
  gone: boolean;
  last_run: string;
}

/** Keeps a batch in one transaction. A key must not stand twice in a run. */
export async function keepBatch(db: Kysely<Tables>, batch: Batch): Promise<Kept> {
  return db.transaction().execute(async (trx) => {
    const kept = batch.records.length === 0 ? nothing() : await keepRecords(trx, batch);
    if (batch.refusals.length > 0) await keepRefusals(trx, batch);
    return kept;
  });
}

const nothing = (): Kept => ({ new: [], back: [], unchanged: 0, changed: [] });

async function keepRecords(trx: Kysely<Tables>, { source, run, now, records }: Batch): Promise<Kept> {
  const ids = records.map(({ key }) => `${source}/${key}`);
  const { rows: found } = await sql<Known>`
    select key, hash, payload, gone_since is not null as gone, last_run
    from record where id = any(${ids}::text[])`.execute(trx);
  const known = new Map(found.map((record) => [record.key, record]));
  const kept = nothing();
  const altered: FoundRecord[] = [];
  for (const record of records) {
    const before = known.get(record.key);
    if (before === undefined) kept.new.push(record.key);
    else {
      if (before.gone) kept.back.push(record.key);
      if (before.hash === record.hash) kept.unchanged++;
      else altered.push(record);
    }
  }
  const payloads = altered.map(({ key }) => known.get(key)!.payload);
  const { rows: former } = await sql<{ hash: string; rows: Row[] }>`
    select hash, rows from payload where hash = any(${payloads}::text[])`.execute(trx);
  const formerRows = new Map(former.map(({ hash, rows }) => [hash, rows]));
  for (const { key, rows } of altered) {
    kept.changed.push({ key, before: formerRows.get(known.get(key)!.payload) ?? [], after: rows });
  }

  const fresh = records.filter(({ key, payloadHash }) => known.get(key)?.payload !== payloadHash);
  await sql`
    insert into payload (hash, rows, first_seen)
    select hash, rows::jsonb, ${now}
    from unnest(${fresh.map((one) => one.payloadHash)}::text[], ${fresh.map((one) => one.payload)}::text[]) as sent(hash, rows)
    on conflict (hash) do nothing`.execute(trx);
  await sql`
    insert into record (id, source, key, payload, hash, withheld, first_seen, last_seen, changed_at, last_run)
    select id, ${source}, key, payload, hash, withheld, ${now}, ${now}, ${now}, ${run}::uuid
    from unnest(
      ${ids}::text[], ${records.map((one) => one.key)}::text[], ${records.map((one) => one.payloadHash)}::text[],
      ${records.map((one) => one.hash)}::text[], ${records.map((one) => one.withheld)}::boolean[]
    ) as sent(id, key, payload, hash, withheld)
    on conflict (id) do update set
      payload = excluded.payload, hash = excluded.hash, withheld = excluded.withheld,
      last_seen = excluded.last_seen, last_run = excluded.last_run, gone_since = null,
      changed_at = case when record.hash = excluded.hash then record.changed_at else excluded.changed_at end`.execute(
    trx,
  );
  await sql`
    insert into record_version (record, payload, hash, seen_at, run)
    select record, payload, hash, ${now}, ${run}::uuid
    from unnest(
      ${fresh.map((one) => `${source}/${one.key}`)}::text[], ${fresh.map((one) => one.payloadHash)}::text[],
      ${fresh.map((one) => one.hash)}::text[]
    ) as sent(record, payload, hash)
    on conflict (record, seen_at, payload) do nothing`.execute(trx);
  return kept;
}

async function keepRefusals(trx: Kysely<Tables>, { run, refusals }: Batch): Promise<void> {
  await sql`
    insert into refusal (run, line, reason, value)
    select ${run}::uuid, line, reason, value
    from unnest(
      ${refusals.map(({ line }) => line)}::int[], ${refusals.map(({ reason }) => reason)}::text[],
      ${refusals.map(({ value }) => value)}::text[]
    ) as refused(line, reason, value)`.execute(trx);
}

/** The records of a source that are not gone. */
export async function countPresent(db: Kysely<Tables>, source: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from record where source = ${source} and gone_since is null`.execute(db);
  return rows[0]!.count;
}

/** The records that a run has not met among those that were there. */
export async function countUnmet(db: Kysely<Tables>, source: string, run: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from record
    where source = ${source} and last_run <> ${run}::uuid and gone_since is null`.execute(db);
  return rows[0]!.count;
}

/** Of some keys, those whose records are there. */
export async function presentAmong(db: Kysely<Tables>, source: string, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from record where source = ${source} and key = any(${keys}::text[]) and gone_since is null`.execute(db);
  return rows.map(({ key }) => key).toSorted();
}

/** Marks records as gone by their keys. */
export async function markKeysGone(
  db: Kysely<Tables>,
  source: string,
  keys: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    update record set gone_since = ${now}
    where source = ${source} and key = any(${keys}::text[]) and gone_since is null`.execute(db);
}

/** Marks as gone what a complete run has not met, and gives the keys. */
export async function markGone(db: Kysely<Tables>, source: string, run: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    update record set gone_since = ${now}
    where source = ${source} and last_run <> ${run}::uuid and gone_since is null
    returning key`.execute(db);
  return rows.map(({ key }) => key).toSorted();
}
