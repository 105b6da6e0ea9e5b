/** The site of a proposal while it is being guessed. */
import type { SiteMapping } from '#model/mapping.ts';

export type Site = { -readonly [K in keyof SiteMapping]: SiteMapping[K] };

/** Where an entry of it stands in the manifest. */
export const sitePath = (field: keyof Site): (string | number)[] => ['map', 'sites', 0, field];
