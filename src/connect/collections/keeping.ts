/** What collections keep of a person: their own, which go with them; of a community's, what they wrote in it. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedWords } from '#db/tables-of-people.ts';
import type { Keeping } from '../accounts/own-data.ts';
import { allAdmitted, changeAdmitted } from '../moderation/circle-acts.ts';
import {
  forgetHand,
  type Hands,
  handsOf,
  type Leaver,
  signWithout,
  withoutLeaver,
  withoutWriter,
  wordsBy,
} from '../written-by.ts';
import { showAsItStands } from './guard.ts';
import { partsOf } from './words.ts';

export const collectionKeeping: Keeping = {
  name: 'collections',
  async tell(db, { id }) {
    const own = await db.selectFrom('collection').selectAll().where('owner', '=', id).orderBy('created_at').execute();
    const byCollection = Map.groupBy(await notes(db).where('owner', '=', id).execute(), ({ collection }) => collection);
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
      ...(await wroteInCommunities(db, id)),
    ];
  },
  async forget(tx, { id, named }) {
    const leaver = { person: id, named };
    await tx.deleteFrom('collection').where('owner', '=', id).execute();
    await leaveCommunities(tx, leaver, new Date());
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

/** Their own sentences of what several write, those that everybody still reads too. */
async function wroteInCommunities(db: Kysely<Tables>, person: string): Promise<object[]> {
  const rows = await db
    .selectFrom('collection')
    .select(['id', 'title', 'lead', 'admitted'])
    .where('id', 'in', (eb) => eb.selectFrom('written_by').select('collection').where('person', '=', person))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const told = [];
  for (const { id, title, lead, admitted } of rows) {
    const hands = await handsOf(db, { collection: id });
    const mine = (part: string, text: string) => wordsBy(hands, part, text, person);
    const items = await notes(db).where('collection', '=', id).execute();
    const said = (words: { title: string; lead: string }) => ({
      title: mine('title', words.title),
      lead: mine('body', words.lead),
    });
    told.push({
      id,
      ofACommunity: true,
      ...said({ title, lead }),
      projects: items
        .map((item) => ({ ...noteTold(item), note: mine(item.project, item.note) }))
        .filter(({ note }) => note !== ''),
      ...(admitted !== null && {
        online: {
          ...said(admitted),
          notes: Object.entries(admitted.notes)
            .map(([project, note]) => ({ project, note: mine(project, note) }))
            .filter(({ note }) => note !== ''),
        },
      }),
    });
  }
  return told;
}

/**
 * A community keeps its collections, without the words of who leaves and without their name in the others'. What was
 * read of another's, and they wrote over, is said again.
 */
async function leaveCommunities(tx: Transaction<Tables>, leaver: Leaver, now: Date): Promise<void> {
  const touched = await tx
    .selectFrom('collection')
    .select(['id', 'title', 'lead', 'admitted'])
    .where('owner', 'is', null)
    .where((eb) =>
      eb.or([
        eb('id', 'in', eb.selectFrom('written_by').select('collection').where('person', '=', leaver.person)),
        eb(
          'community',
          'in',
          eb.selectFrom('community_member').select('community').where('person', '=', leaver.person),
        ),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { id, title, lead, admitted } of touched) {
    const hands = await handsOf(tx, { collection: id });
    const left = (part: string, text: string) => withoutWriter(hands, part, text, leaver);
    const read = admitted && wordsWithout(hands, admitted, leaver);
    const acts = await allAdmitted<AdmittedWords>(tx, { what: 'collection', id });
    await changeAdmitted<AdmittedWords>(tx, { what: 'collection', id }, (words) => wordsWithout(hands, words, leaver));
    const items = await tx
      .selectFrom('collection_item')
      .select(['project', 'note'])
      .where('collection', '=', id)
      .where('note', '!=', '')
      .execute();
    for (const { project, note } of items) {
      const without = left(project, note) || (read?.notes[project] ?? '');
      if (without !== note)
        await tx
          .updateTable('collection_item')
          .set({ note: without })
          .where('collection', '=', id)
          .where('project', '=', project)
          .execute();
    }
    await tx
      .updateTable('collection')
      .set({
        // It must be called something.
        title:
          left('title', title) ||
          (admitted && left('title', admitted.title)) ||
          withoutLeaver(hands, 'title', title, leaver),
        lead: lead === '' ? '' : left('body', lead) || (read?.lead ?? ''),
      })
      .where('id', '=', id)
      .execute();
    const said = { title, lead, notes: Object.fromEntries(items.map(({ project, note }) => [project, note])) };
    await signWithout(tx, { collection: id }, hands, [said, ...acts].map(partsOf), leaver);
  }
  await forgetHand(tx, 'collection', leaver.person);
  for (const { id } of touched) await showAsItStands(tx, id, now);
}

function wordsWithout(hands: Hands, { title, lead, notes: noted }: AdmittedWords, leaver: Leaver): AdmittedWords {
  const left = (part: string, text: string) => withoutWriter(hands, part, text, leaver);
  return {
    title: left('title', title) || withoutLeaver(hands, 'title', title, leaver),
    lead: left('body', lead),
    notes: Object.fromEntries(
      Object.entries(noted)
        .map(([project, note]): [string, string] => [project, left(project, note)])
        .filter(([, note]) => note !== ''),
    ),
  };
}
