/** The catalogues that are pooled here: who, on which terms, how fresh. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { noCriteria } from '#model/criteria.ts';
import { sourceViewSchema, viewSource } from '#publish/source-view.ts';
import { errorAnswers, languageOf, refuseUnlike } from './errors.ts';
import { langParameter } from './parameters.ts';
import type { Rooms } from './rooms.ts';

const query = z.strictObject({ lang: langParameter });

const route = createRoute({
  method: 'get',
  path: '/v1/sources',
  summary: 'The catalogues, their licences, their freshness',
  request: { query },
  responses: {
    200: {
      description: 'Every catalogue whose projects are shown',
      content: {
        'application/json': {
          schema: z
            .strictObject({ total: z.number().int(), results: z.array(sourceViewSchema) })
            .meta({ id: 'SourceList' }),
        },
      },
    },
    400: errorAnswers[400],
  },
});

export function sourceRoute(app: OpenAPIHono, { engine, sources, freshness, turns }: Rooms): void {
  app.openapi(
    route,
    async (c) => {
      const criteria = { ...noCriteria, pageSize: 1 };
      const [answer, read, next] = await Promise.all([
        engine.search({ criteria, facets: ['partner'] }),
        freshness(),
        turns(),
      ]);
      const counts = new Map(answer.facets.partner?.map(({ value, count }) => [value, count]));
      const results = [...sources.values()]
        .filter(({ listed }) => listed)
        .map((source) =>
          viewSource(source, languageOf(c), read.get(source.id), counts.get(source.id) ?? 0, next.get(source.id)),
        )
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      return c.json({ total: results.length, results }, 200);
    },
    refuseUnlike(query),
  );
}
