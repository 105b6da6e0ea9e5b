/** Territories: finding their ids by name, and walking from régions to communes. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { deepestResult, defaultPageSize, largestPageSize, noCriteria } from '#model/criteria.ts';
import {
  densityClasses,
  densityOf,
  readTerritoryId,
  type Territory,
  type TerritoryLevel,
  territoryIdSchema,
  territoryLevels,
} from '#model/territory.ts';
import { errorAnswers, languageOf, refuseUnlike, say } from './errors.ts';
import { sentences, territoryTextSentence } from './parameter-sentences.ts';
import { langParameter, single, whole } from './parameters.ts';
import type { Rooms, Territories } from './rooms.ts';

export const territoryViewSchema = z
  .strictObject({
    id: territoryIdSchema,
    level: z.enum(territoryLevels),
    code: z.string().describe('COG code or SIREN of the EPCI: always text'),
    name: z.string(),
    centre: z.strictObject({ lat: z.number(), lon: z.number() }).optional(),
    population: z.number().int().optional().describe('Official, of the year of the COG'),
    density: z
      .strictObject({ perKm2: z.number(), class: z.enum(densityClasses) })
      .optional()
      .describe('People per km², by outlines simplified at 1 km; from an EPCI upwards. Classes at 300 and 1,500'),
    postcodes: z.array(z.string()),
    within: z.array(z.strictObject({ id: territoryIdSchema, level: z.enum(territoryLevels), name: z.string() })),
  })
  .meta({ id: 'Territory' });

const listSchema = z
  .strictObject({
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
    results: z.array(territoryViewSchema),
  })
  .meta({ id: 'TerritoryList' });

const oneSchema = z
  .strictObject({
    ...territoryViewSchema.shape,
    projects: z.number().int().describe('How many projects have a site in it'),
    links: z.strictObject({ self: z.string(), projects: z.string(), within: z.string() }),
  })
  .meta({ id: 'TerritoryWithProjects' });

const text = (parameter: string) => ({ type: 'string' as const, param: { description: sentences[parameter]!.en } });

function listQuery(territories: Territories) {
  const known = (given: string) => {
    const id = readTerritoryId(given);
    return id !== undefined && territories.territory(id) !== undefined;
  };
  return z.strictObject({
    q: single(z.string().max(300)).openapi({ type: 'string', param: { description: territoryTextSentence } }),
    level: single(z.enum(territoryLevels)).openapi({ ...text('level'), enum: [...territoryLevels] }),
    within: single(z.string().refine(known)).openapi(text('within')),
    page: whole('page', 1, deepestResult, 1),
    pageSize: whole('pageSize', 1, largestPageSize, defaultPageSize),
    lang: langParameter,
  });
}

const oneQuery = z.strictObject({ lang: langParameter });

export function territoryRoutes(app: OpenAPIHono, rooms: Rooms): void {
  const { territories, engine, baseUrl } = rooms;
  const query = listQuery(territories);

  const list = createRoute({
    method: 'get',
    path: '/v1/territories',
    summary: 'Find territories by name, code or postcode, by level, or within another',
    request: { query },
    responses: {
      200: { description: 'Territories', content: { 'application/json': { schema: listSchema } } },
      400: errorAnswers[400],
    },
  });
  app.openapi(
    list,
    (c) => {
      const { q, level, within, page = 1, pageSize = defaultPageSize } = c.req.valid('query');
      const holder = within === undefined ? undefined : territories.territory(readTerritoryId(within) ?? within);
      const found = choose(territories, q, level, holder);
      const results = found.slice((page - 1) * pageSize, page * pageSize);
      return c.json(
        { total: found.length, page, pageSize, results: results.map((one) => view(one, territories)) },
        200,
      );
    },
    refuseUnlike(query),
  );

  const one = createRoute({
    method: 'get',
    path: '/v1/territories/{id}',
    summary: 'One territory',
    request: {
      query: oneQuery,
      params: z.object({ id: z.string().openapi({ param: { description: 'As in `territoire`' } }) }),
    },
    responses: {
      200: { description: 'The territory', content: { 'application/json': { schema: oneSchema } } },
      301: { description: 'A code, or a past commune: follow `Location` to the territory’s own address' },
      400: errorAnswers[400],
      404: errorAnswers[404],
    },
  });
  app.openapi(
    one,
    async (c) => {
      const given = c.req.valid('param').id;
      const id = readTerritoryId(given);
      const territory = id === undefined ? undefined : territories.territory(id);
      if (territory === undefined) return say(c, 'territory-unknown');
      const tail = languageOf(c) === 'fr' ? '' : '?lang=en';
      const self = `${baseUrl}/api/v1/territories/${territory.id}`;
      if (territory.id !== given) return c.redirect(self + tail, 301);
      const criteria = { ...noCriteria, territories: [territory.id], pageSize: 1 };
      const { total } = await engine.search({ criteria });
      const links = {
        self,
        projects: `${baseUrl}/api/v1/projects?territoire=${territory.id}`,
        within: `${baseUrl}/api/v1/territories?within=${territory.id}`,
      };
      return c.json({ ...view(territory, territories), projects: total, links }, 200);
    },
    refuseUnlike(oneQuery),
  );
}

/** By name when there is one, else what lies within, else a level; with nothing said, the régions. */
function choose(
  territories: Territories,
  q: string | undefined,
  level: TerritoryLevel | undefined,
  holder: Territory | undefined,
): Territory[] {
  if (q !== undefined) {
    const found = territories.find(q, Number.POSITIVE_INFINITY, level && [level]);
    return holder === undefined ? found : found.filter(({ within }) => within.includes(holder.id));
  }
  if (holder === undefined) return territories.all(level ?? 'region');
  if (level !== undefined && level !== 'commune')
    return territories.all(level).filter(({ within }) => within.includes(holder.id));
  const children = read(territories, territories.children(holder.id));
  if (level === undefined || holder.level !== 'region') return children;
  return children.flatMap(({ id }) => read(territories, territories.children(id)));
}

function read(territories: Territories, ids: readonly string[]): Territory[] {
  return ids.flatMap((id) => territories.territory(id) ?? []);
}

function view(territory: Territory, territories: Territories): z.infer<typeof territoryViewSchema> {
  const { id, level, code, name, centre, population, postcodes, within } = territory;
  const density = densityOf(territory, territories.area(id));
  return {
    id,
    level,
    code,
    name,
    ...(centre === undefined ? {} : { centre: { lat: centre.lat, lon: centre.lon } }),
    ...(population === undefined ? {} : { population }),
    ...(density === undefined ? {} : { density }),
    postcodes,
    within: read(territories, within).map((around) => ({ id: around.id, level: around.level, name: around.name })),
  };
}
