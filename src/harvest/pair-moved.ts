/**
 * Items whose key changed and whose content did not: a record that the run has not met and a found item that no record
 * has are one. First by equal content once the key is left out, then by key, then by title and place. The record keeps
 * its id, and with it its project and its address.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, stableJson } from '#lib/hash.ts';
import { distanceWithin } from '#lib/text/distance.ts';
import { foldToWords } from '#lib/text/fold.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { type KeyedBy, knownRecords } from './found-records.ts';
import { withoutPaths } from './identity.ts';
import { withRows } from './read-payloads.ts';

/** A record as its sheet would show it: its title, and the place by a code or by words that tell it from others. */
export interface Portrait {
  title: string;
  place: string;
}

export interface Pairing {
  db: Kysely<Tables>;
  source: Source;
  /** When only changes were asked for, records are missing only when their keys are here. */
  deleted: readonly string[] | undefined;
  formerKey: KeyedBy['key'] | undefined;
  portray: ((rows: Row[]) => Portrait | undefined) | undefined;
}

const atOnce = 1000;

/** Portraits are costly, and of very many strangers none is unmistakable. */
const mostPortrayed = 5000;

/** Fills `found.record` for every item that is a record already. */
export async function pairFound(pairing: Pairing): Promise<void> {
  const { db, source, formerKey } = pairing;
  // Nobody analyses temporary tables but their owner; without this, what is missing is looked for row by row.
  await sql`create index on pg_temp.found (record)`.execute(db);
  await sql`analyze pg_temp.found`.execute(db);
  const left = await unpaired(pairing);
  if (left.records > 0 && left.items > 0) {
    await sql`create index on pg_temp.packed (hash)`.execute(db);
    await pairByContent(pairing);
  }
  const known = knownRecords(source.id, formerKey !== undefined);
  await sql`
    update pg_temp.found set record = known.id from ${known} as known
    where found.record is null and known.key = found.key
      and not exists (select from pg_temp.found as other where other.record = known.id)`.execute(db);
  if (pairing.portray === undefined) return;
  const still = await unpaired(pairing);
  if (still.records > 0 && still.items > 0 && still.records <= mostPortrayed && still.items <= mostPortrayed)
    await pairByPortrait(pairing, pairing.portray);
}

/** Makes the table `unmet` anew: the records that may be one of the items left. */
async function unpaired({ db, source, deleted }: Pairing): Promise<{ records: number; items: number }> {
  await sql`drop table if exists pg_temp.unmet`.execute(db);
  await sql`create temporary table unmet (id text, payload text, gone boolean)`.execute(db);
  const mayBeMissing = deleted === undefined ? sql`true` : sql`record.key = any(${deleted}::text[])`;
  await sql`
    insert into pg_temp.unmet (id, payload, gone)
    select record.id, record.payload, record.gone_since is not null from record
    where record.source = ${source.id} and ${mayBeMissing}
      and not exists (select from pg_temp.found where found.record = record.id)`.execute(db);
  const { rows } = await sql<{ records: number; items: number }>`
    select (select count(*)::int from pg_temp.unmet) as records,
      (select count(*)::int from pg_temp.found where record is null) as items`.execute(db);
  return rows[0]!;
}

interface Stranger {
  id: string;
  rows: Row[];
}

async function* unmetRecords(db: Kysely<Tables>): AsyncGenerator<Stranger[]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ id: string; payload: string }>`
      select id, payload from pg_temp.unmet where id > ${after} order by id limit ${atOnce}`.execute(db);
    if (rows.length === 0) return;
    for await (const { read } of withRows(db, rows)) yield read;
    after = rows.at(-1)!.id;
  }
}

async function* newItems(db: Kysely<Tables>): AsyncGenerator<Stranger[]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ id: string; payload: string }>`
      select key as id, payload from pg_temp.found
      where record is null and key > ${after} order by key limit ${atOnce}`.execute(db);
    if (rows.length === 0) return;
    for await (const { read } of withRows(db, rows, { justPacked: true })) yield read;
    after = rows.at(-1)!.id;
  }
}

async function pairByContent({ db, source, formerKey }: Pairing): Promise<void> {
  const keys = [source.key, formerKey ?? []].flatMap((key) => (key === 'content' ? [] : key));
  await sql`drop table if exists pg_temp.body`.execute(db);
  await sql`create temporary table body (is_found boolean, id text, hash text, weak boolean)`.execute(db);
  for (const [isFound, batches] of [
    [false, unmetRecords(db)],
    [true, newItems(db)],
  ] as const) {
    for await (const strangers of batches) {
      const bodies = strangers.flatMap(({ id, rows }) => {
        const body = bodyOf(rows, keys, source);
        return body === undefined ? [] : [{ id, ...body }];
      });
      await sql`
        insert into pg_temp.body (is_found, id, hash, weak)
        select ${isFound}::boolean, id, hash, weak
        from unnest(${bodies.map(({ id }) => id)}::text[], ${bodies.map(({ hash }) => hash)}::text[],
          ${bodies.map(({ weak }) => weak)}::boolean[]) as sent(id, hash, weak)`.execute(db);
    }
  }
  await sql`analyze pg_temp.body, pg_temp.unmet`.execute(db);
  // Of items that are equal but for their keys each is as good as the other: in order, those that are there first.
  await sql`
    with ranked as (
      select body.is_found, body.id, body.hash, body.weak,
        row_number() over (partition by body.is_found, body.hash order by coalesce(unmet.gone, false), body.id) as place,
        count(*) over (partition by body.is_found, body.hash) as many
      from pg_temp.body left join pg_temp.unmet on unmet.id = body.id and not body.is_found
    )
    update pg_temp.found set record = record.id
    from ranked as record join ranked as item
      on item.is_found and not record.is_found and item.hash = record.hash and item.place = record.place
    where found.key = item.id and (not item.weak or (item.many = 1 and record.many = 1))`.execute(db);
}

/** Less than this is not enough to know an item again, in characters. */
const fewest = 20;
/** Without its title, an item is known again by a sentence or two, not by a town. */
const fewestWithoutTitle = 120;

/** The hash of what counts besides the key; weak when the title is in the key. Undefined when too little is left. */
function bodyOf(
  rows: Row[],
  keys: readonly string[],
  { uncounted, map }: Source,
): { hash: string; weak: boolean } | undefined {
  const left = rows.map((row) => withoutPaths(row, [...keys, ...uncounted]));
  const titles = typeof map.title === 'string' ? [map.title] : [];
  const weak = titles.length > 0 && titles.every((column) => keys.includes(column));
  const characters = lengthOf(left);
  const hasTitle = !weak && titles.some((column) => rows.some((row) => lengthOf(row[column]) > 0));
  if (characters < (weak ? fewestWithoutTitle : hasTitle ? 1 : fewest)) return undefined;
  return { hash: sha256(stableJson(left)), weak };
}

function lengthOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'object') return Object.values(value).reduce<number>((sum, one) => sum + lengthOf(one), 0);
  return String(value).trim().length;
}

interface Portrayed {
  id: string;
  words: string;
}

async function pairByPortrait({ db }: Pairing, portray: NonNullable<Pairing['portray']>): Promise<void> {
  const gather = async (batches: AsyncIterable<Stranger[]>): Promise<Map<string, Portrayed[]>> => {
    const byPlace = new Map<string, Portrayed[]>();
    for await (const strangers of batches)
      for (const { id, rows } of strangers) {
        const portrait = portray(rows);
        if (portrait === undefined || portrait.title === '' || portrait.place === '') continue;
        const words = foldToWords(portrait.title).slice(0, 79);
        byPlace.set(portrait.place, [...(byPlace.get(portrait.place) ?? []), { id, words }]);
      }
    return byPlace;
  };
  const [records, items] = [await gather(unmetRecords(db)), await gather(newItems(db))];
  const pairs: { record: string; item: string }[] = [];
  for (const [place, here] of items) pairs.push(...unmistakable(records.get(place) ?? [], here));
  await sql`
    update pg_temp.found set record = pair.record
    from unnest(${pairs.map(({ record }) => record)}::text[], ${pairs.map(({ item }) => item)}::text[])
      as pair(record, item)
    where found.key = pair.item`.execute(db);
}

/** Pairs of nearly equal titles, where nothing else at the place resembles either of the two. */
export function unmistakable(
  records: readonly Portrayed[],
  items: readonly Portrayed[],
): { record: string; item: string }[] {
  const near = records.flatMap((record) =>
    items
      .filter((item) => within(record.words, item.words, 0.25))
      .map((item) => ({ record: record.id, item: item.id, close: within(record.words, item.words, 0.1) })),
  );
  const times = (side: 'record' | 'item', id: string) => near.filter((pair) => pair[side] === id).length;
  return near
    .filter(({ record, item, close }) => close && times('record', record) === 1 && times('item', item) === 1)
    .map(({ record, item }) => ({ record, item }));
}

/** At most this share of the letters differs, and no digit: `Maison 1` is not `Maison 2`. */
function within(a: string, b: string, share: number): boolean {
  const digits = (text: string) => text.replace(/\D+/g, ' ').trim();
  const most = Math.floor(Math.max(a.length, b.length) * share);
  return digits(a) === digits(b) && distanceWithin(a, b, most) <= most;
}
