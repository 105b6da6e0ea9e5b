/** The vocabularies: what the codes mean, in both languages. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { facets } from '#model/criteria.ts';
import { type Vocabulary, vocabularies, vocabularyNames } from '#model/vocabulary.ts';
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
    200: { description: 'The vocabulary', content: { 'application/json': { schema: vocabularySchema } } },
    400: errorAnswers[400],
    404: errorAnswers[404],
  },
});

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
  app.openapi(
    one,
    (c) => {
      const asked = c.req.valid('param').name;
      const name = vocabularyNames.find((known) => known === asked);
      if (name === undefined) return say(c, 'vocabulary-unknown');
      return c.json({ ...head(vocabularies[name]), concepts: vocabularies[name].concepts.map(viewConcept) }, 200);
    },
    refuseUnlike(query),
  );
}

function head({ name, title, version }: Vocabulary) {
  const facet = Object.values(facets).find(({ vocabulary }) => vocabulary === name);
  return { name, title, version, ...(facet === undefined ? {} : { parameter: facet.parameter }) };
}

function viewConcept({ id, label, definition, synonyms, broader, mappings }: Vocabulary['concepts'][number]) {
  return {
    code: id,
    label,
    ...(definition === undefined ? {} : { definition }),
    synonyms: synonyms ?? { fr: [], en: [] },
    ...(broader === undefined ? {} : { broader }),
    mappings: mappings ?? {},
  };
}
