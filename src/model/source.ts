/** A Source: a partner's catalogue, told by its manifest `sources/<id>/source.yaml`. Data, no code. */
import { z } from 'zod';
import { conditionSchema, mappingSchema } from './mapping.ts';
import { territoryIdSchema } from './territory.ts';

const bilingual = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ fr: text, en: text })),
  z.strictObject({ fr: z.string().min(1), en: z.string().min(1) }),
]);

/** Licences we know how to attribute and combine; `closed` means shown here, not exported. */
export const licences = {
  'LO-2.0': {
    name: 'Licence Ouverte 2.0',
    url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
    shareAlike: false,
  },
  'ODbL-1.0': { name: 'ODbL 1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/', shareAlike: true },
  'CC-BY-4.0': { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/', shareAlike: false },
  'CC-BY-SA-4.0': { name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/', shareAlike: true },
  'CC0-1.0': { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/', shareAlike: false },
  MIT: { name: 'MIT', url: 'https://opensource.org/license/mit', shareAlike: false },
  closed: { name: 'Tous droits réservés', url: '', shareAlike: false },
} as const;
export type LicenceId = keyof typeof licences;

const headerLines = z
  .number()
  .int()
  .min(1)
  .max(5)
  .default(1)
  .describe('How many lines name the columns: `Lieu` over `Ville` is the column `Lieu / Ville`');

const csvFormat = z.strictObject({
  type: z.literal('csv'),
  delimiter: z
    .string()
    .regex(/^[^"\r\n]{1,4}$/, 'one to four characters, none of them a quotation mark or the end of a line')
    .optional()
    .describe('What separates cells; a comma, a semicolon, a tab or a bar are found when nothing is said'),
  quote: z
    .enum(["'", 'none'])
    .optional()
    .describe('Cells stand between apostrophes, or between no marks at all; between `"` when not said'),
  escape: z
    .literal('backslash')
    .optional()
    .describe('A mark inside a cell stands after a backslash; it is written twice when not said'),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le', 'utf-16be']).optional().describe('Likewise'),
  skip: z.number().int().min(0).default(0).describe('Lines before the header'),
  headerLines,
});

const spreadsheetFormat = z.strictObject({
  type: z.literal('spreadsheet'),
  sheet: z.string().optional().describe('The name of the sheet; the first when not said'),
  skip: z.number().int().min(0).default(0).describe('Lines before the header'),
  headerLines,
});

const parameter = z.string().min(1).describe('The name of the parameter in the address');

const pages = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('number'),
      parameter,
      first: z.number().int().min(0).default(1),
      last: z.string().min(1).optional().describe('The header that states how many pages there are'),
    }),
    z.strictObject({ by: z.literal('offset'), parameter, step: z.number().int().min(1) }),
    z.strictObject({ by: z.literal('cursor'), parameter, path: z.string().min(1) }),
    z.strictObject({ by: z.literal('link') }),
  ])
  .describe('How the server gives pages, when it does not name the next one in the text');

const jsonFormat = z.strictObject({
  type: z.literal('json'),
  items: z
    .string()
    .default('')
    .describe('The path of the list: `data.results`; empty when the file is the list, or lines'),
  next: z.string().optional().describe('The path of the next page’s address; pages are followed until there is none'),
  pages: pages.optional(),
  detail: z.string().min(1).optional().describe('The address of a page for each item, with columns: `/items/{id}`'),
  total: z
    .string()
    .min(1)
    .optional()
    .describe('The path of the number of items that the server says it has: a reading that ends with fewer fails'),
});

const xmlFormat = z.strictObject({
  type: z.literal('xml'),
  items: z.string().min(1).describe('The path of the items from the root: `catalogue.fiche`'),
});

const feedFormat = z.strictObject({ type: z.literal('feed') });
const sitemapFormat = z.strictObject({
  type: z.literal('sitemap'),
  only: z.string().min(1).optional().describe('The items are the addresses that hold this text: `/lieux/`'),
  page: z
    .record(z.string(), z.string())
    .optional()
    .describe('Each address is visited: column → selector in its page, beside what it says for machines'),
});

const oaiFormat = z.strictObject({
  type: z.literal('oai-pmh'),
  prefix: z.string().min(1).default('oai_dc').describe('The form of the records: a `metadataPrefix` of the server'),
  set: z.string().min(1).optional().describe('Only the records of this set'),
  changes: z.boolean().default(false).describe('After a whole reading, ask only for what changed since'),
});

const webFormat = z.strictObject({
  type: z.literal('web'),
  items: z.string().min(1).describe('The CSS selector of the items in the list'),
  fields: z.record(z.string(), z.string()).default({}).describe('Column → selector in the item: `h2`, `a.site@href`'),
  link: z.string().min(1).optional().describe('The selector, in an item, of the link to its page'),
  page: z.record(z.string(), z.string()).default({}).describe('Column → selector in the item’s page'),
  next: z.string().min(1).optional().describe('The selector of the link to the next page of the list'),
  browser: z.boolean().optional().describe('The pages are made by scripts: they are read by a browser'),
});

/** Platforms whose way of giving items is known by name; what each is asked and gives: `harvest/platforms`. */
export const platformIds = [
  'airtable',
  'baserow',
  'ckan',
  'communecter',
  'gogocarto',
  'grist',
  'murmurations',
  'opendatasoft',
  'wordpress',
] as const;
export type PlatformId = (typeof platformIds)[number];
const platform = <Id extends PlatformId>(type: Id) => z.strictObject({ type: z.literal(type) });

const geojsonFormat = z.strictObject({ type: z.literal('geojson') });

export const formatSchema = z.discriminatedUnion('type', [
  csvFormat,
  spreadsheetFormat,
  jsonFormat,
  geojsonFormat,
  xmlFormat,
  feedFormat,
  sitemapFormat,
  oaiFormat,
  webFormat,
  platform('airtable'),
  platform('baserow'),
  platform('ckan'),
  platform('communecter'),
  platform('gogocarto'),
  platform('grist'),
  platform('murmurations'),
  platform('opendatasoft'),
  platform('wordpress'),
]);
export type Format = z.infer<typeof formatSchema>;

export const manifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens'),
  name: bilingual.describe('The catalogue’s name'),
  organisation: z.strictObject({
    name: z.string().min(1),
    url: z.url().optional(),
    kind: z.string().optional().describe('A concept of `holder-kinds`'),
    about: bilingual.optional(),
  }),
  contact: z.email().optional().describe('Whom to tell when something is wrong'),
  licence: z.enum(Object.keys(licences) as [LicenceId, ...LicenceId[]]),
  attribution: z.string().min(1),
  homepage: z.url().optional(),
  language: z.string().length(2).default('fr'),
  demonstration: z.boolean().default(false).describe('Invented: shown as fictitious, left out by `--from`'),
  listed: z.boolean().default(true).describe('`false` keeps the catalogue out of the search: read and checked only'),
  introductions: z
    .boolean()
    .default(false)
    .describe(
      'The partner agrees that mails of its records are kept apart, never shown, to introduce people to holders',
    ),
  schedule: z.enum(['manual', 'daily', 'weekly', 'monthly']).default('manual'),
  cron: z
    .string()
    .regex(/^\S+( \S+){4}$/, 'five fields: minute, hour, day of the month, month, day of the week')
    .optional()
    .describe('When its turn comes, in UTC, when the hour drawn from the id does not suit: `30 4 * * 1`'),
  address: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where the catalogue is fetched'),
  robots: z
    .enum(['obeyed', 'ignored'])
    .default('obeyed')
    .describe('`ignored` only when the partner agreed to it: its robots.txt is then not asked'),
  files: z
    .array(z.string().min(1))
    .default([])
    .describe('Local names or patterns (`*`), oldest first; `--from` takes the latest that exists'),
  format: formatSchema,
  key: z.union([z.literal('content'), z.array(z.string().min(1)).min(1)]).describe('What makes an item the same one'),
  group: z.boolean().default(false).describe('Rows of one key make one record with several sites'),
  uncounted: z.array(z.string()).default([]).describe('Columns whose change is no change'),
  withhold: conditionSchema.optional().describe('The partner says by this: do not publish'),
  refuse: conditionSchema.optional().describe('Rows that are not items: empty lines, totals'),
  map: mappingSchema,
  unread: z
    .array(z.string())
    .default([])
    .describe('Columns left out knowingly (`*` stands for anything); any other unread column is reported'),
  expect: z
    .strictObject({
      count: z.strictObject({ min: z.number().int().optional(), max: z.number().int().optional() }).optional(),
      dropAtMost: z.number().min(0).max(1).default(0.5).describe('Share of the records that may vanish in one run'),
      filled: z
        .record(z.string(), z.number().min(0).max(1))
        .optional()
        .describe('Field → share of sheets that have it'),
      inside: z
        .strictObject({
          territories: z.array(territoryIdSchema).min(1).optional().describe('Where the places of the catalogue are'),
          atLeast: z.number().min(0).max(1).default(0.9).describe('Share of the places that are inside'),
        })
        .optional()
        .describe('Places lie in these territories, and points where their own row says'),
      repeatsAtMost: z
        .number()
        .min(0)
        .max(1)
        .default(0.25)
        .describe('Share of the rows that may be refused because they repeat the key of another'),
      goneAfter: z
        .number()
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe('Whole readings without an item after which it is hidden: 3; 1 when only changes are asked for'),
    })
    .prefault({}),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A manifest with the folder it stands in. */
export interface Source extends Manifest {
  folder: string;
}
