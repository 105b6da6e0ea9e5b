/**
 * What a run has found so far, in temporary tables of its connection: nothing of it touches a record before the run has
 * read its catalogue to the end, and nothing of it is left when the run is killed. Memory stays flat whatever the size.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Source } from '#model/source.ts';
import { keyOf } from './identity.ts';
import { addPacked, openPacked } from './payloads.ts';
import { type Portion, withRows } from './read-payloads.ts';
import type { Refusal } from './report.ts';
import type { FoundRecord } from './take-rows.ts';

/** By which columns keys are made; `uncounted` matters only for keys made of the whole content. */
export type KeyedBy = Pick<Source, 'key' | 'uncounted'>;

export const keyedBy = ({ key, uncounted }: KeyedBy): KeyedBy => ({
  key,
  uncounted: key === 'content' ? uncounted : [],
});

export interface FoundRecords {
  /** Keeps those of a batch whose key is new to the run; gives these keys, and the first line of every other one. */
  add(records: readonly FoundRecord[]): Promise<{ taken: Set<string>; firstLines: Map<string, number> }>;
  /** The columns that made the keys of the records there are, when they are others than those of today. */
  formerKey: KeyedBy['key'] | undefined;
}

const recordsAtOnce = 1000;

/** To be called when a run ends: its connection goes on to others. */
export async function dropFound(db: Kysely<Tables>): Promise<void> {
  await sql`
    drop table if exists pg_temp.found, pg_temp.packed, pg_temp.packed_body, pg_temp.rekeyed, pg_temp.unmet,
      pg_temp.body, pg_temp.candidate`.execute(db);
}

/** Clears what a run that failed on this connection left. */
export async function openFound(db: Kysely<Tables>, source: Source): Promise<FoundRecords> {
  await dropFound(db);
  // `fresh` when the payload is to be packed; `record` once it is known which record this is.
  await sql`create temporary table found (
    key text primary key, line integer not null, payload text not null, fresh boolean not null,
    hash text not null, withheld boolean not null, record text
  )`.execute(db);
  await openPacked(db);
  const formerKey = await rekey(db, source);
  const known = knownRecords(source.id, formerKey !== undefined);
  const isDamaged = await damagedHere(db);
  return {
    formerKey,
    async add(records) {
      const firstLines = new Map<string, number>();
      const fresh = records.filter(({ key, line }) => {
        if (firstLines.has(key)) return false;
        firstLines.set(key, line);
        return true;
      });
      // One look into the index for each row: `limit` keeps the planner from reading all records for every batch.
      // Only what some record is today need not be packed: a former state may be forgotten before this run has ended.
      const { rows: inserted } = await sql<{ key: string; fresh: boolean }>`
        insert into pg_temp.found (key, line, payload, fresh, hash, withheld, record)
        select sent.key, sent.line, sent.payload,
          (known.payload is distinct from sent.payload
            and not exists (select from record where record.payload = sent.payload)) or ${isDamaged},
          sent.hash, sent.withheld,
          case when known.hash = sent.hash or known.payload = sent.payload then known.id end
        from unnest(
          ${fresh.map((one) => one.key)}::text[], ${fresh.map((one) => one.line)}::int[],
          ${fresh.map((one) => one.payloadHash)}::text[], ${fresh.map((one) => one.hash)}::text[],
          ${fresh.map((one) => one.withheld)}::boolean[]
        ) as sent(key, line, payload, hash, withheld)
        left join lateral (select * from ${known} as known where known.key = sent.key limit 1) as known on true
        on conflict (key) do nothing
        returning key, fresh`.execute(db);
      const taken = new Set(inserted.map(({ key }) => key));
      const toPack = new Set(inserted.flatMap((one) => (one.fresh ? [one.key] : [])));
      await addPacked(
        db,
        fresh.flatMap(({ key, payloadHash, payload }) =>
          toPack.has(key) ? [{ hash: payloadHash, text: payload }] : [],
        ),
      );
      const left = fresh.filter(({ key }) => !taken.has(key)).map(({ key }) => key);
      if (left.length > 0) {
        const { rows: former } = await sql<{ key: string; line: number }>`
          select key, line from pg_temp.found where key = any(${left}::text[])`.execute(db);
        for (const { key, line } of former) firstLines.set(key, line);
      }
      return { taken, firstLines };
    },
  };
}

/** Whether what was sent lies in a pack that is damaged: then it is packed again. Mostly there is none. */
async function damagedHere(db: Kysely<Tables>): Promise<RawBuilder<boolean>> {
  const { rows } = await sql`select from payload_pack where damaged limit 1`.execute(db);
  return rows.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`exists (
        select from payload join payload_pack on payload_pack.id = payload.pack
        where payload.hash = sent.payload and payload_pack.damaged)`;
}

/** The records of a source with the keys that today's columns give them. */
export function knownRecords(source: string, isRekeyed: boolean): RawBuilder<unknown> {
  return isRekeyed
    ? sql`(select record.id, rekeyed.key, record.payload, record.hash
        from pg_temp.rekeyed join record on record.id = rekeyed.record)`
    : sql`(select id, key, payload, hash from record where source = ${source})`;
}

/**
 * When other columns make the keys than before, every record gets the key that its latest rows give by today's: an
 * item that stays the same stays the same project. Present records come first where two would have one key.
 */
async function rekey(db: Kysely<Tables>, source: Source): Promise<KeyedBy['key'] | undefined> {
  const known = await db.selectFrom('source').select('keyed_by').where('id', '=', source.id).executeTakeFirst();
  const before = known?.keyed_by as KeyedBy | null | undefined;
  if (!before || JSON.stringify(before) === JSON.stringify(keyedBy(source))) return undefined;
  await sql`create temporary table rekeyed (record text primary key, key text unique)`.execute(db);
  for (const gone of [false, true]) {
    for await (const { read } of recordsOf(db, source.id, gone)) {
      const keyed = read.flatMap(({ id, rows }) => {
        const key = rows[0] === undefined ? undefined : keyOf(rows[0], source);
        return key === undefined ? [] : [{ id, key }];
      });
      await sql`
        insert into pg_temp.rekeyed (record, key)
        select record, key from unnest(${keyed.map(({ id }) => id)}::text[], ${keyed.map(({ key }) => key)}::text[])
          as sent(record, key)
        on conflict do nothing`.execute(db);
    }
  }
  return before.key;
}

async function* recordsOf(
  db: Kysely<Tables>,
  source: string,
  gone: boolean,
): AsyncGenerator<Portion<{ id: string; payload: string }>> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ id: string; payload: string }>`
      select id, payload from record
      where record.source = ${source} and (record.gone_since is not null) = ${gone} and record.id > ${after}
      order by record.id limit ${recordsAtOnce}`.execute(db);
    if (rows.length === 0) return;
    yield* withRows(db, rows);
    after = rows.at(-1)!.id;
  }
}

export async function keepRefusals(db: Kysely<Tables>, run: string, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await sql`
    insert into refusal (run, line, reason, value)
    select ${run}::uuid, line, reason, value
    from unnest(
      ${refusals.map(({ line }) => line)}::int[], ${refusals.map(({ reason }) => reason)}::text[],
      ${refusals.map(({ value }) => value)}::text[]
    ) as refused(line, reason, value)`.execute(db);
}
