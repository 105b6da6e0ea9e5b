/** What waits for a person, and what a person chose: the review queue, and the decisions on fields. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Choice } from './merge.ts';
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

/** What people chose for fields from these sheets, the latest last. A choice goes where its sheet goes. */
export async function choicesOn(trx: Kysely<Tables>, sheets: readonly string[]): Promise<Choice[]> {
  const known = new Set(sheets);
  const rows = await trx
    .selectFrom('decision')
    .select('body')
    .where('kind', '=', 'choose')
    .where('undone_at', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(({ body }) => body as Choice).filter(({ sheet }) => known.has(sheet));
}
