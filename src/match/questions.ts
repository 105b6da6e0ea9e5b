/** What waits for a person: the pairs that matching asks about. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Sheet } from '#model/sheet.ts';
import type { JudgedPair } from './pairs.ts';

export interface Question {
  sheets: [string, string];
  /** In which the two stand now. */
  projects: [string, string];
  score: number;
  /** What answering is worth, in no unit: it orders the queue. */
  worth: number;
  putOff: boolean;
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

export interface Queue {
  /** How many pairs wait, and how many of these somebody put off. */
  total: number;
  putOff: number;
  questions: Question[];
}

/** Questions about what is shown: a hidden project's wait until it is shown again. */
const shownQuestions = sql`
  match_question question
  join project_sheet one_link on one_link.sheet = question.one
  join project_sheet other_link on other_link.sheet = question.other
  join project first on first.id = one_link.project and not first.hidden
  join project second on second.id = other_link.project and not second.hidden`;

/**
 * The questions whose answer is worth most first; those that somebody put off come after all others, the longest put
 * off first.
 *
 * Worth = uncertainty × size × visits. Uncertainty is 4p(1−p), where p is the chance that they are one by the pair's
 * score, a log-odds: an answer that can be foreseen teaches little. Size is how many sheets stand in the two projects:
 * a wrong page misleads about all of them. Visits nobody counts here; complete projects are found first, so the mean
 * completeness of the two stands for them.
 */
export async function openQuestions(db: Kysely<Tables>, most: number): Promise<Queue> {
  const { rows: counts } = await sql<{ total: number; put_off: number }>`
    select count(*)::int as total, count(match_later.one)::int as put_off
    from ${shownQuestions}
    left join match_later on match_later.one = question.one and match_later.other = question.other`.execute(db);
  const { rows } = await sql<QuestionRow>`
    select one, other, asked.score, asked.reasons, asked.one_project, asked.other_project, match_later.since,
      round((4 * chance * (1 - chance) * size * visits)::numeric, 3)::float8 as worth
    from (
      select question.*, first.id as one_project, second.id as other_project,
        1 / (1 + exp(-least(5, greatest(-5, question.score)))) as chance,
        jsonb_array_length(first.body -> 'tellings') + jsonb_array_length(second.body -> 'tellings') as size,
        ((first.body ->> 'quality')::float8 + (second.body ->> 'quality')::float8) / 2 + 0.1 as visits
      from ${shownQuestions}
    ) asked
    left join match_later using (one, other)
    order by match_later.since nulls first, worth desc, one, other
    limit ${most}`.execute(db);
  const { total, put_off: putOff } = counts[0]!;
  return {
    total,
    putOff,
    questions: rows.map((row) => ({
      sheets: [row.one, row.other],
      projects: [row.one_project, row.other_project],
      score: row.score,
      worth: row.worth,
      putOff: row.since !== null,
      reasons: row.reasons,
    })),
  };
}

interface QuestionRow {
  one: string;
  other: string;
  score: number;
  reasons: string[];
  one_project: string;
  other_project: string;
  since: Date | null;
  worth: number;
}

/** The two sheets of a pair as they stand now, in the order given; undefined when one was never there. */
export async function pairOfSheets(
  db: Kysely<Tables>,
  sheets: readonly [string, string],
): Promise<[Sheet, Sheet] | undefined> {
  const rows = await db
    .selectFrom('sheet')
    .select('body')
    .where('record', 'in', [...sheets])
    .execute();
  const [one, other] = sheets.map((id) => rows.find(({ body }) => body.id === id)?.body);
  return one === undefined || other === undefined ? undefined : [one, other];
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
