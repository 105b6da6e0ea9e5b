/** How the API says no: one shape for every error, in the reader's language, with nothing of our insides. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Language } from '#publish/view-project.ts';
import { refusals } from './refusals.ts';

const refusalSchema = z
  .strictObject({
    parameter: z.string(),
    value: z.string().optional().describe('What was given, at most 100 characters'),
    reason: z.string(),
    nearest: z.string().optional().describe('What was probably meant'),
  })
  .meta({ id: 'Refusal' });
export type Refusal = z.infer<typeof refusalSchema>;

const said = {
  'parameters-refused': {
    status: 400,
    fr: 'Des paramètres ne se lisent pas : voyez « details ».',
    en: 'Some parameters cannot be read: see `details`.',
  },
  'body-refused': {
    status: 400,
    fr: 'Le corps de la demande ne se lit pas comme du JSON de la forme attendue.',
    en: 'The body cannot be read as JSON of the expected shape.',
  },
  'concept-unknown': {
    status: 400,
    fr: 'Un des concepts n’est pas dans ce vocabulaire.',
    en: 'One of the concepts is not in this vocabulary.',
  },
  'sign-in': { status: 401, fr: 'Il faut se connecter.', en: 'This is for people who are signed in.' },
  'curators-only': { status: 403, fr: 'Réservé à l’équipe de curation.', en: 'This is for curators.' },
  'word-not-carried': { status: 404, fr: 'Aucune fiche ne porte ce mot.', en: 'No sheet carries this word.' },
  'answer-unknown': {
    status: 404,
    fr: 'Aucune réponse en vigueur n’a cet identifiant.',
    en: 'No standing answer has this id.',
  },
  'licence-closed': {
    status: 403,
    fr: 'Ce projet se lit ici, mais la licence de son catalogue ne permet pas de l’exporter.',
    en: 'This project can be read here, but the licence of its catalogue keeps it out of exports.',
  },
  'from-elsewhere': {
    status: 403,
    fr: 'Cette demande ne vient pas d’une page de ce site.',
    en: 'This request does not come from a page of this site.',
  },
  'not-found': { status: 404, fr: 'Rien ne répond à cette adresse.', en: 'Nothing answers at this address.' },
  'project-unknown': { status: 404, fr: 'Aucun projet n’a cet identifiant.', en: 'No project has this id.' },
  'territory-unknown': { status: 404, fr: 'Aucun territoire n’a cet identifiant.', en: 'No territory has this id.' },
  'vocabulary-unknown': { status: 404, fr: 'Aucun vocabulaire n’a ce nom.', en: 'No vocabulary has this name.' },
  'method-not-allowed': {
    status: 405,
    fr: 'L’API se lit : GET, HEAD et OPTIONS.',
    en: 'The API is for reading: GET, HEAD and OPTIONS.',
  },
  'project-hidden': {
    status: 410,
    fr: 'Ce projet n’est plus publié.',
    en: 'This project is no longer published.',
  },
  'address-too-long': {
    status: 414,
    fr: 'L’adresse dépasse 8 000 caractères.',
    en: 'The address is longer than 8,000 characters.',
  },
  busy: {
    status: 503,
    fr: 'Le site est très occupé. Réessayez dans quelques secondes.',
    en: 'The site is very busy. Try again in a few seconds.',
  },
  'too-many': {
    status: 429,
    fr: 'Trop de demandes depuis votre réseau : attendez le temps que dit « Retry-After ».',
    en: 'Too many requests from your network: wait for as long as `Retry-After` says.',
  },
  internal: {
    status: 500,
    fr: 'Quelque chose s’est mal passé chez nous. Réessayez dans un moment.',
    en: 'Something went wrong on our side. Try again in a moment.',
  },
} as const;
export type ErrorCode = keyof typeof said;
type StatusOf<Code extends ErrorCode> = (typeof said)[Code]['status'];

export const errorSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.enum(Object.keys(said) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      details: z.array(refusalSchema),
    }),
  })
  .meta({ id: 'Error', description: 'Every error has this shape; `details` is empty unless parameters were refused.' });

/** The language asked for by `lang`, French when none is, or another. */
export function languageOf(c: Context): Language {
  return c.req.query('lang') === 'en' ? 'en' : 'fr';
}

/** An error as the answer to a request. */
export function say<Code extends ErrorCode>(c: Context, code: Code, details: Refusal[] = []) {
  const { status } = said[code] as { status: StatusOf<Code> };
  c.header('Cache-Control', 'no-store');
  return c.json({ error: { code: code as ErrorCode, message: said[code][languageOf(c)], details } }, status);
}

/** A hook for routes: refuses what their schema refuses; `query` names the parameters that they know. */
export function refuseUnlike(query: z.ZodObject) {
  const known = Object.keys(query.shape);
  return (result: { success: true } | { success: false; error: z.ZodError }, c: Context) =>
    result.success
      ? undefined
      : say(c, 'parameters-refused', refusals(result.error, c.req.queries(), known, languageOf(c)));
}

function answer(description: string) {
  return { description, content: { 'application/json': { schema: errorSchema } } } as const;
}

/** Error answers for the routes' descriptions. */
export const errorAnswers = {
  400: answer('A parameter is unknown or cannot be read; `details` says which and why'),
  403: answer('The licence of its catalogue keeps the project out of exports'),
  401: answer('Nobody is signed in'),
  404: answer('Nothing has this id'),
  410: answer('The project is no longer published'),
} as const;
