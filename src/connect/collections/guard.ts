/**
 * The guard of public collections: everybody reads the words that a curator read. What is written after is a matter of
 * the queue, and what was read before stays online meanwhile: as for communities and contributions, a text that the
 * Carrefour shows to all was read by somebody first. What is taken away is gone at once.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedWords } from '#db/tables-of-people.ts';
import type { Fact } from '#model/matter.ts';
import { admit, changeAdmitted, latestActs, takeBack, takenOffFact } from '../moderation/circle-acts.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import type { Guard } from './collection.ts';

export const guardName = 'collection';

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
  await forgetTakenAway(tx, id);
  const words = await wordsNow(tx, id);
  if (words === undefined) return;
  const open = { kind: guardName, subject: id };
  if (!waitsForCurators(words)) {
    await withdraw(tx, open, person, now);
    return;
  }
  const { language } = await tx
    .selectFrom('person')
    .select('language')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  await raise(tx, { ...open, ...shownOf(words), language, author: { person } }, now);
}

const waitsForCurators = (words: Said): boolean => words.visibility === 'public' && unread(words).length > 0;

/** What several wrote is read where it stands: who leaves takes their words from there, and the queue has no copy. */
const shownOf = (words: Said) =>
  words.community === null
    ? { title: words.title, facts: whole(words) }
    : { title: words.community, facts: [] as Fact[] };

/** What its author takes away is gone from all that was ever read of it, so that no undoing shows it again. */
async function forgetTakenAway(tx: Kysely<Tables>, id: string): Promise<void> {
  const words = await wordsNow(tx, id);
  if (words === undefined) return;
  const noted = new Set(words.notes.map(({ project }) => project));
  await changeAdmitted<AdmittedWords>(tx, { what: 'collection', id }, ({ title, lead, notes }) => ({
    title,
    lead: words.lead === '' ? '' : lead,
    notes: Object.fromEntries(Object.entries(notes).filter(([project]) => noted.has(project))),
  }));
}

/**
 * After a curator's act that changed what everybody reads: the matter that is open shows what stands there now, and who
 * reads it reads again before deciding; it is open no more where nothing waits.
 */
export async function showAsItStands(tx: Kysely<Tables>, id: string, now: Date): Promise<void> {
  const words = await wordsNow(tx, id);
  if (words === undefined || !waitsForCurators(words)) {
    await withdraw(tx, { kind: guardName, subject: id }, null, now);
    return;
  }
  const { title, facts } = shownOf(words);
  await tx
    .updateTable('matter')
    .set({ title, facts: JSON.stringify(facts), changed_at: now })
    .where('kind', '=', guardName)
    .where('subject', '=', id)
    .where('state', 'in', ['waiting', 'asked'])
    .execute();
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
    .orderBy(sql`state in ('waiting', 'asked')`, 'desc')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (matter?.state === 'waiting' || matter?.state === 'asked') return { is: matter.state, sentence: matter.sentence };
  const { takenOffAt } = await latestActs(db, { what: 'collection', id });
  if (takenOffAt !== undefined) return { is: 'off', sentence: '' };
  return { is: 'refused', sentence: matter?.state === 'refused' ? matter.sentence : '' };
}

/** A curator's word on what a collection says: accepted, everybody reads it; refused, they read what they read before. */
export const collectionGuard = (now: () => Date): MatterKind => ({
  name: guardName,
  undoneAlone: true,
  hold: (tx, subject) => tx.selectFrom('collection').select('id').where('id', '=', subject).forUpdate().execute(),
  async factsNow(db, { subject }) {
    const words = await wordsNow(db, subject);
    if (words === undefined) return [];
    const off = takenOffFact(await latestActs(db, { what: 'collection', id: subject }));
    return words.community === null ? off : [...whole(words), ...off];
  },
  async onDecided(tx, { matter, verdict }) {
    const words = verdict === 'accept' ? await wordsNow(tx, matter.subject) : undefined;
    if (words === undefined) return undefined;
    const { title, lead, notes } = words;
    const read = { title, lead, notes: Object.fromEntries(notes.map(({ project, note }) => [project, note])) };
    await admit(tx, { what: 'collection', id: matter.subject }, read, { matter: matter.id, now: now() });
    return undefined;
  },
  async undo(tx, { id, state }) {
    return state === 'accepted' && !(await takeBack(tx, id)) ? 'too-late' : undefined;
  },
  again: (tx, { subject }) => showAsItStands(tx, subject, now()),
  pathOf: ({ subject }) => `/compte/carnets/${subject}`,
  wholeAt: ({ subject }) => `/carnets/${subject}`,
});
