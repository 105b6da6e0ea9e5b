/**
 * What partners sent, as it is kept: each content once, by its hash, and several of them together in one compressed
 * pack. Neighbours in a catalogue repeat one another, so that a pack takes a third of what its payloads would take each
 * by itself, and a tenth of the time.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Row } from '#model/record.ts';

/** A pack is closed once it holds so many characters: reading one payload unpacks all that lie with it. */
const packLength = 16_384;

export interface Pack {
  /** The payloads, a line each, deflated (RFC 1950). */
  body: Buffer;
  /** Which they are, in their order. */
  hashes: string[];
}

/** `text` is JSON without line breaks. */
export function packed(payloads: Iterable<{ hash: string; text: string }>): Pack[] {
  const packs: Pack[] = [];
  let [hashes, texts, length]: [string[], string[], number] = [[], [], 0];
  const close = (): void => {
    if (hashes.length > 0) packs.push({ body: deflateSync(texts.join('\n')), hashes });
    [hashes, texts, length] = [[], [], 0];
  };
  for (const { hash, text } of payloads) {
    hashes.push(hash);
    texts.push(text);
    length += text.length;
    if (length >= packLength) close();
  }
  close();
  return packs;
}

/** The payloads of a pack in their order, as JSON. */
export const unpacked = (body: Buffer): string[] => inflateSync(body).toString('utf8').split('\n');

/** What a run has packed so far waits in tables of its connection, under the numbers that the packs will keep. */
export async function openPacked(db: Kysely<Tables>): Promise<void> {
  await sql`create temporary table packed (pack bigint, place integer, hash text)`.execute(db);
  await sql`create temporary table packed_body (id bigint, body bytea, payloads integer)`.execute(db);
}

/** Those of which the database has nothing yet. */
export async function addPacked(db: Kysely<Tables>, payloads: Iterable<{ hash: string; text: string }>): Promise<void> {
  const packs = packed(payloads);
  if (packs.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    insert into pg_temp.packed_body (id, body, payloads)
    select nextval(pg_get_serial_sequence('payload_pack', 'id')), body, payloads
    from unnest(${packs.map(({ body }) => body)}::bytea[], ${packs.map(({ hashes }) => hashes.length)}::int[])
      with ordinality as sent(body, payloads, place) order by place
    returning id`.execute(db);
  const placed = placesIn(packs, rows);
  await sql`
    insert into pg_temp.packed (pack, place, hash)
    select * from unnest(${placed.packs}::bigint[], ${placed.places}::int[], ${placed.hashes}::text[])`.execute(db);
}

function placesIn(packs: readonly Pack[], ids: readonly { id: string }[]) {
  const placed = packs.flatMap(({ hashes }, index) =>
    hashes.map((hash, place) => ({ pack: ids[index]!.id, place, hash })),
  );
  return {
    packs: placed.map(({ pack }) => pack),
    places: placed.map(({ place }) => place),
    hashes: placed.map(({ hash }) => hash),
  };
}

/**
 * Keeps what was packed, but for packs of which all is there already: a held catalogue brings the same every day. What is
 * left twice is packed anew in the night.
 */
export async function keepPacked(db: Kysely<Tables>, now: Date): Promise<void> {
  await sql`insert into payload_pack (id, body, payloads) select id, body, payloads from pg_temp.packed_body`.execute(
    db,
  );
  await sql`
    insert into payload (hash, pack, place, first_seen)
    select distinct on (hash) hash, pack, place, ${now}::timestamptz from pg_temp.packed order by hash
    on conflict (hash) do nothing`.execute(db);
  await sql`
    delete from payload_pack using pg_temp.packed_body as brought
    where payload_pack.id = brought.id and not exists (select from payload where payload.pack = brought.id)`.execute(
    db,
  );
}

/** The rows of payloads by their hashes, those that the run under way has packed included when it says so. */
export async function rowsOf(
  db: Kysely<Tables>,
  hashes: readonly string[],
  { justPacked = false } = {},
): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  // One statement: retention may pack anew what two would look for one after the other.
  const read = async (payload: string, pack: string): Promise<void> => {
    const { rows: packs } = await sql<{ body: Buffer; hashes: string[]; places: number[] }>`
      select pack.body, wanted.hashes, wanted.places
      from (
        select payload.pack, array_agg(payload.hash) as hashes, array_agg(payload.place) as places
        from ${sql.table(payload)} as payload where payload.hash = any(${hashes}::text[]) group by payload.pack
      ) as wanted join ${sql.table(pack)} as pack on pack.id = wanted.pack`.execute(db);
    for (const { body, hashes, places } of packs) {
      const texts = unpacked(body);
      for (const [index, hash] of hashes.entries()) found.set(hash, JSON.parse(texts[places[index]!]!));
    }
  };
  await read('payload', 'payload_pack');
  if (justPacked) await read('pg_temp.packed', 'pg_temp.packed_body');
  return found;
}

/** Puts its rows to each of some records, or whatever else names a payload. */
export async function withRows<T extends { payload: string }>(
  db: Kysely<Tables>,
  named: readonly T[],
  options?: { justPacked: boolean },
): Promise<(T & { rows: Row[] })[]> {
  const rows = await rowsOf(
    db,
    named.map(({ payload }) => payload),
    options,
  );
  return named.map((one) => ({ ...one, rows: rows.get(one.payload)! }));
}

const packsAtOnce = 200;

/** The hashes of all payloads in whose JSON something is found. Memory does not grow with their number. */
export async function payloadsWith(db: Kysely<Tables>, isIn: (text: string) => boolean): Promise<string[]> {
  const hashes: string[] = [];
  for (let after = '0'; ; ) {
    const { rows: packs } = await sql<{ id: string; body: Buffer; hashes: string[]; places: number[] }>`
      select pack.id, pack.body, array_agg(payload.hash) as hashes, array_agg(payload.place) as places
      from (select * from payload_pack where id > ${after}::bigint order by id limit ${packsAtOnce}) as pack
        left join payload on payload.pack = pack.id
      group by pack.id, pack.body order by pack.id`.execute(db);
    for (const pack of packs) {
      const texts = unpacked(pack.body);
      hashes.push(...pack.hashes.filter((_, index) => isIn(texts[pack.places[index]!] ?? '')));
    }
    if (packs.length < packsAtOnce) return hashes;
    after = packs.at(-1)!.id;
  }
}

/**
 * Packs anew what is left of packs that hold something forgotten, so that nothing of it stays. Each step is one
 * transaction; stopped anywhere, the next time goes on.
 */
export async function repack(db: Kysely<Tables>, signal?: AbortSignal): Promise<void> {
  for (let after: string | undefined = '0'; after !== undefined; ) {
    signal?.throwIfAborted();
    const from: string = after;
    after = await db.transaction().execute((trx) => repackSome(trx, from));
  }
}

async function repackSome(trx: Kysely<Tables>, after: string): Promise<string | undefined> {
  // Before any row: who forgets or objects at this moment holds the table, and would wait for our rows.
  await sql`lock table payload in row exclusive mode`.execute(trx);
  const { rows: packs } = await sql<{ id: string; body: Buffer }>`
    select id, body from payload_pack as pack
    where id > ${after}::bigint and payloads <> (select count(*) from payload where payload.pack = pack.id)
    order by id limit ${packsAtOnce} for update`.execute(trx);
  if (packs.length === 0) return undefined;
  const ids = packs.map(({ id }) => id);
  // Not `for update`: runs that refer to these payloads meanwhile are not in the way, nor are we in theirs.
  const { rows: left } = await sql<{ hash: string; pack: string; place: number }>`
    select hash, pack, place from payload where pack = any(${ids}::bigint[]) order by pack, place
    for no key update`.execute(trx);
  const texts = new Map(packs.map(({ id, body }) => [id, unpacked(body)]));
  const fresh = packed(left.map(({ hash, pack, place }) => ({ hash, text: texts.get(pack)![place]! })));
  if (fresh.length > 0) {
    const inserted = await trx
      .insertInto('payload_pack')
      .values(fresh.map(({ body, hashes }) => ({ body, payloads: hashes.length })))
      .returning('id')
      .execute();
    const placed = placesIn(fresh, inserted);
    await sql`
      update payload set pack = fresh.pack, place = fresh.place
      from unnest(${placed.packs}::bigint[], ${placed.places}::int[], ${placed.hashes}::text[])
        as fresh(pack, place, hash)
      where payload.hash = fresh.hash`.execute(trx);
  }
  await trx.deleteFrom('payload_pack').where('id', 'in', ids).execute();
  return ids.at(-1);
}
