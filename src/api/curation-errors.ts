/** How the curators' routes say no: the shape of every error, the codes of deciding, a sentence in English. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type DecisionRefusal, tellRefusal } from '#match/decision-refusals.ts';

const codes = [
  'not-signed-in',
  'not-a-curator',
  'not-from-here',
  'body-refused',
  'sheet-unknown',
  'project-unknown',
  'decision-unknown',
  'source-unknown',
  'one-sheet',
  'alone',
  'contradiction',
  'field-unknown',
  'value-refused',
  'says-nothing',
  'reason-missing',
  'undone-already',
  'replaced',
  'not-hidden',
] as const;

export const curationErrorSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.enum(codes),
      message: z.string(),
      decisions: z.array(z.string()).describe('Ids of the decisions that stand in the way'),
    }),
  })
  .meta({ id: 'CurationError' });

const doors = {
  'not-signed-in': { status: 401, message: 'Sign in: these routes are for curators.' },
  'not-a-curator': { status: 403, message: 'These routes are for curators.' },
  'not-from-here': {
    status: 403,
    message: 'What changes something is sent from a page of the site itself.',
  },
  'body-refused': { status: 400, message: 'The body cannot be read: see the OpenAPI document.' },
} as const;

export function sayDoor(c: Context, code: keyof typeof doors): Response {
  const { status, message } = doors[code];
  return c.json({ error: { code, message, decisions: [] } }, status);
}

/** What is not there is 404; what cannot be read is 400; what clashes with what was decided is 409. */
export function sayRefused(c: Context, refusal: DecisionRefusal): Response {
  const decisions =
    refusal.code === 'contradiction' ? refusal.decisions : refusal.code === 'replaced' ? [refusal.by] : [];
  const error = { code: refusal.code, message: tellRefusal(refusal), decisions };
  return c.json({ error }, statusOf(refusal.code));
}

function statusOf(code: DecisionRefusal['code']): 400 | 404 | 409 {
  if (code.endsWith('-unknown')) return code === 'field-unknown' ? 400 : 404;
  return ['one-sheet', 'value-refused', 'says-nothing', 'reason-missing'].includes(code) ? 400 : 409;
}

function answer(description: string) {
  return { description, content: { 'application/json': { schema: curationErrorSchema } } } as const;
}

export const curationErrors = {
  400: answer('The body, or what it asks for, cannot be read'),
  401: answer('Nobody is signed in'),
  403: answer('The person is no curator, or another site sent it'),
  404: answer('There is no such sheet, project, catalogue or decision'),
  409: answer('It contradicts what was decided; `decisions` names what stands in the way'),
  413: { description: 'The body is longer than 64 KiB' },
} as const;
