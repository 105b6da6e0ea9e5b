/** The vocabularies: what the codes mean, in both languages. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { facets } from '#model/criteria.ts';
import { type Vocabulary, vocabularies, vocabularyNames } from '#model/vocabulary.ts';
import { type SkosFormat, skosFormats, writeSkos } from '#publish/write-skos.ts';
import { errorAnswers, refuseUnlike, say } from './errors.ts';
import { langParameter } from './parameters.ts';
import type { Rooms } from './rooms.ts';

const bilingual = z.strictObject({ fr: z.string(), en: z.string() });
const words = z.strictObject({ fr: z.array(z.string()), en: z.array(z.string()) });

const headShape = {
  name: z.enum(vocabularyNames),
  title: bilingual,
  version: z.number().int(),
  parameter: z.string().optional().describe('The search parameter that takes its codes'),
};

const listSchema = z
  .strictObject({
    results: z.array(z.strictObject({ ...headShape, concepts: z.number().int(), url: z.string() })),
  })
  .meta({ id: 'VocabularyList' });

const vocabularySchema = z
  .strictObject({
    ...headShape,
    concepts: z.array(
      z
        .strictObject({
          code: z.string(),
          label: bilingual,
          definition: bilingual.optional(),
          note: bilingual.optional().describe('What belongs here and what does not'),
          synonyms: words,
          broader: z.string().optional(),
          mappings: z.record(z.string(), z.array(z.string())).describe('Codes of other schemes that mean the same'),
        })
        .meta({ id: 'Concept' }),
    ),
  })
  .meta({ id: 'Vocabulary' });

const query = z.strictObject({ lang: langParameter });

const list = createRoute({
  method: 'get',
  path: '/v1/vocabularies',
  summary: 'The vocabularies',
  request: { query },
  responses: {
    200: { description: 'Their names', content: { 'application/json': { schema: listSchema } } },
    400: errorAnswers[400],
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/vocabularies/{name}',
  summary: 'One vocabulary with its concepts',
  request: {
    query,
    params: z.object({
      name: z.string().openapi({ enum: [...vocabularyNames], param: { description: 'Its name' } }),
    }),
  },
  responses: {
    200: {
      description: 'The vocabulary',
      content: {
        'application/json': { schema: vocabularySchema },
        'text/turtle': { schema: z.string() },
        'application/ld+json': { schema: z.string() },
      },
    },
    400: errorAnswers[400],
    404: errorAnswers[404],
  },
});

/** Told in the document; answered by the route above, which reads the extension. */
const asSkos = (['ttl', 'jsonld'] as const).map((format) => ({
  method: 'get' as const,
  path: `/v1/vocabularies/{name}.${format}`,
  summary: `One vocabulary in SKOS, ${format === 'ttl' ? 'Turtle' : 'JSON-LD'}`,
  request: one.request,
  responses: {
    200: { description: 'The vocabulary', content: { [skosFormats[format]]: { schema: z.string() } } },
    400: errorAnswers[400],
    404: errorAnswers[404],
  },
}));

export function vocabularyRoutes(app: OpenAPIHono, { baseUrl }: Rooms): void {
  app.openapi(
    list,
    (c) => {
      const results = vocabularyNames.map((name) => ({
        ...head(vocabularies[name]),
        concepts: vocabularies[name].concepts.length,
        url: `${baseUrl}/api/v1/vocabularies/${name}`,
      }));
      return c.json({ results }, 200);
    },
    refuseUnlike(query),
  );
  for (const route of asSkos) app.openAPIRegistry.registerPath(route);
  app.openapi(
    one,
    (c) => {
      const [asked, extension] = c.req.valid('param').name.split('.', 2);
      const name = vocabularyNames.find((known) => known === asked);
      const format = extension === undefined ? acceptedSkos(c.req.header('Accept')) : extension;
      if (name === undefined || !(format === undefined || format === 'json' || format in skosFormats))
        return say(c, 'vocabulary-unknown');
      if (format !== undefined && format !== 'json') {
        const known = format as SkosFormat;
        return c.body(writeSkos(vocabularies[name], known, baseUrl), 200, {
          'Content-Type': `${skosFormats[known]}; charset=utf-8`,
        });
      }
      return c.json({ ...head(vocabularies[name]), concepts: vocabularies[name].concepts.map(viewConcept) }, 200);
    },
    refuseUnlike(query),
  );
}

/** SKOS when it is what the client asks for, and JSON is not. */
function acceptedSkos(accept = ''): SkosFormat | undefined {
  if (accept.includes('application/json')) return undefined;
  return (Object.keys(skosFormats) as SkosFormat[]).find((format) => accept.includes(skosFormats[format]));
}

function head({ name, title, version }: Vocabulary) {
  const facet = Object.values(facets).find(({ vocabulary }) => vocabulary === name);
  return { name, title, version, ...(facet === undefined ? {} : { parameter: facet.parameter }) };
}

function viewConcept({ id, label, definition, note, synonyms, broader, mappings }: Vocabulary['concepts'][number]) {
  return {
    code: id,
    label,
    ...(definition === undefined ? {} : { definition }),
    ...(note === undefined ? {} : { note }),
    synonyms: synonyms ?? { fr: [], en: [] },
    ...(broader === undefined ? {} : { broader }),
    mappings: mappings ?? {},
  };
}
