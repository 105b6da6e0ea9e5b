/** The list of projects: a page of results with its counts as JSON, or every answer as a file. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Criteria, deepestResult, facetNames, facets, readCriteria, writeCriteria } from '#model/criteria.ts';
import { readTerritoryId } from '#model/territory.ts';
import { type ExportFormat, exportFormats, exportProjects, exportTypes } from '#publish/export.ts';
import { projectSummarySchema } from '#publish/project-view.ts';
import { type Language, summariseProject } from '#publish/view-project.ts';
import type { Hit, SearchAnswer } from '#search/engine.ts';
import { type Loosened, loosenings, type Part } from '#search/understand/loosen.ts';
import { otherSpelling } from '#search/understand/other-spelling.ts';
import { criteriaQuery, exportQuery } from './criteria-query.ts';
import { download } from './download.ts';
import { errorAnswers, languageOf, refuseUnlike, say } from './errors.ts';
import { acceptedFormat } from './formats.ts';
import { facetLabel } from './labels.ts';
import { unknownParameter } from './refusals.ts';
import type { Rooms } from './rooms.ts';

const countSchema = z
  .strictObject({ value: z.string(), label: z.string(), count: z.number().int() })
  .meta({ id: 'Count', description: 'How many projects this value would give, the other criteria being kept.' });

const countedLevels = ['region', 'departement'] as const;
type Counts = z.infer<typeof countSchema>[];

const facetCounts = Object.fromEntries(
  facetNames.map((name) => [facets[name].parameter, z.array(countSchema)]),
) as Record<string, z.ZodArray<typeof countSchema>>;

const resultSchema = z.strictObject({
  ...projectSummarySchema.shape,
  distance: z.number().optional().describe('Metres from `pres` to the nearest site'),
});

const readingSchema = z
  .strictObject({
    all: z.boolean().describe('Every project that answers holds every word; else these are the nearest'),
    unknown: z.array(z.string()).describe('Words that no project holds and that resemble none: left aside'),
    corrected: z
      .array(z.strictObject({ from: z.string(), to: z.string() }))
      .describe('Words that no project holds, and what was read for each'),
  })
  .meta({ id: 'Reading', description: 'How the words of `q` were read; absent when there are none.' });

const looserSchema = z
  .strictObject({
    how: z.enum(['spelt', 'quotes', 'widened', 'radius', 'without-word', 'without', 'only']),
    what: z
      .string()
      .optional()
      .describe(
        'The other word, the wider territory, the radius in kilometres, the word that goes, or the parameters that go (or alone stay)',
      ),
    total: z.number().int().describe('How many projects that search finds'),
    link: z.string(),
  })
  .meta({ id: 'Looser', description: 'A search near to one that finds nothing, which finds something.' });

const linksSchema = z.strictObject({ self: z.string(), prev: z.string().optional(), next: z.string().optional() });

export const projectListSchema = z
  .strictObject({
    total: z.number().int().describe('How many projects answer'),
    page: z.number().int(),
    pageSize: z.number().int(),
    results: z.array(resultSchema),
    nearby: z
      .array(resultSchema)
      .describe('Projects that hold only some of the words, to complete a first page: counted nowhere'),
    reading: readingSchema.optional(),
    looser: z
      .array(looserSchema)
      .optional()
      .describe('When nothing answers, or few where a word may be misspelt: the nearest searches, at most 6'),
    facets: z.strictObject(facetCounts).describe('By parameter, largest count first'),
    territories: z.strictObject({ region: z.array(countSchema), departement: z.array(countSchema) }),
    links: linksSchema,
  })
  .meta({ id: 'ProjectList' });

const file = (description: string) => ({ description, schema: z.string() });
const files = {
  'text/csv': file('Every answer: one line for each project'),
  'application/geo+json': file('Every answer: one Feature for each site that has a point'),
  'application/x-ndjson': file('Every answer: one project on each line'),
};

export function projectRoutes(app: OpenAPIHono, rooms: Rooms): void {
  const pageOfResults = criteriaQuery(rooms);
  const everything = exportQuery(rooms);

  const list = createRoute({
    method: 'get',
    path: '/v1/projects',
    summary: 'Search projects: a page of results with counts, or every answer as a file when `Accept` asks for one',
    request: { query: pageOfResults },
    responses: {
      200: { description: 'What answers', content: { 'application/json': { schema: projectListSchema }, ...files } },
      400: errorAnswers[400],
    },
  });
  app.openapi(
    list,
    async (c) => {
      const format = acceptedFormat(c.req.header('Accept'));
      if (format === 'json') return c.json(await pageOf(c), 200);
      const paged = ['page', 'pageSize'].filter((name) => c.req.query(name) !== undefined);
      if (paged.length === 0) return exportOf(c, format);
      const known = Object.keys(everything.shape);
      return say(
        c,
        'parameters-refused',
        paged.map((name) => unknownParameter(name, known, languageOf(c))),
      );
    },
    refuseUnlike(pageOfResults),
  );

  const asJson = createRoute({
    method: 'get',
    path: '/v1/projects.json',
    summary: 'The same as `/v1/projects`, always JSON',
    request: { query: pageOfResults },
    responses: {
      200: { description: 'A page of results', content: { 'application/json': { schema: projectListSchema } } },
      400: errorAnswers[400],
    },
  });
  app.openapi(asJson, async (c) => c.json(await pageOf(c), 200), refuseUnlike(pageOfResults));

  for (const format of exportFormats) {
    const type = exportTypes[format].split(';')[0] as keyof typeof files;
    const route = createRoute({
      method: 'get',
      path: `/v1/projects.${format}`,
      summary: `Every project that answers, as ${format}`,
      request: { query: everything },
      responses: {
        200: { description: files[type].description, content: { [type]: files[type] } },
        400: errorAnswers[400],
      },
    });
    app.openapi(route, (c) => exportOf(c, format), refuseUnlike(everything));
  }

  async function pageOf(c: Context): Promise<z.infer<typeof projectListSchema>> {
    const language = languageOf(c);
    const criteria = criteriaOf(c, rooms);
    const answer = await rooms.engine.search({
      criteria,
      facets: facetNames,
      countTerritories: countedLevels,
      nearby: criteria.pageSize,
    });
    const nearby = answer.nearby ?? [];
    const loaded = await rooms.projects.load([...answer.hits, ...nearby].map(({ id }) => id));
    const byId = new Map(loaded.map((project) => [project.id, project]));
    const links = pageLinks(criteria, answer.total, language, rooms.baseUrl);
    const looser = await looserThan(criteria, language, answer);
    c.header('Link', writeLinks(links));
    return {
      total: answer.total,
      page: criteria.page,
      pageSize: criteria.pageSize,
      results: resultsOf(answer.hits),
      nearby: resultsOf(nearby),
      ...(answer.reading && { reading: answer.reading }),
      ...(looser.length > 0 || answer.total === 0 ? { looser } : {}),
      facets: Object.fromEntries(
        facetNames.map((name) => [
          facets[name].parameter,
          (answer.facets[name] ?? []).map(({ value, count }) => ({
            value,
            label: facetLabel(name, value, language, rooms.sources),
            count,
          })),
        ]),
      ),
      territories: { region: territoryCounts('region'), departement: territoryCounts('departement') },
      links,
    };

    function resultsOf(hits: readonly Hit[]): z.infer<typeof resultSchema>[] {
      return hits.flatMap(({ id, distance }) => {
        const project = byId.get(id);
        if (project === undefined) return [];
        const summary = summariseProject(project, { ...rooms, language });
        // How far it is says where it is, which a closed catalogue tells the site's own visitors alone.
        const placed = distance !== undefined && summary.sites.length > 0;
        return [placed ? { ...summary, distance: Math.round(distance) } : summary];
      });
    }

    function territoryCounts(level: (typeof countedLevels)[number]): Counts {
      const counts = answer.territories[level] ?? [];
      return counts.map(({ value, count }) => ({
        value,
        label: rooms.territories.territory(value)?.name ?? value,
        count,
      }));
    }
  }

  async function looserThan(
    criteria: Criteria,
    language: Language,
    answer: SearchAnswer,
  ): Promise<z.infer<typeof looserSchema>[]> {
    const wider =
      answer.total > 0 ? [] : await loosenings(rooms.engine, criteria, (id) => rooms.territories.territory(id));
    const spelt = await otherSpelling(rooms.engine, criteria, answer);
    const found = wider.map(({ step, ...one }) => ({ ...one, how: step.how, what: whatOf(step) }));
    const all = spelt === undefined ? found : [{ ...spelt, how: 'spelt' as const, what: spelt.to }, ...found];
    return all.map(({ how, what, criteria: looser, total }) => ({
      how,
      ...(what !== undefined && { what }),
      total,
      link: pageLinks(looser, total, language, rooms.baseUrl).self,
    }));
  }

  function exportOf(c: Context, format: ExportFormat): Promise<Response> {
    const { engine, projects, sources, baseUrl } = rooms;
    const language = languageOf(c);
    const criteria = criteriaOf(c, rooms);
    const pieces = exportProjects({ engine, projects, sources, baseUrl, language, criteria, format });
    return download(c, pieces, { name: 'carrefour-projets', format, date: rooms.now() });
  }
}

function whatOf(step: Loosened): string | undefined {
  switch (step.how) {
    case 'quotes':
      return undefined;
    case 'widened':
      return step.to;
    case 'radius':
      return String(step.radiusKm);
    case 'without-word':
      return step.word;
    default:
      return parameterOf(step.part);
  }
}

const ownParameters = {
  words: 'q',
  territories: 'territoire',
  near: 'pres',
  years: 'de,a',
  box: 'cadre',
  area: 'zone',
} as const;

function parameterOf(part: Part): string {
  const facet = facetNames.find((name) => name === part);
  return facet === undefined ? ownParameters[part as keyof typeof ownParameters] : facets[facet].parameter;
}

/** The criteria of an address that the schema has accepted, past communes led to today's. */
function criteriaOf(c: Context, { territories }: Rooms): Criteria {
  const { criteria, problems } = readCriteria(new URL(c.req.url).searchParams);
  if (problems.length > 0) throw new Error(`accepted and then not read: ${problems.map((one) => one.parameter)}`);
  const today = criteria.territories.map((id) => territories.territory(readTerritoryId(id) ?? id)?.id ?? id);
  return { ...criteria, territories: [...new Set(today)] };
}

type Links = z.infer<typeof linksSchema>;

/** Addresses of this page, the one before and the one after, the same criteria kept. */
function pageLinks(criteria: Criteria, total: number, language: Language, baseUrl: string): Links {
  const at = (page: number) => {
    const search = writeCriteria({ ...criteria, page });
    if (language !== 'fr') search.set('lang', language);
    const query = search.toString();
    return `${baseUrl}/api/v1/projects${query === '' ? '' : `?${query}`}`;
  };
  const { page, pageSize } = criteria;
  const last = Math.max(1, Math.ceil(Math.min(total, deepestResult) / pageSize));
  const hasNext = page < last && (page + 1) * pageSize <= deepestResult;
  return {
    self: at(page),
    ...(page > 1 ? { prev: at(Math.min(page - 1, last)) } : {}),
    ...(hasNext ? { next: at(page + 1) } : {}),
  };
}

/** The `Link` header of RFC 8288. */
function writeLinks(links: Links): string {
  return Object.entries(links)
    .map(([relation, address]) => `<${address}>; rel="${relation}"`)
    .join(', ');
}
