/** What a community's collection says, part by part, and whose words they are. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Hands, sign, type Texts, writersOf } from '../written-by.ts';

export interface Words {
  title: string;
  lead: string;
  notes: Record<string, string>;
}

/** By the names of facts in the queue, and the ids of the projects whose notes they are. */
export const partsOf = ({ title, lead, notes }: Words): Texts => ({ title, body: lead, ...notes });

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
  const row = await tx
    .selectFrom('collection')
    .select(['admitted', 'admitted_before'])
    .where('id', '=', collection)
    .executeTakeFirst();
  if (row === undefined) return;
  const standing = [row.admitted, row.admitted_before].flatMap((words) => (words === null ? [] : [partsOf(words)]));
  const after = await textsOf(tx, collection);
  await sign(tx, { collection }, { person, before, after, standing });
}

/** Those whose words nobody has read yet. */
export const unreadWriters = (hands: Hands, texts: Texts, read: Texts | undefined): string[] => [
  ...new Set(Object.entries(texts).flatMap(([part, text]) => writersOf(hands, part, text, read?.[part]))),
];
