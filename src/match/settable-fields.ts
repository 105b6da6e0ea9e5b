/** Which fields a person can choose from a sheet, or write; and what may be written. */
import { foldToWords } from '#lib/text/fold.ts';
import type { ShownField } from '#model/correction.ts';
import { type Sheet, sheetSchema } from '#model/sheet.ts';
import { type VocabularyName, vocabularies } from '#model/vocabulary.ts';

export const choosableFields = [
  'kind', 'title', 'summary', 'body', 'results', 'needed', 'lessons', 'themes', 'audiences', 'approaches',
  'placeKinds', 'sdgs', 'tags', 'partners', 'funders', 'links', 'images', 'contacts', 'inspiredBy', 'takenUpBy',
  'stage', 'startYear', 'endYear', 'holder', 'sites', 'area',
] as const satisfies readonly (keyof Sheet)[]; // biome-ignore format: a table
export type ChoosableField = (typeof choosableFields)[number];

/** Plain texts, years and concepts: what can be written without harming a reader. HTML and contacts are not. */
export const settableFields = [
  'kind', 'title', 'summary', 'results', 'needed', 'lessons', 'themes', 'audiences', 'approaches', 'placeKinds',
  'sdgs', 'tags', 'stage', 'startYear', 'endYear',
] as const satisfies readonly ChoosableField[]; // biome-ignore format: a table
export type SettableField = (typeof settableFields)[number];

const vocabularyOf: Partial<Record<SettableField, VocabularyName>> = {
  kind: 'kinds',
  themes: 'themes',
  audiences: 'audiences',
  approaches: 'approaches',
  placeKinds: 'place-kinds',
  sdgs: 'sdgs',
  stage: 'stages',
};

/** Longest text that a curator may write, in characters. */
const longest = 5_000;

export const isChoosable = (field: string): field is ChoosableField =>
  (choosableFields as readonly string[]).includes(field);
export const isSettable = (field: string): field is SettableField =>
  (settableFields as readonly string[]).includes(field);

/** The value as the field holds it, or why it cannot be one. */
export function readValue(field: SettableField, value: unknown): { value: unknown } | { why: string } {
  const read = sheetSchema.shape[field].safeParse(asCodes(field, asTyped(field, value)));
  if (!read.success || read.data === undefined) return { why: read.error?.issues[0]?.message ?? 'nothing is said' };
  const texts = [read.data].flat().filter((one) => typeof one === 'string');
  if (field === 'title' && read.data === '') return { why: 'a project has a title' };
  if (texts.some((text) => text.length > longest)) return { why: `it is longer than ${longest} characters` };
  const vocabulary = vocabularyOf[field];
  const stranger = vocabulary && texts.find((code) => !vocabularies[vocabulary].byId.has(code));
  return stranger === undefined
    ? { value: read.data }
    : { why: `“${stranger}” is not in the vocabulary ${vocabulary}` };
}

/** What a partner may say of a field of its own sheet, as the field holds it; or why it cannot be. */
export function readCorrection(field: ShownField, value: unknown): { value: unknown } | { why: string } {
  if (isSettable(field)) return readValue(field, value);
  const read = sheetSchema.shape[field].safeParse(value);
  if (!read.success) return { why: read.error.issues[0]?.message ?? 'nothing is said' };
  if (read.data.length === 0) return { why: 'nothing is said' };
  if (JSON.stringify(read.data).length > 2 * longest) return { why: `it is longer than ${longest} characters` };
  const links = field === 'links' ? (read.data as Sheet['links']) : [];
  if (links.some(({ url }) => !/^https?:\/\//i.test(url) || !URL.canParse(url)))
    return { why: 'a link begins with https' };
  return { value: read.data };
}

/** What is typed into a field or a command, as its field holds it: a year, a list separated by commas, a text. */
function asTyped(field: SettableField, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (field === 'startYear' || field === 'endYear') return /^\d{4}$/.test(text) ? Number(text) : text;
  if (!(lists as readonly string[]).includes(field)) return text;
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Nobody knows codes by heart: a concept's label or synonym, in either language, says the same. */
function asCodes(field: SettableField, value: unknown): unknown {
  const name = vocabularyOf[field];
  if (name === undefined) return value;
  const { byId, byWord } = vocabularies[name];
  const code = (one: unknown): unknown =>
    typeof one !== 'string' || byId.has(one) ? one : (byWord.get(foldToWords(one))?.id ?? one);
  return Array.isArray(value) ? value.map(code) : code(value);
}

const lists = ['themes', 'audiences', 'approaches', 'placeKinds', 'sdgs', 'tags'] as const;
