/** What waits for a person: the pairs that matching asks about. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { JudgedPair } from './pairs.ts';

export interface Question {
  sheets: [string, string];
  score: number;
  reasons: string[];
}

/** Replaces the questions on these sheets: all of them were judged again. */
export async function keepQuestions(
  trx: Kysely<Tables>,
  sheets: readonly string[],
  asked: readonly JudgedPair[],
): Promise<void> {
  for (let at = 0; at < sheets.length; at += 1000) {
    const some = sheets.slice(at, at + 1000);
    await trx
      .deleteFrom('match_question')
      .where((where) => where.or([where('one', 'in', some), where('other', 'in', some)]))
      .execute();
  }
  for (let at = 0; at < asked.length; at += 1000)
    await trx
      .insertInto('match_question')
      .values(
        asked
          .slice(at, at + 1000)
          .map(({ a, b, score, reasons }) => ({ one: a, other: b, score, reasons: JSON.stringify(reasons) })),
      )
      .execute();
}

/** The questions that are most probably a yes first. */
export async function openQuestions(
  db: Kysely<Tables>,
  most: number,
): Promise<{ total: number; questions: Question[] }> {
  const { total } = await db
    .selectFrom('match_question')
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('match_question')
    .selectAll()
    .orderBy('score', 'desc')
    .orderBy('one')
    .orderBy('other')
    .limit(most)
    .execute();
  return {
    total: Number(total),
    questions: rows.map(({ one, other, score, reasons }) => ({ sheets: [one, other], score, reasons })),
  };
}

/** The pair comes last in the queue from now on, whoever asks. */
export async function putOff(
  db: Kysely<Tables>,
  sheets: readonly [string, string],
  author: string,
  now: Date,
): Promise<void> {
  const [one, other] = [...sheets].sort() as [string, string];
  await db
    .insertInto('match_later')
    .values({ one, other, author, since: now })
    .onConflict((conflict) => conflict.columns(['one', 'other']).doUpdateSet({ author, since: now }))
    .execute();
}
