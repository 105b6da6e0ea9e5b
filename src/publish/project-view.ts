/** The public shape of a project: what the API answers and what exports write. Documented, stable, and all there is. */
import { z } from 'zod';
import { precisions, territoryIdSchema } from '#model/territory.ts';

/** A value of a vocabulary with its label in the language asked for. */
const codedSchema = z.strictObject({ code: z.string(), label: z.string() }).meta({
  id: 'Coded',
  description: 'A value of a vocabulary: its code, which never changes, and its label in the language asked for.',
});
export type Coded = z.infer<typeof codedSchema>;

export const licenceViewSchema = z
  .strictObject({
    id: z.string().describe('`LO-2.0`, `ODbL-1.0`…; `closed` means: to be read here, not to be reused'),
    name: z.string(),
    url: z.string().optional(),
    shareAlike: z.boolean().describe('What is made with it must be shared under the same licence'),
  })
  .meta({ id: 'Licence' });

const organisationViewSchema = z
  .strictObject({
    name: z.string(),
    kind: codedSchema.optional(),
    siren: z.string().optional(),
    siret: z.string().optional(),
    rna: z.string().optional(),
    url: z.string().optional(),
  })
  .meta({ id: 'Organisation' });

const siteViewSchema = z
  .strictObject({
    name: z.string().optional(),
    address: z.string().optional(),
    postcode: z.string().optional(),
    city: z.string().optional(),
    commune: z.string().optional().describe('Code of today’s commune (INSEE, COG)'),
    territories: z.array(territoryIdSchema).describe('The territories around it, as ids'),
    point: z.strictObject({ lat: z.number(), lon: z.number() }).optional().describe('Degrees, WGS 84'),
    precision: z
      .enum(precisions)
      .describe('How exactly the place is known; with `commune` the point is the commune’s centre'),
  })
  .meta({ id: 'Site' });
export type SiteView = z.infer<typeof siteViewSchema>;

const areaViewSchema = z
  .strictObject({
    reach: z.enum(['commune', 'epci', 'departement', 'region', 'nation', 'world']),
    territories: z.array(territoryIdSchema),
  })
  .meta({ id: 'Area' });

/** Only contacts that may be published; a withheld one has no place in this shape. */
const contactViewSchema = z
  .strictObject({ kind: z.enum(['mail', 'phone', 'form']), value: z.string() })
  .meta({ id: 'Contact' });

const linkViewSchema = z.strictObject({ url: z.string(), label: z.string().optional() }).meta({ id: 'Link' });

/** Another initiative, named and linked when it has an address. */
const kinViewSchema = z.strictObject({ url: z.string().optional(), label: z.string().optional() }).meta({ id: 'Kin' });

const tellingViewSchema = z
  .strictObject({
    source: z.string().describe('Id of the catalogue'),
    sourceName: z.string(),
    title: z.string(),
    url: z.string().optional().describe('The page of this project at the partner’s'),
    licence: licenceViewSchema,
    attribution: z.string().describe('To be shown beside what is reused'),
    updatedAt: z.string().optional(),
    fictitious: z.boolean(),
  })
  .meta({ id: 'Telling', description: 'What one partner tells of the project, and on which terms.' });

const relatedViewSchema = z
  .strictObject({
    id: z.string(),
    url: z.string().describe('Absolute address of its page'),
    title: z.string(),
    why: z
      .array(z.enum(['address', 'site', 'holder']))
      .describe('What the two share: an address, a web site, a holder'),
  })
  .meta({ id: 'Related' });

const summaryShape = {
  id: z.string().describe('Ten characters, for ever'),
  url: z.string().describe('Absolute address of its page'),
  title: z.string(),
  summary: z.string(),
  kind: codedSchema,
  themes: z.array(codedSchema),
  audiences: z.array(codedSchema),
  approaches: z.array(codedSchema),
  placeKinds: z.array(codedSchema),
  sdgs: z.array(codedSchema),
  stage: codedSchema.optional(),
  startYear: z.number().int().optional(),
  endYear: z.number().int().optional(),
  holder: organisationViewSchema.optional(),
  sites: z.array(siteViewSchema),
  area: areaViewSchema.optional(),
  links: z.array(linkViewSchema),
  contacts: z.array(contactViewSchema).describe('Only those that may be published'),
  language: z.string().describe('Of the texts: ISO 639-1'),
  createdAt: z.string().optional().describe('At the source'),
  updatedAt: z.string().optional().describe('At the source'),
  tellings: z.array(tellingViewSchema),
  licence: licenceViewSchema
    .optional()
    .describe(
      'Under which the whole may be given on, each attribution kept; absent when no one licence serves all who tell',
    ),
  endorsements: z
    .array(
      z.strictObject({ source: z.string(), sourceName: z.string(), reason: z.string(), at: z.string() }).meta({
        id: 'Endorsement',
        description: 'A partner vouches for the project, for this reason.',
      }),
    )
    .describe('Partners who vouch for it'),
  fictitious: z.boolean().describe('Invented for the demonstration'),
  quality: z.number().min(0).max(1).describe('Share of what a reader needs that is there'),
};

/** A project as lists give it. */
export const projectSummarySchema = z.strictObject(summaryShape).meta({
  id: 'ProjectSummary',
  description: 'A project as lists give it. What is not known is absent.',
});
export type ProjectSummary = z.infer<typeof projectSummarySchema>;

/** A project whole: the summary and its long texts, images, organisations and provenance. */
export const projectViewSchema = z
  .strictObject({
    ...summaryShape,
    body: z.string().describe('Safe HTML: paragraphs, lists, emphasis, links'),
    results: z.string(),
    needed: z.string().describe('What it took'),
    lessons: z.string(),
    inspiredBy: z.array(kinViewSchema),
    takenUpBy: z.array(kinViewSchema),
    partners: z.array(organisationViewSchema),
    funders: z.array(organisationViewSchema),
    images: z.array(z.strictObject({ url: z.string(), alt: z.string(), credit: z.string().optional() })),
    tags: z.array(z.string()).describe('The partners’ own words'),
    related: z
      .array(relatedViewSchema)
      .optional()
      .describe('Linked to this one, and not the same; only where one project is asked for'),
    provenance: z
      .record(
        z.string(),
        z.strictObject({
          sources: z.array(z.string()),
          rule: z.string(),
          licence: z.string().optional().describe('Id of the licence under which this field may be given on'),
        }),
      )
      .describe(
        'Field → the catalogues it comes from and the rule that chose it (`decision`: a person chose; `set`: a curator wrote it, under CC0)',
      ),
  })
  .meta({ id: 'Project', description: 'A project whole. What is not known is absent.' });
export type ProjectView = z.infer<typeof projectViewSchema>;
