/** Collections of projects: made, described, shared, by those who may write in them and nobody else. */
import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { shortId } from '#lib/hash.ts';
import { changeItems, type Item, type ItemChange } from './items.ts';

export const visibilities = ['private', 'link', 'public'] as const;
export type Visibility = (typeof visibilities)[number];

export interface Collection {
  id: string;
  title: string;
  lead: string;
  visibility: Visibility;
  /** The key of the shared link, for those who may write. */
  linkKey: string | undefined;
  updatedAt: Date;
}

export interface Listed extends Collection {
  items: number;
  /** Whether it holds the project that was asked about. */
  holds: boolean;
}

export interface CollectionDesk {
  /** The person's own, the last changed first. */
  mine(person: string, holding?: string): Promise<Listed[]>;
  /** Undefined when the person has as many as one may have. */
  create(person: string, words: { title: string; lead: string }): Promise<string | undefined>;
  /** For whoever reads: a public one, one shared by the link whose key is given, or one's own. */
  read(id: string, reader: { person?: string | undefined; key?: string | undefined }): Promise<Read | undefined>;
  describe(person: string, id: string, words: { title: string; lead: string }): Promise<boolean>;
  /** Sharing by link draws a new key each time: the former link opens nothing any more. */
  share(person: string, id: string, visibility: Visibility): Promise<boolean>;
  remove(person: string, id: string): Promise<boolean>;
  /** `full` when it holds as many as it may; false when the person may not write in it. */
  change(person: string, id: string, change: ItemChange): Promise<boolean | 'full'>;
  /** Those that are public, the last changed first. */
  published(skip: number, most: number): Promise<{ total: number; collections: Listed[] }>;
}

export interface Read {
  collection: Collection;
  items: Item[];
  /** Whether the reader may write in it. */
  own: boolean;
}

export const mostCollections = 100;

export function createCollections({ db, now }: { db: Kysely<Tables>; now(): Date }): CollectionDesk {
  const columns = ['id', 'title', 'lead', 'visibility', 'link_key', 'updated_at'] as const;
  const listed = () =>
    db
      .selectFrom('collection')
      .select(columns)
      .select(({ selectFrom }) =>
        selectFrom('collection_item')
          .select(({ fn }) => fn.countAll<string>().as('n'))
          .whereRef('collection_item.collection', '=', 'collection.id')
          .as('items'),
      );

  /** Does it when the person may write in it, which is then locked. */
  const asWriter = <T>(person: string, id: string, work: (tx: Kysely<Tables>) => Promise<T>): Promise<T | false> =>
    db.transaction().execute(async (tx) => {
      const found = await tx
        .selectFrom('collection')
        .select('owner')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (found?.owner !== person) return false;
      const done = await work(tx);
      await tx.updateTable('collection').set({ updated_at: now() }).where('id', '=', id).execute();
      return done;
    });

  return {
    async mine(person, holding) {
      const rows = await listed()
        .select(({ exists, selectFrom }) =>
          exists(
            selectFrom('collection_item')
              .select('project')
              .whereRef('collection_item.collection', '=', 'collection.id')
              .where('project', '=', holding ?? ''),
          ).as('holds'),
        )
        .where('owner', '=', person)
        .orderBy('updated_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...collectionOf(row), items: Number(row.items), holds: Boolean(row.holds) }));
    },

    create: (person, words) =>
      db.transaction().execute(async (tx) => {
        // One at a time, so that two sent at once are counted one after the other.
        await sql`select 1 from person where id = ${person} for update`.execute(tx);
        const { total } = await tx
          .selectFrom('collection')
          .select(({ fn }) => fn.countAll<string>().as('total'))
          .where('owner', '=', person)
          .executeTakeFirstOrThrow();
        if (Number(total) >= mostCollections) return undefined;
        const id = shortId(randomBytes(16).toString('hex'));
        const times = { created_at: now(), updated_at: now() };
        await tx
          .insertInto('collection')
          .values({ id, owner: person, ...words, visibility: 'private', link_key: null, ...times })
          .execute();
        return id;
      }),

    async read(id, { person, key }) {
      const row = await db
        .selectFrom('collection')
        .select([...columns, 'owner'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const own = person !== undefined && row.owner === person;
      const shared = row.visibility === 'public' || (row.visibility === 'link' && key === row.link_key);
      if (!own && !shared) return undefined;
      const items = await db
        .selectFrom('collection_item')
        .select(['project', 'note', 'added_at'])
        .where('collection', '=', id)
        .orderBy('place')
        .execute();
      const collection = collectionOf(row);
      return {
        collection: own ? collection : { ...collection, linkKey: undefined },
        items: items.map(({ project, note, added_at }) => ({ project, note, addedAt: added_at })),
        own,
      };
    },

    describe: async (person, id, words) =>
      asWriter(person, id, async (tx) => {
        await tx.updateTable('collection').set(words).where('id', '=', id).execute();
        return true;
      }),

    share: async (person, id, visibility) =>
      asWriter(person, id, async (tx) => {
        const link_key = visibility === 'link' ? randomBytes(16).toString('base64url') : null;
        await tx.updateTable('collection').set({ visibility, link_key }).where('id', '=', id).execute();
        return true;
      }),

    remove: async (person, id) =>
      asWriter(person, id, async (tx) => {
        await tx.deleteFrom('collection').where('id', '=', id).execute();
        return true;
      }),

    change: (person, id, change) => asWriter(person, id, (tx) => changeItems(tx, id, change, now())),

    async published(skip, most) {
      const { total } = await db
        .selectFrom('collection')
        .select(({ fn }) => fn.countAll<string>().as('total'))
        .where('visibility', '=', 'public')
        .executeTakeFirstOrThrow();
      const rows = await listed()
        .where('visibility', '=', 'public')
        .orderBy('updated_at', 'desc')
        .orderBy('id')
        .offset(skip)
        .limit(most)
        .execute();
      const collections = rows.map((row) => ({ ...collectionOf(row), items: Number(row.items), holds: false }));
      return { total: Number(total), collections };
    },
  };
}

const collectionOf = (row: {
  id: string;
  title: string;
  lead: string;
  visibility: Visibility;
  link_key: string | null;
  updated_at: Date;
}): Collection => ({
  id: row.id,
  title: row.title,
  lead: row.lead,
  visibility: row.visibility,
  linkKey: row.link_key ?? undefined,
  updatedAt: row.updated_at,
});
