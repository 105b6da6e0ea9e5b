/** The thesaurus as curators work on it, from the site or the command line. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { putInForce, thesaurusOf } from '../analysis/synonyms.ts';
import type { SearchEngine } from '../engine.ts';
import { addLine, type LineUnknown, removeLine, standingLines, type ThesaurusLine, thesaurusWith } from './lines.ts';
import { type Moved, previewThesaurus } from './preview.ts';
import { type LineRefusal, readLine } from './read-line.ts';

export type ThesaurusRefusal = LineRefusal | LineUnknown | { refused: 'full'; most: number };

export interface ThesaurusDesk {
  /** The lines that curators wrote and that stand, the latest first. */
  lines(): Promise<ThesaurusLine[]>;
  /** What a line would move if it were added. */
  previewAdding(written: string): Promise<{ wordings: string[]; moved: Moved[] } | ThesaurusRefusal>;
  /** What would move if a line were taken away. */
  previewRemoving(id: string): Promise<{ wordings: string[]; moved: Moved[] } | ThesaurusRefusal>;
  add(written: string, by: { author: string; reason: string }): Promise<{ line: ThesaurusLine } | ThesaurusRefusal>;
  remove(id: string, author: string): Promise<{ line: Pick<ThesaurusLine, 'id' | 'wordings'> } | ThesaurusRefusal>;
}

export function thesaurusDesk(rooms: {
  db: Kysely<Tables>;
  engine(): Promise<Pick<SearchEngine, 'search'>>;
  now(): Date;
}): ThesaurusDesk {
  const { db, engine, now } = rooms;
  /** The program that changed a line need not wait to hear of it. */
  const following = async <T extends object>(outcome: T): Promise<T> => {
    if (!('refused' in outcome)) await followThesaurus(db);
    return outcome;
  };
  return {
    lines: () => standingLines(db),
    async previewAdding(written) {
      const standing = await standingLines(db);
      const before = thesaurusWith(standing);
      const read = readLine(written, before);
      if ('refused' in read) return read;
      const after = thesaurusOf([...standing.map(({ wordings }) => wordings), read.wordings]);
      return { ...read, moved: await previewThesaurus(await engine(), read.wordings, { before, after }) };
    },
    async previewRemoving(id) {
      const standing = await standingLines(db);
      const line = standing.find((one) => one.id === id);
      if (line === undefined) return { refused: 'line-unknown' };
      const change = { before: thesaurusWith(standing), after: thesaurusWith(standing, id) };
      return { wordings: line.wordings, moved: await previewThesaurus(await engine(), line.wordings, change) };
    },
    add: async (written, by) => following(await addLine(db, written, { ...by, now: now() })),
    remove: async (id, author) => following(await removeLine(db, id, { author, now: now() })),
  };
}

/** Reads the lines that stand and puts them in force in this program. */
export async function followThesaurus(db: Kysely<Tables>): Promise<void> {
  putInForce(thesaurusWith(await standingLines(db)));
}
