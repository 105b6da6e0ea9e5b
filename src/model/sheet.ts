/** A Sheet: one record described in our schema, each problem noted on its field. Never edited by hand. */
import { z } from 'zod';
import { problemSchema } from './problem.ts';
import { qualityCriteria } from './quality.ts';
import { precisions, territoryIdSchema } from './territory.ts';

export const sheetKinds = ['projet', 'lieu', 'organisation', 'ressource', 'methode', 'appel'] as const;
/** projet: a project; lieu: a place; ressource: a guide, a study; methode: a method; appel: a call. */
export type SheetKind = (typeof sheetKinds)[number];

export const pointSchema = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });
/** Degrees, WGS 84. */
export type Point = z.infer<typeof pointSchema>;

const siteSchema = z.object({
  /** What the partner calls the site, when it has several. */
  name: z.string().optional(),
  /** The postal address as text, without the commune when that is known. */
  address: z.string().optional(),
  postcode: z.string().optional(),
  city: z.string().optional(),
  /** COG code of today's commune. */
  commune: z.string().optional(),
  /** The territories around: EPCI, département, région (and the commune), as ids. */
  territories: z.array(territoryIdSchema).default([]),
  /** The partner's own point, else the centre of the commune when only that is known. */
  point: pointSchema.optional(),
  precision: z.enum(precisions),
  /** Which clues led to the place, in order: `insee`, `postcode+city`, `city+departement`, `address`, `point`… */
  how: z.array(z.string()).default([]),
});
export type Site = z.infer<typeof siteSchema>;

export const areaSchema = z.object({
  reach: z.enum(['commune', 'epci', 'departement', 'region', 'nation', 'world']),
  territories: z.array(territoryIdSchema).default([]),
});

const organisationSchema = z.object({
  name: z.string(),
  /** A concept of `holder-kinds`. */
  kind: z.string().optional(),
  siren: z.string().optional(),
  siret: z.string().optional(),
  rna: z.string().optional(),
  url: z.string().optional(),
});
export type Organisation = z.infer<typeof organisationSchema>;

const linkSchema = z.object({ url: z.string(), label: z.string().optional() });

const contactSchema = z.object({
  kind: z.enum(['mail', 'phone', 'form']),
  value: z.string(),
  /** A personal mail or phone is withheld: it leaves the sheet when it is described. */
  published: z.boolean(),
});

/** How a concept came to a sheet: kept with each so that a person can see why, and correct it. */
export const assignmentSchema = z.object({
  vocabulary: z.string(),
  concept: z.string(),
  /**
   * `mapping`: the manifest's own table; `code`: a known scheme; `word`: label or synonym; `constant`: all sheets;
   * `stem`: a label or synonym within the word; `learned`: it resembles what was decided; `text`: the sheet's own text;
   * `decided`: a curator said so.
   */
  how: z.enum(['mapping', 'code', 'word', 'constant', 'stem', 'learned', 'text', 'decided']),
  word: z.string(),
  /** From 0 to 1; absent when somebody said so. */
  confidence: z.number().min(0).max(1).optional(),
  /** What spoke for it, strongest first. */
  because: z.array(z.string()).optional(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

export const sheetSchema = z.object({
  /** The id of the record it describes. */
  id: z.string(),
  source: z.string(),
  kind: z.enum(sheetKinds),
  title: z.string(),
  /** Plain text, one paragraph. */
  summary: z.string().default(''),
  /** Safe HTML: paragraphs, lists, emphasis, links. */
  body: z.string().default(''),
  themes: z.array(z.string()).default([]),
  audiences: z.array(z.string()).default([]),
  approaches: z.array(z.string()).default([]),
  placeKinds: z.array(z.string()).default([]),
  sdgs: z.array(z.string()).default([]),
  stage: z.string().optional(),
  startYear: z.number().int().optional(),
  endYear: z.number().int().optional(),
  holder: organisationSchema.optional(),
  partners: z.array(organisationSchema).default([]),
  funders: z.array(organisationSchema).default([]),
  sites: z.array(siteSchema).default([]),
  area: areaSchema.optional(),
  links: z.array(linkSchema).default([]),
  images: z
    .array(
      z.object({
        url: z.string(),
        alt: z.string().default(''),
        credit: z.string().optional(),
        /** Pixels, when the picture has been looked at. */
        width: z.number().int().optional(),
        height: z.number().int().optional(),
        /** The path on this site of our own drawing of it, `…/<id>.webp`; with `?petite` a small one. */
        copy: z.string().optional(),
      }),
    )
    .default([]),
  contacts: z.array(contactSchema).default([]),
  /** ISO 639-1. */
  language: z.string().default('fr'),
  /** How the language is known: `told` by the partner, `read` from the text, `assumed` from the catalogue; how sure. */
  languageKnown: z
    .object({ how: z.enum(['told', 'read', 'assumed']), confidence: z.number().min(0).max(1) })
    .optional(),
  /** Dates at the source, ISO 8601 (a day). */
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  /** What makes an idea travel; each plain text. */
  results: z.string().default(''),
  needed: z.string().default(''),
  inspiredBy: z.array(linkSchema.or(z.object({ label: z.string() }))).default([]),
  takenUpBy: z.array(linkSchema.or(z.object({ label: z.string() }))).default([]),
  lessons: z.string().default(''),
  /** Words of the partner that are shown and searched, though no vocabulary knows them. */
  tags: z.array(z.string()).default([]),
  assignments: z.array(assignmentSchema).default([]),
  /** Concepts that are likely, and not sure enough to be assigned: for a curator to decide. */
  suggestions: z.array(assignmentSchema).optional(),
  problems: z.array(problemSchema).default([]),
  /** From 0 to 1: the share of what a reader needs that is there. */
  quality: z.number().min(0).max(1).default(0),
  /** From 0 to 1, what `quality` is made of. */
  scores: z.record(z.enum(qualityCriteria), z.number().min(0).max(1)).optional(),
  /** Where the partner shows this item, when it does. */
  recordUrl: z.string().optional(),
  licence: z.string(),
  /** Whom this item names as its teller, when it is not the whole catalogue's attribution. */
  attribution: z.string().optional(),
});
export type Sheet = z.infer<typeof sheetSchema>;
