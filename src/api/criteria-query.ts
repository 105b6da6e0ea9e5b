/**
 * The search criteria as parameters of the API: the same as those of the pages, and stricter. What a page leaves out
 * and says, the API refuses. Whatever this schema accepts, `readCriteria` reads without a problem.
 */
import { z } from '@hono/zod-openapi';
import { readArea } from '#model/area.ts';
import {
  deepestResult,
  defaultPageSize,
  type FacetName,
  facetNames,
  facets,
  largestPageSize,
  sorts,
} from '#model/criteria.ts';
import { qualityLevels } from '#model/quality.ts';
import { readTerritoryId } from '#model/territory.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { decimal, langParameter, latitude, longitude, numbers, said, several, single, whole } from './parameters.ts';
import type { Rooms } from './rooms.ts';

/** The parameters of a search without its page; `rooms` say which catalogues and territories there are. */
function criteriaShape({ sources, territories }: Pick<Rooms, 'sources' | 'territories'>) {
  const facet = (name: FacetName) => {
    const { parameter, vocabulary } = facets[name];
    if (vocabulary !== undefined) {
      const codes = [...vocabularies[vocabulary].byId.keys()];
      return several(parameter, z.enum(codes), { enum: codes });
    }
    if (name === 'partner')
      return several(
        parameter,
        z.string().refine((id) => sources.has(id)),
      );
    if (name === 'quality') return several(parameter, z.enum(qualityLevels), { enum: [...qualityLevels] });
    return several(parameter, z.string().regex(/^[a-z]{2,3}$/));
  };
  const known = (text: string) => {
    const id = readTerritoryId(text);
    return id !== undefined && territories.territory(id) !== undefined;
  };
  return {
    q: single(z.string().max(300)).openapi({ type: 'string', maxLength: 300, param: said('q') }),
    ...Object.fromEntries(facetNames.map((name) => [facets[name].parameter, facet(name)])),
    territoire: several('territoire', z.string().refine(known)),
    de: whole('de', 1000, 2200),
    a: whole('a', 1000, 2200),
    pres: numbers('pres', z.tuple([latitude, longitude]), '47.218,-1.554'),
    rayon: single(decimal(0, 1000).refine((km) => km > 0)).openapi({
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1000,
      param: said('rayon'),
    }),
    cadre: numbers(
      'cadre',
      z
        .tuple([longitude, latitude, longitude, latitude])
        .refine(([west, south, east, north]) => west < east && south < north),
      '-2.6,46.8,-0.9,47.9',
    ),
    zone: single(z.string().refine((text) => readArea(text) !== undefined)).openapi({
      type: 'string',
      example: '47.1,-1.7,47.4,-1.7,47.3,-1.3',
      param: said('zone'),
    }),
    tri: single(z.enum(sorts)).openapi({ type: 'string', enum: [...sorts], default: 'pertinence', param: said('tri') }),
    lang: langParameter,
  };
}

/** What parameters ask of one another; each breach is told of the parameter that can be mended. */
function together(query: Record<string, unknown>, context: z.RefinementCtx): void {
  const refuse = (parameter: string) => context.addIssue({ code: 'custom', path: [parameter] });
  if (query.rayon !== undefined && query.pres === undefined) refuse('rayon');
  if (query.tri === 'distance' && query.pres === undefined) refuse('tri');
  if (Number(query.de ?? 0) > Number(query.a ?? 9999)) refuse('de');
  if (Number(query.page ?? 1) > Math.floor(deepestResult / Number(query.pageSize ?? defaultPageSize))) refuse('page');
}

/** The parameters of an export: every answer, so no page. */
export function exportQuery(rooms: Pick<Rooms, 'sources' | 'territories'>) {
  return z.strictObject(criteriaShape(rooms)).superRefine(together);
}

/** The parameters of a page of results. */
export function criteriaQuery(rooms: Pick<Rooms, 'sources' | 'territories'>) {
  return z
    .strictObject({
      ...criteriaShape(rooms),
      page: whole('page', 1, deepestResult, 1),
      pageSize: whole('pageSize', 1, largestPageSize, defaultPageSize),
    })
    .superRefine(together);
}
