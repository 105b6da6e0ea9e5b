/** A collection as it is handed over, and the rows that it comes from. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Item } from './items.ts';

export const visibilities = ['private', 'link', 'public'] as const;
export type Visibility = (typeof visibilities)[number];

export interface Words {
  title: string;
  lead: string;
}

export interface Collection extends Words {
  id: string;
  visibility: Visibility;
  /** The key of the shared link, for those who may write. */
  linkKey: string | undefined;
  /** The community whose it is; undefined: it is one person's. */
  community: { id: string; name: string } | undefined;
  updatedAt: Date;
  /** Invented for the demonstration. */
  fictitious: boolean;
}

export interface Listed extends Collection {
  items: number;
  /** Whether it holds the project that was asked about. */
  holds: boolean;
}

/** How what a public collection says stands with the curators; `read`: everybody reads all of it; `off`: after a report. */
export type Guard = { is: 'read' } | { is: 'waiting' | 'asked' | 'refused' | 'off'; sentence: string };

export interface Read {
  collection: Collection;
  items: Item[];
  /** `writes`: its words and projects; `runs`: also who reads it, and whether it stays. */
  may: 'writes' | 'runs' | undefined;
  /** Of a public one, for those who may write in it. */
  guard: Guard | undefined;
}

/** With the community's name and how many projects it holds. */
export const listedRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('collection')
    .leftJoin('community', 'community.id', 'collection.community')
    .selectAll('collection')
    .select('community.name as community_name')
    .select(({ selectFrom }) =>
      selectFrom('collection_item')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .whereRef('collection_item.collection', '=', 'collection.id')
        .as('items'),
    );

/** Those that everybody may read: public and read; of a community's, while that is shown. */
export const shownRows = (db: Kysely<Tables>) =>
  listedRows(db)
    .where('collection.visibility', '=', 'public')
    .where('collection.admitted', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('collection.community', 'is', null),
        eb.and([eb('community.state', '=', 'open'), eb('community.removed_at', 'is', null)]),
      ]),
    );

export type ListedRow = Awaited<ReturnType<ReturnType<typeof listedRows>['execute']>>[number];

export const collectionOf = (row: ListedRow): Collection => ({
  id: row.id,
  title: row.title,
  lead: row.lead,
  visibility: row.visibility,
  linkKey: row.link_key ?? undefined,
  community: row.community === null ? undefined : { id: row.community, name: row.community_name ?? '' },
  updatedAt: row.updated_at,
  fictitious: row.fictitious,
});

/** As everybody reads it: what curators have read, without what its author has taken away since. */
export function publicOf(row: ListedRow): Collection | undefined {
  if (row.visibility !== 'public' || row.admitted === null) return undefined;
  const { title, lead } = row.admitted;
  return { ...collectionOf(row), title, lead, linkKey: undefined };
}
