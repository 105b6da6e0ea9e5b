/** What curators answered about words: kept with who, when and why, at once in force, and undone without a trace lost. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { type CarriedWord, type WordAnswer, wordAnswerSchema } from '#model/word-answer.ts';
import { createUnderstanding, type Understanding } from '../understanding.ts';

export interface StandingAnswer extends WordAnswer {
  id: string;
  author: string;
  reason: string;
  madeAt: Date;
}

/** Why an answer was not taken. */
export type Refusal =
  | { refused: 'word-not-carried' }
  | { refused: 'concept-unknown'; concept: string }
  | { refused: 'concept-missing' }
  | { refused: 'answer-unknown' };

export interface Answered {
  /** The id of the answer. */
  id: string;
  /** How many sheets are to be described again, and of which catalogues. */
  sheets: number;
  sources: string[];
}

/** Writers of answers wait for the batch that is being described, so that none is described by a former answer. */
const lock = sql`select pg_advisory_xact_lock(hashtext('carrefour.words'))`;
const sharedLock = sql`select pg_advisory_xact_lock_shared(hashtext('carrefour.words'))`;

/**
 * Takes an answer in place of the former one, and marks the sheets that carry the word to be described again; the
 * others stay as they are. `choice` names all the concepts that the word means, none, or that it waits.
 */
export async function answerWord(
  db: Kysely<Tables>,
  carried: CarriedWord,
  choice: { concepts: readonly string[] } | 'none' | 'later',
  by: { author: string; reason: string; now: Date },
): Promise<Answered | Refusal> {
  const concepts = typeof choice === 'object' ? [...new Set(choice.concepts)] : [];
  if (typeof choice === 'object' && concepts.length === 0) return { refused: 'concept-missing' };
  const unknown = concepts.find((concept) => !vocabularies[carried.vocabulary].byId.has(concept));
  if (unknown !== undefined) return { refused: 'concept-unknown', concept: unknown };
  return db.transaction().execute(async (trx) => {
    await lock.execute(trx);
    const seen = await trx
      .selectFrom('sheet_word')
      .select('written')
      .where('vocabulary', '=', carried.vocabulary)
      .where('evidence', '=', carried.evidence)
      .where('word', '=', carried.word)
      .orderBy('written')
      .limit(1)
      .executeTakeFirst();
    if (seen === undefined) return { refused: 'word-not-carried' };
    const former = await undoStanding(trx, carried, by);
    const id = randomUUID();
    const { vocabulary, evidence, word } = carried;
    const later = choice === 'later';
    const answer = { vocabulary, evidence, word, written: seen.written, concepts, later, reason: by.reason };
    await trx
      .insertInto('word_answer')
      .values({ ...answer, id, author: by.author, made_at: by.now })
      .execute();
    // To put a word aside changes no sheet, unless it takes back what was answered before.
    return { id, ...(later && former?.later !== false ? nothingWaits : await markCarriers(trx, carried)) };
  });
}

/** Takes an answer back: the sheets that carry the word are described again as if nobody had answered. */
export async function undoAnswer(
  db: Kysely<Tables>,
  id: string,
  by: { author: string; now: Date },
): Promise<Answered | Refusal> {
  return db.transaction().execute(async (trx) => {
    await lock.execute(trx);
    const row = await trx
      .updateTable('word_answer')
      .set({ undone_at: by.now, undone_by: by.author })
      .where(sql`id::text`, '=', id)
      .where('undone_at', 'is', null)
      .returning(answerColumns)
      .executeTakeFirst();
    if (row === undefined) return { refused: 'answer-unknown' };
    const answer = wordAnswerSchema.parse(row);
    return { id, ...(answer.later ? nothingWaits : await markCarriers(trx, answer)) };
  });
}

/** Every answer that stands, the latest first. */
export async function standingAnswers(db: Kysely<Tables>): Promise<StandingAnswer[]> {
  const rows = await db
    .selectFrom('word_answer')
    .select([...answerColumns, 'id', 'author', 'reason', 'made_at'])
    .where('undone_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ id, author, reason, made_at: madeAt, ...answer }) => ({
    ...wordAnswerSchema.parse(answer),
    ...{ id, author, reason, madeAt },
  }));
}

/**
 * Gives the understanding of words as the answers have it now, made anew when one was given or taken back since the
 * last call. Call it in the transaction that describes: no answer comes in before its end.
 */
export function understandingInForce(): (trx: Kysely<Tables>) => Promise<Understanding> {
  let made: { stamp: string; understanding: Understanding } | undefined;
  return async (trx) => {
    await sharedLock.execute(trx);
    const { rows } = await sql<{ stamp: string }>`
      select coalesce(string_agg(id::text, ' ' order by id), '') as stamp
      from word_answer where undone_at is null`.execute(trx);
    const { stamp } = rows[0]!;
    if (made?.stamp !== stamp) made = { stamp, understanding: createUnderstanding(await inOrderOfArrival(trx)) };
    return made.understanding;
  };
}

/** The learner depends on the order of its lessons: the same answers must give the same. */
async function inOrderOfArrival(trx: Kysely<Tables>): Promise<WordAnswer[]> {
  return (await standingAnswers(trx)).reverse();
}

const answerColumns = ['vocabulary', 'evidence', 'word', 'written', 'concepts', 'later'] as const;
const nothingWaits = { sheets: 0, sources: [] };

async function undoStanding(
  trx: Kysely<Tables>,
  { vocabulary, evidence, word }: CarriedWord,
  by: { author: string; now: Date },
): Promise<WordAnswer | undefined> {
  const row = await trx
    .updateTable('word_answer')
    .set({ undone_at: by.now, undone_by: by.author })
    .where('undone_at', 'is', null)
    .where('vocabulary', '=', vocabulary)
    .where('evidence', '=', evidence)
    .where('word', '=', word)
    .returning(answerColumns)
    .executeTakeFirst();
  return row && wordAnswerSchema.parse(row);
}

/** A record without a mark waits to be described, by whoever describes next: a kill in between loses nothing. */
async function markCarriers(
  trx: Kysely<Tables>,
  { vocabulary, evidence, word }: CarriedWord,
): Promise<{ sheets: number; sources: string[] }> {
  const { rows } = await sql<{ source: string }>`
    update record set described_with = null
    where id in (
      select sheet from sheet_word
      where vocabulary = ${vocabulary} and evidence = ${evidence} and word = ${word}
    )
    returning source`.execute(trx);
  return { sheets: rows.length, sources: [...new Set(rows.map(({ source }) => source))].sort() };
}
