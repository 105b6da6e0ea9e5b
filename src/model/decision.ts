/**
 * A Decision: a person's word. No algorithm overrules it; it is replayed on every rebuild and can be undone.
 *
 * Each is about sheets, since sheets are what partners send: where a sheet goes, what was decided of it goes too, and
 * when it is gone the decision waits for it.
 */
import { z } from 'zod';
import { withoutUnseen } from '#lib/text/unseen.ts';

const pair = z.tuple([z.string(), z.string()]);
/** What can be written into a field: a text, a year, codes or words. */
const value = z.union([z.string(), z.number(), z.array(z.string())]);

export const wordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same'), sheets: pair }),
  z.object({ kind: z.literal('not-same'), sheets: pair }),
  /** The sheet is not what these others tell of: those that stood with it in the project. */
  z.object({ kind: z.literal('split'), project: z.string(), sheet: z.string(), from: z.array(z.string()) }),
  /** The field says what this sheet says. */
  z.object({ kind: z.literal('choose'), project: z.string(), field: z.string(), sheet: z.string() }),
  /** The field says this, which no partner wrote: on the project of the first of these sheets that lives. */
  z.object({
    kind: z.literal('set'),
    project: z.string(),
    field: z.string(),
    value,
    sheets: z.array(z.string()),
  }),
  /** Neither this project nor any that one of these sheets tells of is shown. */
  z.object({ kind: z.literal('hide'), project: z.string(), sheets: z.array(z.string()).default([]) }),
  /** A partner vouches for the project of the first of these sheets that lives; the reason is shown. */
  z.object({ kind: z.literal('endorse'), project: z.string(), source: z.string(), sheets: z.array(z.string()) }),
  /** A partner corrects what its own sheet says of a field, ahead of its catalogue; `value` as the field holds it. */
  z.object({
    kind: z.literal('correct'),
    project: z.string(),
    source: z.string(),
    field: z.string(),
    value: z.unknown(),
    sheet: z.string(),
  }),
  /**
   * The project of the first sheets took up what the project of the others (`model`) had done. Said by one of the two:
   * with the word of the other it is confirmed.
   */
  z.object({
    kind: z.literal('relate'),
    project: z.string(),
    sheets: z.array(z.string()),
    model: z.string(),
    modelSheets: z.array(z.string()),
    by: z.enum(['taker', 'model']),
  }),
]);
export type Word = z.infer<typeof wordSchema>;
export type WordKind = Word['kind'];

export interface Decision {
  id: string;
  word: Word;
  /** The name of who decided. */
  author: string;
  reason: string;
  madeAt: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
  /** The later decision that this one gave way to; undoing that one brings this one back. */
  replacedBy: string | null;
}

/** The sheets that a decision names. */
export function sheetsOf(word: Word): readonly string[] {
  if (word.kind === 'split') return [word.sheet, ...word.from];
  if (word.kind === 'relate') return [...word.sheets, ...word.modelSheets];
  return word.kind === 'choose' || word.kind === 'correct' ? [word.sheet] : word.sheets;
}

/** What a person writes, as it can be kept: PostgreSQL takes neither the character 0 nor half of a pair of UTF-16. */
const kept = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'it holds a character that cannot be kept');
/** The same for a text, without the signs that nobody sees. */
export const written = kept.overwrite(withoutUnseen);
const keptPair = z.tuple([kept, kept]);
const writtenValue = z.union([written, z.number(), z.array(written)]);

/** What a person asks for: the store completes it with the sheets that stand in the project. */
export const wishSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('same'), sheets: keptPair }),
  z.strictObject({ kind: z.literal('not-same'), sheets: keptPair }),
  z.strictObject({ kind: z.literal('split'), sheet: kept }),
  z.strictObject({ kind: z.literal('choose'), field: kept, sheet: kept }),
  z.strictObject({ kind: z.literal('set'), project: kept, field: kept, value: writtenValue }),
  z.strictObject({ kind: z.literal('hide'), project: kept }),
  z.strictObject({ kind: z.literal('endorse'), project: kept, source: kept }),
]);
/** What partners and holders say through their own pages, where who may say it is known: no form or command of curators. */
export type OwnWish =
  | { kind: 'correct'; source: string; sheet: string; field: string; value: unknown }
  | { kind: 'relate'; project: string; model: string; by: 'taker' | 'model' };
export type Wish = z.infer<typeof wishSchema> | OwnWish;
