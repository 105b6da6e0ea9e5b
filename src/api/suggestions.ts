/** For curators: the words that no vocabulary knew, what they may mean, and the answers. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, Next } from 'hono';
import { parseJson } from '#lib/json.ts';
import { mayCurate } from '#model/person.ts';
import { assignmentSchema } from '#model/sheet.ts';
import { vocabularyNames } from '#model/vocabulary.ts';
import { carriedWordSchema, evidences, wordKey } from '#model/word-answer.ts';
import { errorAnswers, refuseUnlike, say } from './errors.ts';
import { langParameter } from './parameters.ts';
import type { Rooms } from './rooms.ts';

export const answersPath = '/v1/answers';
/** A body longer than this is none of ours, in bytes. */
const longestBody = 20_000;

const proposalSchema = assignmentSchema.pick({ concept: true, how: true, confidence: true, because: true });
const carriedShape = carriedWordSchema.shape;

const waitingSchema = z
  .strictObject({
    total: z.number().int(),
    results: z.array(
      z.strictObject({
        ...carriedShape,
        written: z.string().describe('As it stands on a sheet'),
        sheets: z.number().int().describe('How many shown sheets one answer would move'),
        sources: z.array(z.string()),
        proposals: z.array(proposalSchema).describe('What it may mean, surest first'),
        examples: z.array(z.strictObject({ id: z.string(), title: z.string() })),
      }),
    ),
  })
  .meta({ id: 'SuggestionList' });

const answerSchema = z
  .strictObject({
    id: z.string(),
    ...carriedShape,
    written: z.string(),
    concepts: z.array(z.string()).describe('All that the word means; empty when it means nothing that we have'),
    later: z.boolean().describe('Put aside: it says nothing of the meaning'),
    author: z.string(),
    reason: z.string(),
    madeAt: z.iso.datetime(),
  })
  .meta({ id: 'Answer' });

const bodySchema = z
  .strictObject({
    vocabulary: z.enum(vocabularyNames),
    evidence: z.enum(evidences).default('word').describe('`text`: the telling words of texts, as the list gives them'),
    word: z.string().trim().min(1).max(500).describe('In any spelling'),
    concepts: z.array(z.string()).max(20).optional().describe('All that it means; an empty list: none of ours'),
    later: z.literal(true).optional().describe('Instead of concepts: put it aside'),
    reason: z.string().trim().max(500).default(''),
  })
  .meta({ id: 'NewAnswer' });

const doneSchema = z
  .strictObject({
    id: z.string(),
    sheets: z.number().int().describe('How many sheets are described again, in the background'),
    sources: z.array(z.string()),
  })
  .meta({ id: 'AnswerTaken' });

const query = z.strictObject({ lang: langParameter });
const listQuery = query.extend({
  vocabulary: z.enum(vocabularyNames).optional().describe('Only words of this one'),
  later: z.enum(['0', '1']).optional().describe('`1`: those that were put aside'),
  page: z.coerce.number().int().min(1).max(10_000).default(1).describe('From 1'),
  pageSize: z.coerce.number().int().min(1).max(100).default(20).describe('Words on a page'),
});
const forCurators = {
  401: errorAnswers[401],
  403: { ...errorAnswers[403], description: 'Somebody is signed in who is no curator' },
} as const;
const jsonOf = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});

const list = createRoute({
  method: 'get',
  path: '/v1/suggestions',
  summary: 'For curators: words that no vocabulary knew, those on most sheets first',
  request: { query: listQuery },
  responses: { 200: jsonOf('What waits', waitingSchema), 400: errorAnswers[400], ...forCurators },
});
const answers = createRoute({
  method: 'get',
  path: answersPath,
  summary: 'For curators: the answers that stand, the latest first',
  request: { query },
  responses: {
    200: jsonOf(
      'Who answered what, when and why',
      z.strictObject({ total: z.number().int(), results: z.array(answerSchema) }).meta({ id: 'AnswerList' }),
    ),
    400: errorAnswers[400],
    ...forCurators,
  },
});
const give = createRoute({
  method: 'post',
  path: answersPath,
  summary: 'For curators: answer what a word means; the former answer is taken back',
  request: { query, body: { required: true, content: { 'application/json': { schema: bodySchema } } } },
  responses: {
    201: jsonOf('Taken', doneSchema),
    400: { ...errorAnswers[400], description: 'The body or a concept is not known' },
    404: { ...errorAnswers[404], description: 'No sheet carries the word' },
    ...forCurators,
  },
});
const undo = createRoute({
  method: 'delete',
  path: `${answersPath}/{id}`,
  summary: 'For curators: take an answer back',
  request: { query, params: z.object({ id: z.string().openapi({ param: { description: 'Of the answer' } }) }) },
  responses: { 200: jsonOf('Taken back', doneSchema), 400: errorAnswers[400], 404: errorAnswers[404], ...forCurators },
});

export function suggestionRoutes(app: OpenAPIHono, { words, personOf }: Rooms): void {
  /** Only curators come further; who asks is told to the routes. */
  const curators = async (c: Context, next: Next) => {
    c.header('Cache-Control', 'private, no-store');
    const person = await personOf(c.req.raw.headers);
    if (person === undefined) return say(c, 'sign-in');
    if (!mayCurate(person)) return say(c, 'curators-only');
    c.set('curator', person.name.trim() || person.id);
    await next();
  };
  app.use('/v1/suggestions', curators);
  app.use(`${answersPath}/*`, curators);
  app.use(answersPath, onlyShortJson);

  app.openapi(
    list,
    async (c) => {
      const { vocabulary, later, page, pageSize } = c.req.valid('query');
      const asked = { vocabulary, later: later === '1', skip: (page - 1) * pageSize, most: pageSize };
      const { total, words: waiting } = await words.waiting(asked);
      const results = waiting.map(({ proposals, ...word }) => ({
        ...carriedWordSchema.parse(word),
        ...{ written: word.written, sheets: word.sheets, sources: word.sources, examples: word.examples },
        proposals: proposals.map((proposal) => proposalSchema.parse(proposal)),
      }));
      return c.json({ total, results }, 200);
    },
    refuseUnlike(listQuery),
  );
  app.openapi(
    answers,
    async (c) => {
      const all = await words.answers();
      return c.json(
        { total: all.length, results: all.map((one) => ({ ...one, madeAt: one.madeAt.toISOString() })) },
        200,
      );
    },
    refuseUnlike(query),
  );
  app.openapi(
    give,
    async (c) => {
      const { vocabulary, evidence, word, concepts, later, reason } = c.req.valid('json');
      if ((concepts === undefined) === (later === undefined)) return say(c, 'body-refused');
      const carried = { vocabulary, evidence, word: evidence === 'text' ? word : wordKey(word) };
      const choice = later ? 'later' : concepts?.length ? { concepts } : 'none';
      const outcome = await words.answer(carried, choice, { author: c.get('curator'), reason });
      if (!('refused' in outcome)) return c.json(outcome, 201);
      return outcome.refused === 'word-not-carried' ? say(c, 'word-not-carried') : say(c, 'concept-unknown');
    },
    (result, c) => (result.success ? undefined : say(c, 'body-refused')),
  );
  app.openapi(
    undo,
    async (c) => {
      const outcome = await words.undo(c.req.valid('param').id, c.get('curator'));
      return 'refused' in outcome ? say(c, 'answer-unknown') : c.json(outcome, 200);
    },
    refuseUnlike(query),
  );
}

/** Another content type could be sent from a form of another site. */
async function onlyShortJson(c: Context, next: Next) {
  if (c.req.method === 'POST') {
    const json = /^application\/json\b/i.test(c.req.header('content-type') ?? '');
    if (!json || Number(c.req.header('content-length') ?? 0) > longestBody) return say(c, 'body-refused');
    const text = await c.req.text();
    if (text.length > longestBody || parseJson(text) === undefined) return say(c, 'body-refused');
  }
  await next();
}

declare module 'hono' {
  interface ContextVariableMap {
    /** How the curator who asks is called. */
    curator: string;
  }
}
