/**
 * What partners sent, read back from its packs: in portions, so that memory does not grow with what a catalogue sends,
 * and passing over a pack that is damaged, so that one does not stop whoever reads many.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { codeOf } from '#db/unavailable.ts';
import type { Row } from '#model/record.ts';
import { unpacked } from './payloads.ts';

/** Some of what was asked for. Both lists are in its order. */
export interface Portion<T> {
  read: (T & { rows: Row[] })[];
  /** Those whose payload cannot be read, or is not there. */
  unread: T[];
}

/** Bytes of packs that are read at once; a larger one is read alone. */
export const portionBytes = 8 * 1024 * 1024;
/** Characters of payloads that a portion holds; a larger one is given alone. */
const portionCharacters = 32 * 1024 * 1024;
/** Packs that are asked for at once. */
const packsAtOnce = 200;

interface Placed {
  hash: string;
  pack: string;
  place: number;
}

/**
 * Puts its rows to each of some records, or whatever else names a payload; the payloads that the run under way has packed
 * included when it says so.
 */
export async function* withRows<T extends { payload: string }>(
  db: Kysely<Tables>,
  named: readonly T[],
  { justPacked = false } = {},
): AsyncGenerator<Portion<T>> {
  for await (const some of cutByBytes(db, named, justPacked)) {
    const { placed, bodies } = await packsOf(
      db,
      some.map(({ payload }) => payload),
      justPacked,
    );
    const texts = createUnpacker(bodies);
    const damaged = new Set<string>();
    let portion: Portion<T> = { read: [], unread: [] };
    let characters = 0;
    for (const one of some) {
      const place = placed.get(one.payload);
      const text = place === undefined ? undefined : texts.of(place);
      if (text === undefined) {
        if (place !== undefined) damaged.add(place.pack);
        portion.unread.push(one);
        continue;
      }
      if (characters > 0 && characters + text.length > portionCharacters) {
        yield portion;
        portion = { read: [], unread: [] };
        characters = 0;
      }
      portion.read.push({ ...one, rows: JSON.parse(text) as Row[] });
      characters += text.length;
    }
    await noteDamaged(db, damaged);
    yield portion;
  }
}

/** As many of them, from the first on, as memory has room for; at least one. */
export async function firstPortion<T extends { payload: string }>(
  db: Kysely<Tables>,
  named: readonly T[],
): Promise<Portion<T>> {
  for await (const portion of withRows(db, named)) return portion;
  return { read: [], unread: [] };
}

/** The rows of payloads by their hashes, of those that can be read. They are all held in memory. */
export async function rowsOf(db: Kysely<Tables>, hashes: readonly string[]): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  const named = [...new Set(hashes)].map((payload) => ({ payload }));
  for await (const { read } of withRows(db, named)) for (const { payload, rows } of read) found.set(payload, rows);
  return found;
}

export interface Searched {
  /** The hashes of the payloads in which it was found. */
  found: string[];
  /** Those that cannot be read: whether it is in them is not known. */
  unread: string[];
}

/** All payloads in whose JSON something is found. Memory does not grow with their number. */
export async function payloadsWith(db: Kysely<Tables>, isIn: (text: string) => boolean): Promise<Searched> {
  const searched: Searched = { found: [], unread: [] };
  const damaged = new Set<string>();
  for (let after = '0'; ; ) {
    const { rows: next } = await sql<{ id: string; bytes: number }>`
      select id, length(body) as bytes from payload_pack where id > ${after}::bigint order by id limit ${packsAtOnce}`.execute(
      db,
    );
    for (const some of portionsOf(next, ({ bytes }) => bytes)) {
      const { placed, bodies } = await ofPacks(
        db,
        some.map(({ id }) => id),
      );
      const texts = createUnpacker(bodies);
      for (const { hash, ...place } of placed) {
        const text = texts.of(place);
        if (text === undefined) {
          searched.unread.push(hash);
          damaged.add(place.pack);
        } else if (isIn(text)) searched.found.push(hash);
      }
    }
    if (next.length < packsAtOnce) break;
    after = next.at(-1)!.id;
  }
  await noteDamaged(db, damaged);
  return searched;
}

/** Runs bring anew what lies in such packs, even where nothing changed: what is known of the last answer is forgotten. */
async function noteDamaged(db: Kysely<Tables>, packs: ReadonlySet<string>): Promise<void> {
  if (packs.size === 0) return;
  await sql`
    with noted as (
      update payload_pack set damaged = true where id = any(${[...packs]}::bigint[]) and not damaged returning id
    )
    delete from fetched where source in (
      select record.source from noted join payload on payload.pack = noted.id join record on record.payload = payload.hash
    )`.execute(db);
}

/** Cut where the packs that are to be read grow too large together. */
async function* cutByBytes<T extends { payload: string }>(
  db: Kysely<Tables>,
  named: readonly T[],
  justPacked: boolean,
): AsyncGenerator<T[]> {
  const hashes = named.map(({ payload }) => payload);
  const bytes = new Map<string, { pack: string; bytes: number }>();
  for (const { payload, pack } of tablesOf(justPacked)) {
    const { rows } = await sql<{ hash: string; pack: string; bytes: number }>`
      select payload.hash, payload.pack, length(pack.body) as bytes
      from ${sql.table(payload)} as payload join ${sql.table(pack)} as pack on pack.id = payload.pack
      where payload.hash = any(${hashes}::text[])`.execute(db);
    for (const { hash, ...of } of rows) bytes.set(hash, of);
  }
  // Neighbours lie in one pack: it counts once.
  let last: string | undefined;
  yield* portionsOf(named, ({ payload }) => {
    const of = bytes.get(payload);
    if (of === undefined || of.pack === last) return 0;
    last = of.pack;
    return of.bytes;
  });
}

function* portionsOf<T>(list: readonly T[], weigh: (one: T) => number): Generator<T[]> {
  let [some, bytes]: [T[], number] = [[], 0];
  for (const one of list) {
    const own = weigh(one);
    if (some.length > 0 && bytes + own > portionBytes) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(one);
    bytes += own;
  }
  if (some.length > 0) yield some;
}

const tablesOf = (justPacked: boolean) => [
  { payload: 'payload', pack: 'payload_pack' },
  ...(justPacked ? [{ payload: 'pg_temp.packed', pack: 'pg_temp.packed_body' }] : []),
];

interface Packs {
  placed: Map<string, Omit<Placed, 'hash'>>;
  bodies: Map<string, Buffer>;
}

/** Where payloads lie, and the packs, without those that the database itself cannot read. */
async function packsOf(db: Kysely<Tables>, hashes: readonly string[], justPacked: boolean): Promise<Packs> {
  const found: Packs = { placed: new Map(), bodies: new Map() };
  for (const { payload, pack } of tablesOf(justPacked)) {
    // One statement: retention may pack anew what two would look for one after the other.
    const read = (some: readonly string[]) =>
      sql<{ id: string; body: Buffer; hashes: string[]; places: number[] }>`
        select pack.id, pack.body, wanted.hashes, wanted.places
        from (
          select payload.pack, array_agg(payload.hash) as hashes, array_agg(payload.place) as places
          from ${sql.table(payload)} as payload where payload.hash = any(${some}::text[]) group by payload.pack
        ) as wanted join ${sql.table(pack)} as pack on pack.id = wanted.pack`.execute(db);
    for (const { id, body, hashes: own, places } of await passingOver(
      db,
      hashes,
      async (some) => (await read(some)).rows,
    )) {
      found.bodies.set(id, body);
      for (const [index, hash] of own.entries()) found.placed.set(hash, { pack: id, place: places[index]! });
    }
  }
  return found;
}

/** The payloads of some packs, in the order of the packs. */
async function ofPacks(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<{ placed: Placed[]; bodies: Map<string, Buffer> }> {
  const { rows: placed } = await sql<Placed>`
    select hash, pack, place from payload where pack = any(${ids}::bigint[]) order by pack, place`.execute(db);
  return { placed, bodies: await bodiesOf(db, ids) };
}

/** The bodies of packs by their ids, without those that the database itself cannot read. */
export async function bodiesOf(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const rows = await passingOver(db, ids, async (some) => {
    const { rows } = await sql<{ id: string; body: Buffer }>`
      select id, body from payload_pack where id = any(${some}::bigint[])`.execute(db);
    return rows;
  });
  return new Map(rows.map(({ id, body }) => [id, body]));
}

/** By which PostgreSQL says that what it kept is damaged: data_corrupted, index_corrupted. */
const damagedCodes = new Set(['XX001', 'XX002']);

/** Reads all at once; where the database fails at one, each by itself, and passes over those at which it fails. */
async function passingOver<T, R>(
  db: Kysely<Tables>,
  wanted: readonly T[],
  read: (some: readonly T[]) => Promise<R[]>,
): Promise<R[]> {
  const inside = db.isTransaction;
  const attempt = async (some: readonly T[]): Promise<R[] | undefined> => {
    if (inside) await sql`savepoint reading_packs`.execute(db);
    try {
      const rows = await read(some);
      if (inside) await sql`release savepoint reading_packs`.execute(db);
      return rows;
    } catch (error) {
      if (!damagedCodes.has(codeOf(error))) throw error;
      if (inside) await sql`rollback to savepoint reading_packs`.execute(db);
      return undefined;
    }
  };
  const all = await attempt(wanted);
  if (all !== undefined) return all;
  const rows: R[] = [];
  for (const one of wanted) rows.push(...((await attempt([one])) ?? []));
  return rows;
}

/** Unpacks each pack when it is first asked for a payload, and remembers the latest. */
export function createUnpacker(bodies: ReadonlyMap<string, Buffer>) {
  let texts = new Map<string, string[]>();
  let characters = 0;
  return {
    /** Undefined when the pack cannot be read, or does not have so many payloads. */
    of({ pack, place }: Omit<Placed, 'hash'>): string | undefined {
      const known = texts.get(pack);
      if (known !== undefined) return known[place];
      const body = bodies.get(pack);
      const own = body === undefined ? [] : unpacked(body);
      const length = own.reduce((sum, text) => sum + text.length, 0);
      if (characters + length > portionCharacters) {
        texts = new Map();
        characters = 0;
      }
      texts.set(pack, own);
      characters += length;
      return own[place];
    },
  };
}
