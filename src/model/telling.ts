/** A Telling: a project as a person tells it, field by field, in the words of the form. */
import { z } from 'zod';
import { written } from './decision.ts';

/** The source of what people tell here themselves. */
export const contributionsId = 'contributions';

/** Characters at most, of one field. */
export const tellingLimits = { title: 160, summary: 400, text: 6_000, line: 200, url: 500 } as const;

/** One line: control characters and ends of lines are spaces. */
const line = (most: number) =>
  written
    .transform((text) =>
      text
        .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
        .trim()
        .slice(0, most),
    )
    .default('');
const text = written
  .transform((typed) =>
    typed
      .replace(/\r\n?/g, '\n')
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, tellingLimits.text),
  )
  .default('');
const codes = z
  .array(z.string().regex(/^[a-z0-9-]{1,60}$/))
  .max(30)
  .default([]);

export const tellingSchema = z.object({
  title: line(tellingLimits.title),
  summary: line(tellingLimits.summary),
  body: text,
  /** Concept ids of the vocabularies. */
  themes: codes,
  audiences: codes,
  stage: line(60),
  startYear: line(4),
  holder: line(tellingLimits.line),
  holderKind: line(60),
  address: line(tellingLimits.line),
  postcode: line(10),
  city: line(tellingLimits.line),
  website: line(tellingLimits.url),
  otherLink: line(tellingLimits.url),
  /** An address of the organisation, to be shown. */
  contact: line(254),
  results: text,
  needed: text,
  /** As whom the author wants to be named; empty is nobody. */
  attribution: line(120),
  licence: z.boolean().default(false),
});
export type Telling = z.infer<typeof tellingSchema>;
export type TellingField = keyof Telling;
export const emptyTelling: Telling = tellingSchema.parse({});
