/** What collections keep of a person: their own, which go with them; of a community's, what they wrote in it. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedWords } from '#db/tables-of-people.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { changeAdmitted } from '../moderation/circle-acts.ts';
import { withoutNames } from '../without-names.ts';

export const collectionKeeping: Keeping = {
  name: 'collections',
  async tell(db, { id }) {
    const own = await db.selectFrom('collection').selectAll().where('owner', '=', id).orderBy('created_at').execute();
    const byCollection = Map.groupBy(await notes(db).where('owner', '=', id).execute(), ({ collection }) => collection);
    const inCommunities = await notes(db).where('collection_item.author', '=', id).where('owner', 'is', null).execute();
    return [
      ...own.map(({ id: collection, title, lead, visibility, created_at, updated_at }) => ({
        id: collection,
        title,
        lead,
        visibility,
        since: created_at,
        changed: updated_at,
        projects: (byCollection.get(collection) ?? []).map(noteTold),
      })),
      ...[...Map.groupBy(inCommunities, ({ collection }) => collection)].map(([collection, mine]) => ({
        id: collection,
        ofACommunity: true,
        projects: mine.map(noteTold),
      })),
    ];
  },
  async forget(tx, { id, mail }) {
    const person = await tx.selectFrom('person').select('name').where('id', '=', id).executeTakeFirst();
    await tx.deleteFrom('collection').where('owner', '=', id).execute();
    await leaveCommunities(tx, id, [mail, person?.name ?? '']);
  },
};

const notes = (db: Kysely<Tables>) =>
  db
    .selectFrom('collection_item')
    .innerJoin('collection', 'collection.id', 'collection_item.collection')
    .select(['collection', 'project', 'note', 'added_at'])
    .orderBy('place');

const noteTold = ({ project, note, added_at }: { project: string; note: string; added_at: Date }) => ({
  project,
  note,
  added: added_at,
});

/** A community keeps its collections, without the words of who leaves: notes and presentation; a title loses their name. */
async function leaveCommunities(tx: Transaction<Tables>, person: string, named: readonly string[]): Promise<void> {
  const touched = await tx
    .selectFrom('collection')
    .select(['id', 'title', 'lead', 'author'])
    .where('owner', 'is', null)
    .where((eb) =>
      eb.or([
        eb('author', '=', person),
        eb.exists(
          eb
            .selectFrom('collection_item')
            .select('project')
            .whereRef('collection_item.collection', '=', 'collection.id')
            .where('collection_item.author', '=', person),
        ),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { id, title, lead, author } of touched) {
    await tx
      .updateTable('collection_item')
      .set({ note: '', author: null })
      .where('collection', '=', id)
      .where('author', '=', person)
      .execute();
    const left = await tx
      .selectFrom('collection_item')
      .select('project')
      .where('collection', '=', id)
      .where('note', '!=', '')
      .execute();
    const kept = new Set(left.map(({ project }) => project));
    const own = author === person;
    await tx
      .updateTable('collection')
      .set({
        title: own ? withoutNames(title, named) : title,
        lead: own ? '' : lead,
        author: own ? null : author,
      })
      .where('id', '=', id)
      .execute();
    await changeAdmitted<AdmittedWords>(tx, { what: 'collection', id }, (read) => ({
      title: withoutNames(read.title, named),
      lead: own ? '' : read.lead,
      notes: Object.fromEntries(Object.entries(read.notes).filter(([project]) => kept.has(project))),
    }));
  }
}
