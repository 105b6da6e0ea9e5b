/** What collections keep of a person: their own, which go with them. */
import type { Keeping } from '../accounts/own-data.ts';

export const collectionKeeping: Keeping = {
  name: 'collections',
  async tell(db, { id }) {
    const rows = await db.selectFrom('collection').selectAll().where('owner', '=', id).orderBy('created_at').execute();
    const items = await db
      .selectFrom('collection_item')
      .innerJoin('collection', 'collection.id', 'collection_item.collection')
      .select(['collection', 'project', 'note', 'added_at'])
      .where('owner', '=', id)
      .orderBy('place')
      .execute();
    const byCollection = Map.groupBy(items, ({ collection }) => collection);
    return rows.map(({ id: collection, title, lead, visibility, created_at, updated_at }) => ({
      id: collection,
      title,
      lead,
      visibility,
      since: created_at,
      changed: updated_at,
      projects: (byCollection.get(collection) ?? []).map(({ project, note, added_at }) => ({
        project,
        note,
        added: added_at,
      })),
    }));
  },
  async forget(tx, { id }) {
    await tx.deleteFrom('collection').where('owner', '=', id).execute();
  },
};
