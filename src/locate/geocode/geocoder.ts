/** The port to a geocoding service: addresses and points asked many at once, answered one for one. */
import { z } from 'zod';
import { type Point, pointSchema } from '#model/sheet.ts';

/** An address as it is asked. */
export interface AskedAddress {
  /** One line: number, street; with postcode and city when no code is known. */
  line: string;
  /** COG code of the commune in which alone is looked; undefined when it is what is asked. */
  commune?: string | undefined;
}

export const foundPlaceSchema = z.object({
  point: pointSchema,
  /** From 0 to 1: how alike the asked and the found address are, as the service says. */
  score: z.number().min(0).max(1),
  /** `housenumber` the door, `street` the middle of a street, `locality` a hamlet, `municipality` a commune's centre. */
  type: z.string(),
  /** The address as the service writes it. */
  label: z.string(),
  /** COG code of the commune in which it lies; of an arrondissement in Paris, Lyon and Marseille. */
  commune: z.string(),
});
export type FoundPlace = z.infer<typeof foundPlaceSchema>;

/** What was found; `none` when the service knows nothing of it. */
export type GeocoderAnswer = FoundPlace | 'none';

/** Why the service gave no answer at all, in a sentence: another time it may. */
export interface Unanswered {
  failed: string;
}

export interface Geocoder {
  /** One answer for each address, in their order; a service in trouble answers none of them. */
  geocode(asked: readonly AskedAddress[], signal?: AbortSignal): Promise<GeocoderAnswer[] | Unanswered>;
  /** The nearest address to each point, likewise. */
  reverse(points: readonly Point[], signal?: AbortSignal): Promise<GeocoderAnswer[] | Unanswered>;
}
