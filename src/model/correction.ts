/** A correction: what somebody proposes that a partner's sheet should say of one field, and what became of it. */
import type { Sheet } from './sheet.ts';

/** What can be shown at once when the partner accepts: fields that hold texts, years, concepts, links, places. */
export const shownFields = [
  'title', 'summary', 'body', 'results', 'needed', 'lessons', 'themes', 'audiences', 'stage', 'startYear', 'endYear',
  'sites', 'links',
] as const satisfies readonly (keyof Sheet)[]; // biome-ignore format: a table
export type ShownField = (typeof shownFields)[number];

/**
 * What only travels back, and is shown when the catalogue itself says it: whose address a contact is, whose rights a
 * picture bears and which legal person a holder is are read from the catalogue, with the care that this takes.
 */
const carriedFields = ['holder', 'contacts', 'images', 'other'] as const;

export const correctedFields = [...shownFields, ...carriedFields] as const;
export type CorrectedField = (typeof correctedFields)[number];

export const isCorrectedField = (field: string): field is CorrectedField =>
  (correctedFields as readonly string[]).includes(field);
export const isShownField = (field: string): field is ShownField => (shownFields as readonly string[]).includes(field);

/**
 * `proposed`: the partner has not answered; `later`: it will; `accepted`: it is right, and shown where it can be;
 * `arrived`: the catalogue says it itself; `refused`; `undone`: what was accepted was taken back.
 */
const correctionStates = ['proposed', 'later', 'accepted', 'arrived', 'refused', 'undone'] as const;
export type CorrectionState = (typeof correctionStates)[number];

/** Lists of several sheets are united; of all other fields one sheet is chosen. */
export const unitedFields: ReadonlySet<string> = new Set(['themes', 'audiences', 'links', 'sites']);

/** Longest text, in characters, by field; those that are not named hold codes, years or places. */
export const longestText: Readonly<Partial<Record<CorrectedField, number>>> = {
  title: 200,
  summary: 600,
  body: 8_000,
  results: 2_000,
  needed: 2_000,
  lessons: 2_000,
  holder: 200,
  contacts: 300,
  images: 500,
  other: 2_000,
};
