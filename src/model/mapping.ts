/**
 * The mapping language: how a partner's columns become a sheet's fields. Data, never code; the same for every format,
 * because every reader gives rows of columns or paths (`geo.lat`, `tags[].name`).
 */
import { z } from 'zod';

const column = z.string().min(1);
const textOrNumber = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const oneOrMore = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);

/** What a column must hold: one of these values (folded comparison), a pattern, or anything at all. */
const expected = z.union([
  oneOrMore(textOrNumber),
  z.strictObject({ matches: z.string().min(1).describe('A regular expression, case-insensitive') }),
  z.strictObject({ filled: z.boolean() }),
]);

/** Columns and what each must hold; all of them. */
export const conditionSchema = z.record(column, expected);
export type Condition = z.infer<typeof conditionSchema>;

export const ruleObjectSchema = z
  .strictObject({
    from: oneOrMore(column).optional().describe('The column, or several'),
    join: z.string().optional().describe('Puts several columns into one text with this between; else each is a value'),
    template: z
      .string()
      .optional()
      .describe(
        'A text with {columns} in it; nothing when one of them is empty. With `from`, {value} is the value found',
      ),
    constant: oneOrMore(textOrNumber).optional().describe('The same for every sheet'),
    split: oneOrMore(z.string().min(1)).optional().describe('Separators that cut one text into several values'),
    extract: z.string().optional().describe('A regular expression; its first group (or the whole match) is kept'),
    translate: z
      .record(z.string(), z.union([oneOrMore(textOrNumber), z.null()]))
      .optional()
      .describe('A table from the partner’s words (folded) to ours; null drops the word'),
    scheme: z
      .string()
      .optional()
      .describe('The values are codes of this scheme (`cis-2018`), translated by the vocabulary'),
    otherwise: z
      .union([z.literal('keep'), z.literal('drop'), z.literal('report')])
      .optional()
      .describe('What happens to a word the table lacks: kept as it is, dropped, or reported (the default)'),
    keepWhen: conditionSchema.optional().describe('Only for rows that fulfil this'),
    exceptWhen: conditionSchema.optional().describe('Not for rows that fulfil this'),
    default: oneOrMore(textOrNumber).optional().describe('When nothing was found'),
  })
  .refine((rule) => rule.from !== undefined || rule.constant !== undefined || rule.template !== undefined, {
    message: 'a rule needs `from`, `template` or `constant`',
  });
export type RuleObject = z.infer<typeof ruleObjectSchema>;

/**
 * A column's name, a rule, or several of them: for one value the first that gives something, for a list all; for a
 * text of several passages (body, results, needed, lessons) each adds one.
 */
export const ruleSchema = z.union([column, ruleObjectSchema, z.array(z.union([column, ruleObjectSchema])).min(1)]);
export type Rule = z.infer<typeof ruleSchema>;

const siteMappingSchema = z.strictObject({
  name: ruleSchema.optional(),
  address: ruleSchema.optional(),
  postcode: ruleSchema.optional(),
  city: ruleSchema.optional(),
  inseeCode: ruleSchema.optional(),
  departement: ruleSchema.optional(),
  region: ruleSchema.optional(),
  country: ruleSchema.optional(),
  latitude: ruleSchema.optional(),
  longitude: ruleSchema.optional(),
});
export type SiteMapping = z.infer<typeof siteMappingSchema>;

const organisationMappingSchema = z.strictObject({
  name: ruleSchema,
  kind: ruleSchema.optional(),
  siren: ruleSchema.optional(),
  siret: ruleSchema.optional(),
  rna: ruleSchema.optional(),
  url: ruleSchema.optional(),
});

const linksMappingSchema = z.array(z.strictObject({ url: ruleSchema, label: ruleSchema.optional() })).min(1);

/** A rule for each field of a sheet that the partner can fill. */
export const mappingSchema = z.strictObject({
  kind: ruleSchema.optional(),
  title: ruleSchema,
  summary: ruleSchema.optional(),
  body: ruleSchema.optional(),
  themes: ruleSchema.optional(),
  audiences: ruleSchema.optional(),
  approaches: ruleSchema.optional(),
  placeKinds: ruleSchema.optional(),
  sdgs: ruleSchema.optional(),
  stage: ruleSchema.optional(),
  startYear: ruleSchema.optional(),
  endYear: ruleSchema.optional(),
  holder: organisationMappingSchema.optional(),
  partners: ruleSchema.optional(),
  funders: ruleSchema.optional(),
  sites: z.array(siteMappingSchema).min(1).optional(),
  reach: ruleSchema.optional(),
  links: linksMappingSchema.optional(),
  images: linksMappingSchema.optional(),
  mails: ruleSchema.optional(),
  phones: ruleSchema.optional(),
  createdAt: ruleSchema.optional(),
  updatedAt: ruleSchema.optional(),
  results: ruleSchema.optional(),
  needed: ruleSchema.optional(),
  inspiredBy: ruleSchema.optional(),
  takenUpBy: ruleSchema.optional(),
  lessons: ruleSchema.optional(),
  tags: ruleSchema.optional(),
  language: ruleSchema.optional(),
  recordUrl: ruleSchema.optional(),
  attribution: ruleSchema.optional(),
});
export type Mapping = z.infer<typeof mappingSchema>;
