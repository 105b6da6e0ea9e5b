/** Collections of projects: made, described, shared, by those who may write in them and nobody else. */
import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { shortId } from '#lib/hash.ts';
import { isShown } from '../communities/community.ts';
import { once } from '../once.ts';
import {
  type Collection,
  collectionOf,
  type Listed,
  listedRows,
  publicOf,
  type Read,
  shownRows,
  type Visibility,
  type Words,
} from './collection.ts';
import { guard, guardOf } from './guard.ts';
import { changeItems, type Item, type ItemChange } from './items.ts';
import { rightOf, writtenBy } from './rights.ts';
import { signWords, textsOf } from './words.ts';

export interface CollectionDesk {
  /** The person's own, and those of communities in which they may write; the last changed first. */
  mine(person: string, holding?: string): Promise<Listed[]>;
  /**
   * Of one's own, or of a community in which one may write. Undefined when there are as many as there may be. `stamp`:
   * that of the form, by which one that is sent twice makes one.
   */
  create(
    person: string,
    words: Words,
    more?: { community?: string; stamp?: string | undefined },
  ): Promise<string | undefined>;
  /** For whoever reads: a public one, one shared by the link whose key is given, or one in which one may write. */
  read(id: string, reader: Reader): Promise<Read | undefined>;
  describe(person: string, id: string, words: Words): Promise<boolean>;
  /** Sharing by link draws a new key each time: the former link opens nothing any more. */
  share(person: string, id: string, visibility: Visibility): Promise<boolean>;
  remove(person: string, id: string): Promise<boolean>;
  /** `full` when it holds as many as it may; false when the person may not write in it. */
  change(person: string, id: string, change: ItemChange): Promise<boolean | 'full'>;
  /** Those that everybody may read, the last changed first. */
  published(skip: number, most: number): Promise<{ total: number; collections: Listed[] }>;
  /** A community's, as the reader may read them. */
  ofCommunity(community: string, person: string | undefined): Promise<Listed[]>;
}

export interface Reader {
  person?: string | undefined;
  key?: string | undefined;
  /** A curator, who reads what waits. */
  curates?: boolean | undefined;
}

/** Of a person, and of a community. */
export const mostCollections = 100;

export function createCollections({ db, now }: { db: Kysely<Tables>; now(): Date }): CollectionDesk {
  /** Does it when the person may, with the collection locked; what it says then is what curators are shown. */
  const asWriter = <T>(
    person: string,
    id: string,
    work: (tx: Kysely<Tables>, may: 'writes' | 'runs') => Promise<T | false>,
  ): Promise<T | false> =>
    db.transaction().execute(async (tx) => {
      const found = await tx
        .selectFrom('collection')
        .select(['owner', 'community'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      const may = found && (await rightOf(tx, found, person));
      if (found === undefined || may === undefined) return false;
      const before = await textsOf(tx, id);
      const done = await work(tx, may);
      if (done === false) return false;
      await tx.updateTable('collection').set({ updated_at: now() }).where('id', '=', id).execute();
      // Of one person's, all the words are theirs.
      if (found.community !== null) await signWords(tx, id, person, before);
      await guard(tx, id, person, now());
      return done;
    });

  return {
    async mine(person, holding) {
      const communities = await writtenBy(db, person);
      const rows = await listedRows(db)
        .select(({ exists, selectFrom }) =>
          exists(
            selectFrom('collection_item')
              .select('project')
              .whereRef('collection_item.collection', '=', 'collection.id')
              .where('project', '=', holding ?? ''),
          ).as('holds'),
        )
        .where((eb) =>
          eb.or([
            eb('owner', '=', person),
            ...(communities.length > 0 ? [eb('collection.community', 'in', communities)] : []),
          ]),
        )
        .orderBy('collection.updated_at', 'desc')
        .orderBy('collection.id')
        .execute();
      return rows.map((row) => ({ ...collectionOf(row), items: Number(row.items), holds: Boolean(row.holds) }));
    },

    create: (person, words, { community, stamp } = {}) =>
      db.transaction().execute(async (tx) => {
        // One at a time, so that two sent at once are counted one after the other.
        if (community === undefined) await sql`select 1 from person where id = ${person} for update`.execute(tx);
        else {
          await sql`select 1 from community where id = ${community} for update`.execute(tx);
          if ((await rightOf(tx, { owner: null, community }, person)) === undefined) return undefined;
        }
        const sending = { makes: 'collection', stamp, who: person, words: [community ?? '', words.title, words.lead] };
        return once(tx, sending, now(), {
          async make() {
            const { total } = await tx
              .selectFrom('collection')
              .select(({ fn }) => fn.countAll<string>().as('total'))
              .where(community === undefined ? 'owner' : 'community', '=', community ?? person)
              .executeTakeFirstOrThrow();
            if (Number(total) >= mostCollections) return undefined;
            const id = shortId(randomBytes(16).toString('hex'));
            const whose = community === undefined ? { owner: person, community: null } : { owner: null, community };
            const times = { created_at: now(), updated_at: now() };
            await tx
              .insertInto('collection')
              .values({ id, ...whose, ...words, visibility: 'private', link_key: null, ...times })
              .execute();
            if (community !== undefined) await signWords(tx, id, person, {});
            return id;
          },
          stands: async (_, id) =>
            (await tx.selectFrom('collection').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
        });
      }),

    async read(id, { person, key, curates = false }) {
      const row = await listedRows(db).where('collection.id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const may = await rightOf(db, row, person);
      const isOpen = row.community === null || (await isShownCommunity(db, row.community));
      const byLink = isOpen && row.visibility === 'link' && key !== undefined && key === row.link_key;
      const waits = curates && isOpen && row.visibility === 'public';
      const shown = isOpen ? publicOf(row) : undefined;
      const whole = may !== undefined || byLink || waits;
      const collection: Collection | undefined = whole ? collectionOf(row) : shown;
      if (collection === undefined) return undefined;
      const items = await db
        .selectFrom('collection_item')
        .select(['project', 'note', 'added_at'])
        .where('collection', '=', id)
        .orderBy('place')
        .execute();
      const noteOf = ({ project, note }: { project: string; note: string }) =>
        whole || note === '' ? note : (row.admitted?.notes[project] ?? '');
      return {
        collection: may === undefined ? { ...collection, linkKey: undefined } : collection,
        items: items.map((item): Item => ({ project: item.project, note: noteOf(item), addedAt: item.added_at })),
        may,
        guard: may !== undefined && row.visibility === 'public' ? await guardOf(db, id) : undefined,
      };
    },

    describe: async (person, id, words) =>
      asWriter(person, id, async (tx) => {
        await tx.updateTable('collection').set(words).where('id', '=', id).execute();
        return true;
      }),

    share: async (person, id, visibility) =>
      asWriter(person, id, async (tx, may) => {
        if (may !== 'runs') return false;
        const link_key = visibility === 'link' ? randomBytes(16).toString('base64url') : null;
        await tx.updateTable('collection').set({ visibility, link_key }).where('id', '=', id).execute();
        return true;
      }),

    remove: async (person, id) =>
      asWriter(person, id, async (tx, may) => {
        if (may !== 'runs') return false;
        // Nothing of it waits for a curator any more.
        await tx
          .updateTable('collection')
          .set({ visibility: 'private', link_key: null })
          .where('id', '=', id)
          .execute();
        await guard(tx, id, person, now());
        await tx.deleteFrom('collection').where('id', '=', id).execute();
        return true;
      }),

    change: (person, id, change) => asWriter(person, id, (tx) => changeItems(tx, id, change, now())),

    async published(skip, most) {
      const { total } = await shownRows(db)
        .clearSelect()
        .select(({ fn }) => fn.countAll<string>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await shownRows(db)
        .orderBy('collection.updated_at', 'desc')
        .orderBy('collection.id')
        .offset(skip)
        .limit(most)
        .execute();
      return { total: Number(total), collections: rows.flatMap(listedFor) };
    },

    async ofCommunity(community, person) {
      const may = await rightOf(db, { owner: null, community }, person);
      const rows = await (may === undefined ? shownRows : listedRows)(db)
        .where('collection.community', '=', community)
        .orderBy('collection.title')
        .orderBy('collection.id')
        .execute();
      if (may === undefined) return rows.flatMap(listedFor);
      return rows.map((row) => ({ ...collectionOf(row), items: Number(row.items), holds: false }));
    },
  };
}

/** As everybody reads it, if they may. */
function listedFor(row: Parameters<typeof publicOf>[0]): Listed[] {
  const shown = publicOf(row);
  return shown === undefined ? [] : [{ ...shown, items: Number(row.items), holds: false }];
}

async function isShownCommunity(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db.selectFrom('community').select(['state', 'removed_at']).where('id', '=', id).executeTakeFirst();
  return row !== undefined && isShown(row);
}
