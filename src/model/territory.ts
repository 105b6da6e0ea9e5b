/** Territories: communes, EPCI, départements, régions, each with an address-safe id and the codes of the COG. */
import { z } from 'zod';

export const territoryLevels = ['commune', 'epci', 'departement', 'region'] as const;
export type TerritoryLevel = (typeof territoryLevels)[number];

/** `commune-44109`, `epci-244400404`, `departement-2A`, `region-52`: codes are strings, and two levels can share one. */
export const territoryIdSchema = z
  .string()
  .regex(/^(commune-[0-9AB]{5}|epci-\d{9}|departement-(\d{2,3}|2[AB])|region-\d{2})$/);

export const territorySchema = z.object({
  id: territoryIdSchema,
  level: z.enum(territoryLevels),
  code: z.string(),
  name: z.string(),
  /** Degrees, WGS 84. */
  centre: z.object({ lat: z.number(), lon: z.number() }).optional(),
  population: z.number().int().optional(),
  postcodes: z.array(z.string()).default([]),
  /** The territories that contain this one, from the nearest: for a commune its EPCI, département and région. */
  within: z.array(territoryIdSchema),
});
export type Territory = z.infer<typeof territorySchema>;

export function territoryId(level: TerritoryLevel, code: string): string {
  return `${level}-${code}`;
}

/**
 * A territory's id from what people write in an address: the id itself, a commune's code (5 characters), an EPCI's
 * SIREN (9 digits), a département's code (2 or 3), `R52` for a région. Undefined for anything else.
 */
export function readTerritoryId(text: string): string | undefined {
  const trimmed = text.trim();
  const [level, code] = splitOnce(trimmed);
  if (code !== undefined) {
    const id = `${level.toLowerCase()}-${code.toUpperCase()}`;
    return territoryIdSchema.safeParse(id).success ? id : undefined;
  }
  const upper = trimmed.toUpperCase();
  if (/^(\d{5}|2[AB]\d{3})$/.test(upper)) return `commune-${upper}`;
  if (/^\d{9}$/.test(upper)) return `epci-${upper}`;
  if (/^(\d{2,3}|2[AB])$/.test(upper)) return `departement-${upper}`;
  if (/^R\d{2}$/.test(upper)) return `region-${upper.slice(1)}`;
  return undefined;
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('-');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

export const precisions = ['site', 'street', 'commune', 'area', 'none'] as const;
/** How exactly a place is known: the door, the street, the commune, a wider area, not at all. */
export type Precision = (typeof precisions)[number];

/** What a record says of a place, as its mapping found it; everything optional, nothing trusted. */
export interface PlaceClues {
  inseeCode?: string | undefined;
  postcode?: string | undefined;
  city?: string | undefined;
  /** A département's code or name; `declared` when it is where the holder sits rather than where the site is. */
  departement?: string | undefined;
  region?: string | undefined;
  address?: string | undefined;
  country?: string | undefined;
  /** Degrees as written: numbers, decimal commas, or Lambert-93 metres. */
  latitude?: string | undefined;
  longitude?: string | undefined;
}

/** The three degrees of Eurostat, by their thresholds of people per square kilometre. */
export const densityClasses = ['sparse', 'intermediate', 'dense'] as const;
export type DensityClass = (typeof densityClasses)[number];

/**
 * People per square kilometre of a whole territory, rounded to two figures, and its degree by the thresholds of
 * Eurostat (300 and 1,500). The official grid classes communes by square kilometre of the ground: this is coarser, and
 * only given from an EPCI upwards, where the area is known well enough.
 */
export function densityOf(
  { level, population }: Pick<Territory, 'level' | 'population'>,
  area: number | undefined,
): { perKm2: number; class: DensityClass } | undefined {
  if (level === 'commune' || !population || !area) return undefined;
  const perKm2 = Number((population / area).toPrecision(2));
  return { perKm2, class: perKm2 < 300 ? 'sparse' : perKm2 < 1500 ? 'intermediate' : 'dense' };
}
