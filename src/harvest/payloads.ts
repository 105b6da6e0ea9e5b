/**
 * What partners sent, as it is kept: each content once, by its hash, and several of them together in one compressed
 * pack. Neighbours in a catalogue repeat one another, so that a pack takes a third of what its payloads would take each
 * by itself, and a tenth of the time.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { codeOf } from '#db/unavailable.ts';

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

/** The payloads of a pack in their order, as JSON; none when it is damaged. */
export function unpacked(body: Buffer): string[] {
  try {
    return inflateSync(body).toString('utf8').split('\n');
  } catch (error) {
    // Of zlib: anything else is a fault of the program.
    if (!codeOf(error).startsWith('Z_')) throw error;
    return [];
  }
}

/** What a run has packed so far waits in tables of its connection, under the numbers that the packs will keep. */
export async function openPacked(db: Kysely<Tables>): Promise<void> {
  await sql`create temporary table packed (pack bigint, place integer, hash text)`.execute(db);
  await sql`create temporary table packed_body (id bigint, body bytea, payloads integer)`.execute(db);
}

/** Those of which the database has nothing yet that can be read. */
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

export function placesIn(packs: readonly Pack[], ids: readonly { id: string }[]) {
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
 * left twice is packed anew in the night. What lies in a damaged pack is taken from the new one, and its records are
 * described again.
 */
export async function keepPacked(db: Kysely<Tables>, now: Date): Promise<void> {
  await sql`insert into payload_pack (id, body, payloads) select id, body, payloads from pg_temp.packed_body`.execute(
    db,
  );
  await sql`
    with mended as (
      update payload set pack = brought.pack, place = brought.place
      from pg_temp.packed as brought join payload as former on former.hash = brought.hash
        join payload_pack as damaged on damaged.id = former.pack and damaged.damaged
      where payload.hash = brought.hash returning payload.hash
    )
    update record set described_with = null from mended where record.payload = mended.hash`.execute(db);
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
