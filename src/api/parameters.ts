/** The kinds of parameters an address can hold, each read from text and described for the OpenAPI document. */
import { z } from '@hono/zod-openapi';
import { sentences } from './parameter-sentences.ts';

/** A parameter's description, for the OpenAPI document. */
export const said = (parameter: string) => ({ description: sentences[parameter]!.en });

/** Values given once each or with commas; undefined when there is none. */
export function splitValues(given: unknown): string[] | undefined {
  const texts = (Array.isArray(given) ? given : [given]).filter((one) => typeof one === 'string');
  const values = texts
    .flatMap((text) => text.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
  return values.length === 0 ? undefined : values;
}

/** A single value, blanks taken off; empty as if it were absent. Given twice, it is refused. */
export function single<Schema extends z.ZodType>(schema: Schema) {
  const trim = (given: unknown) => (typeof given === 'string' ? given.trim() || undefined : given);
  return z.preprocess(trim, schema.optional());
}

export function several<Schema extends z.ZodType>(parameter: string, item: Schema, schema: { enum?: string[] } = {}) {
  return z.preprocess(splitValues, z.array(item).max(50).optional()).openapi({
    type: 'array',
    items: { type: 'string', ...schema },
    param: { style: 'form', explode: true, ...said(parameter) },
  });
}

export function whole(parameter: string, from: number, to: number, usual?: number) {
  const number = z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));
  return single(number).openapi({
    type: 'integer',
    minimum: from,
    maximum: to,
    ...(usual === undefined ? {} : { default: usual }),
    param: said(parameter),
  });
}

export const decimal = (from: number, to: number) =>
  z
    .string()
    .trim()
    .regex(/^-?\d{1,4}(\.\d{1,15})?$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));
export const latitude = decimal(-90, 90);
export const longitude = decimal(-180, 180);

/** Numbers with commas between; given twice, they are refused. */
export function numbers<Schema extends z.ZodType>(parameter: string, schema: Schema, example: string) {
  const split = (given: unknown) => {
    if (typeof given !== 'string') return given === undefined ? undefined : null;
    return given.trim() === '' ? undefined : given.split(',');
  };
  return z.preprocess(split, schema.optional()).openapi({ type: 'string', example, param: said(parameter) });
}

export const langParameter = single(z.enum(['fr', 'en'])).openapi({
  type: 'string',
  enum: ['fr', 'en'],
  default: 'fr',
  param: said('lang'),
});
