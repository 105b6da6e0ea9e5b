/** The words that wait for a curator, those that would move most sheets first. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Assignment } from '#model/sheet.ts';
import type { VocabularyName } from '#model/vocabulary.ts';
import type { CarriedWord } from '#model/word-answer.ts';

export interface WaitingWord extends CarriedWord {
  /** As it stands on one of the sheets. */
  written: string;
  /** How many sheets that are shown carry it: one answer serves them all. */
  sheets: number;
  /** The catalogues it comes from. */
  sources: string[];
  /** What it may mean, surest first; empty when nothing was found. */
  proposals: Assignment[];
  /** Titles of some of the sheets that carry it, with their ids. */
  examples: { id: string; title: string }[];
}

export interface QueueAsked {
  vocabulary?: VocabularyName | undefined;
  /** Those that were put aside, instead of those that wait. */
  later?: boolean | undefined;
  skip?: number | undefined;
  most: number;
}

interface Row extends Omit<WaitingWord, 'examples'> {
  total: string;
  examples: { id: string; title: string }[];
}

/** Words of shown sheets of which nothing came and that nobody answered about; `total` counts them all. */
export async function waitingWords(
  db: Kysely<Tables>,
  { vocabulary, later = false, skip = 0, most }: QueueAsked,
): Promise<{ total: number; words: WaitingWord[] }> {
  const answered = sql`
    select from word_answer answer
    where answer.undone_at is null and answer.vocabulary = carried.vocabulary
      and answer.evidence = carried.evidence and answer.word = carried.word`;
  const { rows } = await sql<Row>`
    with carried as (
      select sheet_word.vocabulary, sheet_word.evidence, sheet_word.word,
        min(sheet_word.written) as written,
        count(*)::int as sheets,
        array_agg(distinct sheet.source order by sheet.source) as sources,
        min(sheet_word.sheet) as first
      from sheet_word join sheet on sheet.record = sheet_word.sheet
      where sheet.live and not sheet_word.settled
        and (${vocabulary ?? null}::text is null or sheet_word.vocabulary = ${vocabulary ?? null}::text)
      group by sheet_word.vocabulary, sheet_word.evidence, sheet_word.word
    ), waiting as (
      select *, count(*) over () as total from carried
      where ${later ? sql`exists (${answered} and answer.later)` : sql`not exists (${answered})`}
      order by sheets desc, vocabulary, word, evidence
      limit ${most} offset ${skip}
    )
    select waiting.*, one.proposals,
      (
        select jsonb_agg(jsonb_build_object('id', example.record, 'title', example.title)) from (
          select sheet.record, sheet.body ->> 'title' as title
          from sheet_word join sheet on sheet.record = sheet_word.sheet
          where sheet.live and not sheet_word.settled and sheet_word.vocabulary = waiting.vocabulary
            and sheet_word.evidence = waiting.evidence and sheet_word.word = waiting.word
          order by sheet.record limit 3
        ) example
      ) as examples
    from waiting
    join sheet_word one on one.sheet = waiting.first and one.vocabulary = waiting.vocabulary
      and one.evidence = waiting.evidence and one.word = waiting.word
    order by waiting.sheets desc, waiting.vocabulary, waiting.word, waiting.evidence`.execute(db);
  const total =
    rows[0] === undefined && skip > 0
      ? (await waitingWords(db, { vocabulary, later, most: 1 })).total
      : Number(rows[0]?.total ?? 0);
  return {
    total,
    words: rows.map(({ vocabulary, evidence, word, written, sheets, sources, proposals, examples }) => ({
      ...{ vocabulary, evidence, word, written, sheets, sources, proposals, examples },
    })),
  };
}

/** What a carried word may mean, as the first of its sheets has it; nothing when no sheet carries it. */
export async function proposalsFor(
  db: Kysely<Tables>,
  { vocabulary, evidence, word }: CarriedWord,
): Promise<Assignment[]> {
  const row = await db
    .selectFrom('sheet_word')
    .select('proposals')
    .where('vocabulary', '=', vocabulary)
    .where('evidence', '=', evidence)
    .where('word', '=', word)
    .orderBy('sheet')
    .limit(1)
    .executeTakeFirst();
  return row?.proposals ?? [];
}
