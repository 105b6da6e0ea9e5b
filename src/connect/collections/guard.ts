/**
 * The guard of public collections: everybody reads the words that a curator read. What is written after is a matter of
 * the queue, and what was read before stays online meanwhile: as for communities and contributions, a text that the
 * Carrefour shows to all was read by somebody first. What is taken away is gone at once.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact } from '#model/matter.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, setAuthors, withdraw } from '../moderation/raise.ts';
import { handsOf } from '../written-by.ts';
import type { Guard } from './collection.ts';
import { partsOf, unreadWriters } from './words.ts';

export const guardName = 'collection';

type Admitted = { title: string; lead: string; notes: Record<string, string> };

/** What a collection says now: notes that say something, by the project's id. */
async function wordsNow(tx: Kysely<Tables>, id: string) {
  const row = await tx
    .selectFrom('collection')
    .leftJoin('community', 'community.id', 'collection.community')
    .select(['title', 'collection.lead', 'visibility', 'admitted', 'community.name as community'])
    .where('collection.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const items = await tx
    .selectFrom('collection_item')
    .select(['project', 'note'])
    .where('collection', '=', id)
    .where('note', '!=', '')
    .orderBy('place')
    .execute();
  return { ...row, notes: items };
}

type Said = NonNullable<Awaited<ReturnType<typeof wordsNow>>>;

/** In the transaction that changed it and holds it: puts what nobody has read before the curators, or takes it back. */
export async function guard(tx: Kysely<Tables>, id: string, person: string, now: Date): Promise<void> {
  const words = await wordsNow(tx, id);
  if (words === undefined) return;
  const open = { kind: guardName, subject: id };
  const { title, community, visibility, admitted, notes } = words;
  if (admitted !== null) await keepAdmitted(tx, id, { ...admitted, notes: stillThere(admitted.notes, notes) });
  if (visibility !== 'public' || unread(words).length === 0) {
    await withdraw(tx, open, person, now);
    return;
  }
  const { language } = await tx
    .selectFrom('person')
    .select('language')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  // What several wrote is read where it stands: who leaves takes their words from there, and the queue has no copy.
  const matter = community === null ? { title, facts: whole(words) } : { title: community, facts: [] };
  const authors = community === null ? [{ person }] : await unreadAuthors(tx, id, words);
  await raise(tx, { ...open, ...matter, language, author: { person }, authors }, now);
}

/** When somebody left and took their words out of it: what waits is of those who are left, or is nothing any more. */
export async function guardWithout(tx: Kysely<Tables>, id: string, now: Date): Promise<void> {
  const open = { kind: guardName, subject: id };
  const waits = await tx
    .selectFrom('matter')
    .select('id')
    .where('kind', '=', guardName)
    .where('subject', '=', id)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();
  const words = await wordsNow(tx, id);
  if (waits === undefined || words === undefined) return;
  if (unread(words).length === 0) await withdraw(tx, open, null, now);
  else await setAuthors(tx, waits.id, await unreadAuthors(tx, id, words));
}

async function unreadAuthors(tx: Kysely<Tables>, collection: string, words: Said): Promise<{ person: string }[]> {
  const { admitted, notes, ...said } = words;
  const texts = partsOf({ ...said, notes: Object.fromEntries(notes.map(({ project, note }) => [project, note])) });
  const read = admitted === null ? undefined : partsOf(admitted);
  const writers = unreadWriters(await handsOf(tx, { collection }), texts, read);
  return writers.map((person) => ({ person }));
}

/** What is new, and what did not change, so that it is read together. */
function whole(words: Said): Fact[] {
  const facts = unread(words);
  const rest = [
    { name: 'title', value: words.title },
    { name: 'body', value: words.lead },
  ].filter(({ name, value }) => value !== '' && !facts.some((fact) => fact.name === name));
  return [...facts, ...rest];
}

const stillThere = (notes: Readonly<Record<string, string>>, now: readonly { project: string }[]) =>
  Object.fromEntries(now.flatMap(({ project }) => (notes[project] === undefined ? [] : [[project, notes[project]]])));

const keepAdmitted = (tx: Kysely<Tables>, id: string, admitted: Admitted | null) =>
  tx
    .updateTable('collection')
    .set({ admitted: admitted === null ? null : JSON.stringify(admitted) })
    .where('id', '=', id)
    .execute();

/** What differs from what was read; nothing when all was. */
function unread(words: Said): Fact[] {
  const { title, lead, admitted, notes } = words;
  const changed = (name: string, value: string, former: string | undefined, url?: string): Fact[] =>
    value === former || (value === '' && name !== 'title')
      ? []
      : [{ name, value, ...(former !== undefined && former !== '' && { former }), ...(url !== undefined && { url }) }];
  return [
    ...changed('title', title, admitted?.title),
    ...changed('body', lead, admitted?.lead),
    ...notes.flatMap(({ project, note }) => changed('note', note, admitted?.notes[project], `/projets/${project}`)),
  ];
}

/** For those who may write in it. */
export async function guardOf(db: Kysely<Tables>, id: string): Promise<Guard> {
  const words = await wordsNow(db, id);
  if (words === undefined || (words.admitted !== null && unread(words).length === 0)) return { is: 'read' };
  const matter = await db
    .selectFrom('matter')
    .select(['state', 'sentence'])
    .where('kind', '=', guardName)
    .where('subject', '=', id)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const is = matter?.state === 'waiting' || matter?.state === 'asked' ? matter.state : 'refused';
  return { is, sentence: matter?.sentence ?? '' };
}

/** A curator's word on what a collection says: accepted, everybody reads it; refused, they read what they read before. */
export const collectionGuard: MatterKind = {
  name: guardName,
  hold: (tx, subject) => tx.selectFrom('collection').select('id').where('id', '=', subject).forUpdate().execute(),
  async factsNow(db, { subject }) {
    const words = await wordsNow(db, subject);
    return words === undefined || words.community === null ? [] : whole(words);
  },
  async onDecided(tx, { matter, verdict }) {
    const words = verdict === 'accept' ? await wordsNow(tx, matter.subject) : undefined;
    if (words === undefined) return undefined;
    const { title, lead, notes, admitted } = words;
    const read = { title, lead, notes: Object.fromEntries(notes.map(({ project, note }) => [project, note])) };
    await tx
      .updateTable('collection')
      .set({ admitted: JSON.stringify(read), admitted_before: admitted === null ? null : JSON.stringify(admitted) })
      .where('id', '=', matter.subject)
      .execute();
    return undefined;
  },
  async undo(tx, { subject, state }) {
    if (state === 'refused') return undefined;
    await tx
      .updateTable('collection')
      .set({ admitted: sql<string | null>`admitted_before`, admitted_before: null })
      .where('id', '=', subject)
      .execute();
    return undefined;
  },
  pathOf: ({ subject }) => `/compte/carnets/${subject}`,
  wholeAt: ({ subject }) => `/carnets/${subject}`,
};
