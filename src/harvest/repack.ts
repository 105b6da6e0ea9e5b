/** What is forgotten leaves its pack too: what lay beside it is packed anew. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { packed, placesIn } from './payloads.ts';
import { bodiesOf, createUnpacker, portionBytes } from './read-payloads.ts';

const packsAtOnce = 200;

/**
 * Packs anew what is left of packs that hold something forgotten, so that nothing of it stays. Each step is one
 * transaction; stopped anywhere, the next time goes on. A damaged pack is passed over for as long as something names it.
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
  const { rows: found } = await sql<{ id: string; bytes: number }>`
    select id, length(body) as bytes from payload_pack as pack
    where id > ${after}::bigint and payloads <> (select count(*) from payload where payload.pack = pack.id)
    order by id limit ${packsAtOnce} for update`.execute(trx);
  if (found.length === 0) return undefined;
  let bytes = 0;
  const ids = found.flatMap(({ id, bytes: own }, at) => {
    bytes += own;
    return at === 0 || bytes <= portionBytes ? [id] : [];
  });
  // Not `for update`: runs that refer to these payloads meanwhile are not in the way, nor are we in theirs.
  const { rows: left } = await sql<{ hash: string; pack: string; place: number }>`
    select hash, pack, place from payload where pack = any(${ids}::bigint[]) order by pack, place
    for no key update`.execute(trx);
  const texts = createUnpacker(await bodiesOf(trx, ids));
  const readable = new Set(ids);
  for (const place of left) if (texts.of(place) === undefined) readable.delete(place.pack);
  const fresh = packed(payloadsIn(left, readable, texts));
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
  if (readable.size > 0)
    await trx
      .deleteFrom('payload_pack')
      .where('id', 'in', [...readable])
      .execute();
  return ids.at(-1);
}

function* payloadsIn(
  left: readonly { hash: string; pack: string; place: number }[],
  readable: ReadonlySet<string>,
  texts: ReturnType<typeof createUnpacker>,
): Generator<{ hash: string; text: string }> {
  for (const { hash, ...place } of left) {
    if (readable.has(place.pack)) yield { hash, text: texts.of(place)! };
  }
}
