/** The search criteria and their form in an address: what pages and API share. */
import { z } from 'zod';
import { cutTo } from '#lib/text/cut.ts';
import { type Area, readArea, writeArea } from './area.ts';
import { readTerritoryId } from './territory.ts';
import type { VocabularyName } from './vocabulary.ts';

/**
 * The facets, in the order in which the page shows them: each a criterion of several values (OR within, AND between).
 * `parameter` is its name in addresses (pages and API alike) and in the API's `facets`.
 */
export const facets = {
  theme: { parameter: 'theme', vocabulary: 'themes' },
  audience: { parameter: 'public', vocabulary: 'audiences' },
  placeKind: { parameter: 'lieu', vocabulary: 'place-kinds' },
  approach: { parameter: 'approche', vocabulary: 'approaches' },
  stage: { parameter: 'etape', vocabulary: 'stages' },
  kind: { parameter: 'type', vocabulary: 'kinds' },
  holderKind: { parameter: 'porteur', vocabulary: 'holder-kinds' },
  partner: { parameter: 'partenaire', vocabulary: undefined },
  sdg: { parameter: 'odd', vocabulary: 'sdgs' },
  language: { parameter: 'langue', vocabulary: undefined },
  quality: { parameter: 'qualite', vocabulary: undefined },
} as const satisfies Record<string, { parameter: string; vocabulary: VocabularyName | undefined }>;

export type FacetName = keyof typeof facets;
export const facetNames = Object.keys(facets) as FacetName[];

export const sorts = ['pertinence', 'distance', 'date', 'nom'] as const;
export type Sort = (typeof sorts)[number];

export interface Criteria {
  /** Free text, trimmed, at most 300 characters. */
  q: string;
  /** Chosen values by facet: OR within one, AND between them. */
  chosen: Partial<Record<FacetName, string[]>>;
  /** Territory ids; OR. A project answers when one of its sites lies inside. */
  territories: string[];
  /** Years between which the project started, both included. */
  yearFrom: number | undefined;
  yearTo: number | undefined;
  /** Around a point; the radius in kilometres. */
  near: { lat: number; lon: number; radiusKm: number } | undefined;
  /** West, south, east, north, in degrees. */
  box: [number, number, number, number] | undefined;
  /** Drawn by hand. */
  area: Area | undefined;
  sort: Sort;
  /** From 1. */
  page: number;
  pageSize: number;
}

export const defaultPageSize = 20;
export const largestPageSize = 100;
/** Results past this rank are not paged to: an export gives them all. */
export const deepestResult = 10_000;

/** No criterion: everything, by relevance, the first page. */
export const noCriteria: Criteria = {
  q: '',
  chosen: {},
  territories: [],
  yearFrom: undefined,
  yearTo: undefined,
  near: undefined,
  box: undefined,
  area: undefined,
  sort: 'pertinence',
  page: 1,
  pageSize: defaultPageSize,
};

const parameters = {
  q: 'q',
  territory: 'territoire',
  yearFrom: 'de',
  yearTo: 'a',
  near: 'pres',
  radius: 'rayon',
  box: 'cadre',
  area: 'zone',
  sort: 'tri',
  page: 'page',
  pageSize: 'pageSize',
} as const;

/** Every parameter name that an address of the search may hold. */
export const parameterNames: readonly string[] = [
  ...Object.values(parameters),
  ...facetNames.map((name) => facets[name].parameter),
];

/** A parameter that could not be read: it is left out of the search, and the reader is told. */
export interface CriteriaProblem {
  parameter: string;
  value: string;
}

const latitude = z.coerce.number().min(-90).max(90);
const longitude = z.coerce.number().min(-180).max(180);
const year = z.coerce.number().int().min(1000).max(2200);
const point = z.tuple([latitude, longitude]);
const boxSchema = z
  .tuple([longitude, latitude, longitude, latitude])
  .refine(([west, south, east, north]) => west < east && south < north);

const areaSchema = z
  .string()
  .transform(readArea)
  .refine((area) => area !== undefined);

/** Reads the criteria from an address. Whatever cannot be read is left out and said; nothing throws. */
export function readCriteria(search: URLSearchParams): { criteria: Criteria; problems: CriteriaProblem[] } {
  const problems: CriteriaProblem[] = [];
  const one = <T>(parameter: string, schema: z.ZodType<T>, split = false): T | undefined => {
    const value = search.get(parameter)?.trim();
    if (value === undefined || value === '') return undefined;
    const parts = value.split(',').map((part) => part.trim());
    // Nothing is no number: `,` is not the point where the equator meets the meridian of Greenwich.
    const read = split && parts.includes('') ? undefined : schema.safeParse(split ? parts : value);
    if (read?.success) return read.data;
    problems.push({ parameter, value: cutTo(value, 100) });
    return undefined;
  };
  const chosen: Criteria['chosen'] = {};
  for (const name of facetNames) {
    const values = severalValues(search, facets[name].parameter);
    if (values.length > 0) chosen[name] = values;
  }
  const territories: string[] = [];
  for (const value of severalValues(search, parameters.territory)) {
    const id = readTerritoryId(value);
    if (id === undefined) problems.push({ parameter: parameters.territory, value: cutTo(value, 100) });
    else if (!territories.includes(id)) territories.push(id);
  }
  const at = one(parameters.near, point, true);
  const radiusKm = one(parameters.radius, z.coerce.number().positive().max(1000)) ?? 20;
  const pageSize = one(parameters.pageSize, z.coerce.number().int().min(1).max(largestPageSize)) ?? defaultPageSize;
  const lastPage = Math.floor(deepestResult / pageSize);
  const criteria: Criteria = {
    q: cutTo((search.get(parameters.q) ?? '').replace(/\s+/g, ' ').trim(), 300),
    chosen,
    territories,
    yearFrom: one(parameters.yearFrom, year),
    yearTo: one(parameters.yearTo, year),
    near: at && { lat: at[0], lon: at[1], radiusKm },
    box: one(parameters.box, boxSchema, true),
    area: one(parameters.area, areaSchema),
    sort: one(parameters.sort, z.enum(sorts)) ?? 'pertinence',
    page: one(parameters.page, z.coerce.number().int().min(1).max(lastPage)) ?? 1,
    pageSize,
  };
  return { criteria, problems };
}

/** Writes the criteria as an address: only what differs from none, always in the same order. */
export function writeCriteria(criteria: Criteria): URLSearchParams {
  const search = new URLSearchParams();
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') search.append(name, String(value));
  };
  put(parameters.q, criteria.q);
  for (const name of facetNames) for (const value of criteria.chosen[name] ?? []) put(facets[name].parameter, value);
  for (const id of criteria.territories) put(parameters.territory, id);
  put(parameters.yearFrom, criteria.yearFrom);
  put(parameters.yearTo, criteria.yearTo);
  if (criteria.near !== undefined) {
    put(parameters.near, `${criteria.near.lat},${criteria.near.lon}`);
    put(parameters.radius, criteria.near.radiusKm);
  }
  if (criteria.box !== undefined) put(parameters.box, criteria.box.join(','));
  if (criteria.area !== undefined) put(parameters.area, writeArea(criteria.area));
  if (criteria.sort !== 'pertinence') put(parameters.sort, criteria.sort);
  if (criteria.page !== 1) put(parameters.page, criteria.page);
  if (criteria.pageSize !== defaultPageSize) put(parameters.pageSize, criteria.pageSize);
  return search;
}

/** Values of one parameter, given once each or with commas; at most 50 of 100 characters. */
function severalValues(search: URLSearchParams, parameter: string): string[] {
  const values = search.getAll(parameter).flatMap((value) => value.split(','));
  return [...new Set(values.map((value) => cutTo(value.trim(), 100)).filter(Boolean))].slice(0, 50);
}
