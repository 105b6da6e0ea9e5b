/** What the API says of itself: where to begin, its OpenAPI document, the schema of its table. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { tableSchema } from '#publish/table-schema.ts';
import { errorAnswers, refuseUnlike } from './errors.ts';
import { langParameter } from './parameters.ts';
import type { Rooms } from './rooms.ts';

const query = z.strictObject({ lang: langParameter });

const welcomeSchema = z
  .strictObject({ name: z.string(), version: z.string(), links: z.record(z.string(), z.string()) })
  .meta({ id: 'Welcome' });

const welcome = createRoute({
  method: 'get',
  path: '/',
  summary: 'Where to begin',
  request: { query },
  responses: {
    200: { description: 'Addresses', content: { 'application/json': { schema: welcomeSchema } } },
    400: errorAnswers[400],
  },
});

const schema = createRoute({
  method: 'get',
  path: '/v1/schema.json',
  summary: 'The Table Schema of the CSV export',
  request: { query },
  responses: {
    200: {
      description: 'Frictionless Table Schema',
      content: {
        'application/json': { schema: z.looseObject({ fields: z.array(z.looseObject({ name: z.string() })) }) },
      },
    },
    400: errorAnswers[400],
  },
});

const contract = createRoute({
  method: 'get',
  path: '/openapi.json',
  summary: 'This document',
  request: { query },
  responses: {
    200: {
      description: 'OpenAPI 3.1',
      content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } },
    },
    400: errorAnswers[400],
  },
});

export function aboutRoutes(app: OpenAPIHono, { baseUrl }: Rooms): void {
  const at = (path: string) => `${baseUrl}/api${path}`;
  app.openapi(
    welcome,
    (c) => {
      const links = {
        openapi: at('/openapi.json'),
        projects: at('/v1/projects'),
        csv: at('/v1/projects.csv'),
        geojson: at('/v1/projects.geojson'),
        jsonl: at('/v1/projects.jsonl'),
        schema: at('/v1/schema.json'),
        territories: at('/v1/territories'),
        sources: at('/v1/sources'),
        vocabularies: at('/v1/vocabularies'),
      };
      return c.json({ name: 'Carrefour des innovations sociales', version: '1', links }, 200);
    },
    refuseUnlike(query),
  );
  app.openapi(schema, (c) => c.json(tableSchema(baseUrl), 200), refuseUnlike(query));

  let document: ReturnType<typeof write> | undefined;
  const write = () =>
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Carrefour des innovations sociales',
        version: '1',
        description:
          'Social innovation in France, pooled from partners’ catalogues. Open, read only, no key. Each project carries the licence and the attribution of every catalogue that tells of it.',
      },
      servers: [{ url: `${baseUrl}/api` }],
    });
  app.openapi(contract, (c) => c.json({ ...(document ??= write()) }, 200), refuseUnlike(query));
}
