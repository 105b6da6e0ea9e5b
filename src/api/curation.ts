/** The curators' routes: the pairs that wait, deciding, what was decided, undoing. For those who signed in, and uncached. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { comesFromHere } from '#lib/net/same-origin.ts';
import { wishSchema, written } from '#model/decision.ts';
import { mayCurate, type Person } from '#model/person.ts';
import { curationErrors, sayDoor, sayRefused } from './curation-errors.ts';
import type { Rooms } from './rooms.ts';

/** Longest body that is read, in bytes. */
const longestBody = 64 * 1024;
const most = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .default(50)
  .openapi({ param: { name: 'most', in: 'query', description: 'How many to give, from 1 to 500' }, type: 'integer' });

const sheetSummary = z.strictObject({ id: z.string(), source: z.string(), title: z.string() });
const pairSchema = z
  .strictObject({
    sheets: z.tuple([sheetSummary, sheetSummary]),
    projects: z.tuple([z.string(), z.string()]).describe('Ids of the projects in which they stand now'),
    score: z.number().describe('What matching gave the pair'),
    worth: z.number().describe('What an answer is worth: it orders the queue'),
    putOff: z.boolean(),
    reasons: z.array(z.string()).describe('Why it is asked, in words'),
  })
  .meta({ id: 'Pair' });

const decisionSchema = z
  .strictObject({
    id: z.string(),
    word: z.looseObject({ kind: z.string() }).describe('What was said: `kind` and what it is about'),
    author: z.string(),
    reason: z.string(),
    madeAt: z.iso.datetime(),
    undoneAt: z.iso.datetime().nullable(),
    undoneBy: z.string().nullable(),
    replacedBy: z.string().nullable(),
    state: z.enum(['in-force', 'waiting', 'overruled', 'undone']),
  })
  .meta({ id: 'Decision' });

const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

const pairs = createRoute({
  method: 'get',
  path: '/pairs',
  summary: 'The pairs that wait for a curator, those worth most first',
  request: { query: z.strictObject({ most }) },
  responses: {
    200: json(
      'The queue',
      z.strictObject({ total: z.number().int(), putOff: z.number().int(), pairs: z.array(pairSchema) }),
    ),
    ...curationErrors,
  },
});

const later = createRoute({
  method: 'post',
  path: '/pairs/later',
  summary: 'Put a pair at the end of the queue',
  request: body(z.strictObject({ sheets: z.tuple([written, written]) })),
  responses: { 204: { description: 'Put off' }, ...curationErrors },
});

const decided = createRoute({
  method: 'get',
  path: '/decisions',
  summary: 'What was decided, the latest first',
  request: {
    query: z.strictObject({
      most,
      project: written.optional().openapi({
        param: { name: 'project', in: 'query', description: 'Only what concerns the project of this id' },
        type: 'string',
      }),
    }),
  },
  responses: {
    200: json('Decisions', z.strictObject({ total: z.number().int(), decisions: z.array(decisionSchema) })),
    ...curationErrors,
  },
});

const decide = createRoute({
  method: 'post',
  path: '/decisions',
  summary: 'Decide: same, not-same, split, choose, set, hide, endorse',
  request: body(z.object({ wish: wishSchema, reason: written.max(2_000).optional() })),
  responses: {
    201: json(
      'Decided; `replaced` are former decisions on the same pair',
      z.strictObject({ decision: z.string(), replaced: z.array(z.string()) }),
    ),
    200: json('It was decided already', z.strictObject({ decision: z.string(), already: z.boolean() })),
    ...curationErrors,
  },
});

const undo = createRoute({
  method: 'post',
  path: '/decisions/{id}/undo',
  summary: 'Take a decision back',
  request: { params: z.object({ id: z.string().openapi({ param: { description: 'Its id' } }) }) },
  responses: {
    200: json(
      'Undone; `restored` are decisions that it had replaced',
      z.strictObject({ decision: z.string(), restored: z.array(z.string()) }),
    ),
    ...curationErrors,
  },
});

type Environment = { Variables: { curator: Person } };

/** Mounted at `/curation`, before what makes the rest of the API open, read only and cached. */
export function curationApi(rooms: Rooms): OpenAPIHono<Environment> {
  const { review } = rooms;
  const app = new OpenAPIHono<Environment>({
    defaultHook: (result, c) => (result.success ? undefined : sayDoor(c, 'body-refused')),
  });
  app.onError((error, c) => {
    // What the reader of bodies throws at one that is no JSON.
    if (error instanceof HTTPException && error.status < 500) return sayDoor(c, 'body-refused');
    throw error;
  });
  app.use(curatorsOnly(rooms));
  app.use(bodyLimit({ maxSize: longestBody, onError: (c) => c.body(null, 413) }));
  const by = (person: Person, reason?: string) => ({ author: person.name, person: person.id, reason });

  app.openapi(pairs, async (c) => {
    const { total, putOff, questions } = await review.queue(c.req.valid('query').most);
    const shown = await Promise.all(
      questions.map(async ({ sheets, ...rest }) => {
        const both = await review.pair(sheets);
        const [one, other] = (both ?? []).map(({ id, source, title }) => ({ id, source, title }));
        return one === undefined || other === undefined
          ? []
          : [{ sheets: [one, other] as [typeof one, typeof one], ...rest }];
      }),
    );
    return c.json({ total, putOff, pairs: shown.flat() }, 200);
  });
  app.openapi(later, async (c) => {
    const { sheets } = c.req.valid('json');
    if ((await review.pair(sheets)) === undefined)
      return sayRefused(c, { code: 'sheet-unknown', sheet: sheets.join(', ') });
    await review.later(sheets, by(c.get('curator')));
    return c.body(null, 204);
  });
  app.openapi(decided, async (c) => {
    const { most: atMost, project } = c.req.valid('query');
    const found =
      project === undefined ? await review.history({ most: atMost }) : await ofProject(rooms, project, atMost);
    const decisions = found.decisions.map(({ titles: _, madeAt, undoneAt, ...rest }) => ({
      ...rest,
      madeAt: madeAt.toISOString(),
      undoneAt: undoneAt?.toISOString() ?? null,
    }));
    return c.json({ total: found.total, decisions }, 200);
  });
  app.openapi(decide, async (c) => {
    const { wish, reason } = c.req.valid('json');
    const outcome = await review.decide(wish, by(c.get('curator'), reason));
    if (outcome.is === 'refused') return sayRefused(c, outcome.refusal);
    if (outcome.is === 'already') return c.json({ decision: outcome.decision, already: true }, 200);
    return c.json({ decision: outcome.decision, replaced: outcome.replaced }, 201);
  });
  app.openapi(undo, async (c) => {
    const outcome = await review.undo(c.req.valid('param').id, by(c.get('curator')));
    if (outcome.is === 'refused') return sayRefused(c, outcome.refusal);
    return c.json({ decision: outcome.decision, restored: outcome.restored }, 200);
  });
  return app;
}

async function ofProject({ review }: Rooms, project: string, atMost: number) {
  const decisions = await review.decisionsOf(project);
  return { total: decisions.length, decisions: decisions.slice(0, atMost) };
}

/** Lets in who may curate; what changes something must come from one of our own pages, whose session it is. */
function curatorsOnly({ personOf, baseUrl }: Rooms): MiddlewareHandler<Environment> {
  const { origin } = new URL(baseUrl);
  return async (c, next) => {
    c.header('Cache-Control', 'private, no-store');
    const person = await personOf(c.req.raw.headers);
    if (person === undefined) return sayDoor(c, 'not-signed-in');
    if (!mayCurate(person)) return sayDoor(c, 'not-a-curator');
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!reads && !comesFromHere(c.req.raw, origin)) return sayDoor(c, 'not-from-here');
    c.set('curator', person);
    await next();
  };
}
