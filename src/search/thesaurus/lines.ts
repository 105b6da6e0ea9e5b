/** The lines that curators wrote, kept with who, when and why; one that is taken away leaves its trace. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Thesaurus, thesaurusOf } from '../analysis/synonyms.ts';
import { type LineRefusal, readLine } from './read-line.ts';

export interface ThesaurusLine {
  id: string;
  /** As they were written. */
  wordings: string[];
  author: string;
  reason: string;
  madeAt: Date;
}

export type LineUnknown = { refused: 'line-unknown' };

/** Told to every program that serves the search: the lines changed. */
export const thesaurusChannel = 'carrefour_thesaurus';

/** Past this, reading a query would cost: a thesaurus of the field has a few hundred lines. */
const mostLines = 2_000;

/** Every line that stands, the latest first. */
export async function standingLines(db: Kysely<Tables>): Promise<ThesaurusLine[]> {
  const rows = await db
    .selectFrom('thesaurus_line')
    .select(['id', 'wordings', 'author', 'reason', 'made_at'])
    .where('removed_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ made_at: madeAt, ...line }) => ({ ...line, madeAt }));
}

/** The built-in lines and those that stand; `without` leaves one out. */
export function thesaurusWith(lines: readonly ThesaurusLine[], without?: string): Thesaurus {
  return thesaurusOf(lines.filter(({ id }) => id !== without).map(({ wordings }) => wordings));
}

/** Keeps a line and tells the programs that serve; or why it is not taken. Two at once never make one line twice. */
export async function addLine(
  db: Kysely<Tables>,
  written: string,
  by: { author: string; reason: string; now: Date },
): Promise<{ line: ThesaurusLine } | LineRefusal | { refused: 'full'; most: number }> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('carrefour.thesaurus'))`.execute(trx);
    const standing = await standingLines(trx);
    if (standing.length >= mostLines) return { refused: 'full', most: mostLines };
    const read = readLine(written, thesaurusWith(standing));
    if ('refused' in read) return read;
    const line = { id: randomUUID(), wordings: read.wordings, author: by.author, reason: by.reason };
    await trx
      .insertInto('thesaurus_line')
      .values({ ...line, made_at: by.now })
      .execute();
    await sql`select pg_notify(${thesaurusChannel}, '')`.execute(trx);
    return { line: { ...line, madeAt: by.now } };
  });
}

/** Takes a line away; the search no longer reads it. Built-in lines are data of the program and have no id. */
export async function removeLine(
  db: Kysely<Tables>,
  id: string,
  by: { author: string; now: Date },
): Promise<{ line: Pick<ThesaurusLine, 'id' | 'wordings'> } | LineUnknown> {
  return db.transaction().execute(async (trx) => {
    const line = await trx
      .updateTable('thesaurus_line')
      .set({ removed_at: by.now, removed_by: by.author })
      .where(sql`id::text`, '=', id)
      .where('removed_at', 'is', null)
      .returning(['id', 'wordings'])
      .executeTakeFirst();
    if (line === undefined) return { refused: 'line-unknown' };
    await sql`select pg_notify(${thesaurusChannel}, '')`.execute(trx);
    return { line };
  });
}
