/** A Project: what people see. One or more sheets merged; every field knows the sheets and the rule that chose it. */
import { z } from 'zod';
import { slugify } from '#lib/text/fold.ts';
import { sheetSchema } from './sheet.ts';

const provenanceSchema = z.object({
  /** Sheets the value comes from; none when a curator wrote it (rule `set`). */
  sheets: z.array(z.string()),
  /**
   * The merge rule (`longest`, `union`, `most-precise`, `latest`, `first`…), `decision` (a sheet was chosen),
   * `correction` (the partner corrected its sheet here) or `set`.
   */
  rule: z.string(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** A partner vouches for the project. */
const endorsement = z.object({
  source: z.string(),
  reason: z.string(),
  /** ISO 8601, a day. */
  at: z.string(),
});
export type Endorsement = z.infer<typeof endorsement>;

/** A partner corrected what its sheet says of a field; its catalogue does not say it yet. */
const correction = z.object({
  field: z.string(),
  source: z.string(),
  /** ISO 8601, a day. */
  at: z.string(),
});

/** What one partner tells of the project. */
export const telling = z.object({
  sheet: z.string(),
  source: z.string(),
  title: z.string(),
  url: z.string().optional(),
  licence: z.string(),
  attribution: z.string(),
  updatedAt: z.string().optional(),
});

export const projectSchema = sheetSchema
  .omit({
    source: true,
    recordUrl: true,
    licence: true,
    assignments: true,
    suggestions: true,
    problems: true,
    languageKnown: true,
  })
  .extend({
    /** Ten characters of Crockford base32, for ever. */
    id: z.string(),
    slug: z.string(),
    /** The sources that tell of it, each once, in order of arrival. */
    sources: z.array(z.string()),
    tellings: z.array(telling),
    /** Absent when nobody vouches for it. */
    endorsements: z.array(endorsement).optional(),
    /** Absent when none stands. */
    corrections: z.array(correction).optional(),
    provenance: z.record(z.string(), provenanceSchema),
  });
export type Project = z.infer<typeof projectSchema>;
export type Telling = z.infer<typeof telling>;

/** The last part of a project's address: `<slug>-<id>`. */
export function projectPath(project: { id: string; title: string }): string {
  return `${slugify(project.title)}-${project.id}`;
}

/** The id at the end of a project's address, whatever the words before it; undefined when there is none. */
export function readProjectPath(path: string): string | undefined {
  return /(?:^|-)([0-9a-hjkmnp-tv-z]{10})$/.exec(path.toLowerCase())?.[1];
}
