/** Puts a matter before the curators, changes one that is open, takes one back: within the caller's own transaction. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Fact, MatterWord } from '#model/matter.ts';
import { addressHash } from '../mail/outbox.ts';
import type { Author, NewMatter } from './matter.ts';

const day = 24 * 3600 * 1000;
const longestTitle = 200;

/** The id of the matter. While one of this kind and subject is open it is that one, changed, and waits again. */
export async function raise(db: Kysely<Tables>, matter: NewMatter, now: Date): Promise<string> {
  const { kind, subject, title, facts, language, weight = 0, project, source, about, author, authors } = matter;
  const { suspicions = [], suspect = false } = matter;
  const person = author !== undefined && 'person' in author ? author.person : null;
  const content = {
    title: title.slice(0, longestTitle),
    facts: JSON.stringify(facts),
    language,
    weight,
    project: project ?? null,
    source: source ?? null,
    about: about ?? null,
    suspicions: JSON.stringify(suspicions),
    suspect,
    changed_at: now,
  };
  const row = await db
    .insertInto('matter')
    .values({
      id: randomUUID(),
      kind,
      subject,
      ...content,
      rank: weight - now.getTime() / day,
      state: 'waiting',
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'subject'])
        .where('state', 'in', ['waiting', 'asked'])
        .doUpdateSet({
          ...content,
          // It keeps its place in the queue; who had agreed had agreed to something else.
          rank: sql`${weight} - extract(epoch from matter.created_at) / 86400`,
          state: 'waiting',
          approved_by: null,
        }),
    )
    .returning(['id', sql<boolean>`xmax = 0`.as('is_new')])
    .executeTakeFirstOrThrow();
  if (authors !== undefined) await setAuthors(db, row.id, authors);
  else if (author !== undefined) await addAuthors(db, row.id, [author]);
  if (row.is_new) await say(db, row.id, { what: 'raised', person, now });
  else if (!(await changedAgain(db, row.id, person, now))) await say(db, row.id, { what: 'changed', person, now });
  return row.id;
}

/** Those whose unread words are in it, and nobody else: it is to be read by another, tells them, and is theirs to take away. */
export async function setAuthors(db: Kysely<Tables>, matter: string, authors: readonly Author[]): Promise<void> {
  await db.deleteFrom('matter_author').where('matter', '=', matter).execute();
  await addAuthors(db, matter, authors);
}

export async function addAuthors(db: Kysely<Tables>, matter: string, authors: readonly Author[]): Promise<void> {
  if (authors.length === 0) return;
  const row = (author: Author) =>
    'person' in author
      ? { matter, person: author.person, author_hash: null, is_proven: true }
      : { matter, person: null, author_hash: addressHash(author.mail), is_proven: author.isProven === true };
  await db
    .insertInto('matter_author')
    .values(authors.map(row))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** At most so many facts are gathered under one subject; what has no room there is a matter of its own. */
const mostFacts = 40;

/**
 * As `raise`, where several may speak under one subject (a network, an address that anybody may type): what was said
 * before stays, and what comes after it neither puts it last nor is lost for it.
 */
export const raiseBeside = (db: Kysely<Tables>, matter: NewMatter, now: Date): Promise<string> =>
  db.transaction().execute(async (tx) => {
    const { kind, suspicions = [], suspect = false } = matter;
    await sql`select pg_advisory_xact_lock(hashtext(${`${kind} ${matter.subject}`}))`.execute(tx);
    for (let nth = 1; ; nth++) {
      const subject = nth === 1 ? matter.subject : `${matter.subject} ${nth}`;
      const before = await tx
        .selectFrom('matter')
        .select(['facts', 'suspicions', 'suspect'])
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('state', 'in', ['waiting', 'asked'])
        .executeTakeFirst();
      if (before === undefined) return raise(tx, { ...matter, subject }, now);
      const isNew = (fact: Fact) => !before.facts.some(({ name, value }) => name === fact.name && value === fact.value);
      const facts = [...before.facts, ...matter.facts.filter(isNew)];
      if (facts.length > mostFacts) continue;
      const found = suspect && !before.suspect ? before.suspicions : suspicions;
      return raise(tx, { ...matter, subject, facts, suspicions: found, suspect: suspect && before.suspect }, now);
    }
  });

/** What its author changes ten times before anybody has said a word was changed once, the last time. */
async function changedAgain(db: Kysely<Tables>, matter: string, person: string | null, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update matter_word set said_at = ${now}
    where seq = (select max(seq) from matter_word where matter = ${matter})
      and what = 'changed' and person is not distinct from ${person}
    returning seq`.execute(db);
  return rows.length > 0;
}

/** Adds to the history of a matter. */
export async function say(
  db: Kysely<Tables>,
  matter: string,
  word: { what: MatterWord; person: string | null; sentence?: string; now: Date },
): Promise<void> {
  const { what, person, sentence = '', now } = word;
  await db.insertInto('matter_word').values({ matter, what, person, sentence, said_at: now }).execute();
}

type Open = { kind: string; subject: string };

const openOf = (db: Kysely<Tables>, { kind, subject }: Open) =>
  db.updateTable('matter').where('kind', '=', kind).where('subject', '=', subject);

/** The author takes it back. False when nothing of this subject is open. */
export async function withdraw(db: Kysely<Tables>, open: Open, person: string | null, now: Date): Promise<boolean> {
  const row = await openOf(db, open)
    .where('state', 'in', ['waiting', 'asked'])
    .set({ state: 'withdrawn', changed_at: now, decided_at: now })
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) await say(db, row.id, { what: 'withdrawn', person, now });
  return row !== undefined;
}

/** The author answers a question without changing what was sent. False when no question is open. */
export async function answer(
  db: Kysely<Tables>,
  open: Open,
  { person, sentence }: { person: string | null; sentence: string },
  now: Date,
): Promise<boolean> {
  const row = await openOf(db, open)
    .where('state', '=', 'asked')
    .set({ state: 'waiting', changed_at: now })
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) await say(db, row.id, { what: 'answered', person, sentence, now });
  return row !== undefined;
}
