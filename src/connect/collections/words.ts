/** What a community's collection says, part by part, and whose words they are. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedWords } from '#db/tables-of-people.ts';
import { allAdmitted } from '../moderation/circle-acts.ts';
import { type Hands, sign, type Texts, writersOf } from '../written-by.ts';

/** By the names of facts in the queue, and the ids of the projects whose notes they are. */
export const partsOf = ({ title, lead, notes }: AdmittedWords): Texts => ({ title, body: lead, ...notes });

export async function textsOf(tx: Kysely<Tables>, collection: string): Promise<Texts> {
  const row = await tx
    .selectFrom('collection')
    .select(['title', 'lead'])
    .where('id', '=', collection)
    .executeTakeFirst();
  const items = await tx
    .selectFrom('collection_item')
    .select(['project', 'note'])
    .where('collection', '=', collection)
    .where('note', '!=', '')
    .execute();
  if (row === undefined) return {};
  return partsOf({ ...row, notes: Object.fromEntries(items.map(({ project, note }) => [project, note])) });
}

/** In the transaction that holds it: what a person changed is signed; nothing when it is gone. */
export async function signWords(tx: Kysely<Tables>, collection: string, person: string, before: Texts): Promise<void> {
  const after = await textsOf(tx, collection);
  if (after.title === undefined) return;
  const standing = (await allAdmitted<AdmittedWords>(tx, { what: 'collection', id: collection })).map(partsOf);
  await sign(tx, { collection }, { person, before, after, standing });
}

/** Those whose words nobody has read yet. */
export const unreadWriters = (hands: Hands, texts: Texts, read: Texts | undefined): string[] => [
  ...new Set(Object.entries(texts).flatMap(([part, text]) => writersOf(hands, part, text, read?.[part]))),
];
